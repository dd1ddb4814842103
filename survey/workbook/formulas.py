"""Text that a spreadsheet would take for a formula, on the way out and back in."""

# The last four are what a Chinese keyboard gives; some spreadsheets take them for the others.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ESCAPED = tuple("'" + start for start in STARTS)


def harmless(text: str) -> str:
    """The text for a .csv, where only an apostrophe keeps "=…" from being calculated on opening (OWASP)."""
    return "'" + text if _is_sly(text) else text


def original(text: str) -> str:
    """What `harmless` was given, so that a file of ours reads back as it was."""
    return text[1:] if text.startswith("'") and _is_sly(text) else text


def _is_sly(text: str) -> bool:
    """Apostrophes before it do not count, or a text that had one already would come back without it."""
    return text.lstrip("'").startswith(STARTS)
