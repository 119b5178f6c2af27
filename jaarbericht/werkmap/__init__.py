"""The workbook of one gemeente and year: everything its jaarbericht needs, filled in by whoever knows it."""
