"""POST /draft: the keying page sends each answer as it is typed; the gate has let its sender in."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from survey.actions.drafts import save_draft
from survey.actions.office import Office
from survey.domain.errors import StoreAway, SurveyError
from survey.public.pages import AGAIN_AFTER, UNAVAILABLE

MOST_ANSWERS = 200
HIGHEST = {"version": 2**31 - 1, "number": 2**53}


def draft_taking(office_source: Callable[[], Office]):
    async def take_draft(request: Request) -> Response:
        """204 kept, 410 a response already, 403 not allowed or not declared, 400 for what no page of ours sends.

        503 while the store is away: the page holds what was typed, and sends it again.
        """
        sent = _parsed(await request.body())
        if sent is None:
            return JSONResponse({"error": "form"}, 400)
        office = office_source().acting(request.state.actor)
        try:
            is_kept = await run_in_threadpool(lambda: save_draft(office, **sent, now=datetime.now(UTC)))
        except StoreAway as refusal:
            return JSONResponse({"error": str(refusal)}, UNAVAILABLE, AGAIN_AFTER)
        except SurveyError as refusal:
            return JSONResponse({"error": str(refusal)}, 403)
        return Response(status_code=204 if is_kept else 410)

    return take_draft


def _parsed(body: bytes) -> dict | None:
    """The arguments of `save_draft`; None for anything of another form."""
    try:
        sent = json.loads(body)
        texts = {name: sent[name] for name in ("sheet", "programme", "questionnaire")}
        numbers = {name: sent[name] for name in ("version", "number")}
        maps = {name: sent[name] for name in ("kept", "answers")}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    fits = (
        all(isinstance(text, str) for text in texts.values())
        and all(type(numbers[name]) is int and 0 <= numbers[name] <= highest for name, highest in HIGHEST.items())
        and all(_is_texts(given) for given in maps.values())
    )
    return texts | numbers | maps if fits else None


def _is_texts(given: object) -> bool:
    return isinstance(given, Mapping) and len(given) <= MOST_ANSWERS and all(isinstance(t, str) for t in given.values())
