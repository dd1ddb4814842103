"""What a case holds, in words: for paper, and for tables that leave the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.actions.office import Office
from survey.domain.handling.clock import RunningClock, standing
from survey.domain.handling.field import NO, YES, Field
from survey.domain.handling.kind import OPENING, CaseKind
from survey.locale import _


@dataclass(frozen=True)
class InWords:
    """Ids that are not declared any more stand for themselves; moments are told in the office's own time."""

    office: Office
    kind: CaseKind

    def value(self, item: Field, value: object) -> str:
        """A field as a reader understands it; "" for one that was left empty. Of lines only how many there are."""
        if value is None or value == "":
            return ""
        return _("{n} 行").format(n=len(value)) if item.type == "lines" else value_in_words(self.office, item, value)

    def person(self, id: str) -> str:
        return name_of(self.office.declarations.persons, id)

    def unit(self, id: str) -> str:
        return name_of(self.office.declarations.units, id)

    def topic(self, id: str, programme: str) -> str:
        return next((str(topic.name) for topic in self.office.declarations.programme(programme).topics if topic.id == id), id)

    def channel(self, id: str) -> str:
        return next((str(channel.name) for channel in self.kind.channels if channel.id == id), id)

    def state(self, id: str) -> str:
        return next((str(state.name) for state in self.kind.states if state.id == id), id)

    def move(self, id: str) -> str:
        if id == OPENING:
            return _("登记")
        return next((str(move.name) for move in self.kind.moves if move.id == id), id)

    def moment(self, at: datetime | None) -> str:
        return moment_in_words(self.office, at) if at else ""

    def until(self, run: RunningClock) -> str:
        """When it is due, with the mark of what nobody has published yet."""
        mark = _("（暂按周一至周五计算）") if run.is_provisional else ""
        return self.moment(run.due_at) + mark if run.due_at else _("还不能确定")

    def verdict(self, run: RunningClock, now: datetime) -> str:
        return {
            "in_time": _("按时"), "late": _("已超时"), "dropped": _("不计"), "running": _("进行中"), "paused": _("暂停"),
            "unknown": _("无法判断"),
        }[standing(self.kind.clock(run.clock), run, now)]


def value_in_words(office: Office, item: Field, value: object) -> str:
    """A value of any field but lines, as a reader understands it."""
    declared = office.declarations
    match item.type:
        case "yes_no":
            return {YES: _("是"), NO: _("否")}.get(value, str(value))
        case "choice":
            return item.option(str(value))
        case "choices":
            return _("、").join(map(item.option, value))
        case "person" | "unit" | "area":
            things = {"person": declared.persons, "unit": declared.units, "area": declared.areas}[item.type]
            return name_of(things, str(value))
        case "question":
            return question_in_words(office, str(value))
        case "moment":
            return moment_in_words(office, datetime.fromisoformat(str(value)))
        case "whole" | "number":
            return f"{value:g} {item.measure}".strip()
    return str(value).strip()


def question_in_words(office: Office, id: str) -> str:
    """A question that some programme asks ("questionnaire.question"), by its label."""
    for programme in office.declarations.programmes.values():
        if found := programme.rated_questions.get(id):
            return str(found.short)
    return id


def moment_in_words(office: Office, at: datetime) -> str:
    """2026-11-25 09:30 where the office is."""
    return f"{at.astimezone(office.zone):%Y-%m-%d %H:%M}"


def name_of(things: Mapping, id: str) -> str:
    return str(things[id].name) if id in things else id
