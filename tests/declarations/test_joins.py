"""What a join may say, and how it is refused."""

import shutil

import pytest

from survey.declarations import load_declarations
from survey.domain.errors import SurveyError
from tests.conftest import PROJECT


def test_our_join_lays_low_pressure_beside_complaints(declarations):
    # E17, E18, E57
    [join] = declarations.programme("water").joins

    assert (join.kind, join.move, join.field, join.hours) == ("shift", "read", "pressure", 2)


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        ('kind = "shift"', 'kind = "shifts"', "kind"),
        ('move = "read"', 'move = "reads"', "move"),
        ('field = "pressure"', 'field = "check_ok"', "field"),
        ('topics = ["pressure", "outage"]', 'topics = ["presure"]', "topics"),
        ("hours = 2", "hours = 0", "hours"),
        ("below = 0.2", "under = 0.2", "below"),
    ],
)
def test_a_join_of_what_is_not_there_is_refused_with_its_place(tmp_path, right, wrong, where):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local"))
    file = tmp_path / "data" / "programmes" / "water" / "joins.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(right, wrong), encoding="utf-8")

    with pytest.raises(SurveyError) as refusal:
        load_declarations(tmp_path / "data")

    assert "joins.toml" in refusal.value.where and where in refusal.value.where
