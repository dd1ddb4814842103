"""The sample year: the same each time, whole, legal, and with its stories in it."""

import shutil
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import mean
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
import sqlalchemy as sa

from survey.actions.keeping import check_everything, has_sample, remove_sample
from survey.actions.sample_year import load_sample, sample_cases, sample_responses
from survey.declarations.sample import read_sample
from survey.domain.asking.flags import find_flags
from survey.domain.columns import RESPONSES
from survey.domain.handling.clock import verdict
from survey.domain.handling.fold import differences
from survey.store.schema import clock, contact, step
from tests.conftest import NOW

DATA = Path(__file__).parents[2] / "data"
YEAR = 2025
END = datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def sample(declarations):
    return read_sample(DATA / "sample", declarations)


@pytest.fixture(scope="module")
def responses(declarations, sample):
    return sample_responses(declarations, sample, YEAR)


@pytest.fixture(scope="module")
def book(declarations, sample):
    return sample_cases(declarations, sample, YEAR)


def opinions(book):
    return [case for case in book.cases if case.kind == "opinion"]


def kind_of(declarations, case):
    return next(kind for kind in declarations.programme(case.programme).case_kinds if kind.id == case.kind)


def of(responses, questionnaire: str, months=range(1, 13), unit: str = ""):
    return [
        r
        for r in responses
        if r.questionnaire == questionnaire and r.happened_on.month in months and unit in ("", r.unit)
    ]


def level(responses, *keys: str) -> float:
    """Mean answer on the scale of 1 to 5, answers outside it left out."""
    return mean(int(r.answers[key]) for r in responses for key in keys if r.answers.get(key, "0") != "0")


def round_of(response) -> int:
    return (response.happened_on.month - 1) // 3 + 1


def test_the_same_year_comes_out_twice(declarations, sample, responses, book):
    assert sample_responses(declarations, sample, YEAR) == responses
    assert sample_cases(declarations, sample, YEAR) == book


def test_no_id_comes_twice_and_every_row_says_it_is_sample(responses, book):
    rows = [*responses, *book.responses, *book.cases]

    assert len({row.id for row in rows}) == len(rows)
    assert {row.origin for row in rows} == {"sample"}
    assert all(row.id.startswith("sample-") for row in rows)


def test_every_response_could_have_been_sent_by_a_person(declarations, responses, book):
    for response in [*responses, *book.responses]:
        questionnaire = declarations.programme(response.programme).questionnaire(response.questionnaire)

        accepted = questionnaire.accept({**response.answers, **response.comments})

        assert accepted == (response.answers, response.comments)


def test_every_day_lies_in_the_year_and_was_entered_no_earlier(responses, book):
    assert {r.happened_on.year for r in responses} == {YEAR}
    assert all(r.entered_at.date() >= r.happened_on for r in responses)
    assert {c.opened_on.year for c in book.cases} == {YEAR}


def test_every_round_covers_every_area_with_at_least_the_quota(declarations, responses):
    # E52, E53: ten representatives, every residential area.
    quota = declarations.programme("water").quota
    sheets = Counter((round_of(r), r.area) for r in of(responses, "residents") if r.collector)

    assert set(sheets) == {(number, area) for number in (1, 2, 3, 4) for area in declarations.areas}
    assert min(sheets.values()) >= quota.sheets_per_area


def test_every_representative_meets_enough_operators_to_be_compared(responses):
    # measures.md 9: each collector at least 3 staff, each staff at least 2 collectors.
    met, carried = defaultdict(set), defaultdict(set)
    for response in of(responses, "residents"):
        if response.person and response.collector:
            met[response.collector].add(response.person)
            carried[response.person].add(response.collector)

    assert len(met) == 10 and min(map(len, met.values())) >= 3
    assert len(carried) == 10 and min(map(len, carried.values())) >= 2


def test_a_named_person_belongs_to_the_unit(declarations, responses):
    assert all(declarations.person(r.person).unit == r.unit for r in responses if r.person)


def test_every_nurse_operator_and_repairer_is_named_often_enough(declarations, responses):
    named = Counter(r.person for r in responses if r.person)

    assert set(named) == set(declarations.persons)
    assert min(named.values()) >= 10


def test_most_are_satisfied_but_not_all(responses):
    answers = [r.answers["overall"] for r in of(responses, "inpatient") if r.answers.get("overall", "0") != "0"]

    top1, top3 = (sum(a in good for a in answers) / len(answers) for good in ("5", "543"))

    assert 0.55 < top1 < 0.70
    assert 0.93 < top3 < 0.98


def test_winter_is_worse_than_summer(responses):
    winter, summer = of(responses, "inpatient", (1, 2)), of(responses, "inpatient", (6, 7, 8))

    assert level(winter, "overall") < level(summer, "overall") - 0.1


def test_general_surgery_improves_from_april(responses):
    before, after = (of(responses, "inpatient", months, "ward-general-surgery") for months in ((1, 2, 3), range(4, 13)))

    assert level(after, "warmth", "explaining") > level(before, "warmth", "explaining") + 0.4


def test_orthopaedics_is_loud_at_night_and_only_there(responses):
    stays = of(responses, "inpatient")
    nights = {unit: level([r for r in stays if r.unit == unit], "quiet_night") for unit in {r.unit for r in stays}}

    loudest = min(nights, key=nights.get)

    assert loudest == "ward-orthopaedics"
    assert nights.pop(loudest) < min(nights.values()) - 0.5


def test_patients_are_kinder_to_a_volunteer_than_to_their_phone(responses):
    stays = of(responses, "inpatient")
    alone, read_out = ([r for r in stays if r.mode == mode] for mode in ("qr", "read_out"))

    assert level(alone, "overall") < level(read_out, "overall") - 0.08


def test_one_representative_is_severe_by_about_0_4_points(responses):
    keys = ("courtesy", "explained", "surroundings", "quality", "overall")
    sheets = of(responses, "residents")
    severe, lenient = ([r for r in sheets if r.collector == id] for id in ("delegate-04", "delegate-07"))
    others = [r for r in sheets if r.collector not in ("delegate-04", "delegate-07", "")]

    assert level(severe, *keys) - level(others, *keys) == pytest.approx(-0.4, abs=0.15)
    assert level(lenient, *keys) > level(others, *keys) + 0.15


def test_the_radar_finds_the_representative_who_did_not_call_everywhere(declarations, responses):
    # rules.md 8: staff-filled answers
    sheets = pd.DataFrame([{name: getattr(r, name) for name in RESPONSES} for r in of(responses, "residents")])
    questionnaire = declarations.programme("water").questionnaire("residents")

    flags = find_flags(sheets, questionnaire, declarations.radar, {})

    burst = sheets[sheets["id"].isin(flags["id"][flags["flag"] == "burst"])]
    identical = flags[(flags["flag"] == "identical_sheets") & (flags["count"] == 6)]
    assert set(burst["collector"]) == {"delegate-09"} and len(burst) == 6
    assert set(burst["id"]) < set(identical["id"]) and len(identical) == 7
    assert flags["id"].nunique() < 0.02 * len(sheets)


def test_pressure_and_hours_collapse_at_beiling_in_the_third_round_and_recover(responses):
    rounds = [of(responses, "residents", range(m, m + 3), "station-beiling") for m in (1, 4, 7, 10)]

    first, second, third, fourth = (level(sheets, "pressure", "hours") for sheets in rounds)

    assert third < min(first, second, fourth) - 1.2


def test_complaints_about_pressure_rise_with_the_failure(book):
    pressure = Counter(c.opened_on.month for c in opinions(book) if c.topic == "pressure")

    assert pressure[7] + pressure[8] > 5 * (pressure[5] + pressure[6])


def test_most_who_want_an_answer_have_one_and_some_still_wait(declarations, book):
    kind = kind_of(declarations, opinions(book)[0])
    answered = {step.case_id for step in book.steps if step.move in kind.answers}
    wanting = [case for case in opinions(book) if case.wants_answer]

    assert 0.85 < sum(case.id in answered for case in wanting) / len(wanting) < 0.95
    assert {"received", "answered", "closed"} <= {case.state for case in opinions(book)}


def test_one_complaint_came_back_twice(declarations, book):
    reopenings = Counter(step.case_id for step in book.steps if step.move in ("reopen", "not_fixed"))

    assert max(reopenings.values()) == 2


def test_two_findings_were_verified_and_one_of_them_was_lifted(book):
    states = Counter(case.state for case in book.cases if case.kind == "finding")

    assert (states["upheld"], states["lifted"]) == (1, 1)


def test_some_first_inquiries_were_handed_on_three_times(book):
    handed_on = Counter(step.case_id for step in book.steps if step.move in ("tell", "escort"))

    assert sum(times == 3 for times in handed_on.values()) == 8


def test_the_property_window_is_late_in_answering_and_the_others_are_not(declarations, book):
    answered = {case.id: (case.unit, run) for case in book.cases for run in book.clocks[case.id] if run.clock == "answer" and case.kind == "visit"}
    late = Counter(unit for unit, run in answered.values() if verdict(run, END) == "late")
    visits = Counter(unit for unit, _run in answered.values())

    share = {unit: late[unit] / visits[unit] for unit in visits}
    assert share.pop("window-property") > 0.2 > max(share.values())


def test_issues_ended_as_their_second_measurement_says_and_one_came_back(declarations, book):
    # E60
    issues = [case for case in book.cases if kind_of(declarations, case).remeasures]
    about = Counter(response.about for response in book.responses)
    reopened = Counter(step.case_id for step in book.steps if step.move == "reopen")

    states = Counter(case.state for case in issues)
    assert min(states[state] for state in ("verified", "not_improved", "too_few", "mending")) >= 1
    assert set(about) <= {case.id for case in issues} and set(reopened.values()) == {1}
    assert all(about[case.id] >= 30 for case in issues if case.state in ("verified", "not_improved"))


def test_every_kind_has_a_book_in_which_cases_end(declarations, book):
    declared = {(p.id, kind.id) for p in declarations.programmes.values() for kind in p.case_kinds}
    ended = {(case.programme, case.kind) for case in book.cases if kind_of(declarations, case).state(case.state).is_final}

    assert {(case.programme, case.kind) for case in book.cases} == declared == ended


def test_every_case_is_what_its_steps_make_of_it_and_its_clocks_have_run(declarations, book):
    taken = defaultdict(list)
    for step in book.steps:
        taken[step.case_id].append(step)

    for case in book.cases:
        kind, moments = kind_of(declarations, case), [step.happened_at for step in taken[case.id]]
        assert not differences(case, kind, taken[case.id], are_words_erased=False)
        assert moments == sorted(moments) and moments[-1] < END
    assert {"in_time", "late", "running"} <= {verdict(run, END) for runs in book.clocks.values() for run in runs}


def test_contacts_are_made_up_and_there_where_they_must_be(declarations, book):
    needing = {case.id for case in book.cases if kind_of(declarations, case).contact_needs}

    assert needing <= set(book.contacts)
    assert all("样" in contact.name for contact in book.contacts.values() if contact.name)
    assert all(contact.phone.startswith("0000-") for contact in book.contacts.values())


def test_comments_say_what_the_answers_say(responses):
    about_noise = [r for r in of(responses, "inpatient") if "货梯" in r.comments.get("comment", "")]

    assert len(about_noise) >= 5
    assert all(int(r.answers["quiet_night"]) <= 3 and r.unit == "ward-orthopaedics" for r in about_noise)


@pytest.fixture
def small_office(office, tmp_path):
    """The office with a sample of one questionnaire and two books, so that both databases take it quickly."""
    for part in ("surveys/repair.toml", "books/opinion.toml", "books/visit.toml", "contacts.toml"):
        (tmp_path / "sample" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / "sample" / part, tmp_path / "sample" / part)
    return replace(office, data=tmp_path)


def rows_in(office, table) -> int:
    mine = sa.select(sa.func.count()).select_from(table).where(table.c.organisation == office.database.organisation)
    with office.database.reading() as connection:
        return connection.execute(mine).scalar_one()


def test_loading_twice_adds_nothing_and_removing_leaves_nothing(small_office):
    heard = []

    first = load_sample(small_office, YEAR, NOW, lambda done, total: heard.append((done, total)))
    second = load_sample(small_office, YEAR, NOW)

    assert first[0] == 700 and first[1] > 300
    assert second == (0, 0)
    assert heard == [(700, 700)]
    assert has_sample(small_office) and not check_everything(small_office)
    assert all(rows_in(small_office, table) > 100 for table in (step, clock, contact))
    assert remove_sample(small_office, NOW) == first
    assert not any(rows_in(small_office, table) for table in (step, clock, contact))
    assert not has_sample(small_office) and not check_everything(small_office)
