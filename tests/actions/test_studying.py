"""Studies of whole responses: what they find, who gets them, how long they hold."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from survey.actions import studying
from survey.actions.night_watch import one_night
from survey.actions.nightly import Nights
from survey.actions.selecting import NotShown, Selection
from survey.actions.studying import (
    kept_importance, read_importance, read_reliability, renew_studies, study_importance, study_reliability,
)
from survey.domain.asking.response import Response
from survey.domain.columns import IMPORTANCE, ITEMS, PENALTIES
from survey.domain.counting.period import ALL, year_period
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from survey.domain.noticing.study import NotStudied
from survey.locale import use_language
from survey.store.responses import save_responses, void_response
from tests.actions.cast import CARDIOLOGY, UROLOGY, actor_of
from tests.conftest import NOW

INPATIENT = Selection("lianxin", "inpatient", year_period(2025))


def come(office, count: int, unit: str = UROLOGY, first: int = 0, driver: str = "warmth", **changes) -> None:
    """Responses whose overall grade mostly follows one question; the others are answered at random."""
    asked = office.declarations.programme("lianxin").questionnaire("inpatient")
    random = np.random.default_rng(first + 1)
    responses = []
    for number in range(first, first + count):
        answers = {q.key: str(random.choice([c for c in q.scale.codes if q.scale.by_code[c].points is not None])) for q in asked.rated}
        answers["overall"] = answers[driver] if random.random() < 0.8 else answers["overall"]
        responses.append(Response(**{
            "id": f"response-of-a-study-{number:05}", "programme": "lianxin", "questionnaire": "inpatient", "version": 1,
            "unit": unit, "mode": "qr", "happened_on": NOW.date(), "entered_at": NOW, "origin": "test",
            "answers": answers, "comments": {},
        } | changes))
    save_responses(office.database, responses)


def test_the_question_that_pulls_is_found_with_its_interval(office):
    come(office, 400)

    found = read_importance(office, INPATIENT, NOW)

    strongest = found.table.sort_values("importance").iloc[-1]
    assert tuple(found.table.columns) == IMPORTANCE and tuple(found.penalties.columns) == PENALTIES
    assert strongest["question"] == "warmth" and strongest["importance_low"] > 0.5
    assert found.is_tied and found.n == found.responses == 400
    assert "overall" not in set(found.table["question"])


def test_another_outcome_pulls_nothing(office):
    come(office, 300, driver="recommend")

    found = read_importance(office, INPATIENT, NOW)

    assert not {"recommend", "expectation"} & set(found.table["question"])
    assert not found.is_tied


def test_where_nothing_pulls_every_question_is_borderline(office):
    come(office, 300, driver="overall")

    found = read_importance(office, INPATIENT, NOW)

    assert not found.is_tied and found.table["is_borderline"].all()


def test_fewer_responses_than_are_needed_are_refused_with_both_numbers(office):
    come(office, 99)

    with pytest.raises(NotStudied, match="只有 99 份，至少要 1[0-9]0 份"):
        read_importance(office, INPATIENT, NOW)


def test_an_empty_store_is_refused_too(office):
    for read in (read_importance, read_reliability):
        with pytest.raises(NotStudied):
            read(office, INPATIENT, NOW)


def test_a_question_that_few_were_asked_is_left_out_and_named(office):
    come(office, 300)
    for number in range(150):
        grade = str(1 + number % 5)
        come(office, 1, first=1000 + number, answers={"overall": grade, "warmth": grade})

    found = read_importance(office, INPATIENT, NOW)

    assert set(found.table["question"]) == {"warmth"}
    assert found.n == found.responses == 450 and "tone" in found.left_out


def test_what_was_found_is_kept_and_few_responses_are_studied_anew_when_others_came(office):
    come(office, 200)
    first = read_importance(office, INPATIENT, NOW)

    again = read_importance(office, INPATIENT, NOW + timedelta(days=1))
    come(office, 20, first=200)
    after = read_importance(office, INPATIENT, NOW + timedelta(days=2))

    assert (again.made_at, again.newer) == (first.made_at, 0) == (NOW, 0)
    assert (after.made_at, after.responses, after.newer) == (NOW + timedelta(days=2), 220, 0)
    assert again.table.equals(first.table) and again.penalties.equals(first.penalties)


def test_many_responses_wait_for_whoever_asks_and_then_tell_how_many_are_newer(office, monkeypatch):
    monkeypatch.setattr(studying, "AT_ONCE", 150)
    come(office, 200)
    with pytest.raises(NotStudied, match="200 份答卷，还没有算过"):
        read_importance(office, INPATIENT, NOW)

    study_importance(office, INPATIENT, NOW)
    come(office, 7, first=200)
    void_response(office.database, "response-of-a-study-00000", "录重了", NOW)
    found = read_importance(office, INPATIENT, NOW + timedelta(days=1))

    assert (found.made_at, found.responses, found.newer) == (NOW, 200, 7 - 1)


def test_a_study_is_found_again_whatever_language_one_reads(office, monkeypatch):
    monkeypatch.setattr(studying, "AT_ONCE", 0)
    come(office, 200)
    everything = replace(INPATIENT, period=ALL)
    study_importance(office, everything, NOW)

    use_language("en")

    assert read_importance(office, everything, NOW).n == 200


def test_each_selection_has_its_own_study(office):
    come(office, 200)
    come(office, 150, CARDIOLOGY, first=200, driver="tone")

    whole, urology, cardiology = (
        read_importance(office, replace(INPATIENT, units=units), NOW) for units in ((), (UROLOGY,), (CARDIOLOGY,))
    )

    assert (whole.n, urology.n, cardiology.n) == (350, 200, 150)
    assert cardiology.table.sort_values("importance").iloc[-1]["question"] == "tone"
    assert kept_importance(office, INPATIENT).n == 350
    assert kept_importance(office, replace(INPATIENT, modes=("paper",))) is None


def test_a_head_of_one_ward_reads_and_makes_the_study_of_the_own_ward_alone(office):
    come(office, 200)
    come(office, 150, CARDIOLOGY, first=200)
    head = office.acting(actor_of("head_of_unit"))

    assert read_importance(head, INPATIENT, NOW).responses == 200
    assert study_reliability(head, INPATIENT, NOW).responses == 200
    for act in (read_importance, study_importance, read_reliability, study_reliability):
        with pytest.raises(NotAllowed):
            act(head, replace(INPATIENT, units=(CARDIOLOGY,)), NOW)


def test_whoever_may_read_no_dashboard_studies_nothing(office):
    collector = office.acting(actor_of("collector"))

    for act in (read_importance, study_importance, read_reliability, study_reliability):
        with pytest.raises(NotAllowed):
            act(collector, INPATIENT, NOW)
    with pytest.raises(NotAllowed):
        renew_studies(collector, NOW)


def test_reliability_tells_alpha_and_each_question(office):
    come(office, 120)

    found = read_reliability(office, INPATIENT, NOW)

    assert tuple(found.table.columns) == ITEMS
    assert found.alpha.n == 120 and found.alpha.items == len(found.table)
    assert found.alpha.low < found.alpha.value < found.alpha.high < 0.5  # the answers are random
    assert found.table["n"].eq(120).all()


def test_reliability_of_fewer_than_ten_whole_responses_is_refused(office):
    come(office, 9)

    with pytest.raises(NotShown, match="不足 10 份"):
        read_reliability(office, INPATIENT, NOW)


def test_a_night_studies_the_running_year_where_others_came_and_says_so(office, caplog):
    caplog.set_level("INFO")
    come(office, 200)
    night = Nights(None, 14, 2)

    asyncio.run(one_night(office, night, NOW, asyncio.Event()))
    asyncio.run(one_night(office, night, NOW + timedelta(days=1), asyncio.Event()))

    assert [r.getMessage() for r in caplog.records if "重算" in r.getMessage()] == ["今年的重要性和信度已重算：2 项"]
    assert kept_importance(office, INPATIENT).made_at == NOW


def test_a_night_makes_what_it_can_and_skips_what_has_too_few(office):
    come(office, 50)

    assert renew_studies(office, NOW) == 1  # reliability, but not importance
    assert kept_importance(office, INPATIENT) is None


def test_the_night_after_new_years_eve_still_studies_the_old_year(office):
    come(office, 200)

    assert renew_studies(office, NOW.replace(year=2026, month=1, day=1)) == 2
    assert renew_studies(office, NOW.replace(year=2026, month=1, day=3)) == 0


def test_a_study_is_given_up_when_the_server_stops(office):
    come(office, 200)

    def stop(_done: int, _total: int) -> None:
        raise SurveyError("停了", "停了")

    with pytest.raises(SurveyError, match="停了"):
        renew_studies(office, NOW, stop)
    assert kept_importance(office, INPATIENT) is None
