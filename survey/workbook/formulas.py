"""Text that a spreadsheet would take for a formula, on the way out and back in."""

STARTS = ("=", "+", "-", "@", "\t", "\r")
ESCAPED = tuple("'" + start for start in STARTS)


def harmless(text: str) -> str:
    """The text for a .csv, where only an apostrophe keeps "=…" from being calculated on opening (OWASP)."""
    return "'" + text if text.startswith(STARTS) else text


def original(text: str) -> str:
    """What `harmless` was given, so that a file of ours reads back as it was."""
    return text[1:] if text.startswith(ESCAPED) else text
