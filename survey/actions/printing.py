"""A case on paper: what a printout of its kind shows to whoever prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from survey.actions.contacts import read_contact
from survey.actions.in_words import InWords
from survey.actions.office import Office
from survey.actions.remeasuring import accepted_by, before_and_after, measure
from survey.actions.scenes import case_kind, find_case, steps_taken
from survey.domain.asking.response import receipt_code
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.contact import field_name
from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind, Printout
from survey.domain.keeping.actor import NotAllowed
from survey.locale import _
from survey.store import cases
from survey.store.log import record

PRINTING = "print_case"
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """The lines of a field."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class PrintedStep:
    at: str
    name: str
    by: str
    note: str


@dataclass(frozen=True)
class Paper:
    """A printout in the reader's language, ready to be laid out.

    about    what every printout tells of a case; fields, tables: what this one declares; "" and () for what is empty.
    contact  None where none is printed; shields: this printout has one, and the reader may not look at it.
    path     where its QR code leads, from the public address on.
    """

    organisation: str
    title: str
    code: str
    clauses: Sequence[str]
    about: Pairs
    text: tuple[str, str]
    contact: Pairs | None
    shields: bool
    fields: Pairs
    tables: Sequence[Table]
    clocks: Sequence[tuple[str, str, str]]
    steps: Sequence[PrintedStep]
    texts: Sequence[str]
    signatures: Sequence[str]
    phone: str
    path: str
    is_for_citizen: bool
    printed: str


def print_case(office: Office, programme: str, id: str, printout: str, now: datetime) -> Paper:
    """The printout; it stands in the log, and a contact on it like any look at a contact.

    NotAllowed for a case out of sight; SurveyError for what its kind does not print, or not in its state.
    """
    case = find_case(office, PRINTING, programme, id)
    kind = case_kind(office, programme, case.kind)
    wanted = _printout(kind, case, printout)
    record(office.database, office.entry(PRINTING, now, case.id, after={"printout": wanted.id}))
    contact, shields = _contact(office, case, now) if wanted.contact else (None, False)
    said, declared = InWords(office, kind), office.declarations.programme(programme)
    fields = [kind.fields[id] for id in wanted.fields]
    code = receipt_code(case.id)
    return Paper(
        organisation=str(declared.organisation), title=str(wanted.title), code=code,
        clauses=wanted.clauses or kind.clauses, about=_about(said, case), contact=contact, shields=shields,
        text=(str(kind.text_name or _("内容")), case.text) if case.text else ("", ""),
        fields=[
            *((str(item.name), said.value(item, _given(case, item))) for item in fields if item.type != "lines"),
            *_measured(office, kind, case, now),
        ],
        tables=[_table(said, item, _given(case, item) or ()) for item in fields if item.type == "lines"],
        clocks=_clocks(office, said, case, wanted, now), steps=_steps(office, said, case, wanted),
        texts=[str(text) for text in wanted.texts], signatures=[str(line) for line in wanted.signatures],
        phone=declared.supervision_phone, path=_path(case, code, wanted), is_for_citizen=wanted.is_for_citizen,
        printed=said.moment(now),
    )


def _printout(kind: CaseKind, case: Case, id: str) -> Printout:
    """SurveyError for one that is not declared, or not for the state in which the case is."""
    offered = kind.printouts_in(case.state)
    for printout in offered:
        if printout.id == id:
            return printout
    what = _("“{state}”状态下没有这种打印件。").format(state=kind.state(case.state).name)
    names = "、".join(str(printout.title) for printout in offered) or _("无")
    raise SurveyError(str(kind.title), what, _("可以打印：{names}。").format(names=names))


def _contact(office: Office, case: Case, now: datetime) -> tuple[Pairs | None, bool]:
    """The contact and whether it is kept from the reader; a look that is allowed stands in the log."""
    try:
        found = read_contact(office, case.id, case.programme, now)
    except NotAllowed:
        return None, True
    return ([(field_name(name), text) for name, text in found.given.items()] if found else None), False


def _about(said: InWords, case: Case) -> Pairs:
    told = [
        (_("登记日期"), f"{case.opened_on}"), (_("责任单位"), said.unit(case.unit)),
        (_("现在所在"), said.unit(case.at_unit) if case.at_unit != case.unit else ""),
        (_("来源"), said.channel(case.channel)), (_("主题"), said.topic(case.topic, case.programme)),
        (_("状态"), said.state(case.state)),
    ]
    return [(name, text) for name, text in told if text]


def _given(case: Case, item: Field) -> object:
    return case.words.get(item.id) if item.is_words else case.coded.get(item.id)


def _table(said: InWords, item: Field, lines: Sequence[dict]) -> Table:
    rows = [[said.value(column, line.get(column.id)) for column in item.columns] for line in lines]
    return Table(str(item.name), [str(column.name) for column in item.columns], rows)


def _measured(office: Office, kind: CaseKind, case: Case, now: datetime) -> Pairs:
    """Of a kind that is measured again: who accepted the mending, and the shares before and after."""
    found = measure(office, kind, vars(case), now)
    if found is None:
        return []
    steps = cases.steps_frame(office.database, [case.id]).to_dict("records")
    return [(_("验收人"), accepted_by(kind, steps)), (_("不满意比例：整改前 → 复测"), before_and_after(found))]


def _clocks(
    office: Office, said: InWords, case: Case, wanted: Printout, now: datetime
) -> Sequence[tuple[str, str, str]]:
    """Name, until when, verdict: of each clock the newest run."""
    runs = {run.clock: run for run in cases.runs_of(cases.clocks_frame(office.database, [case.id]))}
    shown = [(said.kind.clock(id), runs[id]) for id in wanted.clocks if id in runs]
    return [(str(clock.name), said.until(run), said.verdict(run, now)) for clock, run in shown if clock]


def _steps(office: Office, said: InWords, case: Case, wanted: Printout) -> Sequence[PrintedStep]:
    """What goes to a citizen tells neither who did it, nor what was noted inside the house."""
    if not wanted.steps:
        return ()
    inside = not wanted.is_for_citizen
    return [
        PrintedStep(
            said.moment(step.happened_at), said.move(step.move), step.by if inside else "",
            step.note if inside or step.move in said.kind.told else "",
        )
        for step in steps_taken(office, case.id)
    ]


def _path(case: Case, code: str, wanted: Printout) -> str:
    if wanted.is_for_citizen:
        return f"/follow/{case.programme}?code={code}"
    return f"/book?programme={case.programme}&case={quote(case.id, safe='')}"
