"""Control charts, funnels and cross tables from a real store, within reach and with small numbers hidden."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from survey.actions.charting import read_control_chart, read_funnel, read_small_multiples
from survey.actions.crossing import crossable, read_cross_table
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.domain.asking.response import Response
from survey.domain.columns import CONTROL_BY_SEGMENT, CONTROL_BY_UNIT, EVENTS_MARKED
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import CITIZEN, NotAllowed
from survey.domain.noticing.funnel import ALARM
from survey.domain.noticing.verdict import FEW, WORSE
from survey.store.responses import insert_responses
from tests.actions.cast import actor_of
from tests.actions.test_changed_question import reworded  # noqa: F401, the fixture

BEILING, XIHE, DONGSHAN, NANYUAN, ZHONGXIN = (f"station-{name}" for name in ("beiling", "xihe", "dongshan", "nanyuan", "zhongxin"))
ENTERED = datetime(2025, 12, 31, tzinfo=UTC)
YEAR = range(1, 13)


def responses(unit: str, months, each: int, share_good: float, mode: str = "qr", mark: str = "", **others) -> list[Response]:
    """`each` a month, of whom that share is very satisfied and the rest dissatisfied."""
    good = round(each * share_good)
    return [
        Response(
            id=f"charting-{unit}-{mode}-{mark}-{month}-{number:03}", programme="water", questionnaire="residents", version=1, unit=unit,
            mode=mode, happened_on=date(2025, month, 5) if month else None, entered_at=ENTERED, origin="test",
            answers={"overall": "5" if number < good else "2", **others}, comments={},
        )
        for month in months for number in range(each)
    ]


def store(office: Office, *groups: list[Response]) -> None:
    with office.database.writing() as connection:
        insert_responses(office.database, connection, [response for group in groups for response in group])


def of(*units: str) -> Selection:
    return Selection("water", "residents", ALL, units)


def test_a_rate_has_laneys_limits_and_new_ones_after_the_pump_failed(office):
    store(office, responses(BEILING, range(1, 7), 40, 0.9), responses(BEILING, range(7, 10), 40, 0.4), responses(BEILING, range(10, 13), 40, 0.9))

    found = read_control_chart(office, of(BEILING), "overall", "top2")

    assert tuple(found.points.columns) == CONTROL_BY_SEGMENT
    assert found.points["phase"].tolist() == [1] * 6 + [2] * 3 + [3] * 3
    assert found.points["middle"].tolist() == pytest.approx([0.9] * 6 + [0.4] * 3 + [0.9] * 3)
    assert found.points["is_provisional"].all()
    assert found.events[["month", "rebases"]].values.tolist() == [["2025-07", True], ["2025-10", True]]


def test_for_all_stations_the_failure_of_one_is_a_mark_and_no_new_beginning(office):
    store(office, *(responses(unit, YEAR, 20, 0.9) for unit in (BEILING, XIHE)))

    found = read_control_chart(office, of(), "overall", "score")

    assert set(found.points["phase"]) == {1} and not found.points["is_provisional"].any()
    assert found.events["rebases"].tolist() == [False, False]


def test_a_question_that_changed_begins_a_new_phase_and_the_two_wordings_share_no_month(reworded):
    selection = Selection("lianxin", "inpatient", ALL)

    found = read_control_chart(reworded, selection, "overall", "score").points

    # 12 answered the old words in the month in which 20 answered the new ones
    rows = found[["segment", "phase", "month", "n", "value"]].values.tolist()
    assert rows == [[1, 1, "2025-05", 30, 100.0], [1, 1, "2025-09", 12, 100.0], [2, 2, "2025-09", 20, 50.0]]
    assert read_small_multiples(reworded, selection, "overall")["segment"].tolist() == [1, 1, 2]
    assert read_funnel(reworded, selection, "overall", "score").units["n"].tolist() == [20]


def test_of_dissatisfaction_more_is_worse(office):
    store(office, responses(XIHE, range(1, 12), 40, 0.9), responses(XIHE, [12], 40, 0.2))

    [newest] = read_control_chart(office, of(XIHE), "overall", "dissatisfied").points.tail(1).to_dict("records")

    assert (newest["value"], newest["side"]) == (pytest.approx(0.8), WORSE)


def test_a_month_of_nine_is_hidden_and_enters_no_limit(office):
    store(office, responses(XIHE, range(1, 12), 40, 0.9), responses(XIHE, [12], 9, 0.0))

    found = read_control_chart(office, of(XIHE), "overall", "score").points

    hidden = found[~found["shown"]]
    assert "2025-12" in set(hidden["month"]) and 2 <= len(hidden) <= 3  # with others, so that no total less the rest tells it
    assert hidden[["value", "low", "high"]].isna().all(axis=None) and (hidden["n"] == 0).all()
    assert found.loc[found["shown"], "middle"].tolist() == pytest.approx([(36 * 100 + 4 * 25) / 40] * (12 - len(hidden)))


def test_responses_without_a_day_are_no_point(office):
    store(office, responses(XIHE, YEAR, 20, 0.9), responses(XIHE, [None], 20, 0.9))

    assert read_control_chart(office, of(XIHE), "overall", "score").points["month"].tolist() == [f"2025-{m:02}" for m in YEAR]


def test_each_unit_has_its_own_chart_with_its_own_events(office):
    store(office, *(responses(unit, YEAR, 20, 0.9) for unit in (BEILING, XIHE)))

    found = read_small_multiples(office, of(), "overall")

    assert tuple(found.columns) == CONTROL_BY_UNIT
    assert found.groupby("unit")["phase"].max().to_dict() == {BEILING: 3, XIHE: 1}


def test_small_multiples_hide_a_small_month_so_that_no_total_tells_it(office):
    store(office, *(responses(unit, range(1, 5), 30, 0.9) for unit in (DONGSHAN, XIHE, NANYUAN)), responses(XIHE, [5], 4, 0.0))
    store(office, *(responses(unit, [5], 30, 0.9) for unit in (DONGSHAN, NANYUAN)))

    found = read_small_multiples(office, of(), "overall")

    hidden = found[~found["shown"]]
    assert (XIHE, "2025-05") in set(zip(hidden["unit"], hidden["month"])) and len(hidden) < 9
    assert min(hidden.groupby("unit").size()) >= 2 and min(hidden.groupby("month").size()) >= 2


def test_a_funnel_names_the_unit_that_stands_out_and_hides_the_small_one(office):
    alike = [responses(unit, [1, 2, 3], each, share) for unit, each, share in ((XIHE, 40, 0.9), (DONGSHAN, 40, 0.88), (NANYUAN, 20, 0.9))]
    store(office, *alike, responses(BEILING, [1, 2, 3], 60, 0.3), responses(ZHONGXIN, [1], 9, 0.9))

    found = read_funnel(office, of(), "overall", "top2").units.set_index("unit")

    assert found.loc[ZHONGXIN, "grade"] == FEW and not found.loc[ZHONGXIN, "shown"] and np.isnan(found.loc[ZHONGXIN, "value"])
    assert found.loc[BEILING, "z"] == found["z"].min() and found.loc[BEILING, "value"] == pytest.approx(0.3)
    assert (found["grade"] == FEW).sum() == 2  # and the smallest of the others, for the total


def test_a_funnel_of_scores_takes_the_spread_of_each_unit(office):
    many = [responses(unit, range(1, 7), 60, 0.9, mark=str(copy)) for unit in (XIHE, DONGSHAN, NANYUAN, ZHONGXIN) for copy in range(3)]
    store(office, *many, responses(BEILING, range(1, 7), 60, 0.2))

    found = read_funnel(office, of(), "overall", "score")

    assert found.units.set_index("unit").loc[BEILING, "side"] in (WORSE, "")
    assert found.middle == pytest.approx(((54 * 100 + 6 * 25) * 72 + (12 * 100 + 48 * 25) * 6) / (60 * 78))
    assert (found.units["grade"] == ALARM).sum() <= 1


def test_two_fields_are_laid_against_each_other(office):
    store(office, responses(XIHE, [1, 4], 40, 0.9), responses(DONGSHAN, [1, 4], 40, 0.4, mode="paper"))

    by_unit = read_cross_table(office, of(), "unit", "overall")
    by_quarter = read_cross_table(office, of(), "quarter", "mode")

    assert by_unit.verdict == "related" and by_unit.is_whole is False  # eight of eighty in one cell
    assert set(by_quarter.cells["row"]) == {"2025-Q1", "2025-Q2"}
    assert (by_quarter.verdict, by_quarter.n, by_quarter.cells["count"].tolist()) == ("same", 160, [40] * 4)


def test_no_contact_says_nothing_and_is_not_crossed(office):
    store(office, responses(XIHE, [1], 40, 0.5), responses(DONGSHAN, [1], 40, 0.5), responses(XIHE, [2], 30, 0.5, overall="0"))

    assert read_cross_table(office, of(), "unit", "overall").n == 80


def test_a_choice_without_points_is_crossed_whole(office):
    store(office, responses(XIHE, [1], 40, 0.5, met_operator="1"), responses(DONGSHAN, [1], 40, 0.5, met_operator="2"))

    found = read_cross_table(office, of(), "met_operator", "overall")

    assert set(found.cells["row"]) == {"1", "2"} and found.verdict == "same"


def test_a_head_sees_the_own_unit_alone(office):
    store(office, *(responses(unit, YEAR, 20, 0.9) for unit in (BEILING, XIHE)))
    head = office.acting(actor_of("head_of_unit", XIHE))

    assert set(read_small_multiples(head, of(), "overall")["unit"]) == {XIHE}
    assert read_funnel(head, of(), "overall", "top1").units["unit"].tolist() == [XIHE]
    assert read_control_chart(head, of(), "overall", "top1").points["n"].tolist() == [20] * 12
    assert read_cross_table(head, of(), "quarter", "overall").n == 20 * 12
    for act in (read_control_chart, read_funnel):
        with pytest.raises(NotAllowed):
            act(head, of(BEILING), "overall", "score")


def test_who_may_not_read_dashboards_reads_none_of_them(office):
    citizen = office.acting(CITIZEN)

    for act in (
        lambda: read_control_chart(citizen, of(), "overall", "score"), lambda: read_funnel(citizen, of(), "overall", "score"),
        lambda: read_small_multiples(citizen, of(), "overall"), lambda: read_cross_table(citizen, of(), "unit", "overall"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_cannot_be_counted_is_refused_with_what_can(office):
    for question, figure in (("comment", "score"), ("met_operator", "top1"), ("overall", "median"), ("no_such", "score")):
        with pytest.raises(SurveyError, match="overall"):
            read_control_chart(office, of(), question, figure)
    for row, column in (("unit", "unit"), ("unit", "comment"), ("person", "overall")):
        with pytest.raises(SurveyError, match="quarter"):
            read_cross_table(office, of(), row, column)
    assert "comment" not in crossable(office, of())


def test_every_reading_stands_on_an_empty_store(office):
    for figure in ("score", "top2"):
        assert read_control_chart(office, of(), "overall", figure).points.empty
        assert read_small_multiples(office, of(), "overall", figure).empty
        assert read_funnel(office, of(), "overall", figure).units.empty
    assert read_cross_table(office, of(), "unit", "overall").n == 0
    assert isinstance(read_cross_table(office, of(), "unit", "overall").cells, pd.DataFrame)
