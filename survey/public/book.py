"""The book: a citizen writes an entry."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.handling import Entry, open_case
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.public.contact import contact_fields, promise, typed_contact
from survey.public.form_token import FormToken, token_of
from survey.public.pages import page_again
from survey.public.receipt import to_receipt
from survey.public.visit import Visit, kind_of


def show_book(visit: Visit) -> Response:
    return _show(visit, token_of(visit))


def write_in_book(visit: Visit) -> Response:
    token = token_of(visit)
    if "lang" in visit.form:
        return _show(visit, token)
    try:
        token.check()
        visit.door.check_send(visit.request, visit.form_name)
        receipt = open_case(visit.office, _entry(visit, token.id), visit.now)
    except SurveyError as error:
        return _show(visit, token, error)
    visit.door.count_send(visit.request, visit.form_name)
    return to_receipt(visit, receipt, book="1")


def _entry(visit: Visit, id: str) -> Entry:
    kind, form = kind_of(visit.programme), visit.form
    return Entry(
        id=id,
        programme=visit.programme.id,
        kind=kind.id,
        unit=visit.unit.id,
        channel=kind.channels[0].id,
        topic=form.get("topic", ""),
        text=form.get("text", ""),
        wants_answer=form.get("wants_answer") == "yes",
        origin="form",
        contact=typed_contact(kind, form),
    )


def _show(visit: Visit, token: FormToken, error: SurveyError | None = None) -> Response:
    if visit.unit.kind not in visit.programme.unit_kinds:
        raise HTTPException(404)
    values = {"kind": kind_of(visit.programme), "token": token, "most": LONGEST_TEXT}
    contact = {"fields": contact_fields(kind_of(visit.programme), visit.form), "promise": promise(visit)}
    return page_again(visit, "book.html", error, **values, **contact)
