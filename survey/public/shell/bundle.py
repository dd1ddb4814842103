"""The staff frontend's own files, sent compressed: 2.8 MB of script become 1.3 MB on the way."""

import asyncio
from hashlib import sha256
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from survey.public.shell.encoding import packed, takes_gzip

# What shrinks, and its type; fonts (woff2) and pictures are compressed already. Named here, since a system's own
# table of types can be wrong (Windows may call .js plain text) and browsers are told not to guess.
COMPRESSIBLE = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".wasm": "application/wasm",
}
# The frontend names its files by their content, so a name never changes its meaning.
FOR_EVER = "public, max-age=31536000, immutable"


class CompressedBundle:
    """Answers GET /static/... of the frontend itself when gzip is welcome; everything else goes on.

    The frontend's server sends its files uncompressed on purpose, counting on a proxy in front; small offices have
    none. A file is packed at its first request and kept in memory (about 7 MB if all were ever asked for).
    """

    def __init__(self, app: ASGIApp, frontend: Path) -> None:
        self.app = app
        # Only what is in this table is ever opened: no path of a visitor's reaches the disk.
        self.files = {
            f"/{path.relative_to(frontend).as_posix()}": path
            for path in sorted((frontend / "static").rglob("*"))
            if path.suffix in COMPRESSIBLE
        }
        self.packing: dict[str, asyncio.Task[tuple[str, bytes]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"} and scope["path"] in self.files
        if not is_ours:
            await self.app(scope, receive, send)
        elif not takes_gzip(Headers(scope=scope).get("accept-encoding", "")) or "range" in Headers(scope=scope):
            await self.app(scope, receive, varying(send))
        else:
            await (await self.answer(scope))(scope, receive, send)

    async def answer(self, scope: Scope) -> Response:
        path = scope["path"]
        # A page asks for ninety files at once and often for the same ones in two tabs: each is packed once.
        if path not in self.packing:
            self.packing[path] = asyncio.create_task(run_in_threadpool(pack, self.files[path]))
        etag, content = await asyncio.shield(self.packing[path])
        headers = {"ETag": etag, "Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
        if etag in Headers(scope=scope).get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(content))}
        body = b"" if scope["method"] == "HEAD" else content
        return Response(body, headers=headers, media_type=COMPRESSIBLE[Path(path).suffix])


def pack(path: Path) -> tuple[str, bytes]:
    """Tag and compressed bytes of a file; the tag says gzip, for the plain form is another representation."""
    content = path.read_bytes()
    return f'"{sha256(content).hexdigest()[:20]}-gzip"', packed(content)


def varying(send: Send) -> Send:
    """Marks the uncompressed answer too, or a cache would give it to everybody, or ours to those who can't read it."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return send_varying
