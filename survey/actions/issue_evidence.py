"""The evidence behind one issue: its readings by question, its cases and the confirmed words, as far as the reader may go."""

from dataclasses import dataclass

import pandas as pd

from survey.actions.handling import list_cases
from survey.actions.noticing import read_figures
from survey.actions.office import Office
from survey.actions.selecting import NotShown, Selection
from survey.actions.topics import readable_comments
from survey.domain.asking.programme import Programme
from survey.domain.columns import CASES, COMMENT_TEXTS, EVIDENCE_READINGS, empty, shaped
from survey.domain.counting.period import Period
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.topic import Topic
from survey.store.topic_labels import CASE, COMMENT, labels_frame


@dataclass(frozen=True)
class Evidence:
    """readings  columns EVIDENCE_READINGS, one row a question of the topic, none that is hidden.
    cases     columns CASES, of all programmes whose cases the actor may list, newest first.
    comments  columns COMMENT_TEXTS, those that a person confirmed to speak of the topic; None for who may read none.
    """

    readings: pd.DataFrame
    cases: pd.DataFrame
    comments: pd.DataFrame | None


def read_evidence(office: Office, programme: str, period: Period, unit: str, topic: str) -> Evidence:
    """What stands behind an issue; NotAllowed for a unit out of reach. Cases and comments ask for leaves of their own."""
    office.units_in_reach("read_dashboard", programme, (unit,))
    declared = office.declarations.programme(programme)
    about = next(one for one in declared.topics if one.id == topic)
    labels = labels_frame(office.database, "", period)
    right = labels[labels["is_right"].eq(True) & (labels["topic"] == topic) & (labels["unit"] == unit)]
    return Evidence(
        _readings(office, declared, period, unit, about),
        _cases(office, declared, period, unit, about, set(right.loc[right["source"] == CASE, "row"])),
        _comments(office, declared, period, right[right["source"] == COMMENT]),
    )


def _readings(office: Office, programme: Programme, period: Period, unit: str, topic: Topic) -> pd.DataFrame:
    found = []
    for asked in dict.fromkeys(questionnaire for questionnaire, _key in topic.questions):
        keys = [key for questionnaire, key in topic.questions if questionnaire == asked]
        try:
            figures = read_figures(office, Selection(programme.id, asked, period, (unit,)))
        except NotShown:
            continue
        seen = figures[figures["shown"] & figures["question"].isin(keys)]
        found.append(shaped(seen.assign(questionnaire=asked), EVIDENCE_READINGS))
    some = [frame for frame in found if len(frame)]
    return pd.concat(some, ignore_index=True) if some else empty(EVIDENCE_READINGS)


def _cases(
    office: Office, programme: Programme, period: Period, unit: str, topic: Topic, confirmed: set[str]
) -> pd.DataFrame:
    found = []
    for other, its_topic in ((programme.id, topic.id), *topic.also):
        try:
            seen = list_cases(office, other, period, (unit,))
        except NotAllowed:
            continue
        found.append(seen[(seen["topic"] == its_topic) | seen["id"].isin(confirmed)])
    some = [frame for frame in found if len(frame)]
    if not some:
        return empty(CASES)
    whole = pd.concat(some, ignore_index=True).drop_duplicates("id")
    return whole.sort_values("opened_on", ascending=False, kind="stable", ignore_index=True)


def _comments(office: Office, programme: Programme, period: Period, right: pd.DataFrame) -> pd.DataFrame | None:
    try:
        found = readable_comments(office, "read_comments", programme.id, period, sorted(set(right["row"])))
    except NotAllowed:
        return None
    told = set(zip(right["row"], right["question"]))
    mine = [pair in told for pair in zip(found["id"], found["question"])]
    return shaped(found[pd.Series(mine, index=found.index, dtype=bool)], COMMENT_TEXTS)
