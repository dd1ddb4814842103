"""How many minutes a distance may take: rates by table, each row with the day from which it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from survey.domain.errors import SurveyError
from survey.locale import Words, _


@dataclass(frozen=True)
class Limit:
    """Minutes per kilometre; a change of the rates is a new row with the same id.

    field      the field that says which of `minutes` holds; `otherwise` holds for any other value, and for none.
    distance   the field with the kilometres.
    """

    id: str
    valid_from: date
    field: str
    minutes: Mapping[str, float]
    otherwise: float
    distance: str
    clauses: tuple[str, ...] = ()
    source: Words | None = None


def limit_on(limits: Iterable[Limit], id: str, day: date) -> Limit:
    """The newest row that held on that day; SurveyError if none did."""
    rows = [limit for limit in limits if limit.id == id and limit.valid_from <= day]
    if not rows:
        raise SurveyError(
            _("时限表“{id}”").format(id=id),
            _("{day} 还没有生效的时限。").format(day=day),
            _("请在 limits.toml 里补一行更早生效的。"),
        )
    return max(rows, key=lambda limit: limit.valid_from)


def minutes_for(limit: Limit, values: Mapping[str, object]) -> float | None:
    """The whole way's minutes; None while the distance is not known."""
    distance = values.get(limit.distance)
    if not isinstance(distance, int | float):
        return None
    return distance * limit.minutes.get(str(values.get(limit.field)), limit.otherwise)
