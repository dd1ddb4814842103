"""Flags are found where the declared limits say, and nowhere else."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest

from survey.domain.asking.call_backs import draw_call_backs
from survey.domain.asking.collector_spread import collector_spreads
from survey.domain.asking.flag_words import why_flagged
from survey.domain.asking.flags import find_flags
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.radar import Line, Radar
from survey.domain.asking.scale import Option, Scale
from survey.domain.columns import RESPONSES
from survey.locale import Words

WORDS = Words("词", "word")
START = datetime(2025, 5, 6, 1, 0, tzinfo=UTC)
LIMITS = Radar(spoken_modes=("read_out",))


def a_scale(id: str, *points: float | None) -> Scale:
    """Codes "1", "2", … in this order."""
    return Scale(id, "test", tuple(Option(str(code), WORDS, worth) for code, worth in enumerate(points, 1)))


FIVE_IS_GOOD, FIVE_IS_BAD = a_scale("good", 0, 25, 50, 75, 100), a_scale("bad", 100, 75, 50, 25, 0)


def a_questionnaire(good: int = 9, bad: int = 3) -> Questionnaire:
    scales = [FIVE_IS_GOOD] * good + [FIVE_IS_BAD] * bad
    questions = tuple(Question(f"q{number}", "all", (), WORDS, WORDS, "unit", scale) for number, scale in enumerate(scales))
    return Questionnaire("asked", "care", 1, WORDS, WORDS, "test", "q0", ("ward",), False, True, (Section("all", WORDS),), questions)


def sheets(*answers: str, seconds: float = 3600, start: datetime = START, **fields) -> pd.DataFrame:
    """A sheet each, its codes as a text ("-" is blank), keyed so many seconds after the one before."""
    standard = dict.fromkeys(RESPONSES, "") | {
        "version": 1, "unit": "ward-1", "collector": "anna", "mode": "read_out", "happened_on": date(2025, 5, 6), "origin": "sheet",
    }
    name = f"{fields.get('collector', 'anna')}-{fields.get('unit', '')}-{start:%d%H%M}"
    rows = [
        standard | {"id": f"{name}-{number}", "entered_at": start + number * timedelta(seconds=seconds)}
        | {"answers": {f"q{place}": code for place, code in enumerate(given) if code != "-"}} | fields
        for number, given in enumerate(answers)
    ]  # fmt: skip
    return pd.DataFrame(rows)[list(RESPONSES)]


def various(count: int, seed: int = 1) -> list[str]:
    return ["".join(row) for row in np.random.default_rng(seed).choice(list("12345"), size=(count, 12))]


def flags_of(*parts: pd.DataFrame, questionnaire: Questionnaire | None = None, staff: dict | None = None) -> pd.DataFrame:
    return find_flags(pd.concat(parts, ignore_index=True), questionnaire or a_questionnaire(), LIMITS, staff or {})


def reasons(*parts, **more) -> list[str]:
    return [why_flagged(*row) for row in flags_of(*parts, **more)[["flag", "count", "extent"]].itertuples(index=False)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("555555555555", ["12 道题全部是同一个代码"]),
        ("55555555----", []),  # the best of each: whoever is content says so
        ("5555-----5--", ["5 道题全部是同一个代码"]),
        ("555------5--", []),  # four only
        ("555555455555", []),
        ("333333333333", []),  # the middle is the middle for each question
        ("------------", []),
    ],
)
def test_a_straight_line_is_one_code_that_is_good_here_and_bad_there(given, found):
    assert reasons(sheets(given)) == found


def test_five_sheets_that_say_the_same_are_flagged_with_how_many_others():
    copies = sheets(*["545454345345"] * 5)

    found = reasons(copies, sheets(*various(60), collector="bea"))

    assert found == ["与同一访员当天另外 4 份完全相同（12 道题）"] * 5


def test_what_many_others_say_too_is_no_reason():
    content = "555555555111"

    found = flags_of(sheets(content, content, *various(4)), sheets(*[content] * 30, *various(30), collector="bea"))

    assert found.empty


def test_identical_sheets_of_seven_questions_or_of_two_days_are_no_reason():
    others = sheets(*various(60), collector="bea")
    short = sheets(*["5454543-----"] * 5)
    two_days = [sheets("545454345345", happened_on=date(2025, 5, day), start=START + timedelta(days=day)) for day in (6, 7)]

    assert flags_of(short, others).empty
    assert flags_of(*two_days, others).empty


def test_with_nobody_to_compare_with_nothing_is_said_of_identical_sheets():
    assert flags_of(sheets(*["545454345345"] * 5)).empty


def test_forms_without_a_collector_are_compared_by_unit_and_day_and_never_by_speed():
    forms = sheets(*["545454345345"] * 5, seconds=1, collector="", origin="form", mode="qr")

    found = flags_of(forms, sheets(*various(60), collector="", unit="ward-2", origin="form", mode="qr"))

    assert set(found["flag"]) == {"identical_forms"} and len(found) == 5


def test_three_in_a_row_within_less_than_they_can_be_read_out_are_a_burst():
    # 12 questions take 48 seconds; the first of the row came after nobody
    found = reasons(sheets(*various(10), seconds=20))

    assert found == ["3 分钟录了 9 份"] * 9


@pytest.mark.parametrize(
    ("count", "seconds", "found"),
    [(3, 20, ["离前一份只有 20 秒，有 12 道题"] * 2), (4, 20, ["60 秒录了 3 份"] * 3), (4, 47.9, ["2 分钟录了 3 份"] * 3), (4, 48, [])],
)
def test_fewer_than_three_are_single_ones_and_48_seconds_are_enough_for_12_questions(count, seconds, found):
    assert reasons(sheets(*various(count), seconds=seconds)) == found


def test_two_who_key_at_the_same_time_are_no_burst():
    one = sheets(*various(5), seconds=60)
    two = sheets(*various(5, seed=2), seconds=60, start=START + timedelta(seconds=10), collector="bea")

    assert flags_of(one, two).empty


@pytest.mark.parametrize("fields", [{"mode": "paper"}, {"origin": "import"}])
def test_paper_and_files_are_not_read_out(fields):
    assert flags_of(sheets(*various(10), seconds=1, **fields)).empty


def test_a_sheet_keyed_by_somebody_who_is_evaluated_says_whether_in_this_unit():
    staff = {"nurse": "ward-1", "driver": "team-1"}
    by = [sheets(*various(1, seed), entered_by=who, start=START + timedelta(hours=seed)) for seed, who in enumerate(("nurse", "driver", "clerk"))]

    assert reasons(*by, staff=staff) == ["由本单位被考核人的账号录入", "由被考核人的账号录入"]


def test_a_collector_whose_sheets_are_all_alike_is_named_and_the_others_are_not():
    rng = np.random.default_rng(7)
    responses = pd.concat([sheets(*various(50), collector=name) for name in ("anna", "bea", "carl")], ignore_index=True)
    scores = np.concatenate([np.full(50, 90.0), rng.normal(75, 15, 100)])

    found = collector_spreads(responses, scores, LIMITS).set_index("collector")

    assert found["is_even"].to_dict() == {"anna": True, "bea": False, "carl": False}
    assert found.loc["anna", "spread"] == 0 and found.loc["anna", "high"] == pytest.approx(1.96 * 100 / (50 * 51) ** 0.5, abs=0.01)


def test_ten_alike_are_too_few_to_name_anybody_and_nine_are_not_compared():
    rng = np.random.default_rng(7)
    anna, bea = (sheets(*various(count), collector=name) for count, name in ((10, "anna"), (60, "bea")))
    scores = np.concatenate([np.full(10, 90.0), rng.normal(75, 15, 60)])

    ten = collector_spreads(pd.concat([anna, bea], ignore_index=True), scores, LIMITS)
    nine = collector_spreads(pd.concat([anna.iloc[1:], bea], ignore_index=True), scores[1:], LIMITS)

    assert not ten["is_even"].any() and nine.empty


def test_collectors_of_other_areas_are_nobody_to_compare_with():
    parts = [sheets(*various(20), collector=name, area=area) for name, area in (("anna", "north"), ("bea", "south"))]

    assert collector_spreads(pd.concat(parts, ignore_index=True), np.arange(40.0), LIMITS).empty


@pytest.mark.parametrize(("count", "drawn"), [(1, 1), (20, 1), (21, 2), (40, 2), (100, 5)])
def test_of_each_collectors_sheets_of_a_round_five_in_a_hundred_are_called_back(count, drawn):
    # rules.md 8: closing without call-back
    assert len(draw_call_backs(sheets(*various(count)), 0.05, 3)) == drawn


def test_the_lot_falls_on_the_same_sheets_whatever_the_order_and_in_each_round_anew():
    first, second = sheets(*various(30)), sheets(*various(30), happened_on=date(2025, 7, 1), start=START + timedelta(days=60))
    together = pd.concat([second, first]).sample(frac=1, random_state=3)

    drawn = draw_call_backs(together, 0.05, 3)

    assert list(drawn["round"]) == ["2025-2"] * 2 + ["2025-3"] * 2
    assert set(drawn["id"]) == {id for part in (first, second) for id in draw_call_backs(part, 0.05, 3)["id"]}


def test_no_sheets_no_flags():
    assert find_flags(sheets("5" * 12).head(0), a_questionnaire(), Radar(straight_questions=Line(5)), {}).empty
