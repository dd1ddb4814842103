"""What people write about: topics that the dictionary suggests, and what a person says of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.actions.office import Office
from survey.actions.scenes import sight_of
from survey.domain.asking.programme import Programme
from survey.domain.columns import COMMENT_TEXTS, SUGGESTIONS, empty, shaped
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.domain.noticing.contradictions import contradiction
from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import DENIED, NAMED, TROUBLE, Dictionary, Mention, dictionary_of
from survey.locale import _
from survey.store.tallies import responses_by_unit
from survey.store.topic_labels import CASE, COMMENT, labels_frame, save_label, take_back_label
from survey.store.written import case_texts, comment_texts

CONFIRM = "confirm_topics"
MOST = 1000  # comments, and cases: the latest
ENOUGH_LABELS = 200  # measures.md 7: from how many on one may learn from them; nothing learns yet

Key = tuple[str, str, str, str]  # source, row, question, topic


@dataclass(frozen=True)
class Suggestions:
    """rows       columns SUGGESTIONS, one a text and topic; what nobody has said anything of comes first, then the newest.
    confirmed  how many labels there are in the programme, right or wrong; needed: from how many on one may learn from them.
    is_whole   whether all texts of the period were looked at, or the latest MOST of each sort.
    """

    rows: pd.DataFrame
    confirmed: int
    needed: int
    is_whole: bool


def list_suggestions(office: Office, programme: str, period: Period) -> Suggestions:
    """Comments and case texts within the actor's reach with the topics that they seem to speak of; NotAllowed for none.

    Comments only of units that the actor may read comments of, and that have ten responses or more in the period.
    contradicts is "harsh_words" or "kind_words" where the headline's grade and the words differ; nobody's score is touched.
    """
    declared = office.declarations.programme(programme)
    labels = labels_frame(office.database, programme)
    said = {tuple(row[:4]): bool(row[4]) for row in labels[["source", "row", "question", "topic", "is_right"]].values}
    comments = readable_comments(office, CONFIRM, programme, period)
    cases = case_texts(office.database, programme, period, sight=sight_of(office, CONFIRM, programme), most=MOST)
    dictionary = dictionary_of(declared.topics, office.declarations.lexicon)
    rows = [*_of_comments(comments, dictionary, said, declared), *_of_cases(cases, dictionary, said)]
    frame = shaped(pd.DataFrame(rows, dtype=object), SUGGESTIONS) if rows else empty(SUGGESTIONS)
    newest = frame.sort_values("on", ascending=False, kind="stable", na_position="last")
    unsaid_first = newest.sort_values("is_right", key=lambda said: said.notna(), kind="stable", ignore_index=True)
    return Suggestions(unsaid_first, len(labels), ENOUGH_LABELS, max(len(comments), len(cases)) < MOST)


def readable_comments(
    office: Office, action: str, programme: str, period: Period, ids: Sequence[str] | None = None
) -> pd.DataFrame:
    """The latest comments that the actor may read, and do this with; columns COMMENT_TEXTS.

    None where the unit has so few sheets of that questionnaire in the period that a writer could be known.
    """
    everywhere = set(office.declarations.units)
    reach, read = (set(office.units_in_reach(a, programme)) or everywhere for a in (action, "read_comments"))
    forms = office.declarations.programme(programme).forms
    enough = {place for place, n in responses_by_unit(office.database, programme, forms, period).items() if n >= MINIMUM}
    units = tuple(sorted({unit for _asked, unit in enough} & reach & read))
    found = comment_texts(office.database, programme, period, units, MOST, ids) if units else empty(COMMENT_TEXTS)
    is_enough = [place in enough for place in zip(found["questionnaire"], found["unit"])]
    return found[pd.Series(is_enough, index=found.index, dtype=bool)]


def _of_comments(frame: pd.DataFrame, dictionary: Dictionary, said: dict[Key, bool], programme: Programme) -> list[dict]:
    rows, grade = [], grades_of(programme)
    for row in frame.to_dict("records"):
        found = by_topic(dictionary.suggest(row["text"]))
        heard = [m.says for topic, m in found.items() if said.get((COMMENT, row["id"], row["question"], topic), True)]
        contradicts = contradiction(grade(row), heard)
        rows += _rows(row, COMMENT, row["question"], found, said, contradicts)
    return rows


def _of_cases(frame: pd.DataFrame, dictionary: Dictionary, said: dict[Key, bool]) -> list[dict]:
    """A case that a clerk gave this very topic needs nobody to confirm it."""
    rows = []
    for row in frame.to_dict("records"):
        text = words_of_case(row)
        found = {topic: m for topic, m in by_topic(dictionary.suggest(text)).items() if topic != row["topic"]}
        rows += _rows(row | {"text": text}, CASE, "", found, said, "")
    return rows


def _rows(row: dict, source: str, question: str, found: dict[str, Mention], said: dict[Key, bool], contradicts: str) -> list[dict]:
    common = {"source": source, "row": row["id"], "question": question, "contradicts": contradicts}
    return [
        common | {name: row[name] for name in ("unit", "on", "text")}
        | {"topic": topic, "word": m.word, "start": m.start, "says": m.says, "is_negated": m.is_negated, "is_right": said.get((source, row["id"], question, topic))}
        for topic, m in found.items()
    ]


def by_topic(mentions: tuple[Mention, ...]) -> dict[str, Mention]:
    """What counts most of each topic: trouble before praise before a bare name; what is denied is no mention."""
    order = (TROUBLE, PRAISE, NAMED)
    found: dict[str, Mention] = {}
    for mention in mentions:
        best = found.get(mention.topic)
        if mention.says != DENIED and (best is None or order.index(mention.says) < order.index(best.says)):
            found[mention.topic] = mention
    return found


def words_of_case(row: dict) -> str:
    """The text of a case and the words of its fields."""
    return "。".join([row["text"], *map(str, (row["words"] or {}).values())])


def grades_of(programme: Programme) -> Callable[[dict], int | None]:
    """What grade a row of COMMENT_TEXTS gives to its questionnaire's headline; None for none."""
    asked = {(q.id, q.version): q for q in programme.questionnaires}

    def grade(row: dict) -> int | None:
        questionnaire = asked.get((row["questionnaire"], row["version"]))
        headline = questionnaire and questionnaire.by_key.get(questionnaire.headline)
        option = headline and headline.scale and headline.scale.by_code.get(row["answers"].get(headline.key, ""))
        return option.grade if option else None

    return grade


def try_sentence(office: Office, programme: str, text: str) -> tuple[Mention, ...]:
    """What the programme's dictionary finds in a sentence; nothing is kept. NotAllowed for who confirms no topics."""
    office.leave(CONFIRM, programme)
    return dictionary_of(office.declarations.programme(programme).topics, office.declarations.lexicon).suggest(text)


def confirm_topic(
    office: Office, source: str, row: str, question: str, topic: str, is_right: bool, now: datetime
) -> None:
    """Say whether a text speaks of a topic; said again, the newest counts. The log has a line, without the text.

    `source` is "comment" (`row` the response, `question` its key) or "case" (`question` "").
    NotAllowed out of reach; SurveyError where there are no such words any more, or no such topic.
    """
    programme = _place_of(office, source, row, question)
    if topic not in {known.id for known in programme.topics}:
        ids = "、".join(known.id for known in programme.topics)
        raise SurveyError(_("主题"), _("没有“{id}”。").format(id=topic[:40]), _("可以用：{ids}。").format(ids=ids))
    after = {"question": question, "topic": topic, "is_right": is_right}
    entry = office.entry(CONFIRM, now, f"{source}:{row}", after=after)
    save_label(office.database, (source, row, question, topic), is_right, office.actor.id, now, entry)


def take_back_topic(office: Office, source: str, row: str, question: str, topic: str, now: datetime) -> bool:
    """Forget what was said of it; False when nobody had said anything. Refused as `confirm_topic` is."""
    _place_of(office, source, row, question)
    entry = office.entry(CONFIRM, now, f"{source}:{row}", before={"question": question, "topic": topic})
    return take_back_label(office.database, (source, row, question, topic), entry)


def _place_of(office: Office, source: str, row: str, question: str) -> Programme:
    """The programme that the words belong to, if the actor may confirm their topics."""
    office.leave(CONFIRM)
    if source == CASE:
        found = case_texts(office.database, "", ALL, ids=[row])
    else:
        found = comment_texts(office.database, "", ALL, ids=[row])
        found = found[found["question"] == question]
    if found.empty or source not in (CASE, COMMENT) or (source == CASE and question):
        raise SurveyError(_("意见原文"), _("没有这条原文，或者已经删除。"), _("请刷新页面核对。"))
    programme, unit = found.iloc[0]["programme"], found.iloc[0]["unit"]
    office.leave(CONFIRM, programme, unit)
    if source == CASE and case_texts(office.database, programme, ALL, sight=sight_of(office, CONFIRM, programme), ids=[row]).empty:
        raise office.not_allowed(CONFIRM, _("这不在您负责的范围里。"))
    if source == COMMENT and readable_comments(office, CONFIRM, programme, ALL, [row]).empty:
        raise office.not_allowed(CONFIRM, _("这不在您负责的范围里。"))
    return office.declarations.programme(programme)
