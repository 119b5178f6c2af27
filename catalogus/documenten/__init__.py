"""The documents of an afname as PDF and as spreadsheet; what they say is in `regels.stukken`."""
