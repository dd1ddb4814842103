"""What a case holds, in words: for paper, and for tables that leave the house."""

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
        say = {
            "yes_no": self._yes_no, "choice": item.option, "person": self.person, "unit": self.unit, "area": self.area,
            "moment": self._moment, "whole": f"{{:g}} {item.measure}".format, "number": f"{{:g}} {item.measure}".format,
        }
        if item.type == "choices":
            return "、".join(map(item.option, value))
        if item.type == "lines":
            return _("{n} 行").format(n=len(value))
        return say.get(item.type, str)(value).strip()

    def person(self, id: str) -> str:
        return _name(self.office.declarations.persons, id)

    def unit(self, id: str) -> str:
        return _name(self.office.declarations.units, id)

    def area(self, id: str) -> str:
        return _name(self.office.declarations.areas, id)

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
        return at.astimezone(self.office.zone).isoformat(" ", "minutes")[:16] if at else ""

    def until(self, run: RunningClock) -> str:
        """When it is due, with the mark of what nobody has published yet."""
        mark = _("（暂按周一至周五计算）") if run.is_provisional else ""
        return self.moment(run.due_at) + mark if run.due_at else _("还不能确定")

    def verdict(self, run: RunningClock, now: datetime) -> str:
        return {
            "in_time": _("按时"), "late": _("超期"), "dropped": _("不计"), "running": _("进行中"), "paused": _("暂停"),
            "unknown": _("无法判断"),
        }[standing(self.kind.clock(run.clock), run, now)]

    def _yes_no(self, value: str) -> str:
        return {YES: _("是"), NO: _("否")}.get(value, value)

    def _moment(self, value: str) -> str:
        return self.moment(datetime.fromisoformat(value))


def _name(things, id: str) -> str:
    return str(things[id].name) if id in things else id
