"""The ways in for staff: passwords, the organisation's own provider, or both."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.oidc.provider import Provider
from survey.public.oidc.settings import read_settings


@dataclass(frozen=True)
class WaysIn:
    provider: Provider | None = None
    has_passwords: bool = True


def read_ways_in(environment: Mapping[str, str]) -> WaysIn:
    """As the environment says; SurveyError names the variable that cannot be meant.

    LIANXIN_PASSWORDS  "off" leaves the provider alone (default on); read_settings says what names the provider.
    """
    settings = read_settings(environment)
    passwords = environment.get("LIANXIN_PASSWORDS", "").strip().lower() or "on"
    if passwords not in ("on", "off"):
        raise SurveyError("LIANXIN_PASSWORDS", _("“{value}”不行。").format(value=passwords[:40]), _("请写 on 或 off。"))
    if passwords == "off" and settings is None:
        raise SurveyError("LIANXIN_PASSWORDS", _("关了密码，就没有办法登录了。"), _("请先写 LIANXIN_OIDC_ISSUER。"))
    return WaysIn(Provider(settings) if settings else None, passwords == "on")
