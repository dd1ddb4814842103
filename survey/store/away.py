"""When the store is away, full or busy: what its drivers say, and what a person reads then."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from survey.domain.errors import StoreAway
from survey.locale import _

AWAY, FULL, BUSY = "away", "full", "busy"
# PostgreSQL's codes, the longest that fits: https://www.postgresql.org/docs/current/errcodes-appendix.html
STATES = {
    "08": AWAY, "57P": AWAY, "58": AWAY, "53100": FULL, "53": BUSY, "40": BUSY, "55P03": BUSY, "57014": BUSY,
}  # fmt: skip
# SQLite's, likewise: https://www.sqlite.org/rescode.html
NAMES = {
    "SQLITE_FULL": FULL, "SQLITE_BUSY": BUSY, "SQLITE_LOCKED": BUSY, "SQLITE_PROTOCOL": BUSY,
    "SQLITE_CANTOPEN": AWAY, "SQLITE_IOERR": AWAY, "SQLITE_READONLY": AWAY, "SQLITE_NOMEM": AWAY,
}  # fmt: skip
LOG = logging.getLogger(__name__)


@contextmanager
def store_may_be_away(is_writing: bool) -> Iterator[None]:
    """StoreAway for what passes by itself; every other fault of a driver stays what it is."""
    try:
        yield
    except (sa.exc.DBAPIError, sa.exc.TimeoutError) as fault:
        reason = reason_of(fault)
        if reason is None:
            raise
        LOG.error("the store is %s: %s", reason, str(getattr(fault, "orig", fault)).strip())
        raise _words(reason, is_writing) from fault


def reason_of(fault: sa.exc.SQLAlchemyError) -> str | None:
    """AWAY, FULL or BUSY; None for a fault of ours, as a table that there is not."""
    if isinstance(fault, sa.exc.TimeoutError):  # every connection of the pool is in use
        return BUSY
    said = getattr(fault.orig, "sqlstate", None) or getattr(fault.orig, "sqlite_errorname", None) or ""
    known = STATES | NAMES
    fitting = [code for code in known if said.startswith(code)]
    if fitting:
        return known[max(fitting, key=len)]
    # A connection that broke, or never came about, has no code.
    is_nameless = isinstance(fault, sa.exc.OperationalError) and not said
    return AWAY if fault.connection_invalidated or is_nameless else None


def _words(reason: str, is_writing: bool) -> StoreAway:
    what = {AWAY: _("现在连不上数据库。"), FULL: _("服务器的磁盘满了。"), BUSY: _("数据库正忙。")}[reason]
    if is_writing:
        return StoreAway(_("没有保存"), what, _("请不要关页面，过几分钟再按一次；同一份不会存两次。"))
    return StoreAway(_("暂时不行"), what, _("请不要关页面，过几分钟再试。"))
