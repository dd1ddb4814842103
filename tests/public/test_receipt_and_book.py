"""After sending: taking a response back; writing in the book and following the entry."""

import re
from datetime import UTC, datetime

from tests.public.conftest import WARD

from survey.actions.asking import has_response
from survey.actions.handling import list_cases, move_case
from survey.domain.handling.case import Wanted

BOOK = "/book/complaints/ward-neurology"


def a_receipt(phone) -> str:
    phone.open(WARD).press("next").press("next", a_smile="5").press("next").press("next").press("send")
    return code_on(phone)


def an_entry(phone, **typed) -> str:
    return code_on(phone.open(BOOK).press("send", text="夜里太吵", **typed))


def code_on(phone) -> str:
    return re.search(r'class="code">(\w{5}-\w{5})<', phone.text).group(1)


def test_a_response_is_taken_back_by_its_code_after_asking_again(phone, office, stored):
    code = a_receipt(phone)

    phone.open("/withdraw").press("next", code=code.lower().replace("-", " "))
    assert "确定吗" in phone.text and has_response(office, code)

    phone.press("confirm")
    assert "已经撤回" in phone.text and not has_response(office, code)
    assert stored("lianxin", "inpatient")[0] == []
    assert phone.open(f"/receipt/{code}").status == 404


def test_the_receipt_leads_to_withdrawal_with_its_code_filled_in(phone):
    code = a_receipt(phone)

    link = re.search(r'href="(/withdraw[^"]+)"', phone.text).group(1).replace("&amp;", "&")

    assert phone.open(link).form.fields["code"] == code
    assert "0000-8001000" in phone.text


def test_one_may_think_better_of_it(phone, office):
    code = a_receipt(phone)

    phone.open("/withdraw").press("next", code=code).press("back")

    assert has_response(office, code) and phone.form.fields["code"] == code


def test_an_unknown_code_is_refused_in_words_and_kept(phone):
    phone.open("/withdraw").press("next", code="ABCDE-FGHJK")

    assert phone.status == 404 and "没有找到这个编号" in phone.text and phone.form.fields["code"] == "ABCDE-FGHJK"


def test_an_entry_is_written_and_followed_by_its_code(phone, office):
    # A17: the book; its reply is seen by whoever holds the code
    phone.open(BOOK)
    notice = office.declarations.programme("complaints").privacy
    assert phone.text.index(str(notice.why)) < phone.text.index('name="text"')

    code = an_entry(phone, topic="noise", wants_answer="yes")
    assert "凭此编号查询答复" in phone.text
    (case,) = list_cases(office, "complaints").to_dict("records")
    assert (case["text"], case["topic"], case["unit"]) == ("夜里太吵", "noise", "ward-neurology")
    assert case["channel"] == "phone_page"
    assert case["wants_answer"] and case["state"] == "received"

    phone.open("/follow/complaints").press("next", code=code)
    assert "已登记" in phone.text and "还没有答复" in phone.text and "夜里太吵" not in phone.text

    now = datetime.now(UTC)
    move_case(office, case["id"], "complaints", Wanted("answer", "已加装门吸 <b>"), now)
    phone.press("next", code=code)
    assert "已答复" in phone.text and "已加装门吸 &lt;b&gt;" in phone.text and f"{office.day_of(now)}" in phone.text
    assert "张三" not in phone.text


def test_an_empty_entry_is_refused_and_the_rest_stays_chosen(phone, office):
    phone.open(BOOK).press("send", text="  ", topic="fee", wants_answer="no")

    assert phone.status == 422 and "还没有写内容" in phone.text
    assert phone.form.fields["topic"] == "fee" and phone.form.fields["wants_answer"] == "no"
    assert list_cases(office, "complaints").empty


def test_a_double_press_writes_one_entry(phone, office):
    page = phone.open(BOOK).form

    first = phone.press("send", text="夜里太吵").address
    phone.form = page
    second = phone.press("send", text="夜里太吵").address

    assert first == second and len(list_cases(office, "complaints")) == 1


def test_changing_the_language_of_the_book_keeps_the_text(phone, office):
    phone.open(BOOK).switch("en", text="夜里太吵", topic="noise")

    assert phone.form.fields["text"] == "夜里太吵" and phone.form.fields["topic"] == "noise"
    assert "Would you like an answer?" in phone.text and list_cases(office, "complaints").empty


def test_an_unknown_code_of_the_book_is_refused_in_words(phone):
    phone.open("/follow/complaints").press("next", code="ABCDE-FGHJK")

    assert phone.status == 404 and "没有找到这个编号" in phone.text


def test_a_receipt_of_the_questionnaire_opens_no_entry_of_the_book(phone):
    code = a_receipt(phone)

    assert phone.open(f"/receipt/{code}?programme=complaints&book=1").status == 404


def test_only_an_answer_ends_the_waiting_and_filing_is_none(phone, office):
    code = an_entry(phone, wants_answer="yes")
    [case] = list_cases(office, "complaints").to_dict("records")

    move_case(office, case["id"], "complaints", Wanted("file", "存档"), datetime.now(UTC))
    filed = phone.open("/follow/complaints").press("next", code=code).text
    move_case(office, case["id"], "complaints", Wanted("reopen", "再核实"), datetime.now(UTC))
    reopened = phone.press("next", code=code).text

    assert "还没有答复" not in filed and "已办结" in filed  # nothing more will come
    assert "还没有答复" in reopened and "重新办理" in reopened
