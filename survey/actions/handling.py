"""The book: opening cases, moving them, following them by their code."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import pandas as pd

from survey.actions.asking import Receipt
from survey.actions.contacts import sealed_contacts
from survey.actions.office import Office
from survey.actions.remeasuring import check_asked_there
from survey.actions.scenes import as_case, case_kind, clocks_after, find_case, scene_at, sight_of, steps_taken
from survey.domain.asking.response import receipt_code, tidy_code
from survey.domain.counting.period import ALL, Period
from survey.domain.errors import SurveyError
from survey.domain.handling import case as rules
from survey.domain.handling.case import Case, Wanted
from survey.domain.handling.clock import RunningClock
from survey.domain.handling.closing import closings
from survey.domain.handling.contact import NOBODY, Contact, check_contact
from survey.domain.handling.field import Field
from survey.domain.handling.kind import ALWAYS, CITIZEN, NEVER, OPENING, CaseKind, Move
from survey.locale import _
from survey.store import cases

FORM = "form"  # the origin of what a citizen writes by telephone page


@dataclass(frozen=True)
class Entry:
    """What a citizen or a clerk enters; "" for a topic that nobody chose.

    fields       by id, as they were typed.
    happened_at  when it reached us; None: now.
    source       the id of the case it came from, "" for none.
    """

    id: str
    programme: str
    kind: str
    unit: str
    channel: str
    topic: str
    text: str
    wants_answer: bool
    origin: str
    contact: Contact = NOBODY
    fields: Mapping[str, object] = field(default_factory=dict)
    happened_at: datetime | None = None
    source: str = ""


def open_case(office: Office, entry: Entry, now: datetime) -> Receipt:
    """Store the entry once; the receipt's code is the one it can be followed by. SurveyError stores nothing."""
    action = "write_in_book" if entry.origin == FORM else "open_case"
    office.leave(action, entry.programme, entry.unit if action == "open_case" else "")
    kind = case_kind(office, entry.programme, entry.kind)
    _check_entry(office, entry, kind)
    case, contact = _as_entered(office, entry, kind, now), _contact(entry, kind)
    wanted = Wanted(OPENING, fields=entry.fields, happened_at=entry.happened_at)
    case, step = rules.open_case(case, kind, wanted, scene_at(office, case, kind, now, bool(contact)))
    check_asked_there(office, kind, case)
    case = replace(case, opened_on=office.day_of(step.happened_at))
    told = {name: getattr(entry, name) for name in ("programme", "kind", "unit", "channel", "topic")}
    line, sealed = office.entry(action, now, case.id, after=told), sealed_contacts(office, case.id, contact)
    clocks = {case.id: clocks_after(office, None, case, step)}
    is_new = cases.save_cases(office.database, [case], [step], line, sealed, clocks) == 1
    return Receipt(receipt_code(entry.id), is_new, is_new or _says_the_same(office, case))


def _check_entry(office: Office, entry: Entry, kind: CaseKind) -> None:
    """SurveyError for a place, topic, channel, id or source that cannot be."""
    programme, unit = office.declarations.programme(entry.programme), office.declarations.unit(entry.unit)
    if unit.kind not in programme.unit_kinds or unit.kind not in kind.unit_kinds:
        raise SurveyError(_("责任单位"), _("{unit} 不属于本板块。").format(unit=unit.name), _("请重新选择。"))
    if entry.topic and entry.topic not in {topic.id for topic in programme.topics}:
        raise SurveyError(_("主题"), _("没有“{id}”。").format(id=entry.topic[:40]), _("请从页面里选择。"))
    if entry.channel not in {channel.id for channel in kind.channels}:
        raise SurveyError(_("来源"), _("没有“{id}”。").format(id=entry.channel[:40]), _("请从页面里选择。"))
    if not 16 <= len(entry.id) <= 64:
        raise SurveyError(_("事项编号"), _("编号不完整。"), _("请重新打开页面再填。"))
    if entry.source and cases.cases_frame(office.database, "", id=entry.source).empty:
        raise SurveyError(_("来自哪件事项"), _("没有这件事项。"), _("请刷新页面核对。"))


def _as_entered(office: Office, entry: Entry, kind: CaseKind, now: datetime) -> Case:
    return Case(
        id=entry.id, programme=entry.programme, kind=entry.kind, unit=entry.unit, at_unit=entry.unit,
        topic=entry.topic, text=rules.check_text(entry.text, kind.text, kind.text_name or ""),
        wants_answer={ALWAYS: True, NEVER: False}.get(kind.answer, entry.wants_answer),
        channel=entry.channel, state=kind.states[0].id, opened_on=office.day_of(now), entered_at=now,
        origin=entry.origin, entered_by=office.actor.id, source=entry.source,
    )


def _contact(entry: Entry, kind: CaseKind) -> Contact:
    """Whatever is needed must be there; where nothing is, it is kept only for an answer."""
    if not (kind.contact_needs or entry.wants_answer):
        return NOBODY
    return check_contact(entry.contact, kind.contact, kind.contact_needs)


def _says_the_same(office: Office, case: Case) -> bool:
    """Whether the entry stored under this id is about the same in the same words."""
    stored = cases.cases_frame(office.database, case.programme, id=case.id).iloc[0]
    return all(stored[name] == getattr(case, name) for name in ("unit", "topic", "text", "wants_answer"))


def move_case(office: Office, id: str, programme: str, wanted: Wanted, now: datetime) -> Case:
    """Make a declared move in the actor's name; SurveyError when it is not allowed now, or somebody else was faster."""
    before = find_case(office, "move_case", programme, id)
    return take_step(office, before, wanted, now)


def take_step(office: Office, before: Case, wanted: Wanted, now: datetime) -> Case:
    """For actions that have found the case by a right of their own."""
    kind, steps = case_kind(office, before.programme, before.kind), steps_taken(office, before.id)
    after, step = rules.move_case(before, kind, steps, wanted, scene_at(office, before, kind, now))
    told = {"state": after.state, "move": wanted.move}
    entry = office.entry("move_case", now, before.id, {"state": before.state}, told)
    running = cases.runs_of(cases.clocks_frame(office.database, [before.id]))
    clocks = clocks_after(office, before, after, step, running)
    if not cases.save_move(office.database, after, step, len(steps), entry, clocks):
        raise SurveyError(_("事项"), _("刚才有人先办理了这件事项。"), _("请刷新页面再看。"))
    return after


def offered_moves(office: Office, case: Case) -> tuple[Move, ...]:
    """The moves that the actor may make now."""
    kind = case_kind(office, case.programme, case.kind)
    if not office.may("move_case"):
        return ()
    return kind.moves_from(case.state, scene_at(office, case, kind, case.entered_at).who)


def list_cases(
    office: Office, programme: str, period: Period = ALL, units: tuple[str, ...] = (), states: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Cases that the actor may see, newest first; columns CASES."""
    sight, leave = sight_of(office, "list_cases", programme), office.leave("list_cases", programme)
    if not (leave.is_own_only or all(map(leave.covers, units))):
        raise office.not_allowed("list_cases", _("这不在您负责的范围里。"))
    return cases.cases_frame(office.database, programme, period, units, states, kinds=kinds, sight=sight)


def list_closings(
    office: Office, programme: str, period: Period = ALL, units: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> pd.DataFrame:
    """How long the cases took that the actor may see, open ones among them; columns CLOSINGS."""
    found = list_cases(office, programme, period, units, kinds=kinds)
    steps = cases.steps_frame(office.database, list(found["id"]))
    return closings(found, steps, office.declarations.programme(programme).case_kinds)


def read_case(office: Office, id: str, programme: str) -> Case:
    """One case that the actor may see."""
    return find_case(office, "list_cases", programme, id)


def steps_of(office: Office, id: str, programme: str) -> pd.DataFrame:
    """The steps of one case in order; columns STEPS."""
    return cases.steps_frame(office.database, [find_case(office, "list_cases", programme, id).id])


def clocks_of(office: Office, id: str, programme: str) -> pd.DataFrame:
    """The runs of the clocks of one case; columns CLOCKS."""
    return cases.clocks_frame(office.database, [find_case(office, "list_cases", programme, id).id])


@dataclass(frozen=True)
class Followed:
    """What a citizen sees by the code: the entry's state and the answers, not who wrote them.

    waits   an answer may still come: none has since it was last taken up, and the entry is not closed.
    answer  the run of the clock that an answer stops, None where none runs.
    moves   what the citizen may say of it now; fields: of the kind, for what these moves ask.
    """

    programme: str
    state: str
    opened_on: str
    steps: pd.DataFrame
    waits: bool
    answer: RunningClock | None = None
    moves: tuple[Move, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)


def follow_case(office: Office, programme: str, code: str) -> Followed | None:
    """The case with this code and its steps (columns STEPS); None when there is none that citizens may follow.

    What was noted inside the house is not in it: only notes of answers, and the citizen's own.
    """
    office.leave("write_in_book", programme)
    case = _by_code(office, programme, code)
    if case is None:
        return None
    kind, steps = case_kind(office, programme, case.kind), cases.steps_frame(office.database, [case.id])
    steps = steps[steps["move"] != OPENING]
    steps = steps.assign(note=steps["note"].where(steps["move"].isin(kind.told), ""))
    state = kind.state(case.state)
    is_awaited = case.wants_answer and bool(kind.answers) and not state.is_final
    waits = is_awaited and not _is_answered(kind, list(steps["move"]))
    moves = kind.moves_from(case.state, frozenset({CITIZEN}))
    return Followed(
        programme, str(state.name), f"{case.opened_on}", steps, waits, _answer_clock(office, kind, case), moves, kind.fields
    )


def _is_answered(kind: CaseKind, moves: list[str]) -> bool:
    """Whether an answer came after the case was last taken up again."""
    told = [move in kind.answers for move in moves if move in kind.answers | kind.reopenings]
    return bool(told) and told[-1]


def _answer_clock(office: Office, kind: CaseKind, case: Case) -> RunningClock | None:
    """Of those that an answer stops and that still run, the one that is due first."""
    running = cases.runs_of(cases.clocks_frame(office.database, [case.id]))
    ours = {clock.id for clock in kind.clocks if kind.answers & set(clock.stops)}
    due = [run for run in running if run.clock in ours and run.due_at and not run.ended_at]
    return min(due, key=lambda run: run.due_at, default=None)


def _by_code(office: Office, programme: str, code: str) -> Case | None:
    """The case, if its kind is one that citizens may follow."""
    found = cases.cases_frame(office.database, programme, code=tidy_code(code))
    case = None if found.empty else as_case(found.iloc[0])
    return case if case and case_kind(office, programme, case.kind).is_followable else None


def say_by_code(office: Office, programme: str, code: str, wanted: Wanted, now: datetime) -> None:
    """A citizen says of an entry, known by its code, what its kind lets citizens say; SurveyError for anything else.

    Said again in the same words (a double press, a page loaded again), it is said once.
    """
    office.leave("write_in_book", programme)
    case = _by_code(office, programme, code)
    if case is None:
        raise SurveyError(_("编号"), _("没有找到这个编号。"), _("请照回执上的十位字母和数字再输一遍。"))
    last = steps_taken(office, case.id)[-1:]
    if [(step.move, step.note, step.actor) for step in last] != [(wanted.move, wanted.note.strip(), "")]:
        take_step(office, case, wanted, now)
