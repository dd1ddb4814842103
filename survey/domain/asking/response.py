"""A response: what one person sent, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 O 1 I L, which are misread on paper
PAIRS = tuple(first + second for second in LETTERS for first in LETTERS)


WITH_RECEIPT = ("form", "sheet")


@dataclass(frozen=True)
class Response:
    """One person's answers.

    id           made by the client, never null: sent twice, it is stored once.
    happened_on  the day it is about, in the organisation's zone; None when the source does not say.
    entered_at   when it reached us, with its zone.
    mode         how the answers were taken: a declared mode's id.
    origin       which door it came through: "form", "sheet", "sample" or "import".
    entered_by   the account that keyed it in; "" where nobody signed in.
    answers      question key -> option code; comments: question key -> text.
    about        the case that is measured again by it (docs/decisions/0017), or "".
    """

    id: str
    programme: str
    questionnaire: str
    version: int
    unit: str
    mode: str
    happened_on: date | None
    entered_at: datetime
    origin: str
    answers: Mapping[str, str]
    comments: Mapping[str, str]
    area: str = ""
    person: str = ""
    collector: str = ""
    entered_by: str = ""
    about: str = ""

    @property
    def month(self) -> str:
        """YYYY-MM, or "" when the day is unknown."""
        return self.happened_on.isoformat()[:7] if self.happened_on else ""

    @property
    def code(self) -> str:
        """The receipt's code; "" for rows of a file or of the sample, for which nobody holds a receipt."""
        return receipt_code(self.id) if self.origin in WITH_RECEIPT else ""


def receipt_code(id: str) -> str:
    """Ten letters a person can read out, the same for the same id: "K7M4Q-9XTRA"."""
    number = int.from_bytes(sha256(id.encode()).digest()[:8])
    code = ""
    for _place in range(5):
        number, rest = divmod(number, len(PAIRS))
        code += PAIRS[rest]
    return f"{code[:5]}-{code[5:]}"


def tidy_code(text: str) -> str:
    """A receipt code as a person typed it, in the form it is stored."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return f"{letters[:5]}-{letters[5:]}"
