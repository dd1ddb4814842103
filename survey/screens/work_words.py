"""Cases, clocks and spans of time in words, in the office's zone."""

from datetime import datetime, timedelta

from survey.actions.due import Waiting
from survey.actions.office import Office
from survey.domain.asking.response import receipt_code
from survey.domain.handling.due import LATER, OVERDUE, TODAY, UNTIMED, Deadline
from survey.locale import _

ICONS = {OVERDUE: ":material/error:", TODAY: ":material/alarm:", LATER: ":material/event:", UNTIMED: ":material/inbox:"}
COLOURS = {OVERDUE: "red", TODAY: "orange", LATER: "gray", UNTIMED: "gray"}


def when_names() -> dict[str, str]:
    return {OVERDUE: _("已超时"), TODAY: _("今天到期"), LATER: _("以后到期"), UNTIMED: _("没有时限")}


def case_name(office: Office, item: Waiting) -> str:
    """What, which, where."""
    place = office.declarations.unit(item.case.at_unit or item.case.unit).name
    return f"{item.kind.title} {receipt_code(item.case.id)} · {place}"


def moment(office: Office, at: datetime, now: datetime) -> str:
    """A moment where the office is; near days by their name."""
    there, today = at.astimezone(office.zone), office.day_of(now)
    near = {today: _("今天"), today + timedelta(days=1): _("明天"), today - timedelta(days=1): _("昨天")}
    date = f"{there:%m-%d}" if there.year == today.year else f"{there:%Y-%m-%d}"
    return f"{near.get(there.date(), date)} {there:%H:%M}"


def span(of: timedelta) -> str:
    """How long, by its two largest parts."""
    minutes = int(abs(of).total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return _("{days} 天 {hours} 小时").format(days=days, hours=hours) if hours else _("{days} 天").format(days=days)
    if hours:
        return _("{hours} 小时 {minutes} 分钟").format(hours=hours, minutes=minutes)
    return _("{minutes} 分钟").format(minutes=minutes) if minutes else _("不到 1 分钟")


def deadline_words(office: Office, one: Deadline, now: datetime) -> str:
    """How long over or left, which clock, until when; colour only beside icon and word."""
    parts = [f":{COLOURS[one.when]}[{ICONS[one.when]} **{_left(one, now)}**]", str(one.clock.name)]
    if one.is_early:
        parts.append(_("须在{at} 下班前告知").format(at=moment(office, one.act_by, now)))
    elif one.run.due_at:
        parts.append(_("到 {at} 为止").format(at=moment(office, one.run.due_at, now)))
    if one.run.is_provisional:
        parts.append(":material/info: " + _("暂按周一至周五计算"))
    return " · ".join(parts)


def _left(one: Deadline, now: datetime) -> str:
    if one.when == OVERDUE:
        return _("已超时 {span}").format(span=span((one.run.paused_at or now) - one.run.due_at))
    if one.run.paused_at:
        return _("暂停中")
    return _("还有 {span}").format(span=span(one.act_by - now)) if one.act_by else _("时限还算不出")


def notice_words(office: Office, one: Deadline, now: datetime) -> str:
    words = _("要改期的，须在{at} 下班前告知").format(at=moment(office, one.act_by, now))
    return f":orange[{ICONS[TODAY]} **{words}**] · {one.clock.name}"
