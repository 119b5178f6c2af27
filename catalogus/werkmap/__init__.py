"""Spreadsheets in and out: xlsx, ods and csv."""
