""".xlsx and .csv, in and out; the only room that knows openpyxl and calamine."""
