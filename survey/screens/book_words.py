"""The book's ids in words."""

from survey.domain.asking.programme import Programme
from survey.domain.handling.kind import CaseKind, State
from survey.locale import _


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
