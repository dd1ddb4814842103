"""The gate: whatever is not a citizen's address is for whoever has a session, websockets and files included."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from survey.actions.office import Office
from survey.actions.signing_in import COOKIE, who_is
from survey.domain.errors import StoreAway
from survey.domain.keeping.actor import Actor
from survey.public.door import OFF, open_door
from survey.public.faults import Faults
from survey.public.pages import AGAIN_AFTER, UNAVAILABLE
from survey.public.shell.refusals import is_foreign
from survey.public.visit import Desk, speak

NO_SESSION, TRY_LATER = 4401, 1013
SAFE = {"GET", "HEAD", "OPTIONS"}


class Gate:
    """Lets citizens' routes pass, and everything else only with a session; asks the store anew each time.

    Nobody is let in while the store cannot be asked.
    """

    def __init__(self, app: ASGIApp, office_source: Callable[[], Office], open_routes: Sequence[Route]) -> None:
        self.app, self.office_source, self.open_routes = app, office_source, open_routes
        self.faults = Faults(Desk(office_source, open_door(OFF)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self.is_open(scope):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            actor = await run_in_threadpool(self.actor, connection)
        except StoreAway as fault:
            await (await self.closed_for_now(scope, fault))(scope, receive, send)
            return
        if actor is None:
            await turned_away(scope, connection)(scope, receive, send)
        elif scope.get("method", "GET") not in SAFE and is_foreign(connection.headers):
            await PlainTextResponse("Foreign origin", 403)(scope, receive, send)
        else:
            scope.setdefault("state", {})["actor"] = actor
            await self.app(scope, receive, send)

    def is_open(self, scope: Scope) -> bool:
        """Whether a citizen's route takes this address and method; with another method some other route might."""
        return scope["type"] == "http" and any(route.matches(scope)[0] == Match.FULL for route in self.open_routes)

    def actor(self, connection: HTTPConnection) -> Actor | None:
        speak(connection, {})  # for the words of a store that is away
        return who_is(self.office_source(), connection.cookies.get(COOKIE, ""), datetime.now(UTC))

    async def closed_for_now(self, scope: Scope, fault: StoreAway) -> ASGIApp:
        """A person reads why; the staff pages' own script tries again by itself."""
        if scope["type"] == "websocket":
            return closing(TRY_LATER, "Try again later")
        if wants_page(scope):
            return await self.faults.refused(Request(scope), fault)
        return PlainTextResponse(str(fault), UNAVAILABLE, AGAIN_AFTER | {"Cache-Control": "no-store"})


def turned_away(scope: Scope, connection: HTTPConnection) -> ASGIApp:
    """A person is led to the sign-in and back; a program and a websocket learn only that they may not."""
    if scope["type"] == "websocket":
        return closing(NO_SESSION, "No session")
    if wants_page(scope):
        root = scope.get("root_path", "")
        wanted = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        headers = {"Cache-Control": "no-store"}
        return RedirectResponse(f"{root}/sign-in?next={quote(wanted)}", 303, headers)
    return PlainTextResponse("No session", 401, {"Cache-Control": "no-store"})


def wants_page(scope: Scope) -> bool:
    """Whether a person waits for the answer, and not a script."""
    return scope["method"] == "GET" and "text/html" in HTTPConnection(scope).headers.get("accept", "")


def closing(code: int, reason: str) -> ASGIApp:
    async def close(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close", "code": code, "reason": reason})

    return close
