"""From a low score to a verified mending: who may take which step, what the figures allow, and what is shown of them."""

from datetime import date

import pytest
from openpyxl import load_workbook
from tests.actions.cast import CARDIOLOGY, UROLOGY, acting
from tests.actions.test_clauses import refused, there

from survey.actions.asking import Submission, take_response, withdraw_response
from survey.actions.handling import move_case, offered_moves, read_case
from survey.actions.keying import key_sheet
from survey.actions.ledger import export_ledger
from survey.actions.mending import Before, list_issue_cases, measure_again, raise_issue
from survey.actions.noticing import read_dashboard
from survey.actions.printing import print_case
from survey.actions.remeasuring import Share
from survey.actions.selecting import Selection
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.store import cases
from survey.store.response_reading import responses_frame

HOUSE, QUESTION = "lianxin", "inpatient.quiet_night"
LOW = Before(30, 100, "2026-Q1")
DAY = "2026-04-01 09:00"
CHARTER = {"owner": "护士长", "measure": "换静音轮，夜间停用货梯", "due_on": "2026-04-20"}
AGAIN = {"again_until": "2026-05-20", "again_wanted": 40}


def head(id: str = "head") -> Actor:
    return acting(id, Grant("head_of_unit", "", (UROLOGY,)))


def raised(office, unit: str = UROLOGY, before: Before = LOW, topic: str = "noise", at: str = DAY) -> str:
    """The id of the case."""
    code = raise_issue(office, HOUSE, unit, topic, QUESTION, before, there(at), "夜间安静不满意比例高").code
    return cases.cases_frame(office.database, HOUSE, code=code)["id"].iloc[0]


def step(office, id: str, move: str, at: str, note: str = "", by: Actor | None = None, **fields) -> None:
    move_case(office.acting(by) if by else office, id, HOUSE, Wanted(move, note, fields), there(at))


def accepted(office, before: Before = LOW, until: str = "2026-05-20") -> str:
    """A case of an issue that was mended by one head and accepted by another."""
    id = raised(office, before=before)
    step(office, id, "confirm", "2026-04-01 10:00", by=head())
    step(office, id, "charter", "2026-04-01 11:00", by=head(), **CHARTER)
    step(office, id, "begin", "2026-04-02 09:00", by=head())
    step(office, id, "report", "2026-04-15 09:00", by=head(), evidence="更换单 12 号，夜查记录 4 月 10 日")
    step(office, id, "accept", "2026-04-16 09:00", by=head("other"), again_until=until, again_wanted=40)
    return id


def answers(office, id: str, code: str, count: int, at: str, first: int = 0) -> None:
    """So many citizens who give this answer to the question that is asked again."""
    for number in range(first, first + count):
        take_response(office, an_answer(id, number, code, at), there(at))


def an_answer(id: str, number: int = 0, code: str = "5", at: str = "2026-05-01 10:00", **changes) -> Submission:
    standard = {
        "id": f"again-{id[:6]}-{at[5:10]}-{number:04}", "programme": HOUSE, "questionnaire": "inpatient_again", "version": 1,
        "mode": "qr", "origin": "form", "raw": {"quiet_night": code, "overall": code}, "unit": UROLOGY,
        "happened_on": date.fromisoformat(at[:10]), "about": receipt_code(id),
    }
    return Submission(**standard | changes)


def test_an_issue_is_mended_accepted_by_another_measured_again_and_verified(office):
    # E60
    id = accepted(office)
    answers(office, id, "5", 38, "2026-05-01 10:00")
    answers(office, id, "1", 2, "2026-05-02 10:00", first=38)

    found = measure_again(office, HOUSE, id, there("2026-05-03 09:00"))
    step(office, id, "verify", "2026-05-03 10:00", by=head())

    assert (found.before, found.after) == (Share(30, 100), Share(2, 40))
    assert found.outcome.verdict == "verified" and found.outcome.high < 0 and not found.is_asking
    assert read_case(office, id, HOUSE).state == "verified"
    with pytest.raises(SurveyError, match="已经结束"):
        take_response(office, an_answer(id, 99), there("2026-05-04 09:00"))


def test_what_did_not_improve_goes_back_and_the_next_round_counts_for_itself(office):
    # E60; measures.md 7: reopened
    id = accepted(office)
    answers(office, id, "1", 40, "2026-05-01 10:00")
    assert "未改善" in refused(lambda: step(office, id, "verify", "2026-05-02 09:00"))
    step(office, id, "no_better", "2026-05-02 09:00")

    step(office, id, "reopen", "2026-05-03 09:00", note="换了轮子还是响", due_on="2026-06-01")
    step(office, id, "report", "2026-05-20 09:00", by=head(), evidence="货梯改道，夜查记录 5 月 18 日")
    step(office, id, "accept", "2026-05-21 09:00", by=head("other"), again_until="2026-07-01", again_wanted=30)
    fresh = measure_again(office, HOUSE, id, there("2026-05-22 09:00"))
    answers(office, id, "5", 30, "2026-06-01 10:00")

    assert (fresh.came, fresh.reopened, fresh.is_asking) == (None, 1, True)
    assert measure_again(office, HOUSE, id, there("2026-06-02 09:00")).after.count == 0
    step(office, id, "verify", "2026-06-02 10:00")
    assert list_issue_cases(office, there("2026-06-03 09:00"))["reopened"].tolist() == [1]


def test_nothing_is_concluded_before_enough_came_or_the_last_day_is_past(office):
    id = accepted(office)
    answers(office, id, "5", 39, "2026-05-01 10:00")

    early = refused(lambda: step(office, id, "verify", "2026-05-20 23:59"))
    step(office, id, "verify", "2026-05-21 00:01")

    assert "复测还没有结束" in early


def test_with_too_few_answers_only_that_can_be_said(office):
    id = accepted(office)
    answers(office, id, "5", 29, "2026-05-01 10:00")

    assert "样本不足" in refused(lambda: step(office, id, "verify", "2026-05-21 09:00"))
    step(office, id, "few", "2026-05-21 09:00")

    assert read_case(office, id, HOUSE).state == "too_few"


def test_whoever_reported_it_mended_does_not_accept_it(office):
    # E60: accepted by somebody else
    id = raised(office)
    for number, (move, fields) in enumerate(
        [("confirm", {}), ("charter", CHARTER), ("begin", {}), ("report", {"evidence": "更换单 12 号"})]
    ):
        step(office, id, move, f"2026-04-0{number + 1} 10:00", by=head(), **fields)

    assert "另一个人" in refused(lambda: step(office, id, "accept", "2026-04-16 09:00", by=head(), **AGAIN))


def test_the_named_owner_moves_it_but_does_not_accept_it(office):
    id, nurse = raised(office), acting("nurse", Grant("staff", "", (UROLOGY,)), Grant("head_of_unit", "", (UROLOGY,)), person="N0901")
    step(office, id, "confirm", "2026-04-01 10:00")
    step(office, id, "charter", "2026-04-01 11:00", **CHARTER, owner_person="N0901")
    step(office, id, "begin", "2026-04-02 10:00", by=nurse)
    step(office, id, "report", "2026-04-03 10:00", evidence="更换单 12 号")

    assert "另一个人" in refused(lambda: step(office, id, "accept", "2026-04-16 09:00", by=nurse, **AGAIN))


def test_of_fewer_than_ten_answers_nothing_is_shown(office, tmp_path):
    # measures.md 8
    id = accepted(office)
    answers(office, id, "1", 9, "2026-05-01 10:00")

    found = measure_again(office, HOUSE, id, there("2026-05-02 09:00"))
    over = measure_again(office, HOUSE, id, there("2026-05-22 09:00"))
    export_ledger(office, HOUSE, "issue", ALL, tmp_path / "out.xlsx", there("2026-05-22 09:00"))

    assert (found.came, found.after, found.outcome) == (None, None, None)
    assert (over.after, over.outcome.verdict, over.outcome.difference) == (None, "too_few", None)
    told = str(list(load_workbook(tmp_path / "out.xlsx")["台账"].values))
    assert "30.0%（30/100） → 不足 10 份" in told and "9/9" not in told


def test_the_ledger_and_the_paper_tell_owner_measure_due_evidence_acceptance_and_before_and_after(office, tmp_path):
    # E60
    id = accepted(office)
    answers(office, id, "5", 40, "2026-05-01 10:00")
    now = there("2026-05-02 09:00")

    export_ledger(office, HOUSE, "issue", ALL, tmp_path / "out.xlsx", now)
    head_line, line = load_workbook(tmp_path / "out.xlsx")["台账"].values
    row, paper = dict(zip(head_line, line, strict=True)), dict(print_case(office, HOUSE, id, "ledger", now).fields)

    for told in (row, paper):
        assert told["责任人或责任部门"] == "护士长" and told["整改期限"] == "2026-04-20" and "静音轮" in told["整改措施"]
        assert "更换单" in told["整改证据"] and told["验收人"] == "other" and told["哪道题"] == "夜间安静"
        assert told["不满意比例：整改前 → 复测"] == "30.0%（30/100） → 0.0%（0/40）"


def test_answers_of_a_short_form_stand_in_no_dashboard_of_the_whole_survey(office):
    id = accepted(office)
    answers(office, id, "5", 12, "2026-05-01 10:00")

    assert read_dashboard(office, Selection(HOUSE, "inpatient", ALL)).responses == 0
    assert read_dashboard(office, Selection(HOUSE, "inpatient_again", ALL)).responses == 12


def test_while_people_still_answer_it_is_told_how_many_and_never_what(office):
    # 0015: whoever saw the figure before and after one answer would know that answer
    id = accepted(office)
    answers(office, id, "1", 39, "2026-05-01 10:00")

    found = measure_again(office, HOUSE, id, there("2026-05-02 09:00"))

    assert (found.came, found.after, found.outcome, found.is_asking) == (39, None, None, True)


def test_once_enough_came_or_the_last_day_is_past_nothing_more_is_taken(office):
    id = accepted(office)
    answers(office, id, "5", 1, "2026-05-20 23:59")

    late = refused(lambda: take_response(office, an_answer(id, 1), there("2026-05-21 00:00")))

    assert "已经结束" in late


def test_a_collector_keys_such_a_sheet_for_its_case(office):
    id = accepted(office)
    sheet = an_answer(id, origin="sheet", mode="read_out")

    key_sheet(office, sheet, there("2026-05-01 12:00"))

    assert responses_frame(office.database, HOUSE, "inpatient_again", ALL)["about"].tolist() == [id]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"about": ""}, "没有找到这次复测"),
        ({"about": "XXXXX-XXXXX"}, "没有找到这次复测"),
        ({"unit": CARDIOLOGY}, "没有找到这次复测"),
        ({"questionnaire": "inpatient"}, "整份问卷不能用来复测"),
        ({"raw": {"smile": "5"}}, "没有这些题目"),
    ],
)
def test_an_answer_that_belongs_to_no_open_case_is_refused_in_words(office, changes, words):
    id = accepted(office)

    assert words in refused(lambda: take_response(office, an_answer(id, **changes), there("2026-05-02 09:00")))


def test_before_it_is_accepted_nothing_is_asked_again(office):
    id = raised(office)

    assert "已经结束" in refused(lambda: take_response(office, an_answer(id), there("2026-05-02 09:00")))
    assert measure_again(office, HOUSE, id, there("2026-05-02 09:00")).path == ""


def test_an_open_issue_of_the_same_unit_and_topic_is_raised_once_and_its_code_is_named(office):
    id = raised(office)

    assert receipt_code(id) in refused(lambda: raised(office))
    raised(office, topic="clean")
    raised(office, CARDIOLOGY)
    step(office, id, "dismiss", "2026-04-02 09:00", note="电梯下月更换，另行处理")
    assert raised(office, at="2026-04-03 09:00") != id


@pytest.mark.parametrize(
    ("before", "words"), [(Before(9, 9, "2026-Q1"), "不足 10 份"), (Before(31, 30, "2026-Q1"), "不能小于")]
)
def test_figures_that_tell_of_single_persons_or_cannot_be_raise_nothing(office, before, words):
    assert words in refused(lambda: raised(office, before=before))


def test_a_question_that_is_not_asked_and_a_programme_without_such_a_kind_are_refused(office):
    now = there(DAY)

    assert "没有“inpatient.nothing”" in refused(lambda: raise_issue(office, HOUSE, UROLOGY, "noise", "inpatient.nothing", LOW, now))
    assert "没有可以复测的" in refused(lambda: raise_issue(office, "complaints", UROLOGY, "noise", "handling.clear", LOW, now))


def test_a_question_that_is_never_asked_about_the_unit_is_refused(office):
    told = refused(lambda: raise_issue(office, "water", "station-xihe", "repair", "repair.quality", LOW, there(DAY)))

    assert "西河泵站 不用这份问卷" in told


def test_an_issue_is_raised_and_read_only_within_reach(office):
    id = raised(office, CARDIOLOGY)
    somebody = office.acting(head())

    with pytest.raises(NotAllowed):
        raised(somebody, CARDIOLOGY, topic="clean")
    with pytest.raises(NotAllowed):
        measure_again(somebody, HOUSE, id, there(DAY))
    assert list_issue_cases(somebody, there(DAY)).empty
    assert not offered_moves(office.acting(acting("auditor", Grant("auditor"))), read_case(office, id, HOUSE))


def test_the_colour_of_an_issue_follows_its_date(office):
    id = raised(office)
    step(office, id, "confirm", "2026-04-01 10:00")
    step(office, id, "charter", "2026-04-11 00:00", **CHARTER)  # until the end of 20 April: ten days

    lights = [list_issue_cases(office, there(at))["light"].iloc[0] for at in ("2026-04-18 23:00", "2026-04-19 01:00", "2026-04-21 00:01")]

    assert lights == ["green", "yellow", "red"]


def test_a_response_that_is_taken_back_no_longer_counts(office):
    id = accepted(office)
    answers(office, id, "5", 12, "2026-05-01 10:00")
    code = receipt_code(an_answer(id, 0, at="2026-05-01 10:00").id)

    assert withdraw_response(office, code, there("2026-05-02 09:00"))

    assert measure_again(office, HOUSE, id, there("2026-05-02 10:00")).came == 11
