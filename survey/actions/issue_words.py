"""The door of words: topics that comments, case texts and registers' notes speak of, confirmed and suggested apart."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from survey.actions.issue_cases import door_of, own_topics
from survey.actions.office import Office
from survey.actions.scenes import sight_of
from survey.actions.topics import by_topic, words_of_case
from survey.domain.asking.programme import Programme
from survey.domain.columns import TOPIC_COUNTS
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.issue import NOTES, PLACE
from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import TROUBLE, Dictionary, dictionary_of
from survey.store.cases import MOST_IN_A_STATEMENT
from survey.store.tallies import responses_by_unit
from survey.store.topic_labels import CASE, COMMENT, labels_frame
from survey.store.written import case_texts, comment_texts, notes_of

SCAN = 1000  # comments, and cases of each programme: the latest
CONFIRMED, PRAISED, SUGGESTED = "confirmed", "praised", "suggested"


@dataclass(frozen=True)
class Heard:
    """counts       one row a unit and topic: confirmed troubles, confirmed praise, suggested troubles; whole responses and cases.
    case_topics  columns TOPIC_COUNTS: cases that a person confirmed to speak of a topic that they don't carry.
    is_whole     whether all words were looked at for suggestions; confirmed ones always are.
    """

    counts: pd.DataFrame
    case_topics: pd.DataFrame
    is_whole: bool


def hear(office: Office, programme: Programme, period: Period, reach: set[str]) -> Heard:
    """What words say of the programme's topics; suggestions only of units in reach, and of cases that the actor sees."""
    labels = labels_frame(office.database, "", period)
    said, whole = _of_comments(office, programme, period, reach, labels)
    suggested, case_topics = [], _confirmed_cases(office, labels)
    for id in {programme.id, *(other for topic in programme.topics for other, _topic in topic.also)}:
        found, is_whole = _of_cases(office, programme, office.declarations.programme(id), period, reach, labels)
        suggested, whole = [*suggested, *found], whole and is_whole
    return Heard(_counted([*said, *suggested]), case_topics, whole)


def _of_comments(
    office: Office, programme: Programme, period: Period, reach: set[str], labels: pd.DataFrame
) -> tuple[list[tuple], bool]:
    """(unit, topic, how, row) of each comment and topic, and whether all were read. Units with few sheets are left out."""
    mine = labels[(labels["source"] == COMMENT) & (labels["programme"] == programme.id)]
    latest = comment_texts(office.database, programme.id, period, sorted(reach), SCAN)
    labelled = comment_texts(office.database, programme.id, period, most=MOST_IN_A_STATEMENT, ids=sorted(set(mine["row"])))
    texts = {(row["id"], row["question"]): row for frame in (latest, labelled) for row in frame.to_dict("records")}
    verdicts, dictionary = _verdicts(mine), dictionary_of(programme.topics, office.declarations.lexicon)
    enough = {place for place, n in responses_by_unit(office.database, programme.id, programme.forms, period).items() if n >= MINIMUM}
    kinds = {topic.id: topic.kind for topic in programme.topics}
    found = []
    for (id, question), row in texts.items():
        if (row["questionnaire"], row["unit"]) in enough:
            said = _says(row["text"], dictionary, kinds, verdicts.get((id, question), {}))
            found += [(row["unit"], topic, how, id) for topic, how in said.items()]
    return found, len(latest) < SCAN


def _says(text: str, dictionary: Dictionary, kinds: Mapping[str, str], verdicts: Mapping[str, bool]) -> dict[str, str]:
    """How each topic stands in a text: what a person confirmed, praise or trouble; else what is suggested and a trouble."""
    mentions = {topic: mention.says for topic, mention in by_topic(dictionary.suggest(text)).items()}
    right = {topic for topic, is_right in verdicts.items() if is_right and topic in kinds}
    how = {topic: PRAISED if PRAISE in (kinds[topic], mentions.get(topic)) else CONFIRMED for topic in right}
    return how | {topic: SUGGESTED for topic, says in mentions.items() if says == TROUBLE and topic not in verdicts}


def _of_cases(
    office: Office, programme: Programme, other: Programme, period: Period, reach: set[str], labels: pd.DataFrame
) -> tuple[list[tuple], bool]:
    """Troubles that cases of a programme suggest, besides the topic that each carries; of registers, from their notes too."""
    try:
        sight = sight_of(office, "list_cases", other.id)
    except NotAllowed:
        return [], True
    own, dictionary = own_topics(programme), dictionary_of(other.topics, office.declarations.lexicon)
    texts = case_texts(office.database, other.id, period, sorted(reach), sight, SCAN)
    registers = {kind.id for kind in other.case_kinds if door_of(kind) == NOTES}
    notes = notes_of(office.database, [id for id, kind in zip(texts["id"], texts["kind"]) if kind in registers])
    verdicts, found = _verdicts(labels[labels["source"] == CASE]), []
    for row in texts.to_dict("records"):
        said = by_topic(dictionary.suggest("。".join([words_of_case(row), *notes.get(row["id"], ())])))
        known = {row["topic"], *verdicts.get((row["id"], ""), {})}
        troubles = {own.get((other.id, topic), "") for topic, m in said.items() if m.is_trouble and topic not in known}
        found += [(row["unit"], topic, SUGGESTED, row["id"]) for topic in troubles - {""}]
    return found, len(texts) < SCAN


def _verdicts(labels: pd.DataFrame) -> dict[tuple[str, str], dict[str, bool]]:
    """What was said of the topics of each text, by (row, question)."""
    found: dict[tuple[str, str], dict[str, bool]] = {}
    for label in labels.itertuples(index=False):
        found.setdefault((label.row, label.question), {})[label.topic] = bool(label.is_right)
    return found


def _confirmed_cases(office: Office, labels: pd.DataFrame) -> pd.DataFrame:
    right = labels[(labels["source"] == CASE) & labels["is_right"].eq(True)]
    about = {row["id"]: row for row in _cases_of(office, sorted(set(right["row"])))}
    rows = [
        (about[row]["programme"], about[row]["kind"], about[row]["unit"], topic, 1)
        for row, topic in zip(right["row"], right["topic"]) if row in about and about[row]["topic"] != topic
    ]
    return pd.DataFrame(rows, columns=list(TOPIC_COUNTS))


def _cases_of(office: Office, ids: list[str]) -> list[dict]:
    return case_texts(office.database, "", ALL, most=MOST_IN_A_STATEMENT, ids=ids).to_dict("records") if ids else []


def _counted(found: list[tuple]) -> pd.DataFrame:
    """One row a unit and topic; a response or case counts once for each, and confirmed before suggested."""
    frame = pd.DataFrame(found, columns=[*PLACE, "how", "row"]).astype(object).sort_values("how")
    frame = frame.drop_duplicates([*PLACE, "row"])
    counts = {how: frame["how"].eq(how).astype(int) for how in (CONFIRMED, PRAISED, SUGGESTED)}
    return frame.assign(**counts).groupby(PLACE, as_index=False)[list(counts)].sum()
