"""The radar shows reasons and no answers; two persons exclude, and the counts follow."""

from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from survey.actions import accounts
from survey.actions.asking import take_response, withdraw_response
from survey.actions.excluding import decide_exclusion, propose_exclusion
from survey.actions.keeping import check_everything
from survey.actions.keying import key_sheet
from survey.actions.noticing import read_dashboard
from survey.actions.radar import read_radar
from survey.actions.reading_log import read_log
from survey.actions.retention import keep_retention
from survey.actions.selecting import Selection
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant, NotAllowed
from survey.domain.keeping.retention import MARK
from survey.store.exclusions import exclusions_frame
from survey.store.schema import exclusion, response
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, acting, actor_of
from tests.conftest import NOW

WHY = "电话回访：没有人填过"
REVIEWER = acting("li", Grant("reviewer"))
DIVISION = acting("wang", Grant("division_head"))
HERE = ("lianxin", "inpatient", ALL)
ITEMS = (
    "appearance", "smile", "tone", "warmth", "explaining", "polite_words", "clean", "quiet_day", "quiet_night", "cups",
    "expectation", "overall", "recommend",
)
read = partial(read_radar, programme="lianxin", questionnaire="inpatient", period=ALL)


def answered(office, count: int, unit: str = UROLOGY, first: int = 1, **raw: str) -> list[str]:
    """Ids of forms that differ from each other but in what `raw` says."""
    ids = []
    for number in range(first, first + count):
        various = {item: str(1 + (number // 5**(place % 4) + place) % 5) for place, item in enumerate(ITEMS)}
        take_response(office, a_sheet(number, unit, raw=various | raw, origin="form"), NOW)
        ids.append(a_sheet(number).id)
    return ids


def keyed(office, count: int, collector: str, first: int, seconds: int = 600, unit: str = UROLOGY, **raw: str) -> list[str]:
    ids = []
    for number in range(first, first + count):
        various = {item: str(1 + (number // 5**(place % 4) + place) % 5) for place, item in enumerate(ITEMS)}
        key_sheet(office, a_sheet(number, unit, raw=various | raw, collector=collector), NOW + (number - first) * timedelta(seconds=seconds))
        ids.append(a_sheet(number).id)
    return ids


def score(office) -> float:
    return float(read_dashboard(office, Selection(*HERE)).headline["score"].iloc[0])


def test_a_burst_is_shown_with_its_reason_and_without_an_answer(office):
    # rules.md 8
    keyed(office, 12, "volunteer-01", 1, seconds=20, comment="谢谢")

    found = read(office)

    assert len(found.flagged) == 11 and set(found.flagged["reasons"]) == {"4 分钟录了 11 份"}
    assert not {"answers", "text", "comments"} & {*found.flagged, *found.flags, *found.call_backs, *found.waiting, *found.excluded}
    assert found.rates[["collector", "n", "flagged"]].values.tolist() == [["volunteer-01", 12, 11.0]]
    assert len(found.call_backs) == 1


def test_nine_responses_show_no_flag_and_nine_of_a_collector_no_rate(office):
    keyed(office, 9, "volunteer-01", 1, seconds=20)
    assert read(office).is_few and read(office).flags.empty and read(office).call_backs.empty

    answered(office, 1, first=50)

    rates = read(office).rates.iloc[0]
    assert (rates["n"], rates["shown"]) == (0, False) and rates[["flagged", "share", "share_low"]].isna().all()


def test_a_head_sees_the_own_unit_alone(office):
    keyed(office, 12, "volunteer-01", 1, seconds=20)
    keyed(office, 12, "volunteer-02", 21, seconds=20, unit=CARDIOLOGY)

    found = read(office.acting(actor_of("head_of_unit")))

    assert found.responses == 12
    for frame in (found.flagged, found.rates, found.call_backs):
        assert set(frame["collector"]) == {"volunteer-01"}


def test_what_is_keyed_by_somebody_who_is_evaluated_is_flagged(office):
    accounts.save_account(office, Account("nurse", "护士", (Grant("collector"),), person="N0101"), NOW)
    keyed(office.acting(acting("nurse", Grant("collector"))), 1, "volunteer-01", 1)
    answered(office, 12, first=20)

    assert list(read(office).flagged["reasons"]) == ["由被考核人的账号录入"]


def test_two_persons_exclude_and_the_figures_follow(office):
    ids = answered(office, 30, overall="5") + answered(office, 10, first=50, overall="1")
    for id in ids[30:]:
        propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    assert score(office) == 75.0  # (30 × 100 + 10 × 0) / 40: a proposal changes nothing

    for id in ids[30:]:
        decide_exclusion(office.acting(DIVISION), id, True, NOW)

    found = read(office)
    assert score(office) == 100.0
    assert read_dashboard(office, Selection(*HERE)).excluded == 10
    assert (found.responses, len(found.excluded), len(found.waiting)) == (30, 10, 0)
    assert (found.effect.with_them, found.effect.without) == (75.0, 100.0)
    assert not check_everything(office)


def test_the_effect_of_nine_is_only_bounded(office):
    ids = answered(office, 40)
    for id in ids[:9]:
        propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
        decide_exclusion(office.acting(DIVISION), id, True, NOW)

    effect = read(office).effect

    assert (effect.without, effect.with_them, effect.at_most) == (None, None, 100 * 9 / 40)


def test_nobody_decides_the_own_proposal(office):
    [id, *_more] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)

    with pytest.raises(SurveyError, match="另一个人"):
        decide_exclusion(office.acting(REVIEWER), id, True, NOW)

    assert read(office).waiting["response_id"].tolist() == [id]


def test_whoever_is_evaluated_in_the_unit_does_not_decide(office):
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)

    with pytest.raises(NotAllowed, match="回避"):
        decide_exclusion(office.acting(acting("qi", Grant("reviewer"), person="N0901")), id, True, NOW)


def test_what_was_kept_may_be_proposed_again_and_keeps_both_lines(office):
    [id] = answered(office, 1)
    for is_excluded in (False, True):
        propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
        decide_exclusion(office.acting(DIVISION), id, is_excluded, NOW)

    kept = exclusions_frame(office.database, *HERE)

    assert sorted(zip(kept["number"], kept["decision"])) == [(1, "kept"), (2, "excluded")]


@pytest.mark.parametrize(("reason", "said"), [("  ", "没有写理由"), ("长" * 201, "太长")])
def test_a_reason_is_needed_and_short(office, reason, said):
    [id] = answered(office, 1)

    with pytest.raises(SurveyError, match=said):
        propose_exclusion(office.acting(REVIEWER), id, reason, NOW)


def test_a_second_proposal_waits_for_the_first_to_be_decided(office):
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)

    with pytest.raises(SurveyError, match="已经有人建议"):
        propose_exclusion(office.acting(DIVISION), id, WHY, NOW)


def test_what_was_withdrawn_stays_withdrawn(office):
    [id] = answered(office, 1)
    take_response(office, a_sheet(2, origin="form"), NOW)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    assert withdraw_response(office, receipt_code(id), NOW)

    with pytest.raises(SurveyError, match="已经作废"):
        decide_exclusion(office.acting(DIVISION), id, True, NOW)

    assert read(office).waiting.empty and not check_everything(office)


def test_both_steps_are_in_the_log(office):
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    decide_exclusion(office.acting(DIVISION), id, True, NOW)

    lines = [read_log(office, action=name).iloc[0] for name in ("propose_exclusion", "decide_exclusion")]

    assert [(line["actor"], line["row"]) for line in lines] == [("li", id), ("wang", id)]
    assert lines[0]["after"]["reason"] == WHY and lines[1]["after"]["excluded"] is True


def test_the_check_finds_an_excluded_response_that_counts(office):
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    mine = exclusion.c.organisation == office.database.organisation
    with office.database.writing() as connection:
        connection.execute(exclusion.update().where(mine).values(decision="excluded"))

    assert any(id in fault for fault in check_everything(office))


def test_the_reason_goes_when_the_words_go_and_the_exclusion_stays(office):
    # measures.md 13
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    decide_exclusion(office.acting(DIVISION), id, True, NOW)

    counts = keep_retention(office, NOW + timedelta(days=4 * 366))

    assert counts["exclusion"] == 1
    kept = exclusions_frame(office.database, *HERE).iloc[0]
    assert (kept["reason"], kept["decision"]) == (MARK, "excluded")


def test_the_response_itself_keeps_its_row(office):
    [id] = answered(office, 1)
    propose_exclusion(office.acting(REVIEWER), id, WHY, NOW)
    decide_exclusion(office.acting(DIVISION), id, True, NOW)

    mine = (response.c.organisation == office.database.organisation) & (response.c.id == id)
    with office.database.reading() as connection:
        row = connection.execute(sa.select(response).where(mine)).mappings().one()
    assert row["voided_at"] == NOW and row["void_reason"] == "excluded" and row["answers"]
