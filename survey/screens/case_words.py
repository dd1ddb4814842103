"""What a case's ids and values are called, and until when in words."""

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd

from survey.actions.in_words import moment_in_words, name_of, value_in_words
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind, State
from survey.locale import _

# Signs beside the words: no verdict hangs on its colour.
SIGNS = {
    "in_time": "✓", "late": "⚠", "dropped": "○", "running": "▷", "paused": "‖", "unknown": "？",
}


def kind_of(programme: Programme, id: str) -> CaseKind:
    return next(kind for kind in programme.case_kinds if kind.id == id)


def state_of(programme: Programme, kind: str, state: str) -> State:
    return kind_of(programme, kind).state(state)


def topic_name(programme: Programme, id: str) -> str:
    """The topic's word; an entry that nobody sorted says so."""
    words = {topic.id: str(topic.name) for topic in programme.topics}
    return words.get(id, id) if id else _("未分类")


def channel_name(kind: CaseKind, id: str) -> str:
    return next((str(channel.name) for channel in kind.channels if channel.id == id), id)


def unit_word(office: Office, id: str) -> str:
    return name_of(office.declarations.units, id)


def person_word(office: Office, id: str) -> str:
    return name_of(office.declarations.persons, id)


def moment_word(office: Office, moment: object) -> str:
    """2026-11-25 09:30 where the office is; of text as of a moment."""
    return moment_in_words(office, pd.Timestamp(moment))


def value_words(office: Office, field: Field, value: object) -> str:
    """A field's value as a person reads it."""
    if field.type == "lines":
        return "\n".join(_line_words(field, line) for line in value)
    return value_in_words(office, field, value)


def _line_words(field: Field, line: Mapping[str, object]) -> str:
    return "　".join(f"{column.name} {line.get(column.id, '')}" for column in field.columns)


def verdict_word(verdict: str) -> str:
    """With its sign."""
    words = {
        "in_time": _("按时"), "late": _("已超时"), "dropped": _("不计"),
        "running": _("未到期"), "paused": _("暂停"), "unknown": _("说不清"),
    }
    return f"{SIGNS[verdict]} {words[verdict]}"


def case_address(programme: str, id: str) -> str:
    """Where a case is opened, from any page."""
    return f"/book?{urlencode({'programme': programme, 'case': id})}"


def print_address(programme: str, id: str, printout: str) -> str:
    return f"/print/{programme}/{id}/{printout}"
