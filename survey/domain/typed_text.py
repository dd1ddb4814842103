"""Text that a person typed, as the store can hold it."""

import re

# PostgreSQL holds no NUL, no encoding holds half of a surrogate pair, and nobody can see the others.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def storable(text: str) -> str:
    """Trimmed, without control characters other than line breaks and tabs; every line break is a newline."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
