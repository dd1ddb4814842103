"""The whole of data/ -> Declarations."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from survey.declarations.calendar import read_calendar
from survey.declarations.evaluations import read_evaluation
from survey.declarations.permissions import read_permissions
from survey.declarations.programmes import read_programme
from survey.declarations.retention import read_retention
from survey.declarations.shared import read_modes, read_people, read_scales, read_units
from survey.domain.asking.people import Unit
from survey.domain.asking.programme import Declarations, Programme
from survey.domain.errors import SurveyError
from survey.domain.handling.calendar import SHANGHAI
from survey.domain.judging.indicator import Indicator
from survey.locale import _


def load_declarations(folder: Path, zone: ZoneInfo = SHANGHAI) -> Declarations:
    """Every file of the folder, checked against the others; `zone` is where the organisation is.

    Raises SurveyError naming file, entry, key and what is allowed, at the first fault.
    """
    folders = sorted(path.parent for path in (folder / "programmes").glob("*/programme.toml"))
    if not folders:
        raise SurveyError(str(folder / "programmes"), _("没有一个板块。"), _("请放入 <板块>/programme.toml。"))
    scales, modes = read_scales(folder / "scales.toml"), read_modes(folder / "modes.toml")
    units, areas = read_units(folder / "units.toml")
    kinds = sorted({unit.kind for unit in units.values()})
    permissions = read_permissions(folder / "permissions.toml")
    roles = list(permissions.roles)
    programmes = sorted((read_programme(path, scales, kinds, roles) for path in folders), key=lambda p: (p.order, p.id))
    _check_joins(programmes)
    _check_events(programmes, units)
    persons, collectors = read_people(folder / "people.toml", list(units), [p.id for p in programmes])
    indicators = _indicators(programmes)
    jobs = sorted({person.role for person in persons.values()})
    case_kinds = {programme.id: {kind.id: kind for kind in programme.case_kinds} for programme in programmes}
    evaluations = [
        read_evaluation(file, indicators, kinds, jobs, case_kinds) for file in sorted((folder / "evaluation").glob("*.toml"))
    ]
    return Declarations(
        modes=modes,
        units=units,
        areas=areas,
        persons=persons,
        collectors=collectors,
        programmes={programme.id: programme for programme in programmes},
        evaluations={evaluation.year: evaluation for evaluation in evaluations},
        permissions=permissions,
        retention=read_retention(folder / "retention.toml"),
        calendar=read_calendar(folder / "calendar.toml", zone, units),
    )


def _check_joins(programmes: list[Programme]) -> None:
    """A join looks for topics of any programme; SurveyError for one that no programme has."""
    topics = {topic.id for programme in programmes for topic in programme.topics}
    for programme in programmes:
        for join in programme.joins:
            if unknown := sorted(set(join.topics) - topics):
                raise SurveyError(
                    f"{programme.id}/joins.toml [join {join.id}] topics",
                    _("没有“{value}”。").format(value="、".join(unknown)),
                    _("可以用：{allowed}。").format(allowed="、".join(sorted(topics))),
                )


def _check_events(programmes: list[Programme], units: Mapping[str, Unit]) -> None:
    """SurveyError for an event at a unit that is not declared, or not one of the programme's."""
    for programme in programmes:
        own = [unit.id for unit in units.values() if unit.kind in programme.unit_kinds]
        for event in programme.events:
            if unknown := sorted(set(event.units) - set(own)):
                raise SurveyError(
                    f"{programme.id}/events.toml [event {event.id}] units",
                    _("没有“{value}”。").format(value="、".join(unknown)),
                    _("可以用：{allowed}。").format(allowed="、".join(own)),
                )


def _indicators(programmes: list[Programme]) -> dict[str, Indicator]:
    """All by id. An evaluation names them without their programme, so no two programmes may share an id."""
    indicators: dict[str, Indicator] = {}
    for indicator in (i for programme in programmes for i in programme.indicators):
        if indicator.id in indicators:
            raise SurveyError(
                f"{indicator.programme}/indicators.toml [indicator {indicator.id}]",
                _("“{id}”在板块 {programme} 里已经有了。").format(
                    id=indicator.id, programme=indicators[indicator.id].programme
                ),
                _("请去掉一个，或换一个编号。"),
            )
        indicators[indicator.id] = indicator
    return indicators
