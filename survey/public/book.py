"""The book: a citizen writes an entry, and follows it by its code."""

import secrets

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.handling import Entry, Followed, follow_case, open_case
from survey.domain.asking.programme import Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_TEXT
from survey.public.pages import page, see_other, status_of
from survey.public.receipt import unknown_code
from survey.public.visit import Visit, kind_of


def show_book(visit: Visit) -> Response:
    return _show(visit)


def write_in_book(visit: Visit) -> Response:
    if "lang" in visit.form:
        return _show(visit)
    entry = _entry(visit)
    try:
        code = open_case(visit.office, entry, visit.now)
    except SurveyError as error:
        return _show(visit, error)
    return see_other(visit, f"/receipt/{code}", programme=visit.programme.id, unit=visit.unit.id, book="1")


def _entry(visit: Visit) -> Entry:
    kind, form = kind_of(visit.programme), visit.form
    return Entry(
        id=form.get("id", ""),
        programme=visit.programme.id,
        kind=kind.id,
        unit=visit.unit.id,
        channel=kind.channels[0].id,
        topic=form.get("topic", ""),
        text=form.get("text", ""),
        wants_answer=form.get("wants_answer") == "yes",
        origin="form",
    )


def _show(visit: Visit, error: SurveyError | None = None) -> Response:
    if visit.unit.kind not in visit.programme.unit_kinds:
        raise HTTPException(404)
    id = visit.form.get("id") or secrets.token_urlsafe(16)
    values = {"kind": kind_of(visit.programme), "id": id, "most": LONGEST_TEXT, "error": error}
    return page(visit, "book.html", status_of(error), **values)


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
