"""A mapping file -> ImportMapping, checked against the questionnaire and what the office has declared."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from survey.declarations.entry import Entry, read_entry
from survey.domain.asking.day_format import DayFormat
from survey.domain.asking.mapping import DaySource, ImportMapping, Keep, Source, tidy
from survey.domain.asking.programme import Declarations, Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _


def read_mapping(file: Path, declarations: Declarations, programme: Programme, questionnaire: str) -> ImportMapping:
    """Raises SurveyError naming file, entry, key and what is allowed, at the first fault."""
    whole = read_entry(file)
    asked = programme.questionnaire(questionnaire, whole.whole("version", None))
    answers, comments = _questions(whole, asked)
    mapping = ImportMapping(
        version=asked.version,
        header_rows=whole.whole("header_rows", 1),
        sheet=whole.text("sheet", ""),
        encoding=whole.text("encoding", ""),
        series=whole.text("series", ""),
        id_columns=whole.texts("id", ()),
        keeps=tuple(read_keep(entry) for entry in whole.entries("keep", 0)),
        day=_day(whole.child("date", None)),
        places=_places(whole, _declared(declarations, programme, asked)),
        answers=answers,
        comments=comments,
    )
    if mapping.header_rows < 1:
        raise whole.refuse("header_rows", _("“{value}”不对。").format(value=mapping.header_rows), _("至少有一行表头。"))
    whole.done()
    return mapping


def _declared(declarations: Declarations, programme: Programme, asked: Questionnaire) -> Mapping[str, Iterable[str]]:
    collectors = [c.id for c in declarations.collectors.values() if c.programme == programme.id]
    return {
        "unit": [unit.id for unit in declarations.units_of(asked.unit_kinds)],
        "area": declarations.areas,
        "person": declarations.persons,
        "collector": collectors,
        "mode": declarations.modes,
    }


def _places(whole: Entry, declared: Mapping[str, Iterable[str]]) -> Mapping[str, Source]:
    places = {name: read_source(entry, ids) for name, ids in declared.items() if (entry := whole.child(name, None))}
    if "mode" not in places:
        raise whole.refuse("mode", _("缺少这一项。"), _("请写 [mode] value = “…”，或写它在哪一列。"))
    if "unit" not in places and "area" not in places:
        raise whole.refuse("unit", _("缺少这一项。"), _("请写 [unit]；只写 [area] 时，由片区得出单位。"))
    return places


def read_source(entry: Entry, ids: Iterable[str]) -> Source:
    """One declared id for the whole file, or a column and what its texts mean."""
    fixed = entry.one_of("value", ids, "")
    source = Source(
        fixed=fixed,
        columns=() if fixed else (entry.text("column"),),
        values={} if fixed else _values(entry, ids),
        blank=() if fixed else entry.texts("blank", ()),
        otherwise="" if fixed else entry.one_of("otherwise", ids, ""),
    )
    entry.done()
    return source


def _questions(whole: Entry, asked: Questionnaire) -> tuple[dict[str, Source], dict[str, Source]]:
    sources: dict[str, Source] = {}
    for entry in whole.entries("question"):
        for key, source in _question(entry, asked):
            if key in sources:
                raise entry.refuse("key", _("“{id}”写了两次。").format(id=key), _("请去掉一个。"))
            sources[key] = source
    comments = {key: source for key, source in sources.items() if asked.by_key[key].is_comment}
    return {key: source for key, source in sources.items() if key not in comments}, comments


def _question(entry: Entry, asked: Questionnaire) -> list[tuple[str, Source]]:
    """One question by `key`, or by `keys` several that are read alike, each from the column of its own name."""
    keys = entry.some_of("keys", asked.by_key, ()) or (entry.one_of("key", asked.by_key),)
    one_kind = {asked.by_key[key].is_comment for key in keys}
    if len(one_kind) > 1:
        raise entry.refuse("keys", _("意见题和选择题不能写在一起。"), _("请分成两个 [[question]]。"))
    read = _comment if one_kind.pop() else _choice
    sources = [(key, read(entry, key, asked)) for key in keys]
    entry.done()
    return sources


def _comment(entry: Entry, key: str, _asked: Questionnaire) -> Source:
    columns = entry.texts("columns", ()) or (_column(entry, key),)
    is_cut = entry.one_of("too_long", ("refuse", "cut"), "refuse") == "cut"
    return Source(columns=columns, blank=entry.texts("blank", ()), is_cut=is_cut)


def _choice(entry: Entry, key: str, asked: Questionnaire) -> Source:
    values = _values(entry, asked.by_key[key].scale.codes)
    return Source(columns=(_column(entry, key),), values=values, blank=entry.texts("blank", ()))


def _column(entry: Entry, key: str) -> str:
    return key if "keys" in entry.table else entry.text("column", key)


def _values(entry: Entry, codes: Iterable[str]) -> Mapping[str, str]:
    child = entry.child("values", None)
    if child is None:
        return {}
    values = {tidy(text): child.one_of(text, codes) for text in child.table}
    child.done()
    return values


def read_keep(entry: Entry) -> Keep:
    """A column, and the texts of the rows that are taken."""
    keep = Keep(entry.text("column"), entry.texts("values"))
    entry.done()
    return keep


def _day(entry: Entry | None) -> DaySource | None:
    if entry is None:
        return None
    formats = tuple(DayFormat(text) for text in entry.texts("formats", ()))
    for day_format in formats:
        if not day_format.is_whole:
            raise entry.refuse(
                "formats", _("“{value}”不是完整的日期格式。").format(value=day_format.text),
                _("请写成 dd/mm/yyyy、yyyy年m月d日 一类。"),
            )
    unreadable = entry.one_of("unreadable", ("unknown", "refuse"), "refuse")
    day = DaySource(entry.text("column"), formats, entry.texts("blank", ()), unreadable == "refuse")
    entry.done()
    return day
