"""What is turned away at the door: inside information, websockets from other sites, bodies that are too large."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from survey.locale import _, use_language

# Figures about the running process, and an interface for programs that nobody here uses. The frontend needs
# neither; it does need /_stcore/host-config, which tells nothing about us.
CLOSED = ("/_stcore/metrics", "/_stcore/agent")
# Files are sent by PUT to this path, where the staff frontend's own limit (server.maxUploadSize) holds.
UPLOADS = "/_stcore/upload_file/"
# Ten long answers in Chinese, percent-encoded at nine bytes a character, stay under half of this.
LARGEST_BODY = 64 * 1024
FOREIGN_ORIGIN = 4403


def is_closed(path: str) -> bool:
    """Whether the path ends at, or lies under, a closed one, wherever the application is mounted."""
    return any(f"{closed}/" in f"{path.rstrip('/')}/" for closed in CLOSED)


def is_foreign(headers: Headers) -> bool:
    """Whether another site's page opens this websocket; what sends no Origin is no browser and carries no cookie."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()


class ClosedDoors:
    """404 for closed paths; close 4403 for foreign websockets.

    The staff frontend would look up its own public address on the internet, on the event loop, for every foreign
    Origin; without internet that stops everybody for two seconds.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and is_foreign(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": FOREIGN_ORIGIN, "reason": "Foreign origin"})
        elif scope["type"] == "http" and is_closed(scope["path"]):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


class SmallBodies:
    """413 for bodies over `largest` bytes, told or counted, before anything else reads them.

    A body is read here as a whole and handed on in one piece: it is small by definition, and the route behind
    never has to stop half-way through a form.
    """

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD"} or UPLOADS in scope["path"]:
            await self.app(scope, receive, send)
            return
        message = await self.whole_body(Headers(scope=scope), receive)
        if message is None:
            await too_large(scope)(scope, receive, send)
            return
        await self.app(scope, first_then(message, receive), send)

    async def whole_body(self, headers: Headers, receive: Receive) -> Message | None:
        """One message with the whole body, or the disconnect that came instead; None when it is too large."""
        told = headers.get("content-length", "0")
        if told.isdigit() and int(told) > self.largest:
            return None
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return message
            body += message.get("body", b"")
            if len(body) > self.largest:
                return None
            more = message.get("more_body", False)
        return {"type": "http.request", "body": bytes(body), "more_body": False}


def too_large(scope: Scope) -> PlainTextResponse:
    use_language(Request(scope).cookies.get("language"))
    text = _("提交的内容太长，没有保存。请返回上一页，缩短文字后再提交。")
    # What was not read must not be taken for the next request on this connection.
    return PlainTextResponse(text, status_code=413, headers={"Connection": "close"})


def first_then(message: Message, receive: Receive) -> Receive:
    """A `receive` that gives this message, and afterwards what the real one gives."""
    waiting = [message]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
