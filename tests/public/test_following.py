"""A citizen follows a case by its code: until when, what was done, and a press of a button that says whether it helped."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from survey.actions.handling import Entry, follow_case, move_case, open_case, read_case
from survey.domain.asking.response import receipt_code
from survey.domain.handling.case import Wanted
from survey.locale import use_language
from survey.store.cases import steps_frame

BOOK, ID, FOLLOW = "complaints", "entry-to-be-followed-1", "/follow/complaints"
CODE = receipt_code(ID)


@pytest.fixture
def opened(office):
    now = datetime.now(UTC) - timedelta(minutes=5)
    open_case(office, Entry(ID, BOOK, "opinion", "ward-neurology", "visit", "noise", "夜里太吵", True, "sheet"), now)

    def step(move: str, note: str = "", **fields) -> None:
        move_case(office, ID, BOOK, Wanted(move, note, fields), datetime.now(UTC))

    return step


def followed(phone):
    return phone.open(FOLLOW).press("next", code=CODE)


def moves_of(office) -> list[tuple[str, str]]:
    return list(steps_frame(office.database, [ID])[["move", "note"]].itertuples(index=False, name=None))


def test_until_when_an_answer_is_due_stands_on_the_page(opened, phone, office):
    # A17: five working days
    run = follow_case(office, BOOK, CODE).answer

    text = followed(phone).text

    assert f"{run.due_at.astimezone(office.zone):%Y-%m-%d %H:%M}" in text


def test_what_is_reckoned_without_a_published_calendar_says_so(opened, phone, office, monkeypatch):
    from survey.public import following

    found = follow_case(office, BOOK, CODE)
    marked = replace(found, answer=replace(found.answer, is_provisional=True))
    monkeypatch.setattr(following, "follow_case", lambda *_: marked)

    assert "暂按周一至周五计算" in followed(phone).text


def test_while_the_writer_owes_something_the_clock_is_paused_and_the_question_is_read(opened, phone):
    opened("ask_writer", "请告诉我们是哪一间病房")

    text = followed(phone).text

    assert "期限暂停" in text and "请告诉我们是哪一间病房" in text


def test_notes_inside_the_house_are_not_shown(opened, phone):
    opened("classify", "科里已有三次同样的投诉", severity="level_1", stage="during", target_kind="unit")

    text = followed(phone).text

    assert "已分类" in text and "三次同样" not in text and "张" not in text.split("<main")[1].split("</main")[0]


def test_it_is_solved_closes_the_case_and_the_page_shows_it(opened, phone, office):
    opened("answer", "已换静音轮")

    page = followed(phone)
    assert "已换静音轮" in page.text and {("go", "say_fixed"), ("go", "say_not_fixed")} <= page.form.buttons
    page.press("say_fixed", text="谢谢")

    assert page.status == 200 and "proof=" in page.address and "已办结" in page.text
    assert read_case(office, ID, BOOK).state == "closed" and moves_of(office)[-1] == ("fixed", "谢谢")
    assert steps_frame(office.database, [ID]).iloc[-1]["actor"] == ""


def test_it_is_not_solved_takes_the_case_up_again_and_waits_for_an_answer(opened, phone, office):
    opened("answer", "已换静音轮")

    page = followed(phone).press("say_not_fixed", text="还是吵")

    assert "重新办理" in page.text and "还没有答复" in page.text and "还是吵" in page.text
    assert "答复期限" in page.text


def test_pressed_twice_it_is_said_once(opened, phone, office):
    page = followed(phone)
    form = page.form

    for _press in range(2):
        phone.form = form
        phone.press("say_writer_replied", text="是 12 床")

    assert phone.status == 200 and moves_of(office)[1:] == [("writer_replied", "是 12 床")]


def test_what_needs_words_is_refused_without_and_nothing_is_lost(opened, phone, office):
    page = followed(phone).press("say_writer_replied")

    assert page.status == 422 and "要写明内容" in page.text and page.form.fields["code"] == CODE
    assert len(moves_of(office)) == 1


def test_a_form_that_nobody_opened_here_says_nothing(opened, phone, office):
    answered = phone.client.post(FOLLOW, data={"code": CODE, "go": "say_writer_replied", "text": "是 12 床"})

    assert answered.status_code == 422 and "是 12 床" in answered.text and len(moves_of(office)) == 1


@pytest.mark.parametrize("move", ["reopen", "appeal", "close", "fixed", "x" * 100, ""])
def test_what_is_not_a_citizens_to_say_now_is_refused(opened, phone, office, move):
    token = followed(phone).form.fields["token"]

    refused = phone.client.post(FOLLOW, data={"code": CODE, "token": token, "go": f"say_{move}", "text": "是"})

    assert refused.status_code == 422 and len(moves_of(office)) == 1


def test_too_many_sayings_from_one_address_wait(opened, phone, office, monkeypatch):
    token = followed(phone).form.fields["token"]
    sent = [
        phone.client.post(FOLLOW, data={"code": CODE, "token": token, "go": "say_writer_replied", "text": f"第 {n} 句"}).status_code
        for n in range(31)
    ]

    assert sent[-1] == 429 and len(moves_of(office)) == 31


def test_changing_the_language_keeps_what_was_typed(opened, phone):
    page = followed(phone).switch("en", text="是 12 床")

    assert page.form.fields["text"] == "是 12 床" and "What you may tell us" in page.text
    use_language("zh")


def test_a_grade_is_given_by_a_choice(office, phone):
    # C13
    kind = next(kind for kind in office.declarations.programme("centre").case_kinds if kind.id == "visit")
    from survey.public.saying import sayings, typed_fields

    [grade] = sayings([kind.move("grade")], kind.fields, {})
    part, reasons = grade.parts
    form = {part.name: part.options[0][0], f"{reasons.name}_{reasons.ticks[1][0]}": "yes"}
    [grade] = sayings([kind.move("grade")], kind.fields, form)

    assert typed_fields(grade, form) == {"grade": part.options[0][0], "grade_reasons": [reasons.ticks[1][0]]}
    assert re.fullmatch(r"a_grade_\w+", part.name)


def test_of_what_is_not_the_citizens_no_code_tells_anything(office, phone):
    # measures.md 11
    followable = {
        (programme.id, kind.id): kind.is_followable
        for programme in office.declarations.programmes.values() for kind in programme.case_kinds
    }

    assert not followable["centre", "finding"] and not followable["lianxin", "incident"]
    assert followable["complaints", "opinion"] and followable["centre", "inquiry"] and followable["water", "repair"]


def test_a_code_of_a_finding_is_no_code(office, phone):
    id, kind = "finding-about-somebody-1", next(k for k in office.declarations.programme("centre").case_kinds if k.id == "finding")
    from survey.domain.handling.case import Case
    from survey.store.cases import save_cases

    now = datetime.now(UTC)
    save_cases(office.database, [Case(id, "centre", "finding", "window-1", "", "", True, "desk", kind.states[0].id, now.date(), now, "sheet")])

    assert follow_case(office, "centre", receipt_code(id)) is None
    assert phone.open("/follow/centre").press("next", code=receipt_code(id)).status == 404
