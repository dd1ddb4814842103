"""What whoever is complained of sees of it: that it is, where it stands, what was found, and a way to appeal (measures.md 11)."""

import hmac
from datetime import datetime

import pandas as pd

from survey.actions.handling import take_step
from survey.actions.in_words import InWords
from survey.actions.office import Office
from survey.actions.scenes import as_case, case_kind
from survey.domain.asking.response import receipt_code
from survey.domain.columns import ABOUT_ME, empty, shaped
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Wanted
from survey.domain.handling.kind import TARGET, Move
from survey.locale import _
from survey.store.cases import cases_frame

SEEING = "see_about_me"


def cases_about_me(office: Office, programme: str) -> pd.DataFrame:
    """Cases in which the actor is complained of, newest first; columns ABOUT_ME, in words.

    Nothing in it leads to whoever wrote, or to what was written: `code` is the first half of the receipt's, by which
    nobody can follow the case in the writer's place, and `id` is a mark of this office alone.
    """
    office.leave(SEEING, programme)
    rows = [_row(office, case) for case in _about(office, programme)]
    return shaped(pd.DataFrame(rows), ABOUT_ME) if rows else empty(ABOUT_ME)


def appeals_offered(office: Office, id: str, programme: str) -> tuple[Move, ...]:
    """What the person complained of may do now."""
    office.leave(SEEING, programme)
    case = _find(office, id, programme)
    return case_kind(office, programme, case.kind).moves_from(case.state, frozenset({TARGET}))


def appeal(office: Office, id: str, programme: str, wanted: Wanted, now: datetime) -> None:
    """Make a move that the kind leaves to whoever is complained of; SurveyError for any other, or for a foreign case."""
    if wanted.move not in {move.id for move in appeals_offered(office, id, programme)}:
        raise SurveyError(_("申诉"), _("现在不能申诉。"), _("请刷新页面核对。"))
    take_step(office, _find(office, id, programme), wanted, now)


def _about(office: Office, programme: str) -> list[Case]:
    """An account without a person is nobody's."""
    if not office.actor.person:
        return []
    found = cases_frame(office.database, programme, target=office.actor.person)
    declared = {kind.id for kind in office.declarations.programme(programme).case_kinds}
    return [as_case(row) for row in found.to_dict("records") if row["kind"] in declared]


def _find(office: Office, id: str, programme: str) -> Case:
    for case in _about(office, programme):
        if _mark(office, case) == id:
            return case
    raise SurveyError(_("事项"), _("没有这件事项。"), _("请刷新页面核对。"))


def _row(office: Office, case: Case) -> dict[str, object]:
    kind = case_kind(office, case.programme, case.kind)
    said, found = InWords(office, kind), kind.fields.get(kind.finding)
    return {
        "id": _mark(office, case), "code": receipt_code(case.id)[:5], "kind": str(kind.title),
        "topic": said.topic(case.topic, case.programme), "opened_on": case.opened_on, "state": said.state(case.state),
        "finding": said.value(found, case.coded.get(found.id)) if found else "",
    }


def _mark(office: Office, case: Case) -> str:
    return hmac.digest(office.key_for("about me"), case.id.encode(), "sha256").hex()[:24]
