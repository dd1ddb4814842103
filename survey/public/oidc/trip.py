"""What the browser carries for us to the provider and back, so that nobody else can come back in its place."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwe import JWERegistry
from joserfc.jwk import OctKey

COOKIE = "lianxin_trip"
LASTS = timedelta(minutes=10)
LONGEST_WANTED = 1000  # a cookie has 4,096 bytes


@dataclass(frozen=True)
class Trip:
    """state     comes back with the browser: it did leave from here.
    nonce     comes back in the identity token: it was made for this trip.
    verifier  goes with the code (PKCE): a code that was caught on the way is of no use elsewhere.
    wanted    the path of ours to go on to.
    """

    state: str
    nonce: str
    verifier: str
    wanted: str


def set_out(wanted: str) -> Trip:
    return Trip(token_urlsafe(32), token_urlsafe(32), token_urlsafe(32), wanted if len(wanted) <= LONGEST_WANTED else "/")


class Sealer:
    """Encrypts trips for a cookie, by a key that lives and dies with this process."""

    def __init__(self) -> None:
        self._key = OctKey.generate_key(256)

    def sealed(self, trip: Trip, now: datetime) -> str:
        claims = asdict(trip) | {"exp": int((now + LASTS).timestamp())}
        return jwt.encode({"alg": "dir", "enc": "A256GCM"}, claims, self._key, registry=JWERegistry())

    def opened(self, text: str, now: datetime) -> Trip | None:
        """None for what is not ours, was changed, or is too old."""
        try:
            claims = jwt.decode(text.encode(), self._key, registry=JWERegistry()).claims
            jwt.JWTClaimsRegistry(int(now.timestamp()), exp={"essential": True}).validate(claims)
        except (JoseError, ValueError):  # ValueError: not of the form at all
            return None
        return Trip(claims["state"], claims["nonce"], claims["verifier"], claims["wanted"])
