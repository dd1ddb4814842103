"""GET and POST /q/…: the privacy notice, one page a section, and the response at the end."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.asking import take_response
from survey.actions.remeasuring import form_again
from survey.domain.asking.again import parent_of
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import tidy_code
from survey.domain.errors import SurveyError
from survey.public.filling import START, Filling, begin
from survey.public.form_token import token_of
from survey.public.pages import page_again
from survey.public.receipt import to_receipt
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
        filling.token.check()
        visit.door.check_send(visit.request, visit.form_name)
        receipt = take_response(visit.office, filling.submission(), visit.now)
    except SurveyError as error:
        return _show(visit, filling.at_the_fault(), error)
    visit.door.count_send(visit.request, visit.form_name)
    return to_receipt(visit, receipt)


def public_questionnaire(visit: Visit) -> Questionnaire:
    """The one that the address names, in the version that the person has before the eyes.

    A short form asks what the case is about that `about` names; SurveyError where there is none, or it asks no more.
    """
    id, version = visit.request.path_params["questionnaire"], visit.form.get("version", "")
    versions = visit.programme.versions(id)
    seen = [q for q in versions if str(q.version) == version]
    found = max(seen or versions, key=lambda q: q.version, default=None)
    if found is None or not found.is_public or visit.unit.kind not in found.unit_kinds:
        raise HTTPException(404)
    if not parent_of(id):
        return found
    where = visit.programme.id, id, visit.unit.id, about_of(visit)
    asked, _case = form_again(visit.office, *where, visit.now, found.version, token_of(visit).id)
    return asked


def about_of(visit: Visit) -> str:
    """The code of the case that a short form is about, from the QR code, and then from page to page; "" for any other form."""
    told = visit.form.get("about") or visit.request.query_params.get("about", "")
    return tidy_code(told[:20]) if parent_of(visit.request.path_params["questionnaire"]) else ""


def _filling(visit: Visit) -> Filling:
    questionnaire = public_questionnaire(visit)
    return begin(visit.office.declarations, questionnaire, visit.unit, visit.form, token_of(visit), about_of(visit))


def _show(visit: Visit, filling: Filling, error: SurveyError | None = None) -> Response:
    count = len(filling.questionnaire.questions)
    minutes = -(-count * SECONDS_A_QUESTION // 60)
    template = "start.html" if filling.page == START else "section.html"
    values = {"filling": filling, "faulty": filling.faulty() if error else None}
    return page_again(visit, template, error, count=count, minutes=minutes, **values)
