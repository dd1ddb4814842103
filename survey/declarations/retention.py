"""data/retention.toml -> Retention."""

from dataclasses import fields
from pathlib import Path

from survey.declarations.entry import Entry, read_entry
from survey.domain.keeping.retention import LEAST_LOG_DAYS, LONGEST, Limit, Retention
from survey.locale import _

LEAST = {"log_days": LEAST_LOG_DAYS}
MOST = {"text_years": LONGEST // 365}


def read_retention(file: Path) -> Retention:
    """As the file says, and our defaults for what it leaves out; SurveyError for a number that cannot be."""
    if not file.exists():
        return Retention()
    whole = read_entry(file)
    limits = {item.name: _limit(item.name, whole.child(item.name, None)) for item in fields(Retention)}
    whole.done()
    return Retention(**{name: limit for name, limit in limits.items() if limit})


def _limit(name: str, entry: Entry | None) -> Limit | None:
    if entry is None:
        return None
    limit, most = Limit(entry.at_least(LEAST.get(name, 1), "number"), entry.words("source")), MOST.get(name, LONGEST)
    if limit.number > most:
        raise entry.refuse("number", _("“{value}”太大。").format(value=limit.number), _("不能多于 {n}。").format(n=most))
    entry.done()
    return limit
