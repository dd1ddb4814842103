"""The book for clerks: enter, answer, close; and its dashboard."""

from datetime import date

from survey.actions.book_reading import read_book
from survey.actions.handling import list_cases, steps_of
from survey.domain.counting.period import ALL
from survey.domain.keeping.actor import Actor, Grant
from survey.screens import identity
from survey.store.log import log_frame
from tests.actions.test_book_verdicts import entries
from tests.screens.visitor import texts


def enter(visit, text: str, topic: str = "", wants: bool = True, phone: str = ""):
    """A clerk enters what somebody told in person about the urology ward."""
    visitor = visit("book")
    visitor.get_by_key("programme").set_value("complaints").run()
    visitor.get_by_key("do").set_value("enter").run()
    visitor.selectbox(key="entry_unit").set_value("ward-urology")
    visitor.selectbox(key="entry_channel").set_value("visit")
    id = visitor.session_state["entry_id"]
    visitor.selectbox(key=f"topic_{id}").set_value(topic)
    visitor.text_area(key=f"text_{id}").set_value(text)
    visitor.checkbox(key=f"wants_{id}").set_value(wants)
    visitor.text_input(key=f"contact_phone_{id}").set_value(phone)
    visitor.button(key=f"do_enter_{id}").click().run()
    return visitor


def look_at(visitor, id: str):
    visitor.query_params["programme"], visitor.query_params["case"] = "complaints", id
    return visitor.run()


def move(visitor, id: str, steps: int, move: str, note: str = ""):
    """What somebody does to a case that has had so many steps."""
    visitor.get_by_key(f"move_{id}_{steps}").set_value(move).run()
    visitor.text_area(key=f"note_{move}_{id}_{steps}").set_value(note)
    visitor.button(key=f"do_{move}_{id}").click().run()
    return visitor


def test_an_entry_is_entered_answered_and_closed(visit, office):
    visitor = enter(visit, "夜里走廊太吵")
    [case] = list_cases(office, "complaints").to_dict("records")
    assert case["code"] in visitor.success[0].value
    assert (case["state"], case["unit"], case["channel"]) == ("received", "ward-urology", "visit")

    look_at(visitor, case["id"])
    move(visitor, case["id"], 1, "answer", note="已换静音轮")
    move(visitor, case["id"], 2, "close")

    assert not visitor.exception
    assert list_cases(office, "complaints")["state"].tolist() == ["closed"]
    assert steps_of(office, case["id"], "complaints")["move"].tolist() == ["open", "answer", "close"]
    assert "已换静音轮" in texts(visitor)


def test_an_empty_entry_is_refused_and_what_was_chosen_stays(visit, office):
    visitor = enter(visit, "  ")

    assert "还没有写内容" in visitor.error[0].value
    assert visitor.selectbox(key="entry_unit").value == "ward-urology"
    assert list_cases(office, "complaints").empty


def test_an_answer_without_words_is_refused_and_nothing_moves(visit, office):
    visitor = enter(visit, "夜里走廊太吵")
    id = list_cases(office, "complaints")["id"].iloc[0]

    move(look_at(visitor, id), id, 1, "answer", note="")

    assert "要写明内容" in visitor.error[0].value
    assert list_cases(office, "complaints")["state"].tolist() == ["received"]


def test_only_declared_moves_are_offered(visit, office):
    visitor = enter(visit, "谢谢护士", wants=False)
    id = list_cases(office, "complaints")["id"].iloc[0]

    look_at(visitor, id)

    offered = {option.content for option in visitor.get_by_key(f"move_{id}_1").proto.options}
    assert {"答复", "阅存"} <= offered and "办结" not in offered


def test_the_list_is_narrowed_by_state_and_topic(visit, office):
    enter(visit, "夜里走廊太吵", topic="noise")
    visitor = enter(visit, "谢谢护士")
    visitor.get_by_key("do").set_value("list").run()
    assert len(visitor.dataframe[0].value) == 2

    visitor.multiselect(key="topics").set_value(["noise"]).run()
    assert visitor.dataframe[0].value["text"].tolist() == ["夜里走廊太吵"]

    visitor.multiselect(key="states").set_value(["closed"]).run()
    assert "没有符合条件" in texts(visitor)


def test_what_a_citizen_wrote_is_never_markup(visit, office):
    visitor = enter(visit, "**重要** <script>alert(1)</script>")
    id = list_cases(office, "complaints")["id"].iloc[0]

    look_at(visitor, id)

    assert "**重要** <script>alert(1)</script>" in [text.value for text in visitor.text]


def test_the_books_dashboard_counts_and_hides_a_share_of_few(visit, office):
    enter(visit, "夜里走廊太吵")
    enter(visit, "开水房没有水")

    visitor = visit("complaints")

    shown = {metric.label: metric.value for metric in visitor.metric}
    assert shown["事项"] == "2"
    assert shown["还没办结"] == "2"
    assert shown["答复率"] == "—"


def test_the_books_dashboard_says_in_words_what_differs_with_n_and_interval(visit, office):
    entries(office, date(2025, 1, 6), 40, unit="ward-urology")
    entries(office, date(2025, 1, 6), 40, unit="ward-cardiology", answered_after=None)
    entries(office, date(2024, 3, 1), 40, unit="ward-urology")

    visitor = visit("complaints")
    visitor.get_by_key("period").set_value("2025").run()

    told = texts(visitor).replace("\\", "")
    assert not visitor.exception
    assert "登记已满 30 天的，30 天内答复了 50.0%（95% 区间 39.3%–60.7%，n = 80）" in told
    assert "▼ 比上期（2024）差：-50.0 个百分点（95% 区间" in told
    assert "心血管内科：▼ 异常，明显差（0.0%, 0.0%–8.8%，n = 40）" in told
    assert "泌尿外科：▲ 异常，明显好" in told
    table = next(frame.value for frame in visitor.dataframe if "days_verdict" in frame.value.columns)
    assert table["interval"].tolist() == ["0.0%–8.8%", "91.2%–100.0%"] and table["n"].tolist() == [40, 40]


def test_an_entry_that_was_merely_filed_is_closed_and_not_answered(visit, office):
    visitor = enter(visit, "夜里走廊太吵")
    id = list_cases(office, "complaints")["id"].iloc[0]
    move(look_at(visitor, id), id, 1, "file", note="无需答复，存档")
    enter(visit, "开水房没有水")

    visitor = visit("complaints")

    book = read_book(office, "complaints", ALL)
    assert (book.wanting, book.answered) == (2, 0)
    assert {metric.label: metric.value for metric in visitor.metric}["还没办结"] == "1"
    assert "其中要求答复而没有答复 1 件" in texts(visitor)


def test_a_contact_is_shown_when_asked_for_and_gone_at_the_next_press(visit, office):
    visitor = enter(visit, "夜里走廊太吵", phone="138 0000 1111")
    id = list_cases(office, "complaints")["id"].iloc[0]
    look_at(visitor, id)
    assert "138" not in texts(visitor)

    visitor.button(key=f"contact_{id}").click().run()
    assert "电话　138 0000 1111" in [text.value for text in visitor.text]

    visitor.run()
    assert not visitor.exception and "138" not in texts(visitor)
    assert log_frame(office.database, action="read_contact")["row"].tolist() == [id]


def test_a_telephone_nobody_can_dial_is_refused_and_what_was_typed_stays(visit, office):
    visitor = enter(visit, "夜里走廊太吵", phone="护士站")

    id = visitor.session_state["entry_id"]
    assert "不像电话号码" in visitor.error[0].value
    assert visitor.text_input(key=f"contact_phone_{id}").value == "护士站"
    assert visitor.text_area(key=f"text_{id}").value == "夜里走廊太吵"
    assert list_cases(office, "complaints").empty


def test_the_next_entry_starts_without_the_contact_of_the_one_before(visit, office):
    visitor = enter(visit, "夜里走廊太吵", phone="138 0000 1111")

    id = visitor.session_state["entry_id"]
    assert not visitor.text_input(key=f"contact_phone_{id}").value


def test_no_contact_is_offered_where_there_is_none(visit, office):
    visitor = enter(visit, "谢谢护士")
    id = list_cases(office, "complaints")["id"].iloc[0]

    assert f"contact_{id}" not in [button.key for button in look_at(visitor, id).button]


def test_no_contact_is_offered_to_the_head_of_the_unit(visit, office, monkeypatch):
    enter(visit, "夜里走廊太吵", phone="138 0000 1111")
    id = list_cases(office, "complaints")["id"].iloc[0]
    head = Actor("wang", "王芳", (Grant("head_of_unit", "complaints", ("ward-urology",)),))
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(head))

    visitor = look_at(visit("book"), id)

    assert "夜里走廊太吵" in texts(visitor)
    assert f"contact_{id}" not in [button.key for button in visitor.button]
