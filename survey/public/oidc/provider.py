"""The organisation's provider: where to send somebody who wants in, and whom it names when they come back."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import BoundedSemaphore

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.oidc.discovery import Discovery, ProviderFault, read_discovery
from survey.public.oidc.settings import Settings
from survey.public.oidc.trip import Sealer, Trip

# Pairs of keys only: "none" signs nothing, and with HS256 the published key itself would sign.
ALGORITHMS = [f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)]
PATIENCE = 5.0  # seconds for each step of an errand
LEEWAY = 60  # seconds by which two clocks may differ
ERRANDS = 16  # at once: a provider that hangs must not take every thread that citizens' pages need
DISCOVERY_LASTS = timedelta(hours=1)


class Provider:
    """Nothing is asked of it before the first sign-in, so that we start while it is away."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.sealer = settings, Sealer()
        self._errands = BoundedSemaphore(ERRANDS)
        self._discovered: tuple[datetime, Discovery] | None = None

    def address_for(self, trip: Trip, callback: str, now: datetime) -> str:
        """Where the browser goes; ProviderFault when that cannot be found out."""
        with self._errand(callback) as client:
            address, _state = client.create_authorization_url(
                self._discovery(client, now).authorization, state=trip.state, nonce=trip.nonce, code_verifier=trip.verifier
            )
        return address

    def who_came(self, trip: Trip, code: str, callback: str, now: datetime) -> str:
        """The login name of whom the code stands for.

        SurveyError when the code is too old or used, or the name is not vouched for; ProviderFault for every
        answer that is not to be believed.
        """
        with self._errand(callback) as client:
            found = self._discovery(client, now)
            client.token_endpoint_auth_method = found.proof
            token = client.fetch_token(
                found.token, code=code, code_verifier=trip.verifier, grant_type="authorization_code"
            )
            return self._login(self._believed(client, found, token, trip.nonce, now))

    @contextmanager
    def _errand(self, callback: str) -> Iterator[OAuth2Client]:
        """A client for one errand; what goes wrong comes out as SurveyError or ProviderFault."""
        if not self._errands.acquire(blocking=False):
            raise ProviderFault("too many are waiting for it")
        try:
            with self._client(callback) as client:
                yield client
        except OAuthError as fault:
            raise refusal(fault.error) from None  # its description may repeat the code
        except (httpx2.HTTPError, httpx2.InvalidURL) as fault:
            raise ProviderFault(f"{type(fault).__name__}: {fault}") from None
        except JoseError as fault:
            raise ProviderFault(f"identity token: {fault.error} {getattr(fault, 'claim', '')}".strip()) from None
        except ValueError as fault:
            raise ProviderFault(f"an answer that cannot be read ({type(fault).__name__})") from None
        finally:
            self._errands.release()

    def _client(self, callback: str) -> OAuth2Client:
        scope = "openid profile email" if self.settings.claim == "email" else "openid profile"
        return OAuth2Client(
            self.settings.client_id, self.settings.client_secret, scope=scope, redirect_uri=callback,
            code_challenge_method="S256", timeout=PATIENCE,
        )

    def _discovery(self, client: OAuth2Client, now: datetime) -> Discovery:
        if self._discovered is None or now - self._discovered[0] > DISCOVERY_LASTS:
            issuer = self.settings.issuer
            told = _told(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            self._discovered = now, read_discovery(told, issuer)
        return self._discovered[1]

    def _believed(self, client: OAuth2Client, found: Discovery, token: Mapping, nonce: str, now: datetime) -> Mapping:
        """The identity token's claims, when it is the provider's, for us, for this trip and still good.

        Its keys are asked for each time: sign-ins are few, and keys that were changed or withdrawn are so at once.
        """
        keys = KeySet.import_key_set({"keys": _told(client, found.keys).get("keys") or []})
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        read = jwt.decode(str(token.get("id_token")), keys, registry=registry)
        own = self.settings.client_id
        expected = {"iss": {"essential": True, "value": found.issuer}, "aud": {"essential": True, "value": own}}
        params = {"nonce": nonce, "client_id": own, "access_token": token.get("access_token")}
        claims = CodeIDToken(read.claims, read.header, expected, params)
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY)
        return claims if self.settings.claim in claims else self._more(client, found, token, claims)

    def _more(self, client: OAuth2Client, found: Discovery, token: Mapping, claims: Mapping) -> Mapping:
        """Some providers keep the person's claims for a second question."""
        if not found.userinfo:
            return claims
        more = _told(client, found.userinfo, {"Authorization": f"Bearer {token.get('access_token')}"})
        if more.get("sub") != claims["sub"]:
            raise ProviderFault("its userinfo is of somebody else")
        return {**more, **claims}

    def _login(self, claims: Mapping) -> str:
        claim = self.settings.claim
        login = claims.get(claim)
        if not isinstance(login, str) or not login.strip():
            raise ProviderFault(f"it tells no {claim}")
        if claim == "email" and claims.get("email_verified") is not True:
            raise SurveyError(_("登录"), _("您的邮箱在单位统一登录里还没有验证。"), _("请先在那里验证邮箱，再来登录。"))
        return login


def _told(client: OAuth2Client, address: str, headers: Mapping[str, str] | None = None) -> Mapping:
    answer = client.request("GET", address, headers=headers, withhold_token=True)
    answer.raise_for_status()
    told = answer.json()
    if not isinstance(told, dict):
        raise ProviderFault("an answer that is no JSON object")
    return told


def refusal(error: str) -> SurveyError | ProviderFault:
    """What an error code of OAuth means for whoever stands at the door."""
    if error == "access_denied":
        return SurveyError(_("登录"), _("单位统一登录没有放行，或您取消了。"), _("请再试一次。"))
    if error == "invalid_grant":
        return SurveyError(_("登录"), _("单位统一登录给的凭据已过期，或用过了。"), _("请再登录一次。"))
    return ProviderFault(f"it answers {error}" if re.fullmatch(r"[a-z_]{1,40}", str(error)) else "it answers an unknown error")
