"""The watch that makes a backup, keeps retention, opens what is due and renews studies every night, while the server runs."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from survey.actions.nightly import Nights, backup_tonight, is_overdue, next_run
from survey.actions.office import Office
from survey.actions.recurring import due_tonight
from survey.actions.retention import keep_retention
from survey.actions.studying import renew_studies
from survey.domain.errors import SurveyError
from survey.locale import _

SOON = timedelta(minutes=1)
LONGEST_SLEEP = 60  # seconds: the clock may be set, or the machine sleep, meanwhile
LOG = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Result = TypeVar("Result")


@asynccontextmanager
async def night_watch(office: Office, nights: Nights, clock: Clock) -> AsyncIterator[None]:
    """Keep watch inside this block; a backup that is under way when the block ends is given up."""
    stop = asyncio.Event()
    watch = asyncio.create_task(_watch(office, nights, clock, stop))
    try:
        yield
    finally:
        stop.set()
        await watch


async def _watch(office: Office, nights: Nights, clock: Clock, stop: asyncio.Event) -> None:
    now = clock()
    due = now + SOON if is_overdue(nights.folder, now) else next_run(now, office.zone, nights.hour)
    while await _comes(due, clock, stop):
        await one_night(office, nights, clock(), stop)
        due = next_run(clock(), office.zone, nights.hour)


async def _comes(due: datetime, clock: Clock, stop: asyncio.Event) -> bool:
    """Wait for the moment; False when the server stops first."""
    while not stop.is_set() and (left := (due - clock()).total_seconds()) > 0:
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), min(left, LONGEST_SLEEP))
    return not stop.is_set()


async def one_night(office: Office, nights: Nights, now: datetime, stop: asyncio.Event) -> None:
    """The backup first: whatever a mistaken limit erases is still in it. The rest is done even where that fails."""
    if nights.folder is not None and (path := await _attempt(_backup, office, nights, now, stop)):
        LOG.info(_("每夜备份已写入：{path}").format(path=path))
    if not stop.is_set():
        counts = await _attempt(keep_retention, office, now)
        if counts and any(counts.values()):
            LOG.info(_("到保存期限的已删除：{counts}").format(counts=counts))
    if not stop.is_set() and (opened := await _attempt(due_tonight, office, now)):
        LOG.info(_("到期的事项已登记：{n} 件").format(n=opened))
    if not stop.is_set() and (made := await _attempt(_renew, office, now, stop)):
        LOG.info(_("今年的重要性和信度已重算：{n} 项").format(n=made))


def _backup(office: Office, nights: Nights, now: datetime, stop: asyncio.Event) -> Path | None:
    return backup_tonight(office, nights.folder, nights.keep, now, _until(stop, _("每夜备份")))


def _renew(office: Office, now: datetime, stop: asyncio.Event) -> int:
    return renew_studies(office, now, _until(stop, _("重要性与信度")))


def _until(stop: asyncio.Event, where: str) -> Callable[[int, int], None]:
    """A progress that gives the work up once the server stops."""

    def go_on(_done: int, _total: int) -> None:
        if stop.is_set():
            raise SurveyError(where, _("服务器停了，这次没有做完。"), _("下次启动后会补做。"))

    return go_on


async def _attempt(work: Callable[..., Result], *arguments: object) -> Result | None:
    """What the work gives, done in a thread of its own; None when it failed.

    Whatever goes wrong is told, and tried again the next night: it never ends the watch, nor the server.
    """
    task = asyncio.ensure_future(asyncio.to_thread(work, *arguments))
    await asyncio.wait({task})
    if fault := task.exception():
        LOG.error("%s", fault, exc_info=None if isinstance(fault, SurveyError) else fault)
        return None
    return task.result()
