"""The rules of the one list, at their edges (measures.md 7; docs/decisions/0016)."""

from math import nan

import pandas as pd
import pytest

from survey.domain.columns import EVIDENCE, SCORED
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import Period
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.change import rises
from survey.domain.noticing.difficult_issue import rounds_running, rounds_until
from survey.domain.noticing.issue import COUNTS, gaps, gather, judged, most_mentioned
from survey.domain.noticing.issue_wording import why_issue
from survey.domain.noticing.topic import Topic
from survey.locale import Words, use_language

RULE = FocalRule(line=0.10, least_answers=30)
NOISE = Topic("noise", Words("噪声", "Noise"), questions=(("stay", "night"), ("stay", "day")))
LIFTS = Topic("lifts", Words("电梯", "Lifts"), questions=(("stay", "lifts"),), needs_others=True)
PRAISE = Topic("praise", Words("表扬", "Praise"), kind="praise")
OTHER = Topic("other", Words("其他", "Other"), kind="other")
TOPICS = (NOISE, LIFTS, PRAISE, OTHER)


def a_reading(bad: int = 0, n: int = 100, question: str = "stay.night", unit: str = "a", best: int = 50, **changes) -> dict:
    """A row of SCORED: so many of n dissatisfied, so many with grade 1."""
    (low, high), (top_low, top_high) = wilson_interval(bad, n), wilson_interval(best, n)
    return {
        "unit": unit, "question": question, "n": n, "dissatisfied": bad / n, "dissatisfied_low": float(low),
        "dissatisfied_high": float(high), "score": 80.0, "top1": best / n, "top1_low": float(top_low),
        "top1_high": float(top_high), "rounds": 0, "is_worse": False, "is_better": False, "is_above": False,
        "mean_top1": 0.5, "importance": 0.3, "mean_importance": 0.2, "gap": 10.0,
    } | changes  # fmt: skip


def counted(unit: str = "a", topic: str = "noise", **counts: int) -> dict:
    return {"unit": unit, "topic": topic} | dict.fromkeys(COUNTS, 0) | counts


def evidence(readings: list[dict] = (), counts: list[dict] = (), responses: int = 200) -> pd.DataFrame:
    scored = pd.DataFrame(readings, columns=list(SCORED)).astype({"is_worse": bool, "is_better": bool, "is_above": bool})
    other = pd.DataFrame(counts, columns=["unit", "topic", *COUNTS])
    return gather(scored, other, {"a": responses, "b": responses}, TOPICS)


def flags(readings: list[dict] = (), counts: list[dict] = (), mentioned=(), praised=(), responses: int = 200) -> dict[str, str]:
    """By topic at place a: F focal, c clue, D difficult, B bright; nothing for what is not listed."""
    found = judged(evidence(readings, counts, responses), TOPICS, RULE, set(mentioned), set(praised))
    letters = (("is_focal", "F"), ("is_clue", "c"), ("is_difficult", "D"), ("is_bright", "B"))
    return {row["topic"]: "".join(letter for name, letter in letters if row[name]) for row in found.to_dict("records")}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        # E59: enough answers
        (a_reading(15, 29), "c"),
        (a_reading(15, 30), "F"),
        # certain: 16 of 100 has a lower bound of .1008, 15 of 100 one of .0931
        (a_reading(16, 100), "F"),
        (a_reading(15, 100), "c"),
        (a_reading(10, 100), ""),
        (a_reading(11, 100), "c"),
        # a strong pull
        (a_reading(30, 100, importance=0.2), "c"),
        (a_reading(30, 100, importance=0.21), "F"),
        (a_reading(30, 100, importance=nan, mean_importance=nan), "c"),
        # a worsening that is sure stands in for the bound
        (a_reading(11, 100, is_worse=True), "F"),
        (a_reading(5, 100, is_worse=True), "F"),
        (a_reading(8, 29, is_worse=True), "c"),
        # two rounds running
        (a_reading(5, 100, rounds=1), ""),
        (a_reading(5, 100, rounds=2), "D"),
        (a_reading(30, 100, rounds=2), "FD"),
    ],
)
def test_a_topic_at_a_place_is_listed_by_the_rules_of_the_plan(reading, expected):
    assert flags([reading]).get("noise", "") == expected


def test_what_is_mentioned_most_pulls_as_importance_does():
    unknown = a_reading(30, 100, importance=nan, mean_importance=nan)

    assert flags([unknown], mentioned=["noise"]) == {"noise": "F"}
    assert flags([unknown], mentioned=["lifts"]) == {"noise": "c"}


@pytest.mark.parametrize(
    ("confirmed", "responses", "expected"),
    [(31, 200, "F"), (27, 200, "c"), (20, 200, ""), (9, 29, "c"), (300, 200, "F")],
)
def test_confirmed_mentions_are_a_share_of_whole_responses(confirmed, responses, expected):
    # 31 of 200: bound .111; 27 of 200: .0946; 9 of 29 is too few; no share is over one
    assert flags(counts=[counted(confirmed=confirmed)], mentioned=["noise"], responses=responses).get("noise", "") == expected


def test_suggested_mentions_decide_nothing():
    assert flags(counts=[counted(suggested=150)], mentioned=["noise"]) == {}


@pytest.mark.parametrize(("count", "expected"), [("reopened", "D"), ("overdue", "D"), ("book", ""), ("requests", "")])
def test_what_came_back_or_is_overdue_is_difficult_and_being_many_alone_is_not(count, expected):
    assert flags([a_reading(0, 100)], [counted(**{count: 1})]).get("noise", "") == expected


def test_what_others_must_mend_is_difficult_once_it_is_over_the_line():
    assert flags([a_reading(12, 100, "stay.lifts")]) == {"lifts": "cD"}
    assert flags([a_reading(2, 100, "stay.lifts")]) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_better": True}, "B"),
        ({"is_above": True}, "B"),
        ({}, ""),
        ({"is_better": True, "mean_top1": 0.6}, ""),
    ],
)
def test_a_bright_spot_is_surely_above_the_mean_and_better_than_before_or_than_others(changes, expected):
    # 68 of 100: lower bound .583
    assert flags([a_reading(0, 100, best=68, **changes)]).get("noise", "") == expected


def test_a_bright_spot_needs_thirty_answers_too():
    assert flags([a_reading(0, 29, best=29, is_above=True)]) == {}
    assert flags([a_reading(0, 30, best=30, is_above=True)]) == {"noise": "B"}


def test_praise_among_the_most_mentioned_is_bright_and_praise_is_never_a_trouble():
    praise = counted(topic="praise", praised=60, book=12, overdue=1)

    assert flags(counts=[praise], praised=[("a", "praise")]) == {"praise": "B"}
    assert flags(counts=[praise]) == {}
    assert flags(counts=[counted(topic="other", confirmed=100, overdue=3)]) == {}


def test_of_several_questions_the_surest_speaks_and_answers_are_not_added_up():
    found = evidence([a_reading(20, 100, "stay.night"), a_reading(12, 100, "stay.day")])

    assert found[["question", "n"]].values.tolist() == [["stay.night", 100]]
    assert tuple(found.columns) == EVIDENCE


def test_one_issue_gathers_all_its_doors():
    # E59, A17
    found = evidence([a_reading(20, 100)], [counted(book=3, requests=2, notes=1, suggested=4), counted("b", book=1)])

    assert dict(zip(found["unit"], found["doors"])) == {"a": ("scores", "words", "book", "requests", "notes"), "b": ("book",)}
    assert found.loc[found["unit"] == "a", "worth"].tolist() == [pytest.approx(0.3 * 10.0)]


def test_nothing_at_all_is_no_issue():
    assert judged(evidence(), TOPICS, RULE, set(), set()).empty


def test_the_gap_is_to_where_the_best_quarter_of_places_begins():
    # 60, 70, 80, 90: the upper quartile is 82.5
    scores = pd.DataFrame({"question": "q", "score": [60.0, 70.0, 80.0, 90.0]})

    assert gaps(scores).tolist() == [22.5, 12.5, 2.5, 0.0]


def test_the_three_most_mentioned_have_ten_mentions_and_a_tie_lets_all_in():
    counts = pd.Series({"a": 40, "b": 30, "c": 12, "d": 12, "e": 11, "f": 9})

    assert most_mentioned(counts, 10) == {"a", "b", "c", "d"}
    assert most_mentioned(pd.Series({"a": 9}), 10) == set()
    assert most_mentioned(pd.Series(dtype=float), 10) == set()


def test_rounds_are_cut_as_quarters_are_and_begin_one_before_the_period():
    assert rounds_until("2025-09", 3, "2025-05") == (
        Period("2025-01", "2025-03"), Period("2025-04", "2025-06"), Period("2025-07", "2025-09"),
    )  # fmt: skip
    assert rounds_until("2025-01", 3, "2025-01")[0] == Period("2024-10", "2024-12")
    assert rounds_until("2025-03", 1, "2025-03") == (Period("2025-02", "2025-02"), Period("2025-03", "2025-03"))


@pytest.mark.parametrize(("rounds", "longest"), [((), 0), ((1, 0, 1), 1), ((0, 1, 1), 2), ((1, 1, 0, 1, 1, 1), 3)])
def test_only_rounds_that_follow_each_other_count(rounds, longest):
    assert rounds_running([bool(is_over) for is_over in rounds]) == longest


def test_the_false_discovery_rate_of_ten_percent_lets_through_what_benjamini_and_hochberg_would():
    # Newcombe's p of 20, 10 and 6 of 100 against 5 of 100, times 3, 3/2 and 1: only the first is at most 10 %
    rose, fell = rises([5] * 3, [100] * 3, [20, 10, 6], [100] * 3)

    assert rose.tolist() == [True, False, False] and not fell.any()


def test_a_fall_is_no_rise_and_too_few_before_say_nothing():
    bad, n, before = [5, 20, 20, 0], [100, 100, 100, 50], [20, 5, 5, 0]

    rose, fell = rises(before, [100, 100, 9, 50], bad, n)

    assert rose.tolist() == [False, True, False, False]
    assert fell.tolist() == [True, False, False, False]
    assert [len(part) for part in rises([], [], [], [])] == [0, 0]


def why(reading: dict, counts: dict | None = None, is_mentioned: bool = False) -> str:
    found = judged(evidence([reading], [counts] if counts else []), TOPICS, RULE, {"noise"} if is_mentioned else set(), set())
    asked = {"stay.night": Words("夜间安静", "Quiet at night"), "stay.lifts": Words("电梯", "Lifts")}
    topic = next(t for t in TOPICS if t.id == found.iloc[0]["topic"])
    return why_issue(found.iloc[0], Words("骨科", "Orthopaedics"), topic, asked, Period("2025-04", "2025-06"), RULE, is_mentioned)


def test_a_focal_issue_says_why_with_its_answers_period_and_interval():
    sentence = why(a_reading(16, 100, rounds=2), counted(book=9, reopened=1), is_mentioned=True)

    assert sentence == (
        "骨科“噪声”（2025-04 至 2025-06）：“夜间安静”100 人回答，16.0% 不满意（95% 区间 10.1%–24.4%），警戒线 10%；"
        "意见簿 9 条；对总体满意的影响高于各题平均；在提得最多的三件事里；连续 2 轮越线；重新办理 1 次。"
    )


@pytest.mark.parametrize(
    ("reading", "says"),
    [
        (a_reading(15, 29), "回答不足 30 份，先作线索"),
        (a_reading(15, 100), "区间还跨着警戒线，先作线索"),
        (a_reading(30, 100, importance=0.1), "还看不出它对总体满意影响大，先作线索"),
        (a_reading(5, 100, rounds=2), "没有越线；连续 2 轮越线"),
        (a_reading(12, 100, "stay.lifts"), "要靠别的部门一起解决"),
        (a_reading(0, 100, best=68, is_above=True), "68.0% 最满意（95% 区间 58.3%–76.3%），高于各处平均 50.0%；明显好过其他地方"),
    ],
)
def test_what_is_less_than_focal_says_what_it_lacks(reading, says):
    assert says in why(reading)


def test_the_sentence_speaks_english_too():
    use_language("en")

    assert why(a_reading(16, 100)).startswith("Orthopaedics, “Noise” (2025-04 to 2025-06): “Quiet at night”: 100 answered,")
