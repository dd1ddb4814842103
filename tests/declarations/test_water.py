"""The water company's registers, moved as they are declared: what each clause refuses, and what it lets through."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Wanted, move_case, open_case
from survey.domain.handling.field import Known, Reading

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
KNOWN = Known({"R0101": "repairer", "S0101": "operator", "S0102": "operator"}, {}, frozenset({"area-01"}))
EVERYBODY = frozenset(
    "receptionist staff team_leader head_of_unit manager division_head reviewer citizen handler target".split()
)
LINE = {"item": "闸阀 DN20", "unit": "个", "drawn": 3, "used": 2, "returned": 1}
ORDINARY = {"area": "area-01", "zone": "town", "urgency": "ordinary"}
BURST = {**ORDINARY, "urgency": "burst"}

# The way of an order from the desk to the box, each step with what it needs.
RECEIVED = [("report", {"explained": True, "promised_time": "2026-11-25 17:00"})]
SENT = [*RECEIVED, ("issue", {"work_type": "repair"}), ("assign", {"worker": "R0101"}), ("take", {}), ("depart", {})]
ARRIVED = [*SENT, ("arrive", {"km": 3})]
PRICED = [*ARRIVED, ("show_prices", {"price_version": "2026-01-01"})]
AGREED = [*PRICED, ("agree", {"consent": True})]
REPAIRING = [*AGREED, ("start", {})]
TESTED = [*REPAIRING, ("test", {"water_test": True, "leak": False})]
CLEARED = [*TESTED, ("clear", {"materials": [LINE], "fee": 60})]
SIGNED = [*CLEARED, ("sign", {"finished_at": "2026-11-25 15:30", "opinion": "satisfied", "site_clean": True})]
LED = [*SIGNED, ("leader_sign", {"leader_opinion": "质量合格"})]
HEADED = [*LED, ("head_sign", {})]
ARCHIVED = [*HEADED, ("archive", {"box": 12})]


def a_scene(actor: str = "", person: str = "", who: frozenset[str] = EVERYBODY) -> Scene:
    """Somebody who holds every role that a step asks for, so that only the declared machine refuses."""
    return Scene(actor or "somebody", actor, person, who, Reading(ZoneInfo("Asia/Shanghai"), NOW, KNOWN), lambda at: True)


class Register:
    """A case of one kind, moved step by step by somebody else each time unless it is said by whom."""

    def __init__(self, declarations, kind: str, fields: dict) -> None:
        self.kind = next(k for k in declarations.programme("water").case_kinds if k.id == kind)
        blank = Case(
            "case-number-0001", "water", kind, "team-repair-1", "", "", False, "call", self.kind.states[0].id,
            date(2026, 11, 25), NOW, "desk",
        )
        self.case, opening = open_case(blank, self.kind, Wanted("open", fields=fields), a_scene("opener"))
        self.steps = [opening]

    def move(self, move: str, fields: dict | None = None, note: str = "办了", by: str = "", person: str = "") -> "Register":
        scene = a_scene(by or f"actor-{len(self.steps)}", person, self.kind.move(move).who)
        self.case, step = move_case(self.case, self.kind, self.steps, Wanted(move, note, fields or {}), scene)
        self.steps.append(step)
        return self

    def walk(self, way) -> "Register":
        for move, fields in way:
            self.move(move, fields)
        return self


@pytest.fixture
def opened(declarations):
    """Opens a case of a kind; an ordinary repair unless another is asked for."""
    return lambda kind="repair", **fields: Register(declarations, kind, fields or ORDINARY)


def in_time(hours: float) -> str:
    return (NOW + timedelta(hours=hours)).isoformat()


# --- Repairs -----------------------------------------------------------------------------------------------------


def test_an_order_goes_from_the_desk_to_the_box(opened):
    # E24, E26, E27, E31, E32, E33, E34, E35, E36
    order = opened().walk(ARCHIVED)

    assert (order.case.state, order.case.handler) == ("archived", "R0101")


@pytest.mark.parametrize("way", [RECEIVED, SENT, ARRIVED, PRICED])
def test_no_repair_starts_before_the_customer_agreed(opened, way):
    # E45: 如用户同意维修
    order = opened().walk(way)

    with pytest.raises(SurveyError):
        order.move("start")


def test_a_start_without_consent_is_refused_by_its_clause(opened):
    # E45
    order = opened().walk(PRICED)

    with pytest.raises(SurveyError, match="E45"):
        order.move("start")
    with pytest.raises(SurveyError, match="E45"):
        order.move("agree", {"consent": False})


def test_who_declines_is_done_with(opened):
    # E45: no repair, no penalty
    order = opened().walk(PRICED).move("decline", {"consent": False})

    assert order.kind.state(order.case.state).is_final


def test_consent_is_asked_only_after_the_price_list_was_shown(opened):
    # E44
    order = opened().walk(ARRIVED)

    with pytest.raises(SurveyError, match="已到达"):
        order.move("agree", {"consent": True})


@pytest.mark.parametrize(
    ("water_test", "leak", "clause"),
    [(False, False, "E31"), (True, True, "E40"), (None, False, "E31"), (True, None, "E40")],
)
def test_the_water_test_must_be_passed_before_anybody_signs(opened, water_test, leak, clause):
    # E31, E40
    order = opened().walk(REPAIRING)

    with pytest.raises(SurveyError, match=clause):
        order.move("test", {"water_test": water_test, "leak": leak})


def test_a_failed_test_is_kept_and_mended(opened):
    # E40: first-pass rate
    order = opened().walk(REPAIRING).move("fail_test", {"water_test": False, "leak": True}, note="接口渗漏")

    order.walk([("test", {"water_test": True, "leak": False})])

    assert [step.move for step in order.steps][-2:] == ["fail_test", "test"]


def test_nothing_is_archived_that_a_correction_left_without_a_water_test(opened):
    # E31: 证明维修无误后
    order = opened().walk(HEADED).move("correct", {"water_test": False}, note="记错了")

    with pytest.raises(SurveyError, match="E31"):
        order.move("archive", {"box": 12})


@pytest.mark.parametrize(
    ("drawn", "used", "returned", "holds"),
    [(3, 2, 1, True), (3, 3, 0, True), (0, 0, 0, True), (3, 2, 0, False), (3, 2, 2, False)],
)
def test_what_was_drawn_was_used_or_returned(opened, drawn, used, returned, holds):
    # E43, E48: 材料消耗量, 剩余材料
    order = opened().walk(TESTED)
    line = {**LINE, "drawn": drawn, "used": used, "returned": returned}

    if holds:
        assert order.move("clear", {"materials": [line], "fee": 60}).case.state == "cleared"
    else:
        with pytest.raises(SurveyError, match="E43"):
            order.move("clear", {"materials": [line], "fee": 60})


def test_nothing_is_archived_that_a_correction_left_out_of_balance(opened):
    # E48
    order = opened().walk(HEADED).move("correct", {"materials": [{**LINE, "returned": 0}]}, note="补记")

    with pytest.raises(SurveyError, match="E48"):
        order.move("archive", {"box": 12})


@pytest.mark.parametrize("missing", ["finished_at", "opinion", "site_clean"])
def test_the_customer_writes_the_time_the_opinion_and_whether_it_is_clean(opened, missing):
    # E30, E32, E33
    _move, whole = SIGNED[-1]
    order = opened().walk(CLEARED)

    with pytest.raises(SurveyError):
        order.move("sign", {id: value for id, value in whole.items() if id != missing})


def test_who_did_the_work_does_not_fill_in_the_opinion(opened):
    # E33
    order = opened().walk(CLEARED)

    with pytest.raises(SurveyError, match="E33"):
        order.move("sign", SIGNED[-1][1], person="R0101")


def test_a_customer_who_is_away_is_called_back_before_the_order_goes_on_unsigned(opened):
    # E33: 顾客不在 is a legal branch
    order = opened().walk(CLEARED).move("leave_unsigned", {"unsigned_reason": "absent"})

    with pytest.raises(SurveyError, match="E33"):
        order.move("go_unsigned")
    order.move("call_in_vain").move("go_unsigned").walk([LED[-1], HEADED[-1], ARCHIVED[-1]])

    assert order.case.state == "archived"


def test_a_call_back_brings_the_opinion_in(opened):
    # E33
    order = opened().walk(CLEARED).move("leave_unsigned", {"unsigned_reason": "absent"})

    assert order.walk([SIGNED[-1]]).case.state == "heard"


@pytest.mark.parametrize(
    ("way", "too_soon"),
    [(CLEARED, LED[-1]), (SIGNED, HEADED[-1]), (SIGNED, ARCHIVED[-1]), (LED, ARCHIVED[-1])],
)
def test_leader_head_and_archive_sign_in_this_order(opened, way, too_soon):
    # E34, E35, E36
    order = opened().walk(way)

    with pytest.raises(SurveyError, match="状态下不能做"):
        order.move(*too_soon)


def test_leader_and_head_are_two_people(opened):
    # E35: 再由维修处长签字
    order = opened().walk(SIGNED).move(*LED[-1], by="one")

    with pytest.raises(SurveyError, match="E35"):
        order.move("head_sign", by="one")


def test_an_installation_is_signed_only_with_its_craft_checked(opened):
    # E38, E39
    way = [("issue", {"work_type": "installation"}) if move == "issue" else (move, fields) for move, fields in SIGNED]
    order = opened().walk(way)

    with pytest.raises(SurveyError, match="E38"):
        order.move(*LED[-1])
    checked = {"leader_opinion": "合格", "laying_order": ["underground_first", "large_first", "main_first"], "joints": ["once"]}

    assert order.move("leader_sign_installation", checked).case.state == "leader_signed"


def test_no_order_is_issued_that_was_not_reported_from_the_desk(opened):
    # E24, E42: 三来处理单, then the order
    with pytest.raises(SurveyError, match="三来登记"):
        opened().move("issue", {"work_type": "repair"})


def test_the_promised_time_is_told_before_the_report(opened):
    # E23
    with pytest.raises(SurveyError, match="E23"):
        opened().move("report", {"explained": True})


def test_a_question_that_was_answered_at_the_desk_needs_no_order(opened):
    # E50: 解答客户的疑难问题
    case = opened().move("answer_at_desk", note="水费按阶梯计").case

    assert case.state == "answered"


def test_only_a_burst_goes_out_without_the_manager(opened):
    # E12: 最短时间
    sent = {"worker": "R0101", "work_type": "repair"}

    assert opened(**BURST).move("send_to_burst", sent).case.state == "assigned"
    with pytest.raises(SurveyError, match="E12"):
        opened().move("send_to_burst", sent)


def test_a_burst_is_first_in_line(opened):
    # E12
    kind = opened().kind

    assert kind.is_first_in_line(BURST) and not kind.is_first_in_line(ORDINARY)


@pytest.mark.parametrize("missing", ["valve", "area_shut", "households", "shut_at"])
def test_a_shut_valve_says_which_where_for_how_many_and_since_when(opened, missing):
    # E13
    shut = {"pipe": "public", "valve": "V-17", "area_shut": "1-3 栋", "households": 40, "shut_at": in_time(-1)}
    order = opened(**BURST).walk(ARRIVED)

    with pytest.raises(SurveyError, match="E13"):
        order.move("shut_valve", {id: value for id, value in shut.items() if id != missing})


def test_the_supply_is_not_restored_before_it_was_shut(opened):
    # E13
    shut = {"pipe": "public", "valve": "V-17", "area_shut": "1-3 栋", "households": 40, "shut_at": in_time(-1)}
    order = opened(**BURST).walk(ARRIVED).move("shut_valve", shut)

    with pytest.raises(SurveyError, match="E13"):
        order.move("restore", {"restored_at": in_time(-2)})


@pytest.mark.parametrize(("urgency", "pipe", "clause"), [("ordinary", "public", "E12"), ("burst", "home", "E45")])
def test_only_a_burst_of_the_public_main_is_mended_without_consent(opened, urgency, pipe, clause):
    # E12, E45
    order = opened(**{**ORDINARY, "urgency": urgency}).walk(ARRIVED)

    with pytest.raises(SurveyError, match=clause):
        order.move("start_on_main", {"pipe": pipe})


# --- Materials ---------------------------------------------------------------------------------------------------


def test_materials_are_issued_on_every_signature_and_settled_in_balance(opened):
    # E47, E48
    slip = opened("requisition", applicant="R0101", wanted=[{"item": "闸阀", "unit": "个", "quantity": 3}])

    with pytest.raises(SurveyError):
        slip.move("issue")
    slip.move("manager_sign", by="one").move("hand_in")
    with pytest.raises(SurveyError, match="E47"):
        slip.move("approve", by="one")
    slip.move("approve", by="two").move("issue")
    with pytest.raises(SurveyError, match="E48"):
        slip.move("settle", {"slip": [{**LINE, "returned": 0}]})

    assert slip.move("settle", {"slip": [LINE]}).case.state == "settled"


# --- Stations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pool_clear", "tank_clear", "clause"), [(False, True, "E2"), (True, False, "E3")])
def test_an_inspection_passes_only_where_reservoir_and_tank_are_clear(opened, pool_clear, tank_clear, clause):
    # E2, E3
    checked = ["pumps", "motors", "valves", "meters", "pool", "tidy"]
    round = opened("inspection", planned_on="2026-11-30").move("assign", {"inspector": "R0101"})

    with pytest.raises(SurveyError, match=clause):
        round.move("pass", {"pool_clear": pool_clear, "tank_clear": tank_clear, "checked": checked})


def test_an_inspection_looks_at_everything(opened):
    # E4
    round = opened("inspection", planned_on="2026-11-30").move("assign", {"inspector": "R0101"})

    with pytest.raises(SurveyError, match="E4"):
        round.move("pass", {"pool_clear": True, "tank_clear": True, "checked": ["pumps"]})


WATER = {
    "sample_point": "水池出口", "laboratory": "区疾控", "colour": 5, "turbidity": 0.4, "odour": "none", "visible": "none",
    "ph": 7.2, "coliforms": 0, "bacteria": 12, "chlorine": 0.3, "result": "pass",
}


@pytest.fixture
def cleaned(opened):
    """A reservoir that was cleaned and not tested yet."""
    case = opened("cleaning", planned_on="2026-11-20")
    case.move("tell_residents", {"starts_at": in_time(-2)}).move("start", {"contractor": "清洗公司"})
    return case.move("disinfect", {"disinfectant": "次氯酸钠"})


def test_a_cleaning_is_not_finished_without_its_water_test(cleaned):
    # E7: 并对水质进行检验
    with pytest.raises(SurveyError, match="E7"):
        cleaned.move("finish")
    cleaned.move("test", {**WATER, "result": "fail"})
    with pytest.raises(SurveyError, match="E7"):
        cleaned.move("finish")

    assert cleaned.move("test", WATER).move("finish").case.state == "done"


def test_a_reservoir_that_failed_is_cleaned_and_tested_again(cleaned):
    # E7
    cleaned.move("test", {**WATER, "result": "fail"}).move("clean_again").move("disinfect", {"disinfectant": "次氯酸钠"})

    with pytest.raises(SurveyError, match="E7"):
        cleaned.move("finish")


@pytest.mark.parametrize("missing", WATER)
def test_a_water_test_has_all_its_values(cleaned, missing):
    # E7
    with pytest.raises(SurveyError, match="E7"):
        cleaned.move("test", {id: value for id, value in WATER.items() if id != missing})


# --- Operators ---------------------------------------------------------------------------------------------------


@pytest.fixture
def on_shift(opened):
    return opened("shift", operator="S0101", starts_at=in_time(0), ends_at=in_time(8)).move("arrive")


def test_no_pump_starts_before_the_equipment_was_looked_at(on_shift):
    # E15: 才能启动设备
    with pytest.raises(SurveyError, match="E15"):
        on_shift.move("start_pump", {"pump": 1})
    with pytest.raises(SurveyError, match="E15"):
        on_shift.move("check", {"check_ok": False})

    assert on_shift.move("check", {"check_ok": True}).move("start_pump", {"pump": 1}).case.state == "checked"


@pytest.mark.parametrize("missing", ["run_hours", "pressure", "current", "voltage"])
def test_a_reading_has_time_pressure_current_and_voltage(on_shift, missing):
    # E17
    reading = {"pump": 1, "run_hours": 2, "pressure": 0.35, "current": 40, "voltage": 380}
    on_shift.move("check", {"check_ok": True})

    with pytest.raises(SurveyError, match="E17"):
        on_shift.move("read", {id: value for id, value in reading.items() if id != missing})


@pytest.mark.parametrize(("start", "end", "holds"), [(100, 180, True), (100, 100, True), (100, 99.9, False)])
def test_the_meter_does_not_run_backwards(on_shift, start, end, holds):
    # E18
    if holds:
        assert on_shift.move("finish", {"meter_start": start, "meter_end": end}).case.state == "finished"
    else:
        with pytest.raises(SurveyError, match="E18"):
            on_shift.move("finish", {"meter_start": start, "meter_end": end})


@pytest.mark.parametrize("missing", ["given_by", "given_at", "content", "valid_until"])
def test_an_instruction_has_its_four_particulars(opened, missing):
    # P3: 下达人、下达时间、指令内容和指令时限
    whole = {"given_by": "调度王样", "given_at": in_time(-1), "content": "2 号泵停机", "valid_until": in_time(3)}

    with pytest.raises(SurveyError, match="P3"):
        opened("instruction", **{id: value for id, value in whole.items() if id != missing})


@pytest.mark.parametrize(("matter", "whom_or_what"), [("entry", "电信施工人员"), ("use", "操作间")])
def test_nobody_enters_and_nothing_is_used_otherwise_without_a_leader_s_consent(opened, matter, whom_or_what):
    # P6, P7: 应有维修公司领导同意
    permit = opened("permit", matter=matter, whom_or_what=whom_or_what, reason="检修")

    with pytest.raises(SurveyError, match="P6"):
        permit.move("begin")

    assert permit.move("approve").move("begin").case.state == "begun"


@pytest.mark.parametrize("person", ["S0101", "S0102"])
def test_nobody_approves_the_own_swap(opened, person):
    # P10: 不允许他人私自替班替岗
    swap = opened("swap", applicant="S0101", substitute="S0102", starts_at=in_time(24), ends_at=in_time(32))

    with pytest.raises(SurveyError, match="P10"):
        swap.move("approve", person=person)


@pytest.mark.parametrize(("by", "person"), [("opener", ""), ("", "S0101")])
def test_a_breach_is_verified_by_somebody_else(opened, by, person):
    # E61, P13
    breach = opened("conduct", ground="quarrel").move("take_up", {"named": "S0101"})

    with pytest.raises(SurveyError, match="E61"):
        breach.move("verify", {"verified": "yes", "evidence": "录音", "rule_no": 7}, by=by, person=person)


def test_an_appeal_is_decided_by_another_than_who_found(opened):
    # E61
    breach = opened("conduct", ground="drink").move("take_up", {"named": "S0101"})
    breach.move("verify", {"verified": "yes", "evidence": "检测记录", "rule_no": 7}, by="one").move("appeal")

    with pytest.raises(SurveyError, match="E61"):
        breach.move("decide", {"verified": "no", "rule_no": 0}, by="one")


@pytest.mark.parametrize("part", ["content", "standard", "procedure", "time_limit", "responsibility"])
def test_a_pledge_has_its_five_parts(opened, part):
    # E51: 服务内容、标准、程序、时限、责任
    parts = dict.fromkeys(["content", "standard", "procedure", "time_limit", "responsibility"], "写明")

    with pytest.raises(SurveyError):
        opened("pledge", **{**parts, part: ""}, term="lasting")


def test_every_clause_of_the_registers_is_named_by_a_kind(declarations):
    named = {clause for kind in declarations.programme("water").case_kinds for clause in every_clause(kind)}
    registers = {f"E{n}" for n in range(2, 52)} - {"E20"}  # E20 is a role; the last nine are the survey's
    stations = {f"P{n}" for n in range(1, 18)} - {"P11", "P12"}  # asked of residents only

    assert not (registers | stations | {"E61"}) - named


def every_clause(kind) -> set[str]:
    moves = (kind.opening, *kind.moves)
    parts = (kind, *kind.fields.values(), *moves, *kind.clocks, *kind.printouts)
    return {clause for part in parts for clause in part.clauses} | {rule.clause for move in moves for rule in move.rules}
