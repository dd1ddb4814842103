"""The one list of issues: from rows in a store to sentences, within what the reader may see."""

from datetime import date, timedelta

import pytest

from survey.actions.asking import take_response
from survey.actions.handling import Entry, move_case, open_case
from survey.actions.issue_cases import own_topics
from survey.actions.issues import find_issues
from survey.actions.selecting import Selection, reader_guard
from survey.actions.studying import study_importance
from survey.actions.topics import confirm_topic
from survey.domain.counting.period import ALL, Period, year_period
from survey.domain.handling.case import Case, Step, Wanted
from survey.domain.keeping.actor import CONSOLE, Grant, NotAllowed
from survey.store.cases import save_cases
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, acting, actor_of
from tests.conftest import NOW

NOVEMBER = Period("2025-11", "2025-11")
PULLS = {"inpatient.quiet_night": 0.4, "inpatient.clean": 0.1}
HEAD = actor_of("head_of_unit")


class Desk:
    """Whoever writes down what a test tells of the place."""

    def __init__(self, office) -> None:
        self.office, self.number = office, 0

    def sheets(self, bad: int, good: int, unit: str = UROLOGY, on: date = date(2025, 11, 1), comment: str = "") -> list[str]:
        """So many sheets dissatisfied with the night, so many satisfied; their ids."""
        ids = []
        for place in range(bad + good):
            self.number += 1
            raw = {"quiet_night": "2" if place < bad else "5", "overall": "4"} | ({"comment": comment} if comment else {})
            sheet = a_sheet(self.number, unit, raw=raw, origin="form", happened_on=on)
            take_response(self.office, sheet, NOW)
            ids.append(sheet.id)
        return ids

    def entries(self, count: int, topic: str = "noise", unit: str = UROLOGY) -> list[str]:
        ids = []
        for _place in range(count):
            self.number += 1
            id = f"entry-of-a-test-{self.number:05}"
            open_case(self.office, Entry(id, "complaints", "opinion", unit, "visit", topic, "夜里太吵", True, "form"), NOW)
            ids.append(id)
        return ids


@pytest.fixture
def desk(office) -> Desk:
    return Desk(office)


def by_place(office, by=CONSOLE, now=NOW, period=NOVEMBER, importance=PULLS, programme="lianxin", units=()) -> dict:
    rows = find_issues(office.acting(by), programme, period, now, units, importance).rows
    return {(row["unit"], row["topic"]): row for row in rows.to_dict("records")}


def test_an_empty_store_has_no_issues(office):
    found = find_issues(office, "lianxin", ALL, NOW)

    assert found.rows.empty and (found.hidden, found.mentioned, found.is_whole) == (0, frozenset(), True)


def test_a_loud_ward_is_a_focal_issue_and_a_quiet_one_a_bright_spot(office, desk):
    # E59, A16
    desk.sheets(12, 28)
    desk.sheets(1, 39, CARDIOLOGY)

    found = by_place(office)

    assert list(found) == [(UROLOGY, "noise"), (CARDIOLOGY, "noise")]
    issue, quiet = found.values()
    assert (quiet["is_bright"], quiet["is_focal"], quiet["is_difficult"], quiet["is_clue"]) == (True, False, False, False)
    assert (issue["is_focal"], issue["is_difficult"], issue["is_clue"]) == (True, True, False)
    assert (issue["n"], issue["question"], issue["doors"]) == (40, "inpatient.quiet_night", ("scores",))
    # scores 77.5 and 98.125: the best quarter begins at 77.5 + .75 * 20.625
    assert issue["worth"] == pytest.approx(0.4 * 0.75 * 20.625)
    assert "40 人回答，30.0% 不满意" in issue["why"] and issue["owner"] == "护理部会同总务科"


def test_under_thirty_answers_it_is_a_clue_and_under_ten_it_is_not_there(office, desk):
    # measures.md 8
    desk.sheets(12, 17)
    desk.sheets(9, 0, CARDIOLOGY)
    desk.sheets(0, 12, "ward-neurology")  # hidden with them, so that nobody subtracts

    found = by_place(office)

    assert list(found) == [(UROLOGY, "noise")] and found[UROLOGY, "noise"]["is_clue"]


def test_the_importance_that_is_kept_of_the_year_is_taken(office, desk):
    # measures.md 7
    for number in range(120):
        grade = str(2 + number % 4)
        take_response(office, a_sheet(5000 + number, raw={"quiet_night": grade, "clean": "45"[number % 2], "overall": grade}, origin="form"), NOW)
    before = find_issues(office, "lianxin", NOVEMBER, NOW)

    study_importance(office, Selection("lianxin", "inpatient", year_period(2025)), NOW)

    after = find_issues(office, "lianxin", NOVEMBER, NOW)
    focal = [dict(zip(found.rows["topic"], found.rows["is_focal"])) for found in (before, after)]
    assert (before.unstudied, after.unstudied) == (("inpatient",), ())
    assert (focal[0]["noise"], focal[1]["noise"]) == (False, True)


def test_what_would_tell_a_place_of_few_by_subtraction_is_no_issue(office, desk):
    # docs/decisions/0015: nine sheets of a ward that the guard hides take the smallest other one with them
    desk.sheets(5, 4, CARDIOLOGY)
    desk.sheets(12, 28)
    desk.sheets(20, 30, "ward-neurology")

    assert set(by_place(office)) == {("ward-neurology", "noise")}
    assert reader_guard(office, "lianxin", "inpatient").hidden_group((), (), NOVEMBER, {"unit": UROLOGY})


def test_without_importance_the_three_most_mentioned_pull(office, desk):
    desk.sheets(12, 28)
    before = by_place(office, importance={})[UROLOGY, "noise"]["is_focal"]

    desk.entries(10)

    after = by_place(office, importance={})[UROLOGY, "noise"]
    assert (before, after["is_focal"], after["book"]) == (False, True, 10)
    assert after["doors"] == ("scores", "book")


def test_a_worsening_since_the_period_before_is_told(office, desk):
    desk.sheets(0, 60, on=date(2025, 10, 5))
    desk.sheets(9, 51)

    issue = by_place(office)[UROLOGY, "noise"]

    assert issue["is_worse"] and issue["is_focal"] and "比上期明显变差" in issue["why"]


def test_two_rounds_running_are_difficult_and_rounds_are_quarters_by_default(office, desk):
    # E53: the period of a round is our default
    desk.sheets(15, 25, on=date(2025, 8, 5))
    desk.sheets(15, 25)

    assert by_place(office)[UROLOGY, "noise"]["rounds"] == 2
    assert by_place(office, period=Period("2025-08", "2025-08"))[UROLOGY, "noise"]["rounds"] == 1


def test_what_came_back_is_difficult(office, desk):
    desk.sheets(0, 40)
    [id] = desk.entries(1)
    move_case(office, id, "complaints", Wanted("answer", "已换静音轮"), NOW)
    before = by_place(office)

    move_case(office, id, "complaints", Wanted("reopen", "又响了"), NOW)

    assert before == {}
    issue = by_place(office)[UROLOGY, "noise"]
    assert (issue["is_difficult"], issue["is_focal"], issue["reopened"]) == (True, False, 1)
    assert "没有越线" in issue["why"] and "重新办理 1 次" in issue["why"]


def test_what_is_overdue_is_difficult_once_its_day_has_passed(office, desk):
    desk.sheets(0, 40)
    desk.entries(1)

    assert by_place(office) == {}
    issue = by_place(office, now=NOW + timedelta(days=60))[UROLOGY, "noise"]
    assert (issue["is_difficult"], issue["overdue"]) == (True, 1)


def test_a_suggestion_decides_nothing_and_a_confirmed_one_does(office, desk):
    ids = desk.sheets(0, 40, comment="病房有异味")
    assert by_place(office) == {}

    for id in ids[:12]:
        confirm_topic(office, "comment", id, "comment", "clean", True, NOW)
    for id in ids[12:14]:
        confirm_topic(office, "comment", id, "comment", "clean", False, NOW)

    issue = by_place(office)[UROLOGY, "clean"]
    assert (issue["is_focal"], issue["confirmed"], issue["suggested"], issue["responses"]) == (True, 12, 26, 40)
    assert "12 份答卷写到它（已有人确认，共 40 份）" in issue["why"]


def test_confirmed_praise_makes_a_bright_spot_and_no_trouble(office, desk):
    for id in desk.sheets(0, 40, comment="护士很热情")[:12]:
        confirm_topic(office, "comment", id, "comment", "manner", True, NOW)

    issue = by_place(office)[UROLOGY, "manner"]

    assert (issue["is_bright"], issue["is_focal"], issue["is_clue"], issue["praised"]) == (True, False, False, 12)


def test_an_entry_without_a_topic_counts_once_a_person_confirmed_it(office, desk):
    # A17
    desk.sheets(12, 28)
    [id] = desk.entries(1, topic="")
    before = by_place(office)[UROLOGY, "noise"]

    confirm_topic(office, "case", id, "", "noise", True, NOW)

    after = by_place(office)[UROLOGY, "noise"]
    assert (before["book"], before["suggested"], after["book"], after["suggested"]) == (0, 1, 1, 0)


def test_a_head_sees_the_own_unit_alone_by_the_same_rules(office, desk):
    desk.sheets(12, 28)
    desk.sheets(12, 28, CARDIOLOGY)

    assert set(by_place(office)) == {(UROLOGY, "noise"), (CARDIOLOGY, "noise")}
    assert set(by_place(office, HEAD)) == {(UROLOGY, "noise")}
    assert set(by_place(office, units=(CARDIOLOGY,))) == {(CARDIOLOGY, "noise")}
    with pytest.raises(NotAllowed):
        by_place(office, HEAD, units=(CARDIOLOGY,))
    with pytest.raises(NotAllowed):
        by_place(office, actor_of("collector"))


def test_few_cases_are_not_told_to_who_may_not_list_them(office, desk):
    desk.sheets(12, 28)
    desk.entries(9)
    of_wards = acting("h", Grant("head_of_unit", "lianxin", (UROLOGY,)))
    few = by_place(office, of_wards)[UROLOGY, "noise"]

    desk.entries(1)

    many = by_place(office, of_wards)[UROLOGY, "noise"]
    assert (few["book"], many["book"]) == (0, 10)
    assert by_place(office, HEAD)[UROLOGY, "noise"]["book"] == 10


def test_a_place_that_few_speak_of_is_only_counted(office, desk):
    desk.sheets(0, 5)
    desk.entries(1)

    found = find_issues(office, "lianxin", NOVEMBER, NOW + timedelta(days=60))

    assert found.rows.empty and found.hidden == 1


def test_the_whole_time_has_no_period_before_but_has_rounds(office, desk):
    desk.sheets(15, 25, on=date(2025, 2, 5))
    desk.sheets(15, 25, on=date(2025, 5, 5))

    issue = by_place(office, period=ALL)[UROLOGY, "noise"]

    assert (issue["n"], issue["rounds"], issue["is_worse"]) == (80, 2, False)


def test_notes_of_registers_suggest_topics_and_are_no_case_of_them(office, desk):
    # A17: register notes about the same thing in the same place
    desk.sheets(12, 28)
    checked = Case(
        "a-check-of-the-ward", "lianxin", "ward_check", UROLOGY, "", "", False, "round", "checked", NOW.date(), NOW, "sheet"
    )
    save_cases(office.database, [checked], [Step(checked.id, "open", "护士长", "查房时走廊很吵", NOW, NOW)])

    issue = by_place(office)[UROLOGY, "noise"]

    assert (issue["suggested"], issue["notes"], issue["doors"]) == (1, 0, ("scores", "words"))


def test_a_topic_of_another_programme_that_means_the_same_belongs_to_one_topic(declarations):
    own = own_topics(declarations.programme("lianxin"))

    assert own["complaints", "noise"] == own["lianxin", "noise"] == "noise"
    assert ("complaints", "pressure") not in own
