"""A kind that is measured again is checked as it is loaded."""

from pathlib import Path

import pytest

from survey.declarations.case_kinds import read_case_kind
from survey.domain.errors import SurveyError
from tests.conftest import PROJECT

SOUND = (PROJECT / "data" / "programmes" / "water" / "cases" / "issue.toml").read_text(encoding="utf-8")
ROLES = ["head_of_unit", "manager", "division_head", "reviewer"]


def read(folder: Path, text: str):
    file = folder / "issue.toml"
    file.write_text(text, encoding="utf-8")
    return read_case_kind(file, ["station", "team"], ROLES)


def test_the_kind_says_what_is_asked_again_and_by_which_move(tmp_path):
    kind = read(tmp_path, SOUND)

    assert (kind.remeasures.question, kind.remeasures.accepts, kind.move("accept").target) == ("question", "accept", "remeasuring")


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ('question = "question"\nbefore', 'question = "measure"\nbefore', "remeasures] question"),  # no question
        ('until = "again_until"', 'until = "again_wanted"', "remeasures] until"),  # no day
        ('accepts = "accept"', 'accepts = "correct"', "remeasures] accepts"),  # leads nowhere
        ('accepts = "accept"', 'accepts = "charter"', "remeasures] needs"),  # does not ask until when
        ('needs = ["question", "before_count", "before_n"]', 'needs = ["question"]', "remeasures] needs"),
        ('wanted = "again_wanted"\n', "", "remeasures] wanted"),
        ('values = ["verified"]', 'values = ["better"]', "move verify rule values"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_its_place(tmp_path, was, becomes, where):
    assert was in SOUND

    with pytest.raises(SurveyError) as refused:
        read(tmp_path, SOUND.replace(was, becomes, 1))

    assert where in refused.value.where and refused.value.instead


def test_a_measured_rule_needs_a_kind_that_is_measured(tmp_path):
    before, _begin, rest = SOUND.partition("[remeasures]")
    without = before + rest[rest.index("[opening]"):]

    with pytest.raises(SurveyError, match="没有复测"):
        read(tmp_path, without)
