"""Each issue says in one plain sentence why it is listed (measures.md 7)."""

from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.wording import why_listed

RULE = FocalRule(line=0.10, least_answers=30)


def test_a_focal_issue_names_its_answers_its_share_and_its_bound():
    assert why_listed("骨科", "夜间安静", 452, 0.144, 0.114, RULE) == (
        "骨科：452 份回答中 14.4% 对“夜间安静”不满意，区间下限 11.4% 也高于 10%，人多而且确实。"
    )


def test_a_clue_says_whether_answers_or_certainty_are_lacking():
    assert why_listed("骨科", "安静", 19, 0.211, 0.085, RULE).endswith("高于 10%，但回答不足 30 份，只作线索。")
    assert why_listed("骨科", "安静", 74, 0.122, 0.065, RULE).endswith("但区间下限 6.5% 没有越线，只作线索。")
