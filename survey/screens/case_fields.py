"""A declared field of a case as the box one fills in, and what stands in the boxes as the domain reads it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.field import LONGEST, NO, YES, Field
from survey.locale import _
from survey.screens.case_words import value_words
from survey.screens.refusal import plain

REQUIRED = "＊"
FEW, SHORT = 5, 36  # so many options, of so many signs together, stand side by side
MANY = 8
NOW = {"现在", "now", "."}
TYPED = re.compile(r"(?:(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})\s+)?(\d{1,2})(?::(\d{2})|(?<=\d{2})(\d{2}))")
MOMENT = "2026-11-25 09:30"


@dataclass(frozen=True)
class Boxes:
    """Where fields are drawn: whose kind, which moment it is, and what tells their keys from those of another form.

    units   whose persons are offered; None for everybody's.
    values  what the fields say now.
    """

    office: Office
    programme: Programme
    key: str
    now: datetime
    units: frozenset[str] | None = None
    values: Mapping[str, object] | None = None

    def key_of(self, field: Field) -> str:
        return f"field_{field.id}_{self.key}"

    def value(self, field: Field) -> object:
        return (self.values or {}).get(field.id)


def show_fields(boxes: Boxes, fields: Sequence[Field], needs: Sequence[str], columns: int = 2) -> None:
    """Each in a box of its own, those of few signs side by side; the Tab key goes along the lines."""
    row: list[Field] = []
    for field in fields:
        if field.type in ("long", "lines"):
            _show_row(boxes, row, needs, columns)
            row = []
            show_field(boxes, field, field.id in needs)
        else:
            row.append(field)
            if len(row) == columns:
                _show_row(boxes, row, needs, columns)
                row = []
    _show_row(boxes, row, needs, columns)


def _show_row(boxes: Boxes, row: Sequence[Field], needs: Sequence[str], columns: int) -> None:
    if row:
        for place, field in zip(st.columns(columns, gap="small"), row):
            with place:
                show_field(boxes, field, field.id in needs)


def show_field(boxes: Boxes, field: Field, is_needed: bool) -> None:
    """Nothing is chosen beforehand: what nobody chose would be believed."""
    look = {"label": label_of(field, is_needed), "help": help_of(boxes, field), "key": boxes.key_of(field)}
    WIDGETS[field.type](boxes, field, look)


def label_of(field: Field, is_needed: bool) -> str:
    measure = f"（{field.measure}）" if field.measure else ""
    return plain(f"{field.name}{measure}") + (f" {REQUIRED}" if is_needed else "")


def help_of(boxes: Boxes, field: Field) -> str | None:
    """What the declaration says, its clauses, whose number it is, and what the field says now."""
    parts = [str(field.help)] if field.help else []
    parts += [_("按 {clauses}").format(clauses=_("、").join(field.clauses))] if field.clauses else []
    parts += [str(field.source)] if field.source else []
    value = boxes.value(field)
    parts += [_("现在：{value}").format(value=value_words(boxes.office, field, value))] if value is not None else []
    parts += [_("写 9:30 是今天，写 11-24 9:30 是今年，写“现在”或一个点就是这时候。")] if field.type == "moment" else []
    return plain("\n".join(parts)).replace("\n", "  \n") or None


def _options(boxes: Boxes, field: Field, look: dict, named: Mapping[str, str]) -> None:
    # A word that was sent in the other language must raise: see choosing.py.
    if len(named) <= FEW and sum(map(len, named.values())) <= SHORT:
        st.segmented_control(options=list(named), format_func=named.__getitem__, **look)
    else:
        st.selectbox(options=list(named), index=None, format_func=named.__getitem__, placeholder=_("请选择"), **look)


def _choice(boxes: Boxes, field: Field, look: dict) -> None:
    _options(boxes, field, look, {option.id: str(option.name) for option in field.options})


def _yes_no(boxes: Boxes, field: Field, look: dict) -> None:
    _options(boxes, field, look, {YES: _("是"), NO: _("否")})


def _choices(boxes: Boxes, field: Field, look: dict) -> None:
    named = {option.id: str(option.name) for option in field.options}
    if len(named) <= MANY:
        st.pills(options=list(named), selection_mode="multi", format_func=named.__getitem__, **look)
    else:
        st.multiselect(options=list(named), format_func=named.__getitem__, placeholder=_("可多选"), **look)


def _line(boxes: Boxes, field: Field, look: dict) -> None:
    value = boxes.value(field)
    st.text_input(
        placeholder=None if value is None else value_words(boxes.office, field, value), autocomplete="off",
        max_chars=LONGEST["text"], **look,
    )


def _moment(boxes: Boxes, field: Field, look: dict) -> None:
    st.text_input(placeholder=MOMENT, autocomplete="off", max_chars=40, **look)


def _long(boxes: Boxes, field: Field, look: dict) -> None:
    st.text_area(height=90, max_chars=LONGEST["long"], **look)


def _day(boxes: Boxes, field: Field, look: dict) -> None:
    today = boxes.office.day_of(boxes.now)
    last = today if field.is_past else today + timedelta(days=3660)
    st.date_input(value=None, format="YYYY-MM-DD", min_value=today - timedelta(days=3660), max_value=last, **look)


def _listed(boxes: Boxes, field: Field, look: dict, named: Mapping[str, str]) -> None:
    st.selectbox(options=list(named), index=None, format_func=named.__getitem__, placeholder=_("请选择"), **look)


def _person(boxes: Boxes, field: Field, look: dict) -> None:
    """Of the declared roles and the programme's units; of those within reach, where there are any."""
    declared = boxes.office.declarations
    units = {unit.id for unit in declared.units_of(boxes.programme.unit_kinds)}
    some = [p for p in declared.persons.values() if (not field.roles or p.role in field.roles) and p.unit in units]
    near = [person for person in some if boxes.units is None or person.unit in boxes.units] or some
    named = {p.id: f"{p.name} {p.id}（{declared.units[p.unit].name}）" for p in near}
    _listed(boxes, field, look, named)


def _unit(boxes: Boxes, field: Field, look: dict) -> None:
    units = boxes.office.declarations.units_of(field.unit_kinds or boxes.programme.unit_kinds)
    _listed(boxes, field, look, {unit.id: str(unit.name) for unit in units})


def _area(boxes: Boxes, field: Field, look: dict) -> None:
    _listed(boxes, field, look, {area.id: str(area.name) for area in boxes.office.declarations.areas.values()})


def _question(boxes: Boxes, field: Field, look: dict) -> None:
    """The programme's own, each with its questionnaire where there are several."""
    asked = boxes.programme.rated_questions
    titles = {q.id: str(q.title) for q in boxes.programme.current_questionnaires}
    _listed(boxes, field, look, {id: f"{question.short}（{titles[id.partition('.')[0]]}）" for id, question in asked.items()})


def _lines(boxes: Boxes, field: Field, look: dict) -> None:
    """A table that grows; numbers are typed like words, so that what is wrong is said in words."""
    st.markdown(f"{look.pop('label')}", help=look.pop("help"))
    columns = {column.id: st.column_config.TextColumn(str(column.name)) for column in field.columns}
    st.data_editor(lines_now(boxes, field), num_rows="dynamic", hide_index=True, column_config=columns, **look)


def lines_now(boxes: Boxes, field: Field) -> pd.DataFrame:
    """The lines as they stand, in text, ready to be changed."""
    names = [column.id for column in field.columns]
    given = boxes.value(field)
    rows = [{id: f"{line.get(id, '')}" for id in names} for line in given] if isinstance(given, list) else []
    return pd.DataFrame(rows, columns=names, dtype=object).astype("string")


WIDGETS = {
    "yes_no": _yes_no, "choice": _choice, "choices": _choices, "text": _line, "long": _long, "whole": _line,
    "number": _line, "day": _day, "moment": _moment, "person": _person, "unit": _unit, "area": _area, "question": _question,
    "lines": _lines,
}


def typed_in(boxes: Boxes, fields: Sequence[Field]) -> dict[str, object]:
    """By field id, what stands in the boxes: as it is, but for short ways to write a moment and lines put together."""
    found: dict[str, object] = {}
    for field in fields:
        value = st.session_state.get(boxes.key_of(field))
        if field.type == "lines":
            value = lines_after(lines_now(boxes, field).to_dict("records"), value or {})
        elif field.type == "moment":
            value = moment_typed(str(value or ""), boxes.now, boxes.office.zone)
        found[field.id] = value
    return found


def lines_after(lines: list[dict], changes: Mapping) -> list[dict]:
    """The lines with what somebody changed, took out and added in the table."""
    changed = changes.get("edited_rows", {})
    gone = set(changes.get("deleted_rows", ()))
    kept = [line | changed.get(place, changed.get(str(place), {})) for place, line in enumerate(lines) if place not in gone]
    return kept + list(changes.get("added_rows", ()))


def moment_typed(text: str, now: datetime, zone: ZoneInfo) -> str:
    """The moment as the domain reads it; what is no short way to write one stays as it was typed.

    9:30 and 0930 are today, 11-24 9:30 is this year, 现在 and a full stop are this minute.
    """
    short, here = normalize("NFKC", text).strip().lower(), now.astimezone(zone)
    if short in NOW | {"。"}:
        return here.isoformat()
    found = TYPED.fullmatch(short)
    if not found:
        return text
    year, month, day, hour, minutes, close = found.groups()
    date = f"{int(year or here.year):04}-{int(month):02}-{int(day):02}" if month else f"{here:%Y-%m-%d}"
    return f"{date} {int(hour):02}:{minutes or close}"
