"""台账: the register of one kind of case as a workbook, for whoever may take it out of the house."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from survey.actions.in_words import InWords
from survey.actions.office import Office
from survey.actions.remeasuring import Measurement, accepted_by, before_and_after, measure_all
from survey.actions.scenes import case_kind, sight_of
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.handling.clock import RunningClock
from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.store import cases
from survey.store.cases import Sight
from survey.store.log import record
from survey.workbook.ledger import Cell, Column, LedgerSheet, write_ledger

EXPORTING = "export_ledger"
NUMBERS = ("whole", "number")


@dataclass(frozen=True)
class Book:
    """The cases of a register with their steps and clocks, by case."""

    said: InWords
    now: datetime
    rows: Sequence[Mapping]
    steps: Mapping[str, Sequence[Mapping]]
    runs: Mapping[str, Mapping[str, RunningClock]]
    measured: Mapping[str, Measurement]

    @property
    def kind(self) -> CaseKind:
        return self.said.kind

    @property
    def plain(self) -> list[Field]:
        return [item for item in self.kind.fields.values() if item.type != "lines"]


def export_ledger(
    office: Office, programme: str, kind: str, period: Period, target: Path | BinaryIO, now: datetime
) -> int:
    """Write the cases of a kind that were opened in the period and that the actor may see; how many there are.

    No contact is in it, nor any case in which the actor is complained of; it stands in the log.
    """
    sight, declared = sight_of(office, EXPORTING, programme), case_kind(office, programme, kind)
    book = _book(office, declared, cases.cases_frame(office.database, programme, period, kinds=(kind,), sight=sight), now)
    sheets = [_register(book), _steps(book), *_lines(book)]
    write_ledger(_title(declared), _about(office, book, programme, period, sight), sheets, target)
    told = {"programme": programme, "kind": kind, "period": str(period), "rows": len(book.rows)}
    record(office.database, office.entry(EXPORTING, now, kind, after=told))
    return len(book.rows)


def _title(kind: CaseKind) -> str:
    return _("{kind}台账").format(kind=kind.title)


def _book(office: Office, kind: CaseKind, frame: pd.DataFrame, now: datetime) -> Book:
    ids = frame["id"].tolist()
    steps: dict[str, list[Mapping]] = {}
    for step in cases.steps_frame(office.database, ids).to_dict("records"):
        steps.setdefault(step["case_id"], []).append(step)
    runs: dict[str, dict[str, RunningClock]] = {}
    clocks = cases.clocks_frame(office.database, ids)
    for id, run in zip(clocks["case_id"].tolist(), cases.runs_of(clocks), strict=True):
        runs.setdefault(id, {})[run.clock] = run  # the newest run comes last
    rows = frame.to_dict("records")
    return Book(InWords(office, kind), now, rows, steps, runs, measure_all(office, kind, rows, now))


def _about(office: Office, book: Book, programme: str, period: Period, sight: Sight) -> list[tuple[str, str]]:
    """What the cover tells of the register."""
    units = sorted(sight.units) if sight.units is not None else sorted({row["unit"] for row in book.rows})
    return [
        (_("板块"), str(office.declarations.programme(programme).title)), (_("事项类型"), str(book.kind.title)),
        (_("依据"), "、".join(book.kind.clauses)), (_("时间范围"), _("全部") if period == ALL else str(period)),
        (_("责任单位"), "、".join(map(book.said.unit, units))), (_("件数"), str(len(book.rows))),
        (_("生成时间"), book.said.moment(book.now)), (_("生成人"), office.actor.name),
        (_("不含"), _("联系方式；与生成人本人有关的投诉。")),
    ]


def _register(book: Book) -> LedgerSheet:
    first = [
        Column(_("编号"), _("回执上的编号")), Column(_("登记日期"), _("发生的那一天，不是录入的那一天")),
        Column(_("责任单位")), Column(_("现在所在"), _("现在由哪个单位办理")), Column(_("来源")), Column(_("主题")),
        Column(str(book.kind.text_name or _("内容")), _("来人的原话")),
    ]
    last = [
        Column(_("状态")), Column(_("办理人")), Column(_("步数"), _("登记以后办理了几步")),
        Column(_("重新办理次数"), _("答复以后又重新办理的次数")),
    ]
    columns = [*first, *map(_field_column, book.plain), *_measured_columns(book.kind), *last, *_clock_columns(book.kind)]
    return LedgerSheet(_("台账"), columns, (_register_row(book, row) for row in book.rows))


def _field_column(item: Field) -> Column:
    meaning = [str(item.help) if item.help else "", _("条款 {clauses}").format(clauses="、".join(item.clauses)) if item.clauses else ""]
    name = f"{item.name}（{item.measure}）" if item.measure else str(item.name)
    return Column(name, " · ".join(text for text in meaning if text))


def _measured_columns(kind: CaseKind) -> list[Column]:
    """Of a kind that is measured again."""
    if kind.remeasures is None:
        return []
    return [
        Column(_("验收人")),
        Column(_("不满意比例：整改前 → 复测"), _("答“不满意”“非常不满意”一类的占答了这题的比例；复测不足 {n} 份的不显示").format(n=MINIMUM)),
    ]


def _clock_columns(kind: CaseKind) -> list[Column]:
    """Of a clock that ran several times, its newest run."""
    columns = []
    for clock in kind.clocks:
        source = " · ".join([*clock.clauses, *([str(clock.source)] if clock.source else [])])
        columns += [
            Column(_("{name}期限").format(name=clock.name), source), Column(_("{name}办结时间").format(name=clock.name)),
            Column(_("{name}结果").format(name=clock.name), _("按时、已超时、不计、进行中、暂停、无法判断；跑了几次的看最后一次")),
        ]
    return columns


def _register_row(book: Book, row: Mapping) -> list[Cell]:
    said, steps, runs = book.said, book.steps.get(row["id"], ()), book.runs.get(row["id"], {})
    first = [
        row["code"], row["opened_on"], said.unit(row["unit"]), said.unit(row["at_unit"]), said.channel(row["channel"]),
        said.topic(row["topic"], row["programme"]), row["text"] or None,
    ]
    last = [
        said.state(row["state"]), said.person(row["handler"]) or None, max(len(steps) - 1, 0),
        sum(step["move"] in book.kind.reopenings for step in steps),
    ]
    found = book.measured.get(row["id"])
    measured = [accepted_by(book.kind, steps) or None, before_and_after(found) if found else None] if book.kind.remeasures else []
    clocks = [cell for clock in book.kind.clocks for cell in _clock_cells(book, runs.get(clock.id))]
    return [*first, *(_cell(said, item, _given(row, item)) for item in book.plain), *measured, *last, *clocks]


def _given(row: Mapping, item: Field) -> object:
    return row["words" if item.is_words else "coded"].get(item.id)


def _cell(said: InWords, item: Field, value: object) -> Cell:
    """Numbers stay numbers, which a spreadsheet can count; all else is words."""
    return value if item.type in NUMBERS else said.value(item, value) or None


def _clock_cells(book: Book, run: RunningClock | None) -> list[Cell]:
    if run is None:
        return [None, None, None]
    return [book.said.until(run), book.said.moment(run.ended_at) or None, book.said.verdict(run, book.now)]


def _steps(book: Book) -> LedgerSheet:
    columns = [
        Column(_("编号")), Column(_("第几步")), Column(_("办理时间"), _("什么时候做的")), Column(_("录入时间"), _("什么时候记的")),
        Column(_("办理")), Column(_("经办人")), Column(_("情况")), Column(_("填写的内容"), _("这一步填写或更正的栏目")),
    ]
    return LedgerSheet(_("步骤"), columns, _step_rows(book))


def _step_rows(book: Book) -> Iterator[list[Cell]]:
    said, fields = book.said, book.kind.fields
    for row in book.rows:
        for step in book.steps.get(row["id"], ()):
            given = {**step["coded"], **step["words"]}
            told = "；".join(f"{item.name}：{said.value(item, given[id])}" for id, item in fields.items() if id in given)
            yield [
                row["code"], step["number"], said.moment(step["happened_at"]), said.moment(step["at"]), said.move(step["move"]),
                step["by"] or None, step["note"] or None, told or None,
            ]


def _lines(book: Book) -> list[LedgerSheet]:
    """A sheet for each field of lines, one row a line."""
    return [
        LedgerSheet(str(item.name), [Column(_("编号")), Column(_("行")), *map(_field_column, item.columns)], _line_rows(book, item))
        for item in book.kind.fields.values() if item.type == "lines"
    ]


def _line_rows(book: Book, item: Field) -> Iterator[list[Cell]]:
    for row in book.rows:
        for place, line in enumerate(row["coded"].get(item.id) or (), 1):
            yield [row["code"], place, *(_cell(book.said, column, line.get(column.id)) for column in item.columns)]
