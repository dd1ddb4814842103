"""Each role finds its own pages in the menu, and no other page by its address."""

import pytest
from streamlit.testing.v1 import AppTest

from survey.screens import identity
from survey.screens.identity import SignedOut
from tests.actions.cast import actor_of
from tests.screens.visitor import FRONT, PAGES, page_file, texts

EVERYBODY = {"permissions", "definitions", "me"}
OWN = {
    "collector": {"sheet"},
    "receptionist": {"book", "doors", "work"},
    "staff": {"scores", "book", "work"},
    "team_leader": {"minute", "issues", "lianxin", "book", "scores", "complaints", "work", "board"},
    "head_of_unit": {"minute", "issues", "lianxin", "complaints", "book", "scores", "doors", "work", "board", "radar"},
    "manager": {"book", "work", "board"},
    "division_head": {"minute", "issues", "lianxin", "complaints", "book", "scores", "doors", "work", "board", "radar"},
    "reviewer": {"minute", "issues", "lianxin", "complaints", "book", "scores", "work", "board", "radar"},
    "administrator": {"accounts", "doors"},
    "auditor": {"log"},
}


def opens(visitor: AppTest, page: str) -> bool:
    """Whether the page is there for this visitor: one that is not offered cannot be switched to."""
    try:
        visitor.switch_page(page_file(page)).run()
    except ValueError:
        return False
    assert not visitor.exception
    return not visitor.error


@pytest.mark.parametrize("role", OWN)
def test_a_role_opens_its_own_pages_and_no_others(office, monkeypatch, role):
    # Granted for the urology ward alone: the water company's page has nothing for any of them.
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of(role)))
    visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()

    opened = {page for page in PAGES if opens(visitor, page)}

    assert opened == OWN[role] | EVERYBODY


def test_every_role_of_the_table_is_tried(declarations):
    assert set(OWN) == set(declarations.permissions.roles) - {"citizen", "console"}


def test_a_page_whose_session_ended_says_so_and_leads_to_the_sign_in(office, monkeypatch):
    monkeypatch.setattr(identity, "the_office", lambda: office)
    visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()

    def nobody():
        raise SignedOut

    monkeypatch.setattr(identity, "the_office", nobody)
    visitor.run()

    assert not visitor.exception
    assert "登录已经失效" in texts(visitor) and "录到一半的答卷都还在" in texts(visitor)
    assert "/sign-in?next=" in "".join(str(element.proto.body) for element in visitor.get("html"))


def test_what_one_person_had_on_the_page_is_not_there_for_the_next(office, monkeypatch):
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of("head_of_unit")))
    visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()
    visitor.session_state["something_remembered"] = "x"

    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of("reviewer")))
    visitor.run()

    assert "something_remembered" not in visitor.session_state
