"""Keying in: a collector's sheets of the own areas, corrected the same day, taken back later; and how many there are."""

from dataclasses import replace
from datetime import date, datetime, time

import pandas as pd

from survey.actions.asking import Receipt, Submission, check_submission, told_of
from survey.actions.keying_leave import check_keying
from survey.actions.office import Office
from survey.actions.resurveys import check_resurvey
from survey.domain.asking.programme import Programme, Quota
from survey.domain.asking.response import receipt_code, tidy_code
from survey.domain.counting.period import Period
from survey.domain.counting.tally import EVERYONE
from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.locale import _
from survey.store import response_reading, responses
from survey.store.tallies import tallies_frame

LONGEST_REASON = 200


def key_sheet(office: Office, submission: Submission, now: datetime, replaces: str = "") -> Receipt:
    """A sheet that a collector keys in, stored once; its draft is gone with the same commit.

    `replaces` is an own sheet of today that this one corrects: it becomes void in the same transaction.
    NotAllowed outside the own areas, for another collector's sheets, and about the unit in which one is evaluated.
    SurveyError for a sheet of a short form whose measurement is over.
    """
    check_resurvey(office, submission, now)
    response = replace(check_submission(office, submission, now), entered_by=office.actor.id)
    check_keying(office, submission.programme, response.unit, response.area, response.collector, response.questionnaire)
    if replaces:
        _own_sheet(office, replaces, now, "see_sheets")
    entry = office.entry("key_sheet", now, response.id, after=told_of(response))
    replacing = office.entry("void_response", now, replaces, after={"replaced_by": response.id})
    is_new = responses.save_sheet(office.database, response, entry, replaces, replacing)
    return Receipt(response.code, is_new)


def void_response(office: Office, id: str, reason: str, now: datetime) -> None:
    """Take a sheet out of every count, with a reason; SurveyError when it cannot be, or is not one's own."""
    reason = _reason(reason)
    _own_sheet(office, id, None, "void_response")
    entry = office.entry("void_response", now, id, after={"reason": reason})
    if not responses.void_response(office.database, id, reason, now, entry):
        raise _no_such_sheet()


def void_by_code(office: Office, code: str, reason: str, now: datetime) -> None:
    """The same for a sheet of an earlier day, which is known by its receipt's code alone."""
    reason, found = _reason(reason), response_reading.find_by_code(office.database, tidy_code(code))
    if found.empty:
        raise _no_such_sheet()
    void_response(office, found["id"].iloc[0], reason, now)


def _reason(text: str) -> str:
    why = within(LONGEST_REASON, text, _("作废"))
    if not why:
        raise SurveyError(_("作废"), _("没有写原因。"), _("请写明为什么作废。"))
    return why


def _own_sheet(office: Office, id: str, today: datetime | None, action: str) -> None:
    """SurveyError unless the actor may do this to the sheet; with `today`, to one that was entered on this day."""
    found = response_reading.find_responses(office.database, id)
    if found.empty:
        raise _no_such_sheet()
    sheet = found.iloc[0]
    leave = office.leave(action, sheet["programme"])
    if leave.is_own_only and sheet["entered_by"] != office.actor.id:
        raise _no_such_sheet()  # whose it is, and whether there is one, is not told
    if today and office.day_of(sheet["entered_at"]) != office.day_of(today):
        raise SurveyError(_("更正"), _("只有当天录的可以更正。"), _("请作废旧的，写明原因，再录一份。"))


def _no_such_sheet() -> SurveyError:
    return SurveyError(_("作废"), _("没有这份答卷，或已经作废。"), _("请刷新页面核对。"))


def sheets_of_today(office: Office, now: datetime) -> pd.DataFrame:
    """The actor's own sheets of today, the latest first; columns RESPONSES and `code`."""
    office.leave("see_sheets")
    sheets = response_reading.sheets_entered(office.database, office.actor.id, _midnight(office, now))
    return sheets.assign(code=[receipt_code(id) for id in sheets["id"]])


def count_sheets_of_today(office: Office, now: datetime) -> int:
    office.leave("see_sheets")
    return response_reading.count_entered(office.database, office.actor.id, _midnight(office, now))


def _midnight(office: Office, now: datetime) -> datetime:
    return datetime.combine(office.day_of(now), time(), office.zone)


def read_sheet(office: Office, id: str, now: datetime) -> dict[str, str]:
    """What an own sheet of today says, by question key, in order to correct it."""
    _own_sheet(office, id, now, "see_sheets")
    sheet = response_reading.find_responses(office.database, id).iloc[0]
    return {**sheet["answers"], **response_reading.comments_of(office.database, id)}


def round_of(quota: Quota, day: date) -> Period:
    """The survey round a day falls in: equal parts of the calendar year."""
    first = (day.month - 1) // quota.months_per_round * quota.months_per_round + 1
    return Period(f"{day.year:04}-{first:02}", f"{day.year:04}-{first + quota.months_per_round - 1:02}")


def count_sheets(office: Office, programme: Programme, questionnaire: str, period: Period) -> pd.DataFrame:
    """Sheets by area and collector: columns area, collector, count; where there are none, no row.

    Who carries sheets sees the own count and everybody's sum, without who the others are.
    """
    leave = office.leave("count_sheets", programme.id)
    frame = tallies_frame(
        office.database, programme.id, questionnaire, period,
        keep=("area", "collector"), questions=(EVERYONE,),
    )[["area", "collector", "count"]]
    if leave.is_own_only:
        own = office.actor.collector
        frame = frame.assign(collector=frame["collector"].where(frame["collector"] == own, ""))
    return frame.astype({"count": int})
