"""A draft: a sheet that a collector has begun and not saved yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Draft:
    """kept     what stays from sheet to sheet (place, mode, day …), by name.
    answers  question key -> text as it was typed, not yet checked.
    """

    sheet: str
    account: str
    programme: str
    questionnaire: str
    version: int
    kept: Mapping[str, str]
    saved_at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
