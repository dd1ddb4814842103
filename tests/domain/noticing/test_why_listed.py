"""Each issue says in one plain sentence why it is listed (measures.md 7)."""

import pandas as pd

from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.wording import why_listed

RULE = FocalRule(line=0.10, least_answers=30)


def an_issue(n: int, share: float, low: float) -> pd.Series:
    return pd.Series({"n": n, "dissatisfied": share, "dissatisfied_low": low, "dissatisfied_high": 0.3})


def test_a_focal_issue_names_its_answers_its_share_and_its_interval():
    assert why_listed("骨科", "夜间安静", an_issue(452, 0.144, 0.114), RULE) == (
        "骨科“夜间安静”：452 人回答，14.4% 不满意（95% 区间 11.4%–30.0%），超过警戒线 10%"
    )


def test_a_clue_says_whether_answers_or_certainty_are_lacking():
    assert why_listed("骨科", "安静", an_issue(19, 0.511, 0.2), RULE).endswith("；回答不足 30 份，先作线索")
    assert why_listed("骨科", "安静", an_issue(74, 0.122, 0.065), RULE).endswith("；区间还跨着警戒线，先作线索")
