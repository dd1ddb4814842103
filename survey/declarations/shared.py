"""What all programmes share: scales, modes, units, areas, people."""

from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.asking.people import Area, Collector, Mode, Person, Unit
from survey.domain.asking.scale import Option, Scale
from survey.locale import _

LONGEST_CODE = 16


def read_scales(file: Path) -> dict[str, Scale]:
    whole = read_entry(file)
    scales = unique((_scale(entry) for entry in whole.entries("scale")), whole, "scale", lambda s: s.id)
    whole.done()
    return {scale.id: scale for scale in scales}


def _scale(entry: Entry) -> Scale:
    options = unique(
        (_option(o) for o in entry.entries("option", at_least=2)), entry, "option", lambda option: option.code
    )
    scale = Scale(entry.id(), entry.text("source"), options)
    entry.done()
    return scale


def _option(entry: Entry) -> Option:
    option = Option(
        code=_code(entry),
        label=entry.words("label"),
        points=entry.number_to(100, "points", None),
        grade=entry.whole("grade", None),
        in_base=entry.yes("in_base", False),
    )
    if option.grade is not None and not 1 <= option.grade <= 5:
        raise entry.refuse("grade", _("“{value}”不对。").format(value=option.grade), _("等级为 1（最好）到 5。"))
    entry.done()
    return option


def _code(entry: Entry) -> str:
    """What is typed on a sheet, so it has no spaces and nothing that cannot be seen."""
    code = entry.text("code")
    if not (1 <= len(code) <= LONGEST_CODE and code.isprintable() and " " not in code):
        raise entry.wrong("code", code, _("1 到 {most} 个字符，不含空格").format(most=LONGEST_CODE))
    return code


def read_modes(file: Path) -> dict[str, Mode]:
    whole = read_entry(file)
    modes = unique((_mode(entry) for entry in whole.entries("mode")), whole, "mode", lambda m: m.id)
    whole.done()
    return {mode.id: mode for mode in modes}


def _mode(entry: Entry) -> Mode:
    mode = Mode(entry.id(), entry.words("name"), entry.yes("is_keyed"))
    entry.done()
    return mode


def read_units(file: Path) -> tuple[dict[str, Unit], dict[str, Area]]:
    whole = read_entry(file)
    units = unique((_unit(entry) for entry in whole.entries("unit")), whole, "unit", lambda u: u.id)
    ids = [unit.id for unit in units]
    areas = unique((_area(entry, ids) for entry in whole.entries("area", 0)), whole, "area", lambda a: a.id)
    whole.done()
    return {unit.id: unit for unit in units}, {area.id: area for area in areas}


def _unit(entry: Entry) -> Unit:
    unit = Unit(entry.id(), entry.text("kind"), entry.words("name"), entry.text("phone", ""))
    entry.done()
    return unit


def _area(entry: Entry, units: list[str]) -> Area:
    area = Area(entry.id(), entry.one_of("unit", units), entry.words("name"))
    entry.done()
    return area


def read_people(file: Path, units: list[str], programmes: list[str]) -> tuple[dict[str, Person], dict[str, Collector]]:
    whole = read_entry(file)
    persons = unique((_person(e, units) for e in whole.entries("person", 0)), whole, "person", lambda p: p.id)
    collectors = unique(
        (_collector(e, programmes) for e in whole.entries("collector", 0)), whole, "collector", lambda c: c.id
    )
    whole.done()
    return {person.id: person for person in persons}, {collector.id: collector for collector in collectors}


def _person(entry: Entry, units: list[str]) -> Person:
    person = Person(entry.badge(), entry.one_of("unit", units), entry.text("role"), entry.words("name"))
    entry.done()
    return person


def _collector(entry: Entry, programmes: list[str]) -> Collector:
    collector = Collector(entry.id(), entry.one_of("programme", programmes), entry.words("name"))
    entry.done()
    return collector
