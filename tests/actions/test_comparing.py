"""Two periods and several modes compared: what is told, to whom, and what is not."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from survey.actions.asking import take_response
from survey.actions.comparing import read_changes, read_heat, read_mode_adjusted, read_year_on_year
from survey.actions.office import Office
from survey.actions.sample_year import sample_responses
from survey.actions.selecting import Selection
from survey.declarations.sample import read_sample
from survey.domain.counting.period import ALL, Period, parse_period
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from survey.store.responses import save_responses
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, actor_of
from tests.actions.test_changed_question import with_new_words
from tests.conftest import NOW

NEUROLOGY = "ward-neurology"
OCTOBER, SEPTEMBER = parse_period("2025-10"), parse_period("2025-09")


def of(period: Period, *units: str) -> Selection:
    return Selection("lianxin", "inpatient", period, units)


def answered(office: Office, month: int, counts: dict[str, int], unit: str = UROLOGY, mode: str = "qr", **more) -> None:
    """{answer to the headline question: how many gave it}, on the second of a month of 2025 or on `happened_on`."""
    day = more.pop("happened_on", date(2025, month, 2))
    codes = [code for code, count in counts.items() for _time in range(count)]
    for number, code in enumerate(codes):
        sheet = a_sheet(number, unit, mode=mode, origin="form", raw={"overall": code}, happened_on=day, **more)
        take_response(office, replace(sheet, id=f"test-{unit}-{mode}-{day}-{number:04}"), NOW)


def test_the_period_before_is_what_is_compared_with_unless_another_is_named(office):
    answered(office, 8, {"5": 12})
    answered(office, 9, {"5": 10, "1": 20})
    answered(office, 10, {"5": 28, "1": 2})

    found = read_changes(office, of(OCTOBER))
    named = read_changes(office, of(OCTOBER), parse_period("2025-08"))

    row = found.places["score"].iloc[0]
    assert (found.against, row["unit"], row["question"]) == (SEPTEMBER, UROLOGY, "overall")
    assert (row["n_before"], row["n"], row["verdict"]) == (30, 30, "better")
    assert found.places["dissatisfied"].iloc[0]["difference"] == pytest.approx(2 / 30 - 20 / 30)
    assert found.headline.set_index("figure").loc["score", "difference"] == pytest.approx(100 * (28 - 10) / 30)
    assert named.places["score"].iloc[0]["n_before"] == 12


def test_under_ten_before_no_change_is_told(office):
    answered(office, 8, {"5": 20})  # the guard hides August with September
    answered(office, 9, {"5": 9})
    answered(office, 10, {"5": 30})

    found = read_changes(office, of(OCTOBER))

    assert set(found.headline["verdict"]) == set(found.places["score"]["verdict"]) == {"few"}
    assert found.headline["before"].isna().all() and not found.places["score"]["n_before"].any()


def test_a_question_that_changed_its_words_is_not_compared_across(office):
    changed = with_new_words(office)
    answered(changed, 9, {"1": 30})
    answered(changed, 10, {"5": 30}, version=2)

    assert set(read_changes(changed, of(OCTOBER)).places["score"]["verdict"]) == {"few"}


def test_all_of_time_has_nothing_before_it(office):
    with pytest.raises(SurveyError, match="全部时间之前"):
        read_changes(office, of(ALL))


def test_a_head_reads_the_own_units_alone_and_asks_for_no_others(office):
    answered(office, 10, {"5": 12})
    answered(office, 10, {"5": 40}, CARDIOLOGY)
    head = office.acting(actor_of("head_of_unit"))

    assert set(read_changes(head, of(OCTOBER)).places["score"]["unit"]) == {UROLOGY}
    assert set(read_mode_adjusted(head, of(OCTOBER), "overall").figures["unit"]) == {UROLOGY}
    for read in (read_changes, read_year_on_year, lambda who, what: read_mode_adjusted(who, what, "overall")):
        with pytest.raises(NotAllowed):
            read(head, of(OCTOBER, CARDIOLOGY))


def with_a_pure_mode_effect(office: Office, month: int = 10) -> None:
    """Scanned 50, read out 75, in both wards; cardiology is nearly always read to."""
    for unit, scanned, read_out in ((UROLOGY, 40, 10), (CARDIOLOGY, 10, 40)):
        answered(office, month, {"4": scanned // 2, "2": scanned // 2}, unit)
        answered(office, month, {"5": read_out // 2, "3": read_out // 2}, unit, "read_out")


def test_a_pure_mode_effect_is_taken_out_of_the_units(office):
    with_a_pure_mode_effect(office)

    found = read_mode_adjusted(office, of(OCTOBER), "overall")

    figures = found.figures.set_index("unit")
    assert figures["raw"].to_dict() == {UROLOGY: 55.0, CARDIOLOGY: 70.0}
    assert figures["adjusted"].to_dict() == pytest.approx({UROLOGY: 62.5, CARDIOLOGY: 62.5})
    assert abs(found.effects["difference"]).tolist() == pytest.approx([0, 25])


def test_a_mode_of_few_answers_is_hidden(office):
    with_a_pure_mode_effect(office)
    answered(office, 10, {"5": 4}, UROLOGY, "telephone")

    effects = read_mode_adjusted(office, of(OCTOBER), "overall").effects

    telephone = effects.set_index("mode").loc["telephone"]
    assert not telephone["shown"] and telephone["n"] == 0
    assert telephone[["raw", "difference", "low", "high"]].isna().all()


def test_a_year_is_split_into_units_modes_and_what_is_real(office):
    # A year ago 40 scanned and 10 were read to; now it is the other way round, and everybody is as content as before.
    last_year = date(2024, 11, 8)
    answered(office, 11, {"3": 40}, happened_on=last_year)
    answered(office, 11, {"5": 10}, mode="read_out", happened_on=last_year)
    answered(office, 11, {"3": 10})
    answered(office, 11, {"5": 40}, mode="read_out")

    found = read_year_on_year(office, of(parse_period("2025-11")))

    assert (found.before, found.now, found.n_before, found.n) == (60, 90, 50, 50)
    assert (found.unit_mix, found.mode_mix, found.real) == pytest.approx((0, 30, 0))
    assert found.low < 0 < found.high


def test_a_year_ago_without_ten_answers_is_compared_with_nothing(office):
    answered(office, 11, {"5": 9}, happened_on=date(2024, 11, 8))
    answered(office, 11, {"5": 40})

    assert read_year_on_year(office, of(parse_period("2025-11"))) is None


def test_the_sample_years_broken_pump_is_found_and_hardly_anything_else_got_worse(office):
    sample = read_sample(office.data / "sample", office.declarations)
    said = [one for one in sample_responses(office.declarations, sample, 2025) if one.questionnaire == "residents"]
    save_responses(office.database, said, office.entry("load_sample", NOW))

    found = read_changes(office, Selection("water", "residents", parse_period("2025-Q3")))

    worse = found.places["score"][found.places["score"]["verdict"] == "worse"]
    # of what is called worse a tenth may be noise
    assert (worse["unit"] != "station-beiling").sum() <= 1
    assert {"pressure", "hours", "overall"} <= set(worse["question"])
    unhappy = found.places["dissatisfied"].query("verdict == 'worse'")
    assert (unhappy["unit"] != "station-beiling").mean() <= 0.1 and len(unhappy) > 3


def test_in_the_sample_year_people_answer_more_politely_when_somebody_reads_out(office):
    sample = read_sample(office.data / "sample", office.declarations)
    said = [one for one in sample_responses(office.declarations, sample, 2025) if one.questionnaire == "inpatient"]
    save_responses(office.database, said[::3], office.entry("load_sample", NOW))

    effects = read_mode_adjusted(office, of(parse_period("2025")), "overall").effects.set_index("mode")

    assert effects.index[0] == "qr"
    assert effects.loc["read_out", "low"] > 0


def test_without_figures_the_headline_alone_is_compared(office):
    answered(office, 9, {"5": 10, "1": 20})
    answered(office, 10, {"5": 20, "1": 10})

    alone, whole = read_changes(office, of(OCTOBER), figures=()), read_changes(office, of(OCTOBER), figures=("top1",))

    assert alone.headline.equals(whole.headline) and not alone.places
    assert whole.questions["top1"][["unit", "question", "before", "now"]].values.tolist() == [["", "overall", 1 / 3, 2 / 3]]


def test_what_the_guard_hides_of_a_unit_is_told_in_no_change(office):
    for month, few in ((9, 30), (10, 9)):
        answered(office, month, {"5": 40})
        answered(office, month, {"5": 50}, CARDIOLOGY)
        answered(office, month, {"1": few}, NEUROLOGY)

    places = read_changes(office, of(OCTOBER)).places["score"].set_index("unit")

    assert not places.loc[NEUROLOGY, "shown"] and np.isnan(places.loc[NEUROLOGY, "before"])
    assert places["shown"].sum() <= 1  # and another one, that the total less the rest might not tell it


def test_cells_are_judged_against_the_mean_of_their_question(office):
    for unit, good in ((UROLOGY, 60), (CARDIOLOGY, 58), (NEUROLOGY, 20)):
        answered(office, 10, {"5": good, "1": 80 - good}, unit)

    heat = read_heat(office, of(OCTOBER), "top1").set_index("unit")

    assert heat["verdict"].to_dict() == {UROLOGY: "better", CARDIOLOGY: "better", NEUROLOGY: "worse"}
    assert heat["n"].eq(80).all()


def test_cells_that_are_alike_are_not_told_apart_and_hidden_ones_have_no_verdict(office):
    for unit, count in ((UROLOGY, 60), (CARDIOLOGY, 40), (NEUROLOGY, 40)):
        answered(office, 10, {"5": count // 2, "1": count // 2}, unit)
    answered(office, 10, {"1": 9}, "ward-oncology")

    heat = read_heat(office, of(OCTOBER), "score").set_index("unit")

    assert set(heat.loc[heat["shown"], "verdict"]) == {"same"}
    assert heat.loc["ward-oncology", "verdict"] == "" and not heat.loc["ward-oncology", "shown"]
