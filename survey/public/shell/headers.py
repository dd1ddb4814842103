"""Security headers on every response; a route that sets a stricter one of its own keeps it."""

import re
from base64 import b64encode
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Addresses carry the code of a ward or of somebody's case: no other site may learn them. Not "no-referrer",
    # which makes browsers send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    # For browsers older than frame-ancestors, as found inside messengers.
    "X-Frame-Options": "DENY",
}


def content_security_policy(index: str) -> str:
    """The policy the staff pages run under: everything from here, and only the inline scripts of this very page.

    WebAssembly and blob workers draw tables and charts; styles are written by the frontend at run time.
    """
    digests = [b64encode(sha256(script.encode()).digest()).decode() for script in INLINE_SCRIPT.findall(index)]
    inline_scripts = " ".join(f"'sha256-{digest}'" for digest in digests)
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' {inline_scripts} 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


class SecurityHeaders:
    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app, self.headers = app, HEADERS | {"Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
