"""What the reader of sheets reads as blank though it is not: error values, and formulas never calculated."""

import re

from openpyxl.utils.cell import coordinate_to_tuple

ERROR = re.compile(rb'<(?:\w+:)?c\s([^>]*\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
FORMULA = re.compile(rb"<(?:\w+:)?c(\s[^>]*[^>/])?>\s*<(?:\w+:)?f[\s/>](.*?)</(?:\w+:)?c>", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)")
ADDRESS = re.compile(rb'\br="([A-Z]+[1-9][0-9]*)"')


def error_values(sheet: bytes) -> dict[tuple[int, int], str]:
    """(row, column), both from 1 -> "#N/A" and its kind, as the sheet shows them."""
    if b't="e"' not in sheet:  # a search for bytes is much faster than one for a pattern
        return {}
    cells = ((ADDRESS.search(attributes), VALUE.search(inner)) for attributes, inner in ERROR.findall(sheet))
    return {coordinate_to_tuple(cell[1].decode()): value[1].decode() for cell, value in cells if cell and value}


def uncalculated(sheet: bytes) -> str:
    """The address of the first formula that has no value beside it, "" when there is none.

    A program that only writes leaves it so. A formula may well come to the empty text, which has t="str".
    """
    if not any(start in sheet for start in (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")):
        return ""
    for attributes, inner in FORMULA.findall(sheet):
        if not VALUE.search(inner) and b't="str"' not in attributes:
            address = ADDRESS.search(attributes)
            return address[1].decode() if address else "?"
    return ""
