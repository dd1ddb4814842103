"""A small OpenID Connect provider that the tests run: it lets one person in at once, and lies when it is told to."""

import asyncio
import base64
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, SECRET = "lianxin", "the-secret-between-us"


@dataclass
class Provider:
    """What it would answer; a test changes what it wants otherwise.

    person   claims about who is signed in there.
    token    claims of the identity token that differ from the right ones; None takes one away.
    signed   how the identity token is made from its claims.
    says     claims of its configuration that differ from the right ones.
    refuses  the error code with which it sends the browser back.
    broken   the paths that answer 500.
    is_thin  who signed in is told by userinfo only.
    hangs    its configuration is not told while this is so.
    given    every code and token that was handed out.
    """

    person: dict = field(default_factory=lambda: {"sub": "0007", "preferred_username": "fangyuan"})
    token: dict = field(default_factory=dict)
    signed: Callable[["Provider", dict], str] = field(default=lambda self, claims: self.by_own_key(claims))
    says: dict = field(default_factory=dict)
    refuses: str = ""
    broken: set[str] = field(default_factory=set)
    is_thin: bool = False
    hangs: bool = False
    key: RSAKey = field(default_factory=lambda: new_key())
    issuer: str = ""
    asked: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    waiting: dict[str, dict] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """The settings that lead to it."""
        return {
            "LIANXIN_OIDC_ISSUER": self.issuer, "LIANXIN_OIDC_CLIENT_ID": CLIENT_ID, "LIANXIN_OIDC_CLIENT_SECRET": SECRET,
        } | more  # fmt: skip

    def by_own_key(self, claims: dict) -> str:
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def app(self) -> Starlette:
        shows = {
            "/.well-known/openid-configuration": self.configuration, "/authorize": self.authorize, "/token": self.give,
            "/keys": self.keys, "/userinfo": self.userinfo,
        }  # fmt: skip

        def watched(path: str, show: Callable):
            async def answer(request: Request) -> Response:
                self.asked.append(path)
                return PlainTextResponse("broken", 500) if path in self.broken else await show(request)

            return answer

        return Starlette(routes=[Route(path, watched(path, show), methods=["GET", "POST"]) for path, show in shows.items()])

    async def configuration(self, request: Request) -> Response:
        while self.hangs:
            await asyncio.sleep(0.01)
        endpoints = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys", "userinfo_endpoint": "/userinfo"}
        right = {"issuer": self.issuer} | {name: self.issuer + path for name, path in endpoints.items()}
        return JSONResponse(right | self.says)

    async def authorize(self, request: Request) -> Response:
        """Nobody has to type anything here."""
        asked = dict(request.query_params)
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT_ID)
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = token_urlsafe(16)
        self.waiting[code] = asked
        answer = {"error": self.refuses} if self.refuses else {"code": code}
        self.given.append(code)
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer | {'state': asked['state']})}", 302)

    async def give(self, request: Request) -> Response:
        async with request.form() as form:
            sent = dict(form)
        if not self.is_ours(request, sent):
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = self.waiting.pop(sent.get("code"), None)  # a code is good once
        if asked is None or asked["redirect_uri"] != sent.get("redirect_uri") or not fits(asked, sent.get("code_verifier", "")):
            return JSONResponse({"error": "invalid_grant", "error_description": f"code {sent.get('code')} is not good"}, 400)
        now, person = int(time.time()), {"sub": self.person["sub"]} if self.is_thin else self.person
        right = person | {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims = {name: value for name, value in (right | self.token).items() if value is not None}
        told = {"access_token": token_urlsafe(16), "token_type": "Bearer", "id_token": self.signed(self, claims)}
        self.given += [told["access_token"], told["id_token"], sent["code_verifier"]]
        return JSONResponse(told)

    def is_ours(self, request: Request, sent: dict) -> bool:
        proof = base64.b64encode(f"{CLIENT_ID}:{SECRET}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {proof}" or sent.get("client_secret") == SECRET

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def userinfo(self, request: Request) -> Response:
        is_known = request.headers.get("authorization", "").removeprefix("Bearer ") in self.given
        return JSONResponse(self.person) if is_known else JSONResponse({"error": "invalid_token"}, 401)


def new_key() -> RSAKey:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


def fits(asked: dict, verifier: str) -> bool:
    """Whether the verifier is the one whose hash was sent ahead (PKCE)."""
    return unpadded(sha256(verifier.encode()).digest()) == asked["code_challenge"]


def unpadded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def packed(part: dict) -> str:
    return unpadded(json.dumps(part).encode())


def unsigned(provider: Provider, claims: dict) -> str:
    return f"{packed({'alg': 'none', 'kid': provider.key.kid})}.{packed(claims)}."


def signed_by_the_public_key(provider: Provider, claims: dict) -> str:
    """What a checker that takes any algorithm would believe: HS256, with the published key as the secret."""
    text = f"{packed({'alg': 'HS256', 'kid': provider.key.kid})}.{packed(claims)}"
    signature = hmac.digest(provider.key.as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{unpadded(signature)}"


def signed_by_another(provider: Provider, claims: dict) -> str:
    return jwt.encode({"alg": "RS256", "kid": provider.key.kid}, claims, RSAKey.generate_key(2048))


@contextmanager
def running_provider() -> Iterator[Provider]:
    """It listens on a free port of this machine until the end."""
    provider = Provider()
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield provider
    server.should_exit = True
    thread.join()
