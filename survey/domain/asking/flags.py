"""Flags of sheets: reasons to look, which change no figure (docs/decisions/0018)."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from survey.domain.asking.identical_sheets import identical_sheets
from survey.domain.asking.keying_speed import keying_speed
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.radar import Radar
from survey.domain.asking.sheet_codes import SheetCodes, read_codes
from survey.domain.asking.straight_line import straight_lines
from survey.domain.columns import FLAGS, empty, shaped

STRAIGHT, IDENTICAL, IDENTICAL_FORMS = "straight_line", "identical_sheets", "identical_forms"
BURST, TOO_FAST, STAFF = "burst", "too_fast", "staff_filled"
KINDS = (STRAIGHT, IDENTICAL, IDENTICAL_FORMS, BURST, TOO_FAST, STAFF)


def find_flags(responses: pd.DataFrame, questionnaire: Questionnaire, limits: Radar, staff: Mapping[str, str]) -> pd.DataFrame:
    """One row a sheet and reason, columns FLAGS; what `count` and `extent` count says `why_flagged`.

    responses  columns RESPONSES, of one version of the questionnaire.
    staff      the unit of each account that stands for an evaluated person.
    A form by QR names no collector and no account, and nothing is kept of the phone: such are compared by unit and
    day, and how fast they follow each other says nothing.
    """
    if responses.empty:
        return empty(FLAGS)
    answers = responses["answers"].to_list()
    codes = read_codes(answers, [question for question in questionnaire.questions if question.scale])
    found = [
        _straight(responses, read_codes(answers, questionnaire.rated), limits),
        *_identical(responses, codes, limits),
        *_speed(responses, codes, limits),
        _staff(responses, staff),
    ]
    return shaped(pd.concat(found, ignore_index=True), FLAGS)


def _straight(responses: pd.DataFrame, rated: SheetCodes, limits: Radar) -> pd.DataFrame:
    lines = straight_lines(rated, limits.straight_questions.number)
    return _flags(responses["id"][lines > 0], STRAIGHT, lines[lines > 0], rated.answered[lines > 0])


def _identical(responses: pd.DataFrame, codes: SheetCodes, limits: Radar) -> list[pd.DataFrame]:
    has_collector = responses["collector"] != ""
    owner = ("collector " + responses["collector"]).where(has_collector, "unit " + responses["unit"])
    others = identical_sheets(
        owner, responses["happened_on"], codes, limits.identical_questions.number, limits.identical_chance.number
    )
    answered = pd.Series(codes.answered, index=responses.index)
    return [
        _flags(responses["id"][rows], flag, others[rows], answered[rows])
        for flag, rows in ((IDENTICAL, has_collector & (others > 0)), (IDENTICAL_FORMS, ~has_collector & (others > 0)))
    ]


def _speed(responses: pd.DataFrame, codes: SheetCodes, limits: Radar) -> list[pd.DataFrame]:
    """Those in a burst carry the burst; a single one says how soon it came, and for how many questions."""
    fast = keying_speed(responses, codes.answered, limits.spoken_modes, limits.seconds_a_question.number)
    is_burst = fast["run"] >= limits.burst_sheets.number
    burst, single = fast[is_burst], fast[~is_burst]
    questions = pd.Series(codes.answered, index=responses.index)
    return [
        _flags(responses["id"].loc[burst.index], BURST, burst["run"], burst["span"]),
        _flags(responses["id"].loc[single.index], TOO_FAST, questions.loc[single.index], single["seconds"]),
    ]


def _staff(responses: pd.DataFrame, staff: Mapping[str, str]) -> pd.DataFrame:
    """`count` is 1 where the person belongs to the very unit that the sheet is about."""
    units = responses["entered_by"].map(staff)
    by_staff = units.notna()
    return _flags(responses["id"][by_staff], STAFF, (units == responses["unit"])[by_staff], 0)


def _flags(ids: pd.Series, flag: str, count, extent) -> pd.DataFrame:
    table = pd.DataFrame({"id": ids.to_numpy(), "flag": flag})
    return table.assign(count=np.asarray(count, dtype=int), extent=np.broadcast_to(extent, len(table)).astype(float))
