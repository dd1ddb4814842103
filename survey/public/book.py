"""The book: a citizen writes an entry, and follows it by its code."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.handling import Entry, Followed, follow_case, open_case
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.public.form_token import FormToken, token_of
from survey.public.pages import page
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
        receipt = open_case(visit.office, _entry(visit, token.id), visit.now)
    except SurveyError as error:
        return _show(visit, token, error)
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
    )


def _show(visit: Visit, token: FormToken, error: SurveyError | None = None) -> Response:
    if visit.unit.kind not in visit.programme.unit_kinds:
        raise HTTPException(404)
    values = {"kind": kind_of(visit.programme), "token": token, "most": LONGEST_TEXT, "error": error}
    return page(visit, "book.html", 422 if error else 200, **values)


def show_following(visit: Visit) -> Response:
    kind_of(visit.programme)
    return page(visit, "follow.html", code=visit.request.query_params.get("code", "")[:20], found=None, error=None)


def follow(visit: Visit) -> Response:
    """The state and the answers; never who wrote, and never who answered."""
    kind_of(visit.programme)
    code = visit.form.get("code", "")[:20]
    found = follow_case(visit.office, visit.programme.id, code) if code.strip() else None
    if found is None:
        error = None if "lang" in visit.form else unknown_code()
        return page(visit, "follow.html", 404 if error else 200, code=code, found=None, error=error)
    return page(visit, "follow.html", code=code, found=found, error=None, steps=_steps(visit, found))


def _steps(visit: Visit, found: Followed) -> list[dict]:
    names = _move_names(visit.programme)
    return [
        {"name": names.get(step.move, step.move), "note": step.note, "day": f"{visit.office.day_of(step.at)}"}
        for step in found.steps.itertuples()
    ]


def _move_names(programme: Programme) -> dict[str, str]:
    return {move.id: str(move.name) for kind in programme.case_kinds for move in kind.moves}
