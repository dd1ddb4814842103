"""A verified bar to awards (一票否决): stated beside a score, never counted in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from survey.domain.judging.evaluation import Veto
from survey.locale import Words

YES = "yes"


@dataclass(frozen=True)
class Done:
    """A step that was taken: what it is called, by whom, and on which day."""

    move: Words
    by: str
    on: date


@dataclass(frozen=True)
class Bar:
    """Who may win no award because of what was verified, and stands.

    code   the case's, by which the evidence is found.
    """

    veto: Veto
    subject: str
    is_persons: bool
    happened_on: date
    code: str
    verified: Done | None
    ended: Done | None


def subjects_of_case(veto: Veto, unit: str, coded: Mapping[str, object]) -> list[tuple[str, bool]]:
    """Whom a case bars: the person, and the unit where it was found against the unit as well; and whether it is a person."""
    person = str(coded.get(veto.person) or "")
    units = [(unit, False)] if veto.unit_too and coded.get(veto.unit_too) == YES else []
    return ([(person, True)] if person else []) + units


def is_judged(veto: Veto, happened_on: date, year: int) -> bool:
    """Whether it happened in that year, and not before the rule held (D16)."""
    return happened_on.year == year and happened_on >= veto.since
