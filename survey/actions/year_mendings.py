"""The year's cases of issues in words: owner, measure, evidence, and what became of the figures."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from survey.actions.in_words import InWords
from survey.actions.office import Office
from survey.actions.remeasuring import Measurement, accepted_by, after_words, measure_all, share_words
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind
from survey.domain.judging.noticed import Mended, MendingBook
from survey.domain.noticing.remeasure import outcome_name
from survey.domain.noticing.verdict_wording import show_rate_difference
from survey.locale import _
from survey.store import cases

Steps = Mapping[str, Sequence[Mapping]]


def mended_in(office: Office, period: Period, now: datetime) -> tuple[MendingBook, ...]:
    """Of every kind that is measured again (0017) the cases opened in the period, the oldest first; for actions that have asked."""
    books = [
        _book(office, programme, kind, period, now)
        for programme in office.declarations.programmes.values() for kind in programme.case_kinds if kind.remeasures
    ]
    return tuple(book for book in books if book.rows)


def _book(office: Office, programme: Programme, kind: CaseKind, period: Period, now: datetime) -> MendingBook:
    rows = cases.cases_frame(office.database, programme.id, period, kinds=(kind.id,)).iloc[::-1].to_dict("records")
    measured, steps = measure_all(office, kind, rows, now), _steps(office, [row["id"] for row in rows])
    fields, said = _fields(kind), InWords(office, kind)
    title = _("{programme} · {kind}").format(programme=programme.title, kind=kind.title)
    told = [_mended(said, row, fields, steps.get(row["id"], ()), measured.get(row["id"])) for row in rows]
    return MendingBook(title, tuple(str(item.name) for item in fields), tuple(told))


def _steps(office: Office, ids: Sequence[str]) -> Steps:
    found: dict[str, list[Mapping]] = {}
    for step in cases.steps_frame(office.database, ids).to_dict("records"):
        found.setdefault(step["case_id"], []).append(step)
    return found


def _fields(kind: CaseKind) -> list[Field]:
    """What the kind declares, but for the counts, which stand as shares, and the lines, which have a sheet in the ledger."""
    counts = (kind.remeasures.before_count, kind.remeasures.before_n)
    return [item for id, item in kind.fields.items() if id not in counts and item.type != "lines"]


def _mended(said: InWords, row: Mapping, fields: Sequence[Field], steps: Sequence[Mapping], found: Measurement | None) -> Mended:
    return Mended(
        code=row["code"], opened_on=row["opened_on"], unit=said.unit(row["unit"]),
        topic=said.topic(row["topic"], row["programme"]), state=said.state(row["state"]),
        fields=tuple(said.value(item, row["words" if item.is_words else "coded"].get(item.id)) for item in fields),
        accepted_by=accepted_by(said.kind, steps), before=share_words(found.before) if found else "",
        after=after_words(found) if found else "", difference=_difference(found),
        outcome=outcome_name(found.verdict) if found and found.verdict else "",
        reopened=sum(step["move"] in said.kind.reopenings for step in steps),
    )


def _difference(found: Measurement | None) -> str:
    """After less before in percentage points, with its interval; "" where either side may not be told."""
    if not (found and found.shown and found.before.n >= MINIMUM):
        return ""
    shown = [show_rate_difference(share) for share in (found.outcome.difference, found.outcome.low, found.outcome.high)]
    return _("{difference}（95% 区间 {low} 至 {high}）").format(difference=shown[0], low=shown[1], high=shown[2])
