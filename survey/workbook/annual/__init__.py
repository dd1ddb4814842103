"""The sheets of the year-end workbook, one file each."""
