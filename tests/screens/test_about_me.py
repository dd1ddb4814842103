"""我的账号 shows whoever is complained of what there is, and takes the appeal."""

from streamlit.testing.v1 import AppTest

from survey.actions.handling import Entry, move_case, open_case
from survey.domain.handling.case import Wanted
from survey.domain.keeping.actor import Actor, Grant
from survey.screens import identity
from survey.store.cases import steps_frame
from tests.conftest import NOW
from tests.screens.visitor import FRONT, page_file, texts

ID, BOOK, UROLOGY = "entry-about-a-nurse-1", "complaints", "ward-urology"


def verified(office) -> None:
    open_case(office, Entry(ID, BOOK, "opinion", UROLOGY, "visit", "noise", "夜里态度很差", True, "sheet"), NOW)
    known = {"severity": "level_1", "stage": "during", "target_kind": "person", "named": "N0901"}
    for move, fields in (("classify", known), ("accept", {}), ("assign", {"handler": "N0902"}), ("verify", {"verified": "yes"})):
        move_case(office, ID, BOOK, Wanted(move, "已核", fields), NOW)


def test_an_appeal_is_handed_in_and_nothing_of_the_entry_is_shown(office, monkeypatch):
    # measures.md 11
    verified(office)
    nurse = office.acting(Actor("lin", "林洁", (Grant("staff", "", (UROLOGY,)),), person="N0901"))
    monkeypatch.setattr(identity, "the_office", lambda: nurse)
    visitor = AppTest.from_file(str(FRONT), default_timeout=90).run().switch_page(page_file("me")).run()

    shown = f"{texts(visitor)}{[m.value for m in visitor.markdown]}{[c.value for c in visitor.caption]}"
    assert "意见簿条目" in shown and "噪声" in shown and "夜里态度很差" not in shown and ID not in shown
    [text] = [area for area in visitor.text_area if area.key.startswith("appeal_")]
    text.set_value("当时不在班")
    next(button for button in visitor.button if button.key.startswith("do_appeal_")).click().run()

    assert not visitor.exception
    assert steps_frame(office.database, [ID]).iloc[-1][["move", "note"]].tolist() == ["appeal", "当时不在班"]


def test_whoever_is_not_complained_of_sees_no_such_part(visit, office):
    verified(office)

    assert "关于我的事项" not in f"{[s.value for s in visit('me').subheader]}"
