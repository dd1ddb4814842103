"""Behind a figure: what each reader sees, and that narrowing never reaches below ten."""

from datetime import date

import pytest

from survey.actions.asking import take_response
from survey.actions.behind import read_behind
from survey.actions.selecting import NotShown, Selection
from survey.domain.counting.period import ALL, parse_period
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, actor_of
from tests.conftest import NOW

EVERYTHING = Selection("lianxin", "inpatient", ALL)


@pytest.fixture
def asked(office):
    """Urology: 12 in October, 3 of them displeased, each with a comment; cardiology: 4."""
    for number in range(12):
        said = {"overall": "2" if number < 3 else "5", "comment": f"第 {number} 条"}
        take_response(office, a_sheet(number, raw=said, origin="form", happened_on=date(2025, 10, 3)), NOW)
    for number in range(12, 16):
        take_response(office, a_sheet(number, CARDIOLOGY, origin="form"), NOW)
    return office


def test_a_head_sees_answers_comments_and_cases_of_the_own_unit(asked):
    found = read_behind(asked.acting(actor_of("head_of_unit")), EVERYTHING, UROLOGY, "overall", NOW)

    assert dict(zip(found.answers["answer"], found.answers["count"])) == {"2": 3, "5": 9}
    assert list(found.months.loc[found.months["shown"], "month"]) == ["2025-10"]
    assert len(found.comments) == 12


def test_a_team_leader_sees_no_comments(asked):
    found = read_behind(asked.acting(actor_of("team_leader")), EVERYTHING, UROLOGY, "overall", NOW)

    assert found.responses == 12 and found.comments is None


def test_a_head_of_another_ward_sees_nothing(asked):
    with pytest.raises(NotAllowed):
        read_behind(asked.acting(actor_of("head_of_unit", CARDIOLOGY)), EVERYTHING, UROLOGY, "overall", NOW)


def test_narrowing_under_ten_is_refused_with_a_sentence(asked):
    with pytest.raises(NotShown, match="不足 10 份"):
        read_behind(asked, EVERYTHING, CARDIOLOGY, "overall", NOW)
    with pytest.raises(NotShown):
        read_behind(asked, Selection("lianxin", "inpatient", parse_period("2025-11")), CARDIOLOGY, "overall", NOW)


def test_a_question_without_answers_to_choose_from_has_nothing_behind(asked):
    with pytest.raises(SurveyError, match="comment"):
        read_behind(asked, EVERYTHING, "", "comment", NOW)
