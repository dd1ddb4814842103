"""The limits of the radar are declared, each with its source."""

import shutil

import pytest
from tests.declarations.test_refusals import refusal_after

from survey.declarations import load_declarations
from survey.domain.asking.radar import Line, Radar
from tests.conftest import PROJECT


def test_every_limit_says_who_wants_it_so_and_is_our_default(declarations):
    declared = {name: line for name, line in vars(declarations.radar).items() if isinstance(line, Line)}

    assert {name: line.number for name, line in declared.items()} == {
        name: line.number for name, line in vars(Radar()).items() if isinstance(line, Line)
    }
    assert all(line.source.zh and line.source.en for line in declared.values())
    assert declarations.radar.spoken_modes == ("read_out", "proxy", "telephone")


def test_without_a_file_our_defaults_hold(tmp_path):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample", "radar.toml"))

    assert load_declarations(tmp_path / "data").radar == Radar()


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ("number = 0.05", "number = 1.5", "[call_back_share] number"),
        ("number = 10", "number = 9", "[spread_sheets] number"),
        ("number = 4", "number = 0", "[seconds_a_question] number"),
        ("[burst_sheets]", "[bursts]", "[] bursts"),
        ('modes = ["read_out"', 'modes = ["shouted"', "[spoken] modes"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(tmp_path, was, becomes, where):
    assert refusal_after(tmp_path / "data", "radar.toml", was, becomes).where == f"data/radar.toml {where}"
