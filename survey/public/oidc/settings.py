"""Which provider, who we are to it, and which claim is the login name; as the environment says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from survey.domain.errors import SurveyError
from survey.locale import _

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
CLAIM = "preferred_username"


@dataclass(frozen=True)
class Settings:
    """`name` is the button's label, "" for ours."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str = ""
    claim: str = CLAIM


def read_settings(environment: Mapping[str, str]) -> Settings | None:
    """None without an issuer; SurveyError names the variable that is wrong or missing.

    LIANXIN_OIDC_ISSUER         the provider; its /.well-known/openid-configuration is read at the first sign-in.
    LIANXIN_OIDC_CLIENT_ID      who we are to it,
    LIANXIN_OIDC_CLIENT_SECRET  and how we prove it.
    LIANXIN_OIDC_NAME           the button's label (default 单位统一登录).
    LIANXIN_OIDC_CLAIM          the claim that is the login name (default preferred_username).
    """
    issuer = environment.get("LIANXIN_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    if not is_safe_address(issuer):
        instead = _("请写 https:// 开头的地址；http:// 只用于本机。")
        raise SurveyError("LIANXIN_OIDC_ISSUER", _("“{value}”不行。").format(value=issuer[:80]), instead)
    return Settings(
        issuer,
        _wanted(environment, "LIANXIN_OIDC_CLIENT_ID"),
        _wanted(environment, "LIANXIN_OIDC_CLIENT_SECRET"),
        environment.get("LIANXIN_OIDC_NAME", "").strip(),
        environment.get("LIANXIN_OIDC_CLAIM", "").strip() or CLAIM,
    )


def _wanted(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SurveyError(name, _("没有写。"), _("写了 LIANXIN_OIDC_ISSUER，就要一起写它。"))
    return value


def is_safe_address(text: str) -> bool:
    """An https address, or an http one that does not leave this machine: nobody on the way may read or change it."""
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and not (parts.username or parts.password or parts.fragment)
        is_private = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
        return is_whole and is_private and (parts.port is None or parts.port > 0) and text.isprintable()
    except ValueError:  # no port, or half an IPv6 address
        return False
