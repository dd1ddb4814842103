"""What is turned away at the door: inside information, websockets from other sites, bodies that are too large."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
    """413 for whoever reads a body of over `largest` bytes, told or counted.

    It is raised where the body is read, so that each page says it in its own way and in the reader's language.
    """

    def __init__(self, app: ASGIApp, largest: int = LARGEST_BODY) -> None:
        self.app, self.largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in {"GET", "HEAD"} and UPLOADS not in scope["path"]:
            receive = self.counted(Headers(scope=scope), receive)
        await self.app(scope, receive, send)

    def counted(self, headers: Headers, receive: Receive) -> Receive:
        """A `receive` that ends in a refusal."""
        told, came = headers.get("content-length", ""), 0
        is_told_too_large = told.isdecimal() and int(told) > self.largest

        async def count() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if is_told_too_large or came > self.largest:
                # What was not read must not be taken for the next request on this connection.
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        return count
