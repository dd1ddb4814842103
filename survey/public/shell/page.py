"""The staff frontend's one HTML page, made ours: language, title, Chinese interface, nothing for robots."""

import re
from collections.abc import Mapping
from contextvars import copy_context
from email.utils import formatdate
from hashlib import sha256
from html import escape
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from survey.locale import LANGUAGES, Words, _, use_language
from survey.public.shell.encoding import packed, takes_gzip

STATIC = Path(__file__).parents[1] / "static"
# Our scripts on the staff pages, and in which languages each is needed.
SCRIPTS = {"interface.js": ("zh",)} | dict.fromkeys(("sheet.js", "draft.js", "entry.js", "picture.js"), tuple(LANGUAGES))
# A header that describes the page as it was before we changed it.
OUTDATED = ("content-length", "content-encoding", "etag", "last-modified", "accept-ranges")
CONDITIONAL = {b"if-none-match", b"if-modified-since", b"range", b"if-range"}


def script_tag(name: str, script: bytes) -> str:
    """Relative like the page's other addresses, so that it also works behind a proxy with a path prefix."""
    version = sha256(script).hexdigest()[:12]
    return f'<script src="./shell/{name}?v={version}" defer></script>'


def our_page(index: str, language: str, title: Words, scripts: Mapping[str, bytes]) -> bytes:
    """The page in one language; a part that a later version no longer has is left out silently.

    Dropped are the pointer to the interface for programs, comments but the licence, and the hurry for a Latin web
    font of 170 KB, which our theme doesn't use.
    """
    use_language(language)
    without_script = _("此页面需要启用 JavaScript。")
    page = re.sub(r"<!--(?!\s*Copyright).*?-->", "", index, flags=re.DOTALL)
    page = re.sub(r'<link\s+rel="(service-desc|preload)"[^>]*>', "", page)
    page = re.sub(r"<noscript>.*?</noscript>", f"<noscript>{without_script}</noscript>", page, flags=re.DOTALL)
    page = re.sub(r'<html lang="[^"]*">', f'<html lang="{"zh-CN" if language == "zh" else language}">', page)
    page = re.sub(r"<title>.*?</title>", lambda _found: f"<title>{escape(str(title))}</title>", page)
    tags = "".join(script_tag(name, scripts[name]) for name, languages in SCRIPTS.items() if language in languages)
    return page.replace("</head>", f"{tags}</head>").strip().encode()


class ShellPage:
    """Puts our page in the place of the frontend's wherever that is served: at /, at every page, at a mistyped one.

    The page is known by its time of change, which the file server states in Last-Modified: so citizens' HTML passes
    through untouched and unread, and a compressed page need not be unpacked to be recognised.
    """

    def __init__(self, app: ASGIApp, frontend: Path, title: Words) -> None:
        self.app = app
        index = frontend / "index.html"
        self.changed = formatdate(index.stat().st_mtime, usegmt=True)
        scripts = {name: (STATIC / name).read_bytes() for name in SCRIPTS}
        self.scripts = {f"/shell/{name}": {False: script, True: packed(script)} for name, script in scripts.items()}
        original = index.read_text("utf-8")
        # In a copied context each, because choosing a language must not outlive the making of a page.
        pages = {name: copy_context().run(our_page, original, name, title, scripts) for name in LANGUAGES}
        self.pages = {name: {False: page, True: packed(page)} for name, page in pages.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
        elif scope["path"] in self.scripts:
            await self.script(scope)(scope, receive, send)
        else:
            await self.app(unconditional(scope), receive, self.replacing(scope, send))

    def script(self, scope: Scope) -> Response:
        gzip = takes_gzip(Headers(scope=scope).get("accept-encoding", ""))
        # Kept for ever, because its address carries its version.
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if gzip:
            headers["Content-Encoding"] = "gzip"
        return Response(self.scripts[scope["path"]][gzip], headers=headers, media_type="text/javascript")

    def replacing(self, scope: Scope, send: Send) -> Send:
        """A `send` that lets everything pass but the frontend's page, whose body it swallows and replaces."""
        ours: list[bytes] = []

        async def replace(message: Message) -> None:
            if message["type"] == "http.response.start" and self.is_the_page(message):
                ours.append(self.chosen(scope, message))
                await send(message)
            elif not ours:
                await send(message)
            elif not message.get("more_body", False):
                body = b"" if scope["method"] == "HEAD" else ours[0]
                await send({"type": "http.response.body", "body": body, "more_body": False})

        return replace

    def is_the_page(self, message: Message) -> bool:
        headers = Headers(raw=message["headers"])
        return (
            message["status"] == 200
            and headers.get("last-modified") == self.changed
            and headers.get("content-type", "").startswith("text/html")
        )

    def chosen(self, scope: Scope, message: Message) -> bytes:
        """Our page for this reader; the response's headers are mended to fit it."""
        language = Request(scope).cookies.get("language")
        gzip = takes_gzip(Headers(scope=scope).get("accept-encoding", ""))
        page = self.pages[language if language in self.pages else "zh"][gzip]
        headers = MutableHeaders(scope=message)
        for name in OUTDATED:
            del headers[name]
        # Never kept: after signing out, "back" must not show it again, and its language hangs on a cookie.
        headers["Cache-Control"] = "no-store"
        headers["Vary"] = "Accept-Encoding, Cookie"
        headers["Content-Length"] = str(len(page))
        if gzip:
            headers["Content-Encoding"] = "gzip"
        return page


def unconditional(scope: Scope) -> Scope:
    """The request without "only if changed" when it asks for HTML: a 304 would revive a page kept from before us."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    return scope | {"headers": [(name, value) for name, value in scope["headers"] if name not in CONDITIONAL]}
