"""A dashboard: figures with interval and n, small numbers hidden, filters that narrow."""

from datetime import date

from tests.screens.visitor import answers, texts


def metrics(visitor) -> dict[str, str]:
    return {metric.label: metric.value for metric in visitor.metric}


def test_an_empty_store_says_what_to_do_next(visit):
    visitor = visit("lianxin")

    assert visitor.subheader[0].value == "还没有答卷"
    assert visitor.code[0].value == "python -m survey sample"


def test_nine_responses_show_no_figure_at_all(visit, office):
    answers(office, "ward-urology", "5", 9)

    visitor = visit("lianxin")

    assert metrics(visitor) == {}
    assert "不足 10 份" in texts(visitor)


def test_the_three_rates_stand_each_under_its_own_name(visit, office):
    # 20 very satisfied, 10 satisfied, 6 fairly, 4 dissatisfied: 40 answers (measures.md 1 and 2).
    for code, count in (("5", 20), ("4", 10), ("3", 6), ("2", 4)):
        answers(office, "ward-urology", code, count)

    shown = metrics(visit("lianxin"))

    assert shown == {
        "得分": f"{(20 * 100 + 10 * 75 + 6 * 50 + 4 * 25) / 40:.1f}",
        "非常满意率": "50.0%",
        "满意及以上率": "75.0%",
        "基本满意及以上率": "90.0%",
        "不满意率": "10.0%",
        "答卷": "40",
    }


def test_every_figure_carries_its_wilson_interval_and_n(visit, office):
    # Newcombe 1998: 81 of 263 -> .2553-.3662.
    answers(office, "ward-urology", "5", 81)
    answers(office, "ward-urology", "2", 263 - 81)

    visitor = visit("lianxin")

    captions = [caption.value for caption in visitor.caption]
    assert "25.5–36.6%" in captions
    assert captions.count("n = 263") == 5


def test_no_contact_is_counted_beside_the_figures_and_not_in_them(visit, office):
    answers(office, "ward-urology", "5", 30)
    answers(office, "ward-urology", "0", 7)

    visitor = visit("lianxin")

    assert metrics(visitor)["得分"] == "100.0"
    assert "没接触/不清楚 7" in [caption.value for caption in visitor.caption]


def test_ten_to_twenty_nine_answers_are_marked_for_orientation(visit, office):
    answers(office, "ward-urology", "5", 29)

    assert [caption.value for caption in visit("lianxin").caption].count("仅供参考") == 5


def test_thirty_answers_are_not_marked(visit, office):
    answers(office, "ward-urology", "5", 30)

    assert "仅供参考" not in [caption.value for caption in visit("lianxin").caption]


def test_filters_narrow_by_unit_and_by_month(visit, office):
    answers(office, "ward-urology", "5", 30, date(2025, 9, 5))
    answers(office, "ward-urology", "5", 12, date(2025, 10, 5))
    answers(office, "ward-cardiology", "1", 15, date(2025, 10, 5))
    visitor = visit("lianxin")
    assert metrics(visitor)["答卷"] == "57"

    visitor.multiselect(key="units").set_value(["ward-urology"]).run()
    assert metrics(visitor)["答卷"] == "42"

    visitor.selectbox(key="period").set_value("2025-10").run()
    assert metrics(visitor)["答卷"] == "12"


def test_a_filter_cannot_reach_below_ten(visit, office):
    answers(office, "ward-urology", "5", 30, date(2025, 9, 5))
    answers(office, "ward-urology", "5", 3, date(2025, 10, 5))
    visitor = visit("lianxin")

    visitor.selectbox(key="period").set_value("2025-10").run()

    assert metrics(visitor) == {}


def test_a_new_response_shows_at_once(visit, office):
    answers(office, "ward-urology", "5", 30)
    visitor = visit("lianxin")

    answers(office, "ward-cardiology", "5", 11)
    visitor.run()

    assert metrics(visitor)["答卷"] == "41"


def test_the_usual_year_is_the_latest_that_may_be_shown(visit, office):
    answers(office, "ward-urology", "5", 12, date(2024, 12, 20))
    answers(office, "ward-urology", "5", 2, date(2025, 1, 3))

    assert visit("lianxin").selectbox(key="period").value == "2024"


def test_a_focal_issue_says_in_one_sentence_why_it_is_listed(visit, office):
    answers(office, "ward-urology", "5", 60)
    answers(office, "ward-urology", "1", 40)

    sentence = "泌尿外科“总体满意”：100 人回答，40.0% 不满意（95% 区间 30.9%–49.8%），超过警戒线 10%"
    assert sentence in texts(visit("lianxin"))


def test_comments_are_shown_as_they_were_written(visit, office):
    answers(office, "ward-urology", "5", 12, comment="<b>护士</b> [好](http://example.org) **很好**")
    visitor = visit("lianxin")

    visitor.get_by_key("part").set_value("comments").run()

    assert visitor.text[0].value == "<b>护士</b> [好](http://example.org) **很好**"


def test_each_part_below_opens(visit, office):
    answers(office, "ward-urology", "5", 30)
    visitor = visit("lianxin")

    for part in ("questions", "changes", "heat", "multiples", "importance", "cross", "modes", "year", "answers", "comments"):
        visitor.get_by_key("part").set_value(part).run()
        assert not visitor.exception, part


def test_of_a_few_units_the_one_that_differs_is_named_in_a_list_without_a_funnel(visit, office):
    for unit, good in (("ward-urology", 55), ("ward-nephrology", 54), ("ward-cardiology", 20)):
        answers(office, unit, "5", good)
        answers(office, unit, "2", 60 - good)

    visitor = visit("lianxin")

    assert "3 个单位中，1 个异常" in texts(visitor) and "心血管内科" in texts(visitor)
    assert [group for group in visitor.get("button_group") if "漏斗图" in str(group.proto)] == []


def test_of_six_units_there_is_a_funnel_with_its_table(visit, office):
    for unit in office.declarations.units_of(("ward",))[:6]:
        answers(office, unit.id, "5", 30)

    visitor = visit("lianxin")

    assert [group for group in visitor.get("button_group") if "漏斗图" in str(group.proto)]
    assert [button for button in visitor.get("download_button") if "take_funnel" in button.proto.id]
