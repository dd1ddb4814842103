"""What is behind one figure: the answers of a question at a unit, month by month, what was written, and the topic's cases."""

from dataclasses import dataclass, replace
from datetime import datetime

import pandas as pd

from survey.actions.noticing import read_dashboard, read_figures, units_to_read
from survey.actions.office import Office
from survey.actions.registering import list_register
from survey.actions.selecting import Selection
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.topic import Topic
from survey.locale import _


@dataclass(frozen=True)
class Behind:
    """Small numbers are hidden already; frames of readings have READINGS and `shown`.

    selection  what was asked for, narrowed to the unit; responses: how many whole ones it holds.
    figure     one row; answers: its distribution; months: by segment and month.
    comments   the latest ones of the unit, columns COMMENTS; None for who may not read them.
    topic      the one that gathers the question; None where none does.
    cases      of that topic at the unit in the period, columns REGISTER; None for who may not list them.
    """

    selection: Selection
    questionnaire: Questionnaire
    question: str
    responses: int
    figure: pd.DataFrame
    answers: pd.DataFrame
    months: pd.DataFrame
    comments: pd.DataFrame | None
    topic: Topic | None
    cases: pd.DataFrame | None


def read_behind(office: Office, selection: Selection, unit: str, question: str, now: datetime) -> Behind:
    """What is behind a question at a unit, "" for all units of the selection.

    NotAllowed for a unit out of reach; NotShown where the narrowed selection would tell of fewer than ten
    (decision 0015); SurveyError for a question that has no answers to choose from.
    """
    narrowed = replace(selection, units=(unit,)) if unit else selection
    found = read_dashboard(office, narrowed)
    asked = found.questionnaire.by_key.get(question)
    if asked is None or asked.scale is None:
        raise SurveyError(_("题目"), _("没有“{id}”这道选择题。").format(id=question), _("请重新选择。"))
    topic = topic_of(office, selection, question)
    return Behind(
        narrowed, found.questionnaire, question, found.responses,
        figure=_of(found.questions, question), answers=_of(found.answers, question),
        months=_of(read_figures(office, narrowed, ("month",)), question),
        comments=None if units_to_read(office, selection.programme) is None else found.comments,
        topic=topic, cases=cases_behind(office, narrowed, topic, now) if topic else None,
    )  # fmt: skip


def _of(table: pd.DataFrame, question: str) -> pd.DataFrame:
    return table[table["question"] == question]


def topic_of(office: Office, selection: Selection, question: str) -> Topic | None:
    """The programme's topic that gathers a question."""
    topics = office.declarations.programme(selection.programme).topics
    return next((topic for topic in topics if (selection.questionnaire, question) in topic.questions), None)


def cases_behind(office: Office, selection: Selection, topic: Topic, now: datetime) -> pd.DataFrame | None:
    """The topic's cases at the selection's units, those of the topics that mean the same among them; columns REGISTER.

    Each programme's book is asked for by itself; None when the actor may read none of them.
    """
    found = []
    for programme, id in same_topics(office, selection.programme, topic):
        try:
            units = office.units_in_reach("list_cases", programme, selection.units)
            register = list_register(office, programme, now, selection.period, units)
        except NotAllowed:
            continue
        found.append(register[register["topic"] == id])
    return pd.concat(found, ignore_index=True) if found else None


def same_topics(office: Office, programme: str, topic: Topic) -> list[tuple[str, str]]:
    """A topic and those of other programmes that mean the same, whichever of the two says so, as (programme, topic)."""
    saying_so = [
        (other.id, one.id) for other in office.declarations.programmes.values() for one in other.topics
        if (programme, topic.id) in one.also
    ]
    return list(dict.fromkeys([(programme, topic.id), *topic.also, *saying_so]))
