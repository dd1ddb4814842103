"""Text that a person typed, as the store can hold it and a page can show it."""

import re
import unicodedata

# PostgreSQL holds no NUL, no encoding holds half of a surrogate pair, XML has no U+FFFE and U+FFFF, and nobody can
# see the others: neither control characters nor blanks without width. ZWJ and ZWNJ stay, for emoji and Persian.
UNSEEN = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u115f\u1160\u200b\u2060-\u2064\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
# These turn round the letters after them, also those of the page that come later: "gpj.exe" would read "exe.jpg".
TURNING = r"\u202a-\u202e\u2066-\u2069"
LEFT_OUT = re.compile(f"[{UNSEEN}{TURNING}]")
LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")


def storable(text: str) -> str:
    """Trimmed, without what nobody sees; every line break is a newline. "" when nothing is left that one could read."""
    kept = LEFT_OUT.sub("", LINE_ENDS.sub("\n", text)).strip()
    return kept if any(unicodedata.category(letter)[0] in "LNPS" for letter in kept) else ""


def shown(text: str) -> str:
    """A foreign text inside a sentence of ours: what one does not see is marked, for it might command a terminal."""
    return LEFT_OUT.sub("�", text)
