"""Measurements that wait for sheets: which ones a collector may key in, and what is known of them while they run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from survey.actions.asking import Submission
from survey.actions.keying_leave import check_keying, may_key
from survey.actions.office import Office
from survey.actions.remeasuring import Measurement, asks_again, case_about, measure, measure_all, question_of
from survey.domain.asking.again import SUFFIX, ask_again, parent_of
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.domain.handling.kind import CaseKind
from survey.locale import Words, _
from survey.store import cases
from survey.store.responses import has_id


@dataclass(frozen=True)
class Resurvey:
    """One question that is asked again of a unit, as whoever keys its sheets may know it: nothing of what was answered.

    code       of its case. form: the short form, in its current version; question: which one is asked again, in short.
    came       how many have answered, None for fewer than ten; wanted, until: how many are waited for, and to which day.
    since      the day on which the mending was accepted.
    is_asking  whether a sheet is taken now.
    """

    programme: str
    code: str
    unit: str
    form: Questionnaire
    question: Words
    came: int | None
    wanted: int
    until: date
    since: date
    is_asking: bool

    @property
    def poster(self) -> str:
        """The address of the poster with the QR code."""
        return f"/poster/{self.programme}/{self.form.id}/{self.unit}?about={self.code}"


def list_resurveys(office: Office, now: datetime) -> list[Resurvey]:
    """Those that take sheets now from the actor, the first to end first; NotAllowed for who keys in nothing."""
    office.leave("key_sheet")
    found = [
        one
        for programme in office.declarations.programmes.values()
        for kind in programme.case_kinds
        if kind.remeasures
        for one in _of_kind(office, programme, kind, now)
    ]
    return sorted((one for one in found if one.is_asking), key=lambda one: (one.until, one.code))


def _of_kind(office: Office, programme: Programme, kind: CaseKind, now: datetime) -> Sequence[Resurvey]:
    units = [unit.id for unit in office.declarations.units_of(programme.unit_kinds) if may_key(office, programme.id, unit.id)]
    if not units:
        return []
    states = (kind.move(kind.remeasures.accepts).target,)
    rows = cases.cases_frame(office.database, programme.id, units=units, states=states, kinds=(kind.id,)).to_dict("records")
    rows = [row for row in rows if _is_asked(programme, kind, row) and _may_key(office, kind, row)]
    measured = measure_all(office, kind, rows, now)
    return [_as_keyed(office, programme, kind, row, measured[row["id"]]) for row in rows if measured[row["id"]].since]


def _is_asked(programme: Programme, kind: CaseKind, row: Mapping) -> bool:
    """Whether the current questionnaire still has the question."""
    questionnaire, key = question_of(kind, row["coded"])
    return key in programme.questionnaire(questionnaire).by_key


def _may_key(office: Office, kind: CaseKind, row: Mapping) -> bool:
    return may_key(office, row["programme"], row["unit"], questionnaire=question_of(kind, row["coded"])[0] + SUFFIX)


def _as_keyed(office: Office, programme: Programme, kind: CaseKind, row: Mapping, found: Measurement) -> Resurvey:
    about, (questionnaire, key) = kind.remeasures, question_of(kind, row["coded"])
    whole = programme.questionnaire(questionnaire)
    return Resurvey(
        programme=programme.id, code=row["code"], unit=row["unit"], form=ask_again(whole, key), question=whole.by_key[key].short,
        came=found.came, wanted=int(row["coded"][about.wanted]), until=date.fromisoformat(str(row["coded"][about.until])),
        since=office.day_of(found.since), is_asking=asks_again(kind, row["state"], found),
    )


def find_resurvey(office: Office, code: str, now: datetime) -> Resurvey:
    """The one of this case's code, whether it still asks or is over.

    SurveyError for a code of no accepted case; NotAllowed where the actor may not key in its sheets.
    """
    office.leave("key_sheet")
    kind, row = case_about(office, "", code)
    programme = office.declarations.programme(row["programme"]) if kind else None
    found = measure(office, kind, row, now) if kind and kind.remeasures else None
    if found is None or found.since is None or not _is_asked(programme, kind, row):
        raise SurveyError(_("复测"), _("没有找到这次复测。"), _("请在录入页的“复测”里重新选。"))
    form = question_of(kind, row["coded"])[0] + SUFFIX
    check_keying(office, programme.id, row["unit"], "", office.actor.collector, form)
    return _as_keyed(office, programme, kind, row, found)


def check_resurvey(office: Office, submission: Submission, now: datetime) -> None:
    """Of a sheet of a short form: SurveyError where none is taken any more, or of a day before the mending was accepted."""
    if not parent_of(submission.questionnaire):
        return
    found = find_resurvey(office, submission.about, now)
    where = _("复测 {code}").format(code=found.code)
    if not found.is_asking and not has_id(office.database, submission.id):
        raise SurveyError(where, ended_words(), _("录错的请写明原因作废；作废后没过最后一天又不够份数的，还可以再录。"))
    if submission.happened_on and submission.happened_on < found.since:
        what = _("{day} 还没有整改完，验收是 {since}。").format(day=submission.happened_on, since=found.since)
        raise SurveyError(where, what, _("请核对日期；整改以前填的不算复测。"))


def ended_words() -> str:
    return _("这次复测已经结束：份数够了，或过了最后一天，不能再录。")
