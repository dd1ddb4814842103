"""GET and POST /q/…: the privacy notice, one page a section, and the response at the end."""

import secrets

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.asking import take_response
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.public.filling import START, Filling, begin
from survey.public.pages import page, see_other, status_of
from survey.public.visit import Visit

SECONDS_A_QUESTION = 8


def show_questionnaire(visit: Visit) -> Response:
    return _show(visit, _filling(visit))


def fill_questionnaire(visit: Visit) -> Response:
    """One press of a button: back, next, send, or the other language (which shows the same page again)."""
    filling, pressed = _filling(visit), visit.form.get("go", "next")
    if "lang" in visit.form:
        return _show(visit, filling)
    if pressed == "back":
        return _show(visit, filling.backward())
    try:
        filling.check_page()
    except SurveyError as error:
        return _show(visit, filling, error)
    if pressed != "send" or filling.has_more:
        return _show(visit, filling.forward())
    return _take(visit, filling)


def _take(visit: Visit, filling: Filling) -> Response:
    try:
        receipt = take_response(visit.office, filling.submission(), visit.now)
    except SurveyError as error:
        return _show(visit, filling.at_the_fault(), error)
    return see_other(visit, f"/receipt/{receipt.code}", programme=visit.programme.id, unit=visit.unit.id)


def public_questionnaire(visit: Visit) -> Questionnaire:
    """The one that the address names, in the version that the person has before the eyes."""
    id, version = visit.request.path_params["questionnaire"], visit.form.get("version", "")
    versions = [q for q in visit.programme.questionnaires if q.id == id]
    seen = [q for q in versions if str(q.version) == version]
    found = max(seen or versions, key=lambda q: q.version, default=None)
    if found is None or not found.is_public or visit.unit.kind not in found.unit_kinds:
        raise HTTPException(404)
    return found


def _filling(visit: Visit) -> Filling:
    questionnaire, new_id = public_questionnaire(visit), secrets.token_urlsafe(16)
    return begin(visit.office.declarations, questionnaire, visit.unit, visit.form, new_id)


def _show(visit: Visit, filling: Filling, error: SurveyError | None = None) -> Response:
    count = len(filling.questionnaire.questions)
    minutes = -(-count * SECONDS_A_QUESTION // 60)
    template = "start.html" if filling.page == START else "section.html"
    values = {"filling": filling, "error": error, "faulty": filling.faulty() if error else None}
    return page(visit, template, status_of(error), count=count, minutes=minutes, **values)
