"""The book: opening cases, moving them, following them by their code."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.actions.asking import Receipt
from survey.actions.contacts import sealed_contacts
from survey.actions.office import Office
from survey.domain.asking.response import receipt_code, tidy_code
from survey.domain.counting.period import ALL, Period
from survey.domain.errors import SurveyError
from survey.domain.handling import case as rules
from survey.domain.handling.case import Case, CaseKind
from survey.domain.handling.contact import NOBODY, Contact, check_contact
from survey.locale import _
from survey.store import cases


FORM = "form"  # the origin of what a citizen writes by telephone page


@dataclass(frozen=True)
class Entry:
    """What a citizen or a clerk writes in the book; "" for a topic that nobody chose.

    The contact is kept only where an answer is wanted.
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


def case_kind(office: Office, programme: str, kind: str) -> CaseKind:
    for declared in office.declarations.programme(programme).case_kinds:
        if declared.id == kind:
            return declared
    raise SurveyError(_("事项类型"), _("没有“{id}”。").format(id=kind[:40]), _("请从页面里选择。"))


def open_case(office: Office, entry: Entry, now: datetime) -> Receipt:
    """Store the entry once; the receipt's code is the one it can be followed by. SurveyError stores nothing."""
    action = "write_in_book" if entry.origin == FORM else "open_case"
    office.leave(action, entry.programme, entry.unit if action == "open_case" else "")
    programme, kind = office.declarations.programme(entry.programme), case_kind(office, entry.programme, entry.kind)
    unit = office.declarations.unit(entry.unit)
    if unit.kind not in programme.unit_kinds:
        raise SurveyError(_("责任单位"), _("{unit} 不属于本板块。").format(unit=unit.name), _("请重新选择。"))
    if entry.topic and entry.topic not in {topic.id for topic in programme.topics}:
        raise SurveyError(_("主题"), _("没有“{id}”。").format(id=entry.topic[:40]), _("请从页面里选择。"))
    if entry.channel not in {channel.id for channel in kind.channels}:
        raise SurveyError(_("来源"), _("没有“{id}”。").format(id=entry.channel[:40]), _("请从页面里选择。"))
    if not 16 <= len(entry.id) <= 64:
        raise SurveyError(_("事项编号"), _("编号不完整。"), _("请重新打开页面再填。"))
    text, today = rules.check_text(entry.text), office.day_of(now)
    contact = check_contact(entry.contact, kind.contact) if entry.wants_answer else NOBODY
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "contact"} | {"text": text}
    case = Case(
        **fields, state=kind.states[0].id, opened_on=today, entered_at=now, entered_by=office.actor.id
    )
    told = {name: fields[name] for name in ("programme", "kind", "unit", "channel", "topic")}
    entered, sealed = office.entry(action, now, case.id, after=told), sealed_contacts(office, case.id, contact)
    is_new = cases.save_cases(office.database, [case], entry=entered, sealed=sealed) == 1
    return Receipt(receipt_code(entry.id), is_new, is_new or _says_the_same(office, case))


def _says_the_same(office: Office, case: Case) -> bool:
    """Whether the entry stored under this id is about the same in the same words."""
    stored = cases.cases_frame(office.database, case.programme, id=case.id).iloc[0]
    return all(stored[name] == getattr(case, name) for name in ("unit", "topic", "text", "wants_answer"))


def move_case(office: Office, id: str, programme: str, move: str, note: str, now: datetime) -> None:
    """Make a declared move in the actor's name; SurveyError when it is not allowed now, or somebody else was faster."""
    leave = office.leave("move_case", programme)
    found = cases.cases_frame(office.database, programme, id=id)
    if found.empty:
        raise SurveyError(_("事项"), _("没有这件事项。"), _("请刷新页面核对。"))
    row = found.iloc[0]
    if not leave.covers(row["unit"]):
        raise office.not_allowed("move_case", _("这不在您负责的范围里。"))
    before = Case(**{name: row[name] for name in Case.__dataclass_fields__})
    after, step = rules.move_case(before, case_kind(office, programme, before.kind), move, office.actor.name, note, now)
    entry = office.entry("move_case", now, id, {"state": before.state}, {"state": after.state, "move": move})
    if not cases.save_move(office.database, before, after, step, entry):
        raise SurveyError(_("事项"), _("刚才有人先办理了这件事项。"), _("请刷新页面再看。"))


def list_cases(
    office: Office, programme: str, period: Period = ALL, units: tuple[str, ...] = (), states: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Cases of the book that the actor may see, newest first; columns CASES."""
    units = office.units_in_reach("list_cases", programme, units)
    return cases.cases_frame(office.database, programme, period, units, states)


@dataclass(frozen=True)
class Followed:
    """What a citizen sees by the code: the entry's state and the answers, not who wrote them.

    `waits` as long as an answer may still come: none has, and the entry is not closed.
    """

    programme: str
    state: str
    opened_on: str
    steps: pd.DataFrame
    waits: bool


def follow_case(office: Office, programme: str, code: str) -> Followed | None:
    """The case with this code and its steps (columns STEPS); None when there is none."""
    office.leave("write_in_book", programme)
    found = cases.cases_frame(office.database, programme, code=tidy_code(code))
    if found.empty:
        return None
    row = found.iloc[0]
    kind = case_kind(office, programme, row["kind"])
    state, steps = kind.state(row["state"]), cases.steps_frame(office.database, [row["id"]])
    waits = not state.is_final and kind.answers.isdisjoint(steps["move"])
    return Followed(programme, str(state.name), f"{row['opened_on']}", steps, waits)


def steps_of(office: Office, id: str, programme: str) -> pd.DataFrame:
    """The steps of one case in order; columns STEPS."""
    leave, found = office.leave("list_cases", programme), cases.cases_frame(office.database, programme, id=id)
    if found.empty or not leave.covers(found["unit"].iloc[0]):
        raise office.not_allowed("list_cases", _("这不在您负责的范围里。"))
    return cases.steps_frame(office.database, [id])
