"""The part of a case's page that tells before and after, and leads to the form."""

from datetime import UTC, datetime, timedelta

from tests.actions.cast import UROLOGY
from tests.actions.test_mending import HOUSE, an_answer
from tests.screens.test_register import a_repair, open_page
from tests.screens.visitor import texts

from survey.actions.asking import take_response
from survey.actions.handling import move_case
from survey.actions.mending import Before, raise_issue
from survey.domain.handling.case import Wanted
from survey.store import cases

CHARTER = {"owner": "护士长", "measure": "换静音轮，夜间停用货梯"}


def now() -> datetime:
    return datetime.now(UTC)


def asking_again(office) -> str:
    """A case whose form is open now."""
    before = Before(30, 100, "2026-Q1")
    code = raise_issue(office, HOUSE, UROLOGY, "noise", "inpatient.quiet_night", before, now() - timedelta(days=20)).code
    id = cases.cases_frame(office.database, HOUSE, code=code)["id"].iloc[0]
    later = f"{(now() + timedelta(days=30)).date()}"
    taken = [
        ("confirm", {}), ("charter", CHARTER | {"due_on": later}), ("begin", {}), ("report", {"evidence": "更换单 12 号"}),
        ("accept", {"again_until": later, "again_wanted": 30}),
    ]
    for number, (move, fields) in enumerate(taken):
        somebody = office.acting(type(office.actor)(f"console-{number}", "样", office.actor.grants))
        move_case(somebody, id, HOUSE, Wanted(move, "", fields), now() - timedelta(days=19 - number))
    return id


def answered(office, id: str, code: str, count: int) -> None:
    for number in range(count):
        take_response(office, an_answer(id, number, code, at=f"{now():%Y-%m-%d %H:%M}"), now())


def test_while_fewer_than_ten_came_the_page_tells_before_and_the_link_alone(visit, office):
    # measures.md 8
    id = asking_again(office)
    answered(office, id, "1", 9)

    shown = texts(open_page(visit, id, HOUSE))

    assert "整改前 30.0%（30/100）" in shown and "复测已收 不足 10 份，要收 30 份" in shown
    assert "/q/lianxin/inpatient_again/ward-urology?about=" in shown and "未到期" in shown
    assert "100.0%" not in shown and "个百分点" not in shown


def test_before_and_after_stand_with_their_n_the_interval_and_the_outcome_in_words(visit, office):
    # E60
    id = asking_again(office)
    answered(office, id, "5", 30)

    shown = texts(open_page(visit, id, HOUSE))
    english = texts(open_page(visit, id, HOUSE, "en"))

    assert "→ 复测 0.0%（0/30）" in shown and "变化 -30.0 个百分点" in shown and "已验证" in shown
    assert "Verified" in english and "percentage points" in english


def test_a_case_of_another_kind_has_no_such_part(visit, office):
    assert "复测" not in texts(open_page(visit, a_repair(office)))
