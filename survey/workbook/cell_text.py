"""Text as a cell of an .xlsx can hold it."""

import re

# XML has no place for these; with one of them in it Excel calls the whole workbook damaged.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel writes a character of its own choice as _x0041_; where a person typed that, the line before it is written so.
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(text: str) -> str:
    """The text, without what XML cannot hold, and read back by Excel as it was typed."""
    return CODED.sub("_x005F_", NOT_IN_XML.sub("", text))
