"""A mapping file of cases -> CaseMapping, checked against the kind and what the office has declared."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from survey.declarations.entry import Entry, read_entry, unique
from survey.declarations.mapping import read_keep, read_source
from survey.domain.asking.mapping import Source, tidy
from survey.domain.asking.programme import Declarations, Programme
from survey.domain.handling.case_mapping import CaseMapping, MomentSource, Replay
from survey.domain.handling.field import NO as NO_FIELD
from survey.domain.handling.field import YES, Field
from survey.domain.handling.kind import NO, CaseKind
from survey.domain.handling.moment_format import MomentFormat
from survey.locale import _


def read_case_mapping(file: Path, declarations: Declarations, programme: Programme, kind: CaseKind) -> CaseMapping:
    """Raises SurveyError naming file, entry, key and what is allowed, at the first fault."""
    whole = read_entry(file)
    if kind.contact_needs:
        raise whole.refuse("contact", _("这一类事项登记时要有联系方式，不能从文件导入。"), _("请在页面里登记。"))
    states = [state.id for state in kind.states]
    state = read_source(entry, states) if (entry := whole.child("state", None)) else None
    mapping = CaseMapping(
        header_rows=whole.whole("header_rows", 1),
        sheet=whole.text("sheet", ""),
        encoding=whole.text("encoding", ""),
        series=whole.text("series", ""),
        id_columns=whole.texts("id", ()),
        keeps=tuple(read_keep(entry) for entry in whole.entries("keep", 0)),
        zone=_zone(whole),
        opened=_opened(whole.child("opened")),
        places=_places(whole, declarations, programme, kind),
        text=_words(whole.child("text", None)) if kind.text != NO else Source(),
        fields=_fields(whole, kind, kind.opening.fields),
        state=state,
        replays=unique((_replay(e, kind, states, state) for e in whole.entries("move", 0)), whole, "move", lambda r: r.move),
        wants_answer=whole.yes("wants_answer", False),
    )
    if mapping.header_rows < 1:
        raise whole.refuse("header_rows", _("“{value}”不对。").format(value=mapping.header_rows), _("至少有一行表头。"))
    whole.done()
    return mapping


def _zone(whole: Entry) -> ZoneInfo:
    name = whole.text("zone")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder or a path raises one of the others
        raise whole.wrong("zone", name, _("文件里的时间所在的时区，如 Asia/Shanghai")) from None


def _opened(entry: Entry) -> MomentSource:
    source = _moments(entry)
    entry.done()
    return source


def _moments(entry: Entry) -> MomentSource:
    """A column with its formats, or one day for the whole file."""
    if "day" in entry.table:
        return MomentSource(day=entry.day("day"))
    formats = tuple(MomentFormat(text) for text in entry.texts("formats"))
    for form in formats:
        if not form.is_whole:
            raise entry.refuse(
                "formats", _("“{value}”不是完整的时间格式。").format(value=form.text),
                _("请写成 %Y-%m-%d %H:%M、%m/%d/%Y %I:%M:%S %p 一类，或写 iso。"),
            )
    return MomentSource(entry.text("column"), formats, blank=entry.texts("blank", ()))


def _places(whole: Entry, declarations: Declarations, programme: Programme, kind: CaseKind) -> Mapping[str, Source]:
    both = [name for name in programme.unit_kinds if name in kind.unit_kinds]
    places = {
        "unit": read_source(whole.child("unit"), [unit.id for unit in declarations.units_of(both)]),
        "channel": read_source(whole.child("channel"), [channel.id for channel in kind.channels]),
    }
    topic = whole.child("topic", None) if kind.has_topic else None
    return places | ({"topic": read_source(topic, [topic.id for topic in programme.topics])} if topic else {})


def _words(entry: Entry | None) -> Source:
    """One text for the whole file, or columns whose texts stand under each other."""
    if entry is None:
        return Source()
    fixed = entry.text("value", "")
    columns = () if fixed else entry.texts("columns", ()) or (entry.text("column"),)
    source = Source(fixed=fixed, columns=columns, blank=() if fixed else entry.texts("blank", ()))
    entry.done()
    return source


def _fields(whole: Entry, kind: CaseKind, allowed: Iterable[str]) -> dict[str, Source]:
    entries = unique(whole.entries("field", 0), whole, "field", lambda entry: entry.text("id"))
    return {id: _field(entry, kind.fields[id]) for entry in entries for id in [entry.one_of("id", allowed)]}


def _field(entry: Entry, field: Field) -> Source:
    """Options are named in `values`, or stand in the file as they are; anything else is read by its type."""
    options = [option.id for option in field.options] or ([YES, NO_FIELD] if field.type == "yes_no" else [])
    if options:
        return read_source(entry, options)
    child = entry.child("values", None)
    values = {tidy(text): child.text(text) for text in child.table} if child else {}
    fixed = entry.text("value", "")
    source = Source(fixed, () if fixed else (entry.text("column"),), values, entry.texts("blank", ()))
    entry.done()
    return source


def _replay(entry: Entry, kind: CaseKind, states: list[str], state: Source | None) -> Replay:
    move = kind.move(entry.one_of("id", [move.id for move in kind.moves]))
    at = _moments(entry)
    if at.day and state is None:
        raise entry.refuse("day", _("没有写哪些行做了这一步。"), _("请写 [state]：状态在哪一列、各是什么意思。"))
    replay = Replay(
        move=move.id,
        at=at,
        states=entry.some_of("states", states) if at.day else (),
        note=_words(entry.child("note", None)),
        fields=_fields(entry, kind, move.fields),
    )
    entry.done()
    return replay
