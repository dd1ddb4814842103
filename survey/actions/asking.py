"""Taking responses, and taking them back by the receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from survey.actions.office import Office
from survey.actions.remeasuring import form_again
from survey.domain.asking.place import accept_place
from survey.domain.asking.response import Response, tidy_code
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store import response_reading, responses

OLDEST = timedelta(days=366)
SHEET = "sheet"  # the origin of what a collector keys in


@dataclass(frozen=True)
class Submission:
    """What a form or a sheet sends; `raw` holds texts by question key.

    `version` is the one the person saw; `happened_on` None means today; `about` is the code of the case of a short form.
    """

    id: str
    programme: str
    questionnaire: str
    version: int
    mode: str
    origin: str
    raw: Mapping[str, str]
    unit: str = ""
    area: str = ""
    person: str = ""
    collector: str = ""
    happened_on: date | None = None
    about: str = ""


@dataclass(frozen=True)
class Receipt:
    """Proof that a response (or an entry of the book) is stored.

    is_new   False when the same id had come before.
    is_same  False when it had come before with other words: then the first ones stay.
    """

    code: str
    is_new: bool
    is_same: bool = True


def take_response(office: Office, submission: Submission, now: datetime) -> Receipt:
    """A citizen's answers: check everything, store it once, and only then give a receipt; SurveyError stores nothing."""
    office.leave("take_response", submission.programme)
    response = check_submission(office, submission, now)
    entry = office.entry("take_response", now, response.id, after=told_of(response))
    if responses.save_responses(office.database, [response], entry):
        return Receipt(response.code, is_new=True)
    if not responses.has_id(office.database, response.id):
        raise SurveyError(_("答卷"), _("这份答卷已经撤回，不能再提交。"), _("要重新填写，请重新扫码。"))
    return Receipt(response.code, is_new=False, is_same=responses.says_the_same(office.database, response))


def told_of(response: Response) -> dict[str, str]:
    """What the log may know of a response: where it belongs, never what it says."""
    names = ("programme", "questionnaire", "unit", "area", "mode", "collector", "about")
    return {name: getattr(response, name) for name in names if getattr(response, name)}


def check_submission(office: Office, submission: Submission, now: datetime) -> Response:
    """The response that a submission becomes; SurveyError names what a person can mend."""
    declared = office.declarations
    programme = declared.programme(submission.programme)
    questionnaire, about = form_again(
        office, programme.id, submission.questionnaire, submission.unit, submission.about, now, submission.version, submission.id
    )
    if not 16 <= len(submission.id) <= 64:
        raise SurveyError(_("答卷编号"), _("编号不完整。"), _("请重新打开页面再填。"))
    unit = accept_place(
        declared, questionnaire, submission.unit, submission.area, submission.person, submission.collector
    )
    if submission.origin == SHEET and programme.quota and not submission.collector:
        raise SurveyError(_("访员"), _("还没有选访员，这份算不进谁的份数。"), _("请选择访员。"))
    answers, comments = questionnaire.accept(submission.raw)
    return Response(
        id=submission.id,
        programme=programme.id,
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        unit=unit,
        area=submission.area,
        person=submission.person,
        collector=submission.collector,
        mode=declared.mode(submission.mode).id,
        happened_on=_day(office, submission, now),
        entered_at=now,
        origin=submission.origin,
        answers=answers,
        comments=comments,
        about=about,
    )


def _day(office: Office, submission: Submission, now: datetime) -> date:
    today = office.day_of(now)
    day = submission.happened_on or today
    if not today - OLDEST <= day <= today:
        raise SurveyError(
            _("日期"),
            _("{day} 不在最近一年之内。").format(day=day),
            _("请填 {first} 到 {last} 之间的日期。").format(first=today - OLDEST, last=today),
        )
    return day


def has_response(office: Office, code: str) -> bool:
    """Whether a response that counts carries this receipt code."""
    office.leave("withdraw_response")
    return responses.has_code(office.database, tidy_code(code))


def withdraw_response(office: Office, code: str, now: datetime) -> bool:
    """A citizen takes the own response back by the receipt's code; False when no such one counts."""
    office.leave("withdraw_response")
    found = response_reading.find_by_code(office.database, tidy_code(code))
    return any(
        responses.void_response(
            office.database, id, "withdrawn by receipt", now, office.entry("withdraw_response", now, id)
        )
        for id in found["id"]
    )
