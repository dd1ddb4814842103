"""How long things are kept is declared, within what may be."""

import shutil

import pytest
from tests.declarations.test_refusals import refusal_after

from survey.declarations import load_declarations
from survey.declarations.retention import read_retention
from survey.domain.errors import SurveyError
from survey.domain.keeping.retention import Limit, Retention
from survey.locale import Words
from tests.conftest import PROJECT


def test_without_a_file_our_defaults_hold(tmp_path):
    shutil.copytree(PROJECT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("local", "sample", "retention.toml"))

    assert load_declarations(tmp_path / "data").retention == Retention()


def test_every_number_that_is_declared_says_who_wants_it_so(declarations):
    limits = vars(declarations.retention)

    assert {name: limit.number for name, limit in limits.items()} == {
        "contact_days": 90, "open_contact_days": 1095, "text_years": 3, "draft_days": 30, "session_days": 30, "log_days": 400,
    }
    assert all(limit.source.zh and limit.source.en and limit.source != Limit(1).source for limit in limits.values())


def test_a_limit_that_is_left_out_is_our_default(tmp_path):
    (tmp_path / "retention.toml").write_text('[draft_days]\nnumber = 7\nsource = { zh = "本院", en = "Ours" }\n')

    found = read_retention(tmp_path / "retention.toml")

    assert (found.draft_days, found.contact_days) == (Limit(7, Words("本院", "Ours")), Retention().contact_days)


@pytest.mark.parametrize(
    ("was", "becomes", "key", "instead"),
    [
        ("number = 400", "number = 179", "[log_days] number", "不能少于 180。"),
        ("number = 90", "number = 0", "[contact_days] number", "不能少于 1。"),
        ("number = 90", "number = 99999999999", "[contact_days] number", "不能多于 36500。"),
        ("number = 3\n", "number = 101\n", "[text_years] number", "不能多于 100。"),
        ("number = 90", "number = 90.5", "[contact_days] number", "这里要整数。"),
        ("number = 90", "days = 90", "[contact_days] number", "请补上（整数）。"),
        ("[draft_days]", "[drafts_days]", "[] drafts_days", "可以用：contact_days、draft_days、log_days、open_contact_days、session_days、text_years。"),
    ],
)
def test_a_number_that_cannot_be_is_refused_with_what_may_be(tmp_path, was, becomes, key, instead):
    fault = refusal_after(tmp_path / "data", "retention.toml", was, becomes)

    assert fault.where == f"data/retention.toml {key}" and fault.instead == instead


def test_a_limit_without_a_source_is_refused(tmp_path):
    (tmp_path / "retention.toml").write_text("[draft_days]\nnumber = 7\n")

    with pytest.raises(SurveyError, match="source"):
        read_retention(tmp_path / "retention.toml")
