"""A case: one thing asked of us, and the declared machine that moves it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.locale import Words, _

LONGEST_TEXT = LONGEST_NOTE = 2000
LONGEST_BY = 64  # an account's name; the column holds as much


@dataclass(frozen=True)
class Topic:
    id: str
    name: Words


@dataclass(frozen=True)
class State:
    id: str
    name: Words
    is_final: bool


@dataclass(frozen=True)
class Move:
    """A way from some states to one.

    needs_note  whether it must say what was done.
    is_answer   whether its note answers whoever wrote; filing or closing an entry answers nobody.
    """

    id: str
    name: Words
    sources: tuple[str, ...]
    target: str
    needs_note: bool
    is_answer: bool


@dataclass(frozen=True)
class CaseKind:
    """States and moves of one kind of case; the first state is where a case begins.

    contact  what is asked for when an answer is wanted, all of it optional: fields of a Contact.
    """

    id: str
    title: Words
    clauses: tuple[str, ...]
    channels: tuple[Topic, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    contact: tuple[str, ...] = ()

    def state(self, id: str) -> State:
        return next(state for state in self.states if state.id == id)

    @property
    def answers(self) -> frozenset[str]:
        """The ids of the moves that answer."""
        return frozenset(move.id for move in self.moves if move.is_answer)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        return tuple(move for move in self.moves if state in move.sources)


@dataclass(frozen=True)
class Case:
    """One entry of the book; like a response it carries a client-made id and is stored once."""

    id: str
    programme: str
    kind: str
    unit: str
    topic: str
    text: str
    wants_answer: bool
    channel: str
    state: str
    opened_on: date
    entered_at: datetime
    origin: str
    entered_by: str = ""


@dataclass(frozen=True)
class Step:
    """What was done to a case; steps are added, never edited."""

    case_id: str
    move: str
    by: str
    note: str
    at: datetime


def check_text(text: str) -> str:
    """A citizen's own words, without control characters; SurveyError when empty or too long."""
    words = within(LONGEST_TEXT, text, _("意见内容"))
    if not words:
        raise SurveyError(_("意见内容"), _("还没有写内容。"), _("请写下您的意见或建议。"))
    return words


def move_case(case: Case, kind: CaseKind, move_id: str, by: str, note: str, at: datetime) -> tuple[Case, Step]:
    """The case after a legal move, and the step that records it; SurveyError for any other move."""
    where = _("事项 {code}").format(code=case.id[:8])
    offered = {move.id: move for move in kind.moves_from(case.state)}
    if move_id not in offered:
        raise SurveyError(
            where,
            _("“{state}”状态下不能做“{move}”。").format(state=kind.state(case.state).name, move=move_id),
            _("可以做：{moves}。").format(moves="、".join(str(m.name) for m in offered.values()) or _("无")),
        )
    move, note, by = offered[move_id], within(LONGEST_NOTE, note, where), within(LONGEST_BY, by, _("经办人"))
    if move.needs_note and not note:
        raise SurveyError(where, _("“{move}”要写明内容。").format(move=move.name), _("请填写后再提交。"))
    if not by:
        raise SurveyError(where, _("没有写经办人。"), _("请写经办人。"))
    return replace(case, state=move.target), Step(case.id, move.id, " ".join(by.split()), note, at)
