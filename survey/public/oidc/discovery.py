"""What the provider says of itself, looked over before it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.public.oidc.settings import is_safe_address


class ProviderFault(Exception):
    """The provider is away, or says what cannot be; the text is for our log, and holds no secret, code or token."""


@dataclass(frozen=True)
class Discovery:
    """`userinfo` is "" for a provider that has none; `proof` says where a token request carries our secret."""

    issuer: str
    authorization: str
    token: str
    keys: str
    userinfo: str
    proof: str


def read_discovery(told: Mapping, issuer: str) -> Discovery:
    """ProviderFault when it is another provider's, or leads to an address that somebody on the way could read."""
    if not isinstance(told.get("issuer"), str) or told["issuer"].rstrip("/") != issuer.rstrip("/"):
        raise ProviderFault("its configuration is of another issuer")
    endpoints = [_endpoint(told, f"{name}_endpoint") for name in ("authorization", "token")]
    keys = _endpoint(told, "jwks_uri")
    userinfo = _endpoint(told, "userinfo_endpoint") if told.get("userinfo_endpoint") else ""
    proofs = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    proof = "client_secret_basic" if "client_secret_basic" in proofs else "client_secret_post"
    return Discovery(told["issuer"], *endpoints, keys, userinfo, proof)


def _endpoint(told: Mapping, name: str) -> str:
    address = told.get(name)
    if not isinstance(address, str) or not is_safe_address(address):
        raise ProviderFault(f"its {name} is missing or not safe")
    return address
