"""What a collector keeps from sheet to sheet: questionnaire, mode, place, person, collector, date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from survey.actions.asking import OLDEST, SHEET, Submission
from survey.actions.keying_leave import may_key
from survey.actions.office import Office
from survey.domain.asking.people import Area, Unit
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _
from survey.screens.choosing import choose_one
from survey.screens.clock import today

NONE = ""
STAYS = {"in_address": False, "persist_state": "session"}


@dataclass(frozen=True)
class Kept:
    """The part of a submission that doesn't change from sheet to sheet."""

    questionnaire: Questionnaire
    blank: Submission


def choose_kept(office: Office, sheet_id: str) -> Kept:
    """One row of choices; the persons follow the unit, the unit follows the area."""
    places = iter(st.columns([3, 4, 3, 4, 4, 4, 3], gap="xsmall"))
    with next(places):
        programme = _choose_programme(office)
    with next(places):
        questionnaire = _choose_questionnaire(office, programme)
    with next(places):
        mode = choose_mode(office)
    with next(places):
        day = choose_day(office)
    with next(places):
        unit, area = _choose_place(office, questionnaire)
    with next(places):
        person = _choose_person(office, unit)
    with next(places):
        collector = choose_collector(office, programme)
    blank = Submission(
        id=sheet_id, programme=programme, questionnaire=questionnaire.id, version=questionnaire.version, mode=mode,
        origin=SHEET, raw={}, unit=unit, area=area, person=person, collector=collector, happened_on=day,
    )
    return Kept(questionnaire, blank)


def units_of(office: Office, questionnaire: Questionnaire) -> dict[str, Unit]:
    """The units that the questionnaire is about and the actor may key in, by id."""
    units = office.declarations.units_of(questionnaire.unit_kinds)
    return {unit.id: unit for unit in units if may_key(office, questionnaire.programme, unit.id)}


def areas_of(office: Office, questionnaire: Questionnaire) -> dict[str, Area]:
    """The areas of those units that are the actor's own, by id."""
    units = {unit.id for unit in office.declarations.units_of(questionnaire.unit_kinds)}
    areas = {id: area for id, area in office.declarations.areas.items() if area.unit in units}
    return {id: area for id, area in areas.items() if may_key(office, questionnaire.programme, area.unit, id)}


def places_of(office: Office, questionnaire: Questionnaire) -> dict[str, Area] | dict[str, Unit]:
    return areas_of(office, questionnaire) if questionnaire.needs_area else units_of(office, questionnaire)


def _choose_programme(office: Office) -> str:
    named = {
        id: programme
        for id, programme in office.declarations.programmes.items()
        if any(places_of(office, questionnaire) for questionnaire in programme.current_questionnaires)
    }
    if not named:
        raise office.not_allowed("key_sheet", _("还没有给您分配片区或单位。"))
    return choose_one(_("板块"), list(named), lambda id: named[id].title, key="programme", persist_state="session")


def _choose_questionnaire(office: Office, programme: str) -> Questionnaire:
    named = {q.id: q for q in office.declarations.programme(programme).current_questionnaires if places_of(office, q)}
    return named[
        choose_one(_("问卷"), list(named), lambda id: named[id].title, key="questionnaire", persist_state="session")
    ]


def choose_mode(office: Office) -> str:
    keyed = {mode.id: mode for mode in office.declarations.modes.values() if mode.is_keyed}
    return choose_one(_("填写方式"), list(keyed), lambda id: keyed[id].name, key="mode", **STAYS)


def choose_day(office: Office, first: date | None = None) -> date:
    """`first`: no day before it; the one that was kept gives way to today."""
    last = today(office)
    if first and st.session_state.get("day", last) < first:
        st.session_state["day"] = last
    return st.date_input(
        _("日期"), value=last, min_value=first or last - OLDEST, max_value=last, format="YYYY-MM-DD", key="day",
        persist_state="session",
    )


def _choose_place(office: Office, questionnaire: Questionnaire) -> tuple[str, str]:
    """Unit and area; where areas are asked for, the area says the unit."""
    units = units_of(office, questionnaire)
    if not questionnaire.needs_area:
        return _choose_or_none(_("单位"), {id: unit.name for id, unit in units.items()}, "unit", _("请选择")), ""
    areas = areas_of(office, questionnaire)
    named = {id: f"{area.name}（{units[area.unit].name}）" for id, area in areas.items()}
    area = _choose_or_none(_("片区"), named, "area", _("请选择"))
    return areas[area].unit if area else "", area


def _choose_person(office: Office, unit: str) -> str:
    persons = [person for person in office.declarations.persons.values() if person.unit == unit]
    named = {person.id: f"{person.name} {person.id}" for person in persons}
    return _choose_or_none(_("被评价人（可不填）"), named, "person", _("（不填）"))


def choose_collector(office: Office, programme: str) -> str:
    """The own name alone, for whoever carries sheets: others' sheets are not keyed in by a collector."""
    own = office.actor.collector
    all_here = [c for c in office.declarations.collectors.values() if c.programme == programme]
    collectors = {c.id: c.name for c in all_here if own in ("", c.id)}
    if own in collectors:
        return choose_one(_("访员"), [own], lambda id: str(collectors[id]), key="collector", **STAYS)
    is_needed = office.declarations.programme(programme).quota is not None
    return _choose_or_none(_("访员"), collectors, "collector", _("请选择") if is_needed else _("（不填）"))


def _choose_or_none(label: str, named: Mapping[str, object], key: str, none: str) -> str:
    """Nothing is chosen beforehand: a place or a person that nobody chose would be believed."""
    return choose_one(
        label, [NONE, *named], lambda id: str(named[id]) if id else none, key=key, disabled=not named, **STAYS
    )
