"""A citizen follows a case by its code, reads the answers, and says what its kind lets citizens say."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.handling import Followed, follow_case, say_by_code
from survey.domain.asking.response import tidy_code
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_NOTE, Wanted
from survey.locale import _
from survey.public.door import TooMany
from survey.public.form_token import FormToken, token_of
from survey.public.pages import page_again, see_other
from survey.public.receipt import look_up, proof_of, unknown_code
from survey.public.saying import Saying, sayings, typed_fields
from survey.public.visit import Visit

SAY = "say_"  # of the name of a button: say_<move>


def show_following(visit: Visit) -> Response:
    """With the proof that our own form adds, the case itself; otherwise the field for the code."""
    code = visit.request.query_params.get("code", "")[:20]
    is_sent_by_us = bool(visit.request.query_params.get("proof"))
    found = look_up(visit, tidy_code(code), lambda: _found(visit, code)) if code and is_sent_by_us else None
    return _show(visit, token_of(visit), code, found)


def follow(visit: Visit) -> Response:
    """The state and the answers; never who wrote, and never who answered."""
    code, token = visit.form.get("code", "")[:20], token_of(visit)
    try:
        found = code.strip() and visit.door.try_code(visit.request, lambda: _found(visit, code))
    except TooMany as error:
        return _show(visit, token, code, None, error)
    if not found:
        return _show(visit, token, code, None, None if "lang" in visit.form else unknown_code())
    pressed = visit.form.get("go", "")
    if "lang" in visit.form or not pressed.startswith(SAY):
        return _show(visit, token, code, found)
    try:
        _say(visit, token, code, found, pressed.removeprefix(SAY))
    except SurveyError as error:
        return _show(visit, token, code, _found(visit, code), error)
    return see_other(visit, visit.request.url.path.removeprefix(visit.root), code=code, proof=proof_of(visit, tidy_code(code)))


def _say(visit: Visit, token: FormToken, code: str, found: Followed, move: str) -> None:
    token.check()
    visit.door.check_send(visit.request, visit.form_name)
    said = next((saying for saying in _sayings(visit, found) if saying.id == move), None)
    fields = typed_fields(said, visit.form) if said else {}
    say_by_code(visit.office, visit.programme.id, code, Wanted(move, visit.form.get("text", ""), fields), visit.now)
    visit.door.count_send(visit.request, visit.form_name)


def _found(visit: Visit, code: str) -> Followed | None:
    return follow_case(visit.office, visit.programme.id, code)


def _sayings(visit: Visit, found: Followed) -> list[Saying]:
    return sayings(found.moves, found.fields, visit.form)


def _show(
    visit: Visit, token: FormToken, code: str, found: Followed | None, error: SurveyError | None = None
) -> Response:
    if not any(kind.is_followable for kind in visit.programme.case_kinds):
        raise HTTPException(404)
    values = {"code": code, "found": found or None, "token": token, "most": LONGEST_NOTE, "typed": visit.form.get("text", "")}
    if not found:
        return page_again(visit, "follow.html", error, **values)
    more = {"steps": _steps(visit, found), "until": _until(visit, found), "sayings": _sayings(visit, found)}
    return page_again(visit, "follow.html", error, **values, **more)


def _until(visit: Visit, found: Followed) -> str:
    """Until when an answer is due, in words; "" where no clock says so."""
    run = found.answer
    if run is None:
        return ""
    if run.paused_at:
        return _("期限暂停，等您补充情况后继续计算")
    mark = _("（暂按周一至周五计算）") if run.is_provisional else ""
    return f"{run.due_at.astimezone(visit.office.zone):%Y-%m-%d %H:%M}{mark}"


def _steps(visit: Visit, found: Followed) -> list[dict]:
    names = {move.id: str(move.name) for kind in visit.programme.case_kinds for move in kind.moves}
    return [
        {"name": names.get(step.move, step.move), "note": step.note, "day": f"{visit.office.day_of(step.happened_at)}"}
        for step in found.steps.itertuples()
    ]
