"""A case: one thing asked of us, and the step that takes it on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from survey.domain.errors import SurveyError
from survey.domain.handling.field import Given, Reading, accept
from survey.domain.handling.kind import CITIZEN, NEEDS, NO, CaseKind, Move
from survey.domain.handling.rule import Attempt, broken
from survey.domain.length import within
from survey.locale import Words, _

LONGEST_TEXT = LONGEST_NOTE = 2000
LONGEST_BY = 64  # an account's name; the column holds as much
IMPORT, IMPORT_BY_DAY = "import", "import_day"  # origins; of the second no hour is known, nor how long it took


@dataclass(frozen=True)
class Case:
    """One entry of the book; like a response it carries a client-made id and is stored once.

    unit     who is answerable; at_unit: with whom it lies now.
    handler  the evaluated person who handles it; target: the one who is complained of; "" for nobody.
    source   the case it came from.
    coded, words  the newest of each field, over all steps.
    """

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
    at_unit: str = ""
    handler: str = ""
    target: str = ""
    source: str = ""
    coded: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """What was done to a case; steps are added, never edited.

    happened_at  when it was done; at: when it was entered. by: the name of who entered it, actor: the account.
    """

    case_id: str
    move: str
    by: str
    note: str
    at: datetime
    happened_at: datetime
    actor: str = ""
    coded: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """Who makes a move, when, and what the house knows.

    who      the roles held at the case's place, and what one is to the case (handler, target, citizen).
    person   the evaluated person who acts, "" for none.
    is_open  whether the case's unit has its office open at a moment.
    is_reachable  whether there is a contact of whoever came.
    outcome  what was measured again, "" while that goes on.
    """

    by: str
    actor: str
    person: str
    who: frozenset[str]
    reading: Reading
    is_open: Callable[[datetime], bool]
    is_reachable: bool = False
    outcome: str = ""

    @property
    def held(self) -> frozenset[str]:
        """The roles that one can be somebody's leader by: the console, which has a citizen's too, leads nobody."""
        return frozenset() if CITIZEN in self.who else self.who

    @property
    def now(self) -> datetime:
        return self.reading.now


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to do: a move, its words, its fields as they were typed, and when it happened (None: now)."""

    move: str
    note: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    happened_at: datetime | None = None


def check_text(text: str, kind_of_text: str = NEEDS, name: Words | str = "") -> str:
    """Words of whoever came, without control characters; SurveyError when missing, or too long."""
    where = str(name) or _("意见内容")
    words = "" if kind_of_text == NO else within(LONGEST_TEXT, text, where)
    if not words and kind_of_text == NEEDS:
        raise SurveyError(where, _("还没有写内容。"), _("请写下您的意见或建议。") if not name else _("请填写后再提交。"))
    return words


def open_case(case: Case, kind: CaseKind, wanted: Wanted, scene: Scene) -> tuple[Case, Step]:
    """The case as it begins, with the step that says who entered it and when it reached us; SurveyError for what may not be."""
    return _taken(case, kind, kind.opening, (), wanted, scene)


def move_case(case: Case, kind: CaseKind, steps: Sequence[Step], wanted: Wanted, scene: Scene) -> tuple[Case, Step]:
    """The case after a legal move, and the step that records it; SurveyError for any other move."""
    where = place_of(case)
    offered = {move.id: move for move in kind.moves_from(case.state)}
    if wanted.move not in offered:
        names = {move.id: move.name for move in kind.moves}
        raise SurveyError(
            where,
            _("“{state}”状态下不能做“{move}”。").format(state=kind.state(case.state).name, move=names.get(wanted.move, wanted.move)),
            _("可以做：{moves}。").format(moves="、".join(str(m.name) for m in offered.values()) or _("无")),
        )
    return _taken(case, kind, offered[wanted.move], steps, wanted, scene)


def place_of(case: Case) -> str:
    return _("事项 {code}").format(code=case.id[:8])


def _taken(
    case: Case, kind: CaseKind, move: Move, steps: Sequence[Step], wanted: Wanted, scene: Scene
) -> tuple[Case, Step]:
    where = place_of(case)
    _check_who(where, move, scene)
    note, by = within(LONGEST_NOTE, wanted.note, where), " ".join(within(LONGEST_BY, scene.by, _("经办人")).split())
    if move.needs_note and not note:
        raise SurveyError(where, _("“{move}”要写明内容。").format(move=move.name), _("请填写后再提交。"))
    if scene.actor and not by:  # of citizens nothing is kept
        raise SurveyError(where, _("没有写经办人。"), _("请写经办人。"))
    happened_at = _when(where, steps, wanted, scene)
    given = accept([kind.fields[id] for id in move.fields], move.needs, wanted.fields, scene.reading)
    if move.is_correction and not (given.coded or given.words):
        raise SurveyError(where, _("没有写要更正什么。"), _("请在要更正的栏里写上正确的内容。"))
    after = _with(case, kind, move, given)
    _check_rules(where, kind, move, steps, happened_at, after, scene)
    step = Step(case.id, move.id, by, note, scene.now, happened_at, scene.actor, given.coded, given.words)
    return after, step


def _check_who(where: str, move: Move, scene: Scene) -> None:
    if not move.who & scene.who:
        raise SurveyError(where, _("“{move}”不由您来做。").format(move=move.name), _("请交给负责这一步的人。"))


def _when(where: str, steps: Sequence[Step], wanted: Wanted, scene: Scene) -> datetime:
    """When it happened: not in the future, and not before what was done before it."""
    happened_at = wanted.happened_at or scene.now
    if happened_at > scene.now:
        raise SurveyError(where, _("办理时间还没有到。"), _("请写已经发生的时间。"))
    if steps and happened_at < steps[-1].happened_at:
        last = steps[-1].happened_at.astimezone(scene.reading.zone)
        raise SurveyError(
            where, _("办理时间早于上一步（{last}）。").format(last=f"{last:%Y-%m-%d %H:%M}"), _("请核对时间；上一步写错了就先更正。")
        )
    return happened_at


def _with(case: Case, kind: CaseKind, move: Move, given: Given) -> Case:
    """The case with the newest of every field, in its new state, with whom it lies now."""
    coded = {**case.coded, **given.coded}
    at_unit = str(coded.get(move.passes_to) or case.at_unit) if move.passes_to else case.at_unit or case.unit
    return replace(
        case,
        state=move.target or case.state,
        at_unit=case.unit if move.passes_back else at_unit,
        handler=str(coded.get(kind.handler) or ""),
        target=str(coded.get(kind.target) or ""),
        coded=coded,
        words={**case.words, **given.words},
    )


def _check_rules(
    where: str, kind: CaseKind, move: Move, steps: Sequence[Step], happened_at: datetime, after: Case, scene: Scene
) -> None:
    attempt = Attempt(
        happened_at, scene.actor, scene.person, {**after.coded, **after.words}, steps, kind.fields, scene.is_open,
        scene.held, scene.is_reachable, scene.outcome,
    )
    for rule in move.rules:
        if what := broken(rule, attempt):
            raise SurveyError(where, _("现在不能做“{move}”：{what}。").format(move=move.name, what=what), _("请先补上，再做这一步。"))


