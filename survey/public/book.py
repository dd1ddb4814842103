"""The book: a citizen writes an entry, and follows it by its code."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.handling import Entry, Followed, follow_case, open_case
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.public.contact import contact_fields, promise, typed_contact
from survey.public.door import TooMany
from survey.public.form_token import FormToken, token_of
from survey.public.pages import page, page_again
from survey.public.receipt import to_receipt, unknown_code
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


def show_following(visit: Visit) -> Response:
    kind_of(visit.programme)
    return page(visit, "follow.html", code=visit.request.query_params.get("code", "")[:20], found=None, error=None)


def follow(visit: Visit) -> Response:
    """The state and the answers; never who wrote, and never who answered."""
    kind_of(visit.programme)
    code = visit.form.get("code", "")[:20]
    try:
        found = code.strip() and visit.door.try_code(
            visit.request, lambda: follow_case(visit.office, visit.programme.id, code)
        )
    except TooMany as error:
        return page_again(visit, "follow.html", error, code=code, found=None)
    if not found:
        return page_again(visit, "follow.html", None if "lang" in visit.form else unknown_code(), code=code, found=None)
    return page(visit, "follow.html", code=code, found=found, error=None, steps=_steps(visit, found))


def _steps(visit: Visit, found: Followed) -> list[dict]:
    names = _move_names(visit.programme)
    return [
        {"name": names.get(step.move, step.move), "note": step.note, "day": f"{visit.office.day_of(step.at)}"}
        for step in found.steps.itertuples()
    ]


def _move_names(programme: Programme) -> dict[str, str]:
    return {move.id: str(move.name) for kind in programme.case_kinds for move in kind.moves}
