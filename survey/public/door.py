"""The door: how often one address may send a form, and how many wrong codes and passwords it may try."""

from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network
from math import ceil
from time import time
from typing import TypeVar

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from survey.domain.errors import SurveyError
from survey.locale import _

# A ward's wireless network is one address: thirty patients a minute is more than a ward has.
SENDS = "30/minute;300/hour"
WRONG_CODES = "20/10 minutes"
WRONG_PASSWORDS, WRONG_SIGN_INS = "5/5 minutes", "20/5 minutes"  # for one name, wherever from; from one address
OFF = "off"
MOST_NAMES = 2000

Found = TypeVar("Found")


class UnknownCode(SurveyError):
    """No response and no entry carries it."""


class TooMany(SurveyError):
    """Come back in `seconds`."""

    def __init__(self, where: str, what: str, instead: str, seconds: int) -> None:
        super().__init__(where, what, instead.format(minutes=ceil(seconds / 60)))
        self.seconds = seconds


class Limit:
    """Rates over a moving window, counted in this process alone: what is counted here is never written anywhere."""

    def __init__(self, rates: tuple[RateLimitItem, ...]) -> None:
        self.rates, self.window = rates, MovingWindowRateLimiter(MemoryStorage())

    def wait(self, *who: str) -> int:
        """Whole seconds until there is room again; 0 when there is."""
        full = [rate for rate in self.rates if not self.window.test(rate, *who)]
        return max((max(1, ceil(self._end(rate, who) - time())) for rate in full), default=0)

    def _end(self, rate: RateLimitItem, who: tuple[str, ...]) -> float:
        return self.window.get_window_stats(rate, *who).reset_time

    def count(self, *who: str) -> None:
        # The library never forgets a name and goes through all of them often; a fresh start now and then harms nobody.
        if len(self.window.storage.events) > MOST_NAMES:
            self.window = MovingWindowRateLimiter(MemoryStorage())
        for rate in self.rates:
            self.window.hit(rate, *who)


@dataclass(frozen=True)
class Door:
    """Turning pages is free: it stores nothing, and a refusal would cost as much as the page.

    What is refused does not count, so sends that arrive in the same moment may pass together.
    """

    sends: Limit
    wrong_codes: Limit
    wrong_passwords: Limit = field(default_factory=lambda: Limit(_rates(WRONG_PASSWORDS)))
    wrong_sign_ins: Limit = field(default_factory=lambda: Limit(_rates(WRONG_SIGN_INS)))

    def check_send(self, request: Request, form: str) -> None:
        """TooMany when this address has sent this form too often; what was sent before stays untouched."""
        if seconds := self.sends.wait(client_of(request), form):
            instead = _("您填的都还在，请等 {minutes} 分钟，再按一次“提交”。")
            raise TooMany(_("还没有保存"), _("现在提交的人太多了。"), instead, seconds)

    def count_send(self, request: Request, form: str) -> None:
        self.sends.count(client_of(request), form)

    def try_code(self, request: Request, find: Callable[[], Found]) -> Found:
        """What a code finds; finding nothing is counted, and after too many of them right ones are TooMany as well."""
        client = client_of(request)
        if seconds := self.wrong_codes.wait(client):
            instead = _("请等 {minutes} 分钟再试，或打监督电话。")
            raise TooMany(_("编号"), _("输错编号的次数太多了。"), instead, seconds)
        found = find()
        if not found:
            self.wrong_codes.count(client)
        return found

    def try_sign_in(self, request: Request, login: str, sign_in: Callable[[], Found]) -> Found:
        """What a sign-in gives; refused ones are counted, for names that do not exist as for those that do."""
        client = client_of(request)
        if seconds := max(self.wrong_passwords.wait(login), self.wrong_sign_ins.wait(client)):
            instead = _("请等 {minutes} 分钟再试；忘了密码，请找管理员要一个新的链接。")
            raise TooMany(_("登录"), _("输错的次数太多了。"), instead, seconds)
        try:
            return sign_in()
        except SurveyError:
            self.wrong_passwords.count(login)
            self.wrong_sign_ins.count(client)
            raise


def open_door(sends: str = "") -> Door:
    """`sends` like "30/minute;300/hour", "" for these, or "off" for no limits at all; SurveyError otherwise."""
    if sends.strip().lower() == OFF:
        return Door(Limit(()), Limit(()))
    return Door(Limit(_rates(sends or SENDS)), Limit(_rates(WRONG_CODES)))


def _rates(text: str) -> tuple[RateLimitItem, ...]:
    try:
        rates = tuple(parse_many(text))
    except ValueError:
        rates = ()
    if not rates or any(rate.amount < 1 for rate in rates):
        raise SurveyError(
            "LIANXIN_DOOR_LIMIT", _("看不懂“{id}”。").format(id=text[:40]), _("请写成 {example}，或写 off。").format(example=SENDS)
        )
    return rates


def client_of(request: Request) -> str:
    """The address that asks, as the server in front of us tells it; of IPv6 the network, for a home has a whole /64."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:  # a socket of this machine, or a name
        return host
    address = getattr(address, "ipv4_mapped", None) or address
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((int(address), 64), strict=False))


def status_of(error: SurveyError | None) -> int:
    """Of a page that is shown again: with nothing to say, with what a person can mend, or with what passes by itself."""
    if error and error.is_passing:
        return 503
    return {type(None): 200, UnknownCode: 404, TooMany: 429}.get(type(error), 422)


def headers_of(error: SurveyError | None) -> dict[str, str]:
    return {"Retry-After": str(error.seconds)} if isinstance(error, TooMany) else {}
