"""data/sample/books/*.toml -> BookPlan: what is entered in one book in the sample year, and how it is handled."""

from collections.abc import Mapping, Sequence

from survey.declarations.entry import Entry, unique
from survey.declarations.sample_case_plan import AgainPlan, BatchPlan, BookPlan, Contacts, PathPlan, Span, StepPlan, Value
from survey.declarations.sample_survey import MONTHS, take_months, take_numbers
from survey.declarations.sample_values import read_spans, read_values
from survey.domain.asking.programme import Declarations, Programme
from survey.domain.handling.kind import CITIZEN, HANDLER, NO, TARGET, CaseKind, Move
from survey.locale import _

DAYTIME = Span(0, 480)  # from nine to five


def read_book(whole: Entry, declarations: Declarations) -> BookPlan:
    programme = declarations.programme(whole.one_of("programme", declarations.programmes))
    kinds = {kind.id: kind for kind in programme.case_kinds}
    kind = kinds[whole.one_of("kind", kinds)]
    units = [unit.id for unit in declarations.units_of(kind.unit_kinds)]
    fields, notes = read_values(whole.child("fields", None), kind.fields), _notes(whole, kind, {})
    clerks, at_work = _clerks(whole, declarations), whole.yes("at_work", True)
    paths = unique((_path(entry, kind, at_work) for entry in whole.entries("path")), whole, "path", lambda path: path.id)
    plan = BookPlan(
        file=whole.file.name,
        programme=programme.id,
        kind=kind.id,
        seed=whole.whole("seed"),
        channels=take_numbers(whole, "channels", ids := [channel.id for channel in kind.channels]),
        written=whole.some_of("written", ids, ()),
        clerks=clerks,
        contact=whole.number_to(1, "contact", 0.0),
        late=whole.number_to(1, "late", 0.0),
        late_of=take_numbers(whole, "late_of", units, {}),
        fields=fields,
        notes=notes,
        paths=paths,
        batches=_batches(whole, programme, kind, units, [path.id for path in paths], notes),
    )
    _check_steps(whole, kind, plan)
    whole.done()
    return plan


def _clerks(whole: Entry, declarations: Declarations) -> dict[str, tuple[str, ...]]:
    entry, roles = whole.child("clerks"), [*declarations.permissions.roles]
    found = {role: entry.texts(role) for role in roles if role in entry.table}
    entry.asked.update(roles)
    entry.done()
    return found


def _notes(whole: Entry, kind: CaseKind, elsewhere: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Notes by move; a plain list is for every move that needs a note and has none elsewhere."""
    if isinstance(whole.table.get("notes"), list):
        texts = whole.texts("notes")
        return {move.id: texts for move in kind.moves if move.needs_note and move.id not in elsewhere}
    entry = whole.child("notes", None)
    if entry is None:
        return {}
    moves = [move.id for move in kind.moves]
    found = {id: entry.texts(id) for id in moves if id in entry.table}
    entry.asked.update(moves)
    entry.done()
    return found


def _path(entry: Entry, kind: CaseKind, at_work: bool) -> PathPlan:
    path = PathPlan(
        id=entry.id(),
        weight=entry.number("weight"),
        steps=tuple(_step(step, kind, at_work) for step in entry.entries("step", 0)),
        wants_answer=entry.take("wants_answer", bool, None),
    )
    entry.done()
    return path


def _step(entry: Entry, kind: CaseKind, at_work: bool) -> StepPlan:
    step = StepPlan(
        move=entry.one_of("move", [move.id for move in kind.moves]),
        after=read_spans(entry, "after", kind.fields, at_work, Span(5, 40, at_work=at_work)),
        late=read_spans(entry, "late", kind.fields, at_work, None),
        chance=entry.number_to(1, "chance", 1.0),
        times=entry.whole("times", 1),
        fields=read_values(entry.child("fields", None), kind.fields),
        notes=entry.texts("notes", ()),
        by=entry.one_of("by", kind.move(entry.text("move")).who, ""),
        again=_again(entry.child("again", None), kind, entry.text("move")),
    )
    entry.done()
    return step


def _again(entry: Entry | None, kind: CaseKind, move: str) -> AgainPlan | None:
    if entry is None:
        return None
    if kind.remeasures is None or kind.remeasures.accepts != move:
        raise entry.refuse("again", _("这一步不开始复测。"), _("请去掉它。"))
    plan = AgainPlan(entry.at_least(1, "responses"), entry.number_to(1, "dissatisfied"), entry.at_least(1, "days"))
    entry.done()
    return plan


def _batches(
    whole: Entry, programme: Programme, kind: CaseKind, units: Sequence[str], paths: Sequence[str],
    notes: Mapping[str, tuple[str, ...]],
) -> tuple[BatchPlan, ...]:
    openings, topics = whole.texts("openings", ("",)), [topic.id for topic in programme.topics]
    return tuple(_batch(entry, kind, topics, units, paths, openings, notes) for entry in whole.entries("batch"))


def _batch(
    entry: Entry, kind: CaseKind, topics: Sequence[str], units: Sequence[str], paths: Sequence[str],
    openings: tuple[str, ...], notes: Mapping[str, tuple[str, ...]],
) -> BatchPlan:
    days = tuple(entry.take("days", list, []))
    batch = BatchPlan(
        units=entry.some_of("units", units, tuple(units)),
        months=take_months(entry) or MONTHS,
        entries=0 if days else entry.at_least(1, "entries"),
        days=days,
        at=read_spans(entry, "at", {}, True, DAYTIME),
        topic=entry.one_of("topic", topics, ""),
        wants_answer=entry.number_to(1, "wants_answer", 0.0),
        openings=entry.texts("openings", openings),
        texts=("",) if kind.text == NO else entry.texts("texts"),
        fields=read_values(entry.child("fields", None), kind.fields),
        notes=_notes(entry, kind, notes),
        paths=take_numbers(entry, "paths", paths, {}),
    )
    if not all(isinstance(day, int) and 1 <= day <= 31 for day in days):
        raise entry.refuse("days", _("列表里只能是整数。"), _("请写成 [1, 2]。"))
    entry.done()
    return batch


def _check_steps(whole: Entry, kind: CaseKind, plan: BookPlan) -> None:
    """SurveyError for a step that cannot follow, that nobody takes, or that lacks a field or a note."""
    for batch in plan.batches:
        _check_given(whole, "[[batch]]", kind.opening, plan.fields | batch.fields, plan)
    for path in plan.paths:
        states, given = {kind.states[0].id}, _given_everywhere(plan)
        for number, step in enumerate(path.steps, 1):
            move, where = kind.move(step.move), f"path {path.id} step {number} {step.move}"
            if not states <= set(move.sources):
                raise whole.refuse(where, _("从这里不能这样走：{states}。").format(states="、".join(sorted(states))), _("请改先后。"))
            _check_given(whole, where, move, given | step.fields, plan)
            if move.needs_note and not (step.notes or move.id in plan.notes or all(move.id in b.notes for b in plan.batches)):
                raise whole.refuse(where, _("这一步要写 notes。"), _("请写成 [notes] {move} = […]。").format(move=move.id))
            states = ({move.target} if move.target else states) | (states if step.chance < 1 else set())


def _given_everywhere(plan: BookPlan) -> dict[str, Value]:
    """What all cases of the plan have, and what every batch says for itself."""
    first, *others = (batch.fields for batch in plan.batches)
    return {id: value for id, value in first.items() if all(id in fields for fields in others)} | dict(plan.fields)


def _check_given(whole: Entry, where: str, move: Move, given: Mapping[str, Value], plan: BookPlan) -> None:
    if missing := [id for id in move.needs if id not in given]:
        raise whole.refuse(where, _("缺少：{missing}。").format(missing="、".join(missing)), _("请写在 [fields] 里。"))
    if not move.who & {*plan.clerks, HANDLER, TARGET, CITIZEN}:
        raise whole.refuse(where, _("没有人来做。"), _("请在 [clerks] 里写：{roles}。").format(roles="、".join(sorted(move.who))))


def read_contacts(entry: Entry) -> Contacts:
    contacts = Contacts(entry.texts("names"), entry.texts("addresses"))
    entry.done()
    return contacts
