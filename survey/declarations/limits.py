"""data/programmes/<programme>/limits.toml -> limits."""

from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.handling.limit import Limit
from survey.locale import _


def read_limits(file: Path) -> tuple[Limit, ...]:
    """None where there is no such file; SurveyError for two rows of a table that begin on the same day."""
    if not file.exists():
        return ()
    whole = read_entry(file)
    limits = unique(
        (_limit(entry) for entry in whole.entries("limit")), whole, "limit", lambda row: f"{row.id} {row.valid_from}"
    )
    whole.done()
    return limits


def _limit(entry: Entry) -> Limit:
    minutes = entry.child("minutes")
    limit = Limit(
        id=entry.id(),
        valid_from=entry.day("valid_from"),
        field=entry.id("field"),
        minutes={minutes.as_id(key, key): _rate(minutes, key) for key in minutes.table},
        otherwise=_rate(entry, "otherwise"),
        distance=entry.id("distance"),
        clauses=entry.texts("clauses", ()),
        source=entry.words("source", None),
    )
    entry.done()
    return limit


def _rate(entry: Entry, key: str) -> float:
    """Minutes per kilometre: nobody is there before having left."""
    minutes = entry.number(key)
    if minutes <= 0:
        raise entry.wrong(key, minutes, _("大于 0 的分钟数"))
    return minutes
