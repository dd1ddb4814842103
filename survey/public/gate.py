"""The gate: whatever is not a citizen's address is for whoever has a session, websockets and files included."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from survey.actions.office import Office
from survey.actions.signing_in import COOKIE, who_is
from survey.domain.keeping.actor import Actor
from survey.public.shell.refusals import is_foreign

NO_SESSION = 4401
SAFE = {"GET", "HEAD", "OPTIONS"}


class Gate:
    """Lets citizens' routes pass, and everything else only with a session; asks the store anew each time."""

    def __init__(self, app: ASGIApp, office_source: Callable[[], Office], open_routes: Sequence[Route]) -> None:
        self.app, self.office_source, self.open_routes = app, office_source, open_routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self.is_open(scope):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        actor = await run_in_threadpool(self.actor, connection)
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
        return who_is(self.office_source(), connection.cookies.get(COOKIE, ""), datetime.now(UTC))


def turned_away(scope: Scope, connection: HTTPConnection) -> ASGIApp:
    """A person is led to the sign-in and back; a program and a websocket learn only that they may not."""
    if scope["type"] == "websocket":
        return close
    if scope["method"] == "GET" and "text/html" in connection.headers.get("accept", ""):
        root = scope.get("root_path", "")
        wanted = connection.url.path + (f"?{connection.url.query}" if connection.url.query else "")
        headers = {"Cache-Control": "no-store"}
        return RedirectResponse(f"{root}/sign-in?next={quote(wanted)}", 303, headers)
    return PlainTextResponse("No session", 401, {"Cache-Control": "no-store"})


async def close(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "websocket.close", "code": NO_SESSION, "reason": "No session"})


def session_cookie(response: Response, token: str, is_secure: bool) -> Response:
    """The cookie that holds the session's key, for as long as the browser stays open; the row says when it ends."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=is_secure)
    return response
