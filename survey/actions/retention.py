"""Retention: what was kept long enough is erased, by a timer every night or by hand; answers stay for the trend."""

from dataclasses import replace
from datetime import datetime

from survey.actions.office import Office
from survey.domain.keeping.retention import Horizon, horizon
from survey.locale import _
from survey.store.log import count_old_lines, erase_lines
from survey.store.retention import FinalState, count_due, erase_due

KEEPING = "keep_house"


def keep_retention(office: Office, now: datetime) -> dict[str, int]:
    """Erase what is past its time; how many of each sort. The log has one line of the counts, if there were any."""
    office.leave(KEEPING)
    past, entry = _past(office, now), office.entry(KEEPING, now, "retention")
    counts = erase_due(office.database, past, _finals(office), entry)
    return counts | {"log": erase_lines(office.database, past.log, entry)}


def look_at_retention(office: Office, now: datetime) -> dict[str, int]:
    """The same counts, and nothing is erased."""
    office.leave(KEEPING)
    past = _past(office, now)
    return count_due(office.database, past, _finals(office)) | {"log": count_old_lines(office.database, past.log)}


def _past(office: Office, now: datetime) -> Horizon:
    """A session is never erased while its owner may still go on with it."""
    found = horizon(office.declarations.retention, now)
    return replace(found, session=min(found.session, now - office.idle))


def _finals(office: Office) -> list[FinalState]:
    return [
        (programme.id, kind.id, state.id)
        for programme in office.declarations.programmes.values()
        for kind in programme.case_kinds for state in kind.states if state.is_final
    ]


def describe(office: Office, counts: dict[str, int]) -> list[str]:
    """A line for each sort: how many, kept how long, and who wants it so."""
    kept = office.declarations.retention
    days, years = _("{n} 天"), _("{n} 年")
    sorts = {
        "contact": (_("联系方式（办结后）"), days, kept.contact_days),
        "comment": (_("答卷里的意见原文"), years, kept.text_years),
        "exclusion": (_("排除答卷的理由"), years, kept.text_years),
        "entry": (_("意见簿的原文"), years, kept.text_years),
        "note": (_("办理记录的文字"), years, kept.text_years),
        "label": (_("对意见主题的确认"), years, kept.text_years),
        "receipt": (_("答卷的编号"), years, kept.text_years),
        "entry_words": (_("事项各栏的文字"), years, kept.text_years),
        "step_words": (_("办理步骤各栏的文字"), years, kept.text_years),
        "case_code": (_("事项的编号"), years, kept.text_years),
        "draft": (_("草稿"), days, kept.draft_days),
        "session": (_("登录记录"), days, kept.session_days),
        "link": (_("过期的链接"), days, kept.session_days),
        "log": (_("日志"), days, kept.log_days),
    }
    line = _("{sort}：{count}；保存 {time}（{source}）")
    return [
        line.format(sort=sort, count=counts[name], time=unit.format(n=limit.number), source=limit.source)
        for name, (sort, unit, limit) in sorts.items()
    ]
