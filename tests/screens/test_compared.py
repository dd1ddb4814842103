"""Periods and modes on a dashboard: against what, how sure, and what the ceiling hides."""

from datetime import date

import pytest

from survey.charts.measure import measure
from survey.screens.changed import difference_texts, signed
from tests.screens.test_dashboard import metrics
from tests.screens.visitor import answers, texts

AUGUST, SEPTEMBER, OCTOBER = date(2025, 8, 5), date(2025, 9, 5), date(2025, 10, 5)
UROLOGY, CARDIOLOGY = "ward-urology", "ward-cardiology"


def captions(visitor) -> list[str]:
    return [caption.value for caption in visitor.caption]


def of_october(visit, language: str = "zh"):
    return visit("lianxin", language).selectbox(key="period").set_value("2025-10").run()


def test_every_card_says_since_when_it_changed_and_how_surely(visit, office):
    # 10 of 30 content, then 28 of 30; Newcombe's interval of 28/30 − 10/30 is .369 to .749
    for day, good in ((SEPTEMBER, 10), (OCTOBER, 28)):
        answers(office, UROLOGY, "5", good, day)
        answers(office, UROLOGY, "1", 30 - good, day)

    shown = captions(of_october(visit))

    assert ":green[比 2025-09：+60.0 个百分点（+36.9 至 +74.9） 明显好转]" in shown
    assert ":green[比 2025-09：−60.0 个百分点（−74.9 至 −36.9） 明显好转]" in shown
    assert sum("比 2025-09" in caption for caption in shown) == 5


def test_noise_is_grey(visit, office):
    for day, good in ((SEPTEMBER, 20), (OCTOBER, 22)):
        answers(office, UROLOGY, "5", good, day)
        answers(office, UROLOGY, "1", 30 - good, day)

    assert sum(c.startswith(":gray[比 2025-09：") and "与上期无明显差异" in c for c in captions(of_october(visit))) == 5


def test_a_period_before_of_nine_is_too_few_to_say(visit, office):
    answers(office, UROLOGY, "5", 20, AUGUST)  # which the guard hides with September
    answers(office, UROLOGY, "5", 9, SEPTEMBER)
    answers(office, UROLOGY, "5", 30, OCTOBER)

    assert captions(of_october(visit)).count(":gray[比 2025-09 答卷太少，说不准]") == 5


def test_a_first_period_is_compared_with_nothing(visit, office):
    answers(office, UROLOGY, "5", 30, OCTOBER)
    visitor = of_october(visit)

    visitor.get_by_key("part").set_value("changes").run()

    assert not any("比 2025-09" in caption for caption in captions(visitor))
    assert "前面的时期没有答卷" in texts(visitor)


def test_the_units_that_were_chosen_stand_over_the_figures(visit, office):
    answers(office, UROLOGY, "5", 30, OCTOBER)
    visitor = of_october(visit)

    visitor.get_by_key("units").set_value([UROLOGY]).run()

    assert any("2025-10" in caption and "泌尿外科" in caption for caption in captions(visitor))


def test_the_same_month_of_last_year_may_be_chosen_instead(visit, office):
    answers(office, UROLOGY, "5", 30, SEPTEMBER)
    answers(office, UROLOGY, "5", 30, OCTOBER)
    visitor = of_october(visit)
    assert sum("比 2025-09" in caption for caption in captions(visitor)) == 5

    visitor.get_by_key("against").set_value("last_year").run()

    assert not any("比 2025-09" in caption for caption in captions(visitor))


def test_all_of_time_is_compared_with_nothing(visit, office):
    answers(office, UROLOGY, "5", 30, OCTOBER)
    visitor = visit("lianxin").selectbox(key="period").set_value("all").run()

    visitor.get_by_key("part").set_value("changes").run()

    assert not any("比 " in caption and "说不准" in caption for caption in captions(visitor))
    assert "全部时间之前没有可以比较的时期" in texts(visitor)


def test_at_the_ceiling_the_best_grade_and_bad_grades_stand_first_and_the_page_says_why(visit, office):
    answers(office, UROLOGY, "5", 120, OCTOBER)
    answers(office, UROLOGY, "4", 79, OCTOBER)
    answers(office, UROLOGY, "2", 1, OCTOBER)

    visitor = of_october(visit)

    # Wilson of 199/200 begins at .9722, that of 1/200 is .0009-.0278
    assert list(metrics(visitor).items())[:2] == [("非常满意率", "60.0%"), ("每千个回答的差评", "5.0")]
    assert "0.9–27.8" in captions(visitor)
    assert "基本满意及以上率是 99.5%（95% 区间从 97.2% 起），已在 95% 以上" in texts(visitor)


def test_under_the_ceiling_the_three_rates_stay(visit, office):
    answers(office, UROLOGY, "5", 180, OCTOBER)
    answers(office, UROLOGY, "2", 20, OCTOBER)

    assert "基本满意及以上率" in metrics(of_october(visit))


@pytest.fixture
def two_modes(office):
    """Scanned 50, read out 75 in both wards; one mode of four answers besides."""
    for unit, scanned, read_out in ((UROLOGY, 40, 20), (CARDIOLOGY, 20, 60)):
        for mode, count, codes in (("qr", scanned, "42"), ("read_out", read_out, "53")):
            for code in codes:
                answers(office, unit, code, count // 2, OCTOBER, mode=mode)


def test_several_modes_are_named_with_their_n(visit, two_modes):
    about = captions(of_october(visit))[0]

    assert "扫码自填 n = 60、访员念读 n = 80；校正后的得分见“填写方式”" in about


def test_the_page_of_modes_says_what_they_do_and_shows_raw_beside_adjusted(visit, two_modes):
    visitor = of_october(visit)

    visitor.get_by_key("part").set_value("modes").run()

    table = visitor.dataframe[0].value.set_index("单位")
    # the whole: 60 scanned and 80 read out of 140; 75 is the most used mode, so scanning is told against it
    assert "扫码自填比访员念读平均低 25.0 分" in texts(visitor)
    assert table["原始得分"].to_dict() == {"泌尿外科": round((40 * 50 + 20 * 75) / 60, 1), "心血管内科": round((20 * 50 + 60 * 75) / 80, 1)}
    assert set(table["校正后得分"]) == {round((60 * 50 + 80 * 75) / 140, 1)}


def test_one_mode_alone_offers_no_adjustment(visit, office):
    answers(office, UROLOGY, "5", 30, OCTOBER)
    visitor = of_october(visit)

    visitor.get_by_key("part").set_value("modes").run()

    assert not visitor.dataframe and "不能直接比较：" not in captions(visitor)[0]


def test_what_changed_is_listed_place_by_place(visit, office):
    for day, good in ((SEPTEMBER, 28), (OCTOBER, 10)):
        answers(office, UROLOGY, "5", good, day)
        answers(office, UROLOGY, "1", 30 - good, day)
        answers(office, CARDIOLOGY, "4", 30, day)
    visitor = of_october(visit)

    visitor.get_by_key("part").set_value("changes").run()

    assert ":red-badge[明显变差] 泌尿外科“总体满意”：93.3 → 33.3，" in texts(visitor).replace("\\", "")
    assert "1 处明显变化，1 处与上期无明显差异，0 处答卷太少" in texts(visitor)
    visitor.get_by_key("part").set_value("year").run()
    assert "2024-10 没有 10 份以上同一问法的回答" in texts(visitor).replace("\\", "")


def test_the_pages_speak_english(visit, two_modes):
    visitor = of_october(visit, "en")
    visitor.get_by_key("part").set_value("modes").run()

    assert "By QR code scores 25.0 points lower on average than Read out" in texts(visitor)
    assert not visitor.exception


@pytest.mark.parametrize(("value", "text"), [(1.25, "+1.2"), (-3.0, "−3.0"), (0.01, "0.0"), (-0.04, "0.0")])
def test_a_difference_has_its_sign(value, text):
    assert signed(value) == text


def test_an_end_that_is_not_nought_never_looks_like_it():
    row = {"difference": 1.94, "low": 0.03, "high": 3.85}

    assert difference_texts(row, measure("score")) == {"difference": "+1.94", "low": "+0.03", "high": "+3.85"}
    assert difference_texts(row | {"low": 0.3}, measure("score"))["low"] == "+0.3"
