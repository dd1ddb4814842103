"""What a file gives for each response: its places, answers and comments, checked one by one and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey.domain.asking.cells import Fault, read_cells, read_comments
from survey.domain.asking.mapping import ImportMapping, Source
from survey.domain.asking.place import accept_place
from survey.domain.asking.programme import Declarations
from survey.domain.asking.question import LONGEST_COMMENT
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.same_id import Groups, merge_codes, merge_comments
from survey.domain.errors import SurveyError
from survey.locale import _

PLACES = ("unit", "area", "person", "collector", "mode")


@dataclass(frozen=True)
class Given:
    """Texts, one row per group: `places` has the columns PLACES, the others a column for each question.

    cut     the groups whose comment was shortened, once for each comment.
    faults  what was refused; a group with a fault is not to be used.
    """

    places: pd.DataFrame
    answers: pd.DataFrame
    comments: pd.DataFrame
    cut: list[int]
    faults: list[Fault]


def read_given(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire, declarations: Declarations
) -> Given:
    """Read and judge; the questionnaire as a whole is asked only where no single cell was refused."""
    places, place_faults = _places(groups, mapping, questionnaire, declarations)
    answers, answer_faults = _read_all(groups, mapping.answers, lambda key: questionnaire.by_key[key].accept)
    comments, comment_faults, cut = _comments(groups, mapping, questionnaire)
    faults = [*place_faults, *answer_faults, *comment_faults]
    faults += _contradictions(answers.join(comments), groups, questionnaire, faults)
    return Given(places, answers, comments, cut, faults)


def _read_all(
    groups: Groups, sources: Mapping[str, Source], accept: Callable[[str], Callable[[str], str]]
) -> tuple[pd.DataFrame, list[Fault]]:
    """Codes of every source, one row per group, with what was refused on the way."""
    codes, faults = {}, []
    for name, source in sources.items():
        codes[name], refused = read_cells(groups.rows, source, accept(name))
        faults += refused
    frame = pd.DataFrame(codes, index=groups.rows.index, dtype=object)
    merged, contradicting = merge_codes(frame, groups, sources)
    return merged, faults + contradicting


def _places(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire, declarations: Declarations
) -> tuple[pd.DataFrame, list[Fault]]:
    """Who and where, checked one by one and then together, once for each combination that occurs."""
    known = {name: getattr(declarations, name) for name in PLACES}
    places, faults = _read_all(groups, mapping.places, lambda name: lambda id: known[name](id).id)
    places = places.assign(**{name: "" for name in PLACES if name not in places}).astype(object)
    seen = groups.with_lines([fault.line for fault in faults])
    units, wrong = [], {}
    judged: dict[tuple, tuple[str, str]] = {}
    for group, where in enumerate(zip(*(places[name] for name in PLACES))):
        if where not in judged:
            judged[where] = _judge_place(where, questionnaire, declarations)
        unit, reason = judged[where]
        units.append(unit)
        if reason and group not in seen:
            wrong[group] = reason
    columns = list(dict.fromkeys(column for source in mapping.places.values() for column in source.columns))
    return places.assign(unit=np.array(units, dtype=object)), faults + groups.faults(wrong, columns)


def _judge_place(
    where: tuple[str, ...], questionnaire: Questionnaire, declarations: Declarations
) -> tuple[str, str]:
    *place, mode = where
    try:
        if not mode:
            raise SurveyError(_("填写方式"), _("没有写。"), _("请补上，或在对应文件里写一个固定值。"))
        if not (place[0] or place[1]):
            raise SurveyError(_("责任单位"), _("没有写。"), _("请补上，或在对应文件里说明空白是哪个单位。"))
        return accept_place(declarations, questionnaire, *place), ""
    except SurveyError as refusal:
        return "", str(refusal)


def _comments(
    groups: Groups, mapping: ImportMapping, questionnaire: Questionnaire
) -> tuple[pd.DataFrame, list[Fault], list[int]]:
    """Merged comments, what was refused, and the groups whose comment was cut, once for each comment."""
    accepted, faults, cut = {}, [], []
    for key, source in mapping.comments.items():
        texts = merge_comments(read_comments(groups.rows, source), groups)
        if source.is_cut:
            cut += [group for group, text in enumerate(texts) if len(text) > LONGEST_COMMENT]
            texts = [text[:LONGEST_COMMENT] for text in texts]
        wrong = {}
        for group, text in enumerate(texts):
            try:
                texts[group] = questionnaire.by_key[key].accept(text) if text else ""
            except SurveyError as refusal:
                wrong[group] = str(refusal)
        accepted[key] = texts
        faults += groups.faults(wrong, source.columns)
    return pd.DataFrame(accepted, index=range(len(groups.keys)), dtype=object), faults, cut


def _contradictions(
    given: pd.DataFrame, groups: Groups, questionnaire: Questionnaire, faults: list[Fault]
) -> list[Fault]:
    """Responses that the questionnaire refuses as a whole: it is asked only where that can be."""
    doubtful = (given == "").all(axis=1)
    for question in questionnaire.questions:
        condition = question.asked_if
        if condition and question.key in given and condition.question in given:
            filtered = given[condition.question]
            doubtful |= (filtered != "") & ~filtered.isin(condition.answers) & (given[question.key] != "")
    doubtful[list(groups.with_lines([fault.line for fault in faults]))] = False  # these are refused already
    wrong = {}
    for group, raw in zip(np.flatnonzero(doubtful), given[doubtful].to_dict("records")):
        try:
            questionnaire.accept(raw)
        except SurveyError as refusal:
            wrong[group] = str(refusal)
    return groups.faults(wrong)
