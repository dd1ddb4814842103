"""The declared table, exercised: every action as every role, inside and outside of what was granted."""

import ast
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from survey.actions import (
    accounts,
    asking,
    board,
    book_reading,
    complained,
    contacts,
    definitions,
    due,
    excluding,
    exporting,
    handling,
    importing,
    judging,
    keeping,
    keying,
    ledger,
    noticing,
    printing,
    radar,
    reading_log,
    rights,
    selecting,
    taking,
    topics,
)
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.declarations import load_declarations
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.handling.contact import Contact
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import NotAllowed
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_case, a_keyed_sheet, a_sheet, actor_of
from tests.conftest import NOW, PROJECT

HERE, ELSEWHERE = UROLOGY, CARDIOLOGY
TABLE = load_declarations(PROJECT / "data").permissions
# What is done in the name of an action, at a place. Whatever it needs is made by somebody else before.
Act = Callable[[Office, str, Path], object]


def on_sheet(act: Callable[[Office, str], object]) -> Act:
    return lambda office, unit, folder: act(office, a_keyed_sheet(office, office.actor, unit=unit))


def on_case(act: Callable[[Office, str], object]) -> Act:
    return lambda office, unit, folder: act(office, a_case(office, unit, entered_by=office.actor))


def an_entry(unit: str, origin: str) -> handling.Entry:
    return handling.Entry("an-entry-of-a-test", "complaints", "opinion", unit, "visit", "", "太吵", True, origin)


def of_ward(unit: str) -> Selection:
    return Selection("lianxin", "inpatient", ALL, (unit,))


ACTS: dict[str, Act] = {
    "take_response": lambda office, unit, _: asking.take_response(office, a_sheet(unit=unit, origin="form"), NOW),
    "withdraw_response": lambda office, _unit, _: asking.withdraw_response(office, "XXXXX-XXXXX", NOW),
    "key_sheet": lambda office, unit, _: keying.key_sheet(office, a_sheet(unit=unit), NOW),
    "see_sheets": on_sheet(lambda office, id: keying.read_sheet(office, id, NOW)),
    "void_response": on_sheet(lambda office, id: keying.void_response(office, id, "录重了", NOW)),
    "count_sheets": lambda office, _unit, _: keying.count_sheets(
        office, office.declarations.programme("water"), "residents", ALL
    ),
    "write_in_book": lambda office, unit, _: handling.open_case(office, an_entry(unit, "form"), NOW),
    "open_case": lambda office, unit, _: handling.open_case(office, an_entry(unit, "sheet"), NOW),
    "list_cases": lambda office, unit, _: handling.list_cases(office, "complaints", units=(unit,)),
    "see_work": lambda office, _unit, _: due.list_work(office, NOW),
    "see_board": lambda office, _unit, _: board.read_board(office, NOW),
    "move_case": on_case(lambda office, id: handling.move_case(office, id, "complaints", Wanted("answer", "已换轮子"), NOW)),
    "read_contact": on_case(lambda office, id: contacts.read_contact(office, id, "complaints", NOW)),
    "keep_contact": on_case(lambda office, id: contacts.keep_contact(office, id, "complaints", Contact("王芳"), NOW)),
    "print_case": on_case(lambda office, id: printing.print_case(office, "complaints", id, "page", NOW)),
    "export_ledger": lambda office, _unit, folder: ledger.export_ledger(
        office, "complaints", "opinion", ALL, folder / "out.xlsx", NOW
    ),
    "see_about_me": lambda office, _unit, _: complained.cases_about_me(office, "complaints"),
    "read_dashboard": lambda office, unit, _: noticing.read_dashboard(office, of_ward(unit)),
    "take_figures": lambda office, _unit, _: taking.take_table(
        office, "各单位", taking.About("2025"), pd.DataFrame({"n": [12]}), NOW
    ),
    "confirm_topics": on_case(lambda office, id: topics.confirm_topic(office, "case", id, "", "noise", True, NOW)),
    "read_book": lambda office, unit, _: book_reading.read_book(office, "complaints", ALL, (unit,)),
    "read_radar": lambda office, _unit, _: radar.read_radar(office, "lianxin", "inpatient", ALL),
    "propose_exclusion": on_sheet(lambda office, id: excluding.propose_exclusion(office, id, "电话回访：没有填过", NOW)),
    "decide_exclusion": on_sheet(lambda office, id: excluding.decide_exclusion(office, id, True, NOW)),
    "read_scores": lambda office, _unit, _: judging.evaluate(office, 2025, NOW),
    "export_year_end": lambda office, _unit, _: judging.year_end(office, 2025, NOW),
    "export_responses": lambda office, _unit, folder: exporting.export_responses(
        office, "lianxin", "inpatient", ALL, folder / "out.csv", NOW
    ),
    "import_file": lambda office, _unit, folder: importing.import_file(
        office, "lianxin", "inpatient", folder / "in.csv", folder / "map.toml", NOW
    ),
    "see_doors": lambda office, _unit, _: list(keeping.public_links(office)),
    "manage_accounts": lambda office, _unit, _: accounts.save_account(office, Account("new-one", "新人", ()), NOW),
    "read_log": lambda office, _unit, _: reading_log.read_log(office),
    "see_permissions": lambda office, _unit, _: rights.permission_table(office),
    "see_definitions": lambda office, _unit, _: definitions.read_definitions(office),
    "keep_own_account": lambda office, _unit, _: accounts.end_sessions(office, office.actor.id, NOW),
    "keep_house": lambda office, _unit, _: keeping.check_everything(office),
}
# Asked for inside of another action, and tested by what that one shows.
INSIDE = {"read_comments", "see_work_of_persons"}
# Own contacts are those of cases without anybody complained of: tests/actions/test_contacts.py.
ELSEWHERE_TESTED = {("staff", "read_contact"), ("staff", "keep_contact")}
# No place is named in them, so there is none to be outside of.
PLACELESS = {
    "take_response", "withdraw_response", "see_sheets", "void_response", "count_sheets", "write_in_book", "read_scores",
    "export_year_end", "export_responses", "import_file", "see_doors", "manage_accounts", "read_log", "see_permissions", "see_definitions",
    "keep_own_account", "keep_house", "see_work", "see_board", "export_ledger", "see_about_me", "read_radar", "take_figures",
}
CASES = [
    (role, action, rule.reach(TABLE.roles[role])) for action, rule in TABLE.rules.items() for role in TABLE.roles
    if action in ACTS and (role, action) not in ELSEWHERE_TESTED
]


def is_let(act: Act, office: Office, unit: str, folder: Path) -> bool:
    """Whether the actor got leave; what else may be wrong with the call is not asked here."""
    try:
        act(office, unit, folder)
    except NotAllowed:
        return False
    except SurveyError:
        return True
    return True


def test_every_row_of_the_table_is_exercised():
    assert set(TABLE.rules) == set(ACTS) | INSIDE
    assert CASES


@pytest.mark.parametrize(("role", "action", "expected"), CASES, ids=[f"{r}-{a}-{e or 'not'}" for r, a, e in CASES])
def test_an_action_is_let_to_the_roles_of_its_row_and_to_no_others(office, tmp_path, role, action, expected):
    somebody = office.acting(actor_of(role))

    assert is_let(ACTS[action], somebody, HERE, tmp_path) is bool(expected)


@pytest.mark.parametrize(
    ("role", "action"),
    [(r, a) for r, a, reach in CASES if reach == "scope" and a not in PLACELESS and r not in ("citizen", "console")],
)
def test_outside_of_the_granted_units_nothing_is_let(office, tmp_path, role, action):
    somebody = office.acting(actor_of(role))

    assert not is_let(ACTS[action], somebody, ELSEWHERE, tmp_path)


# Public functions of actions/ that ask for no leave, each with its reason.
UNASKED = {
    # they are the sign-in itself, or what the gate asks
    "sign_in", "sign_in_by_provider", "open_session", "who_is", "sign_out", "first_link", "account_of_link", "set_password",
    "set_up_first", "has_accounts",
    # for other actions, which have asked; screens don't import them
    "scores_of", "hear", "case_evidence", "issues_among", "notice_year", "mended_in", "fair_scores_of", "find_bars", "read_indicator", "dashboard_of", "guard_among", "kept_importance", "shared_importance", "book_of", "entries_of", "steps_taken", "take_step", "scene_at", "who_at", "known", "is_open_at", "clocks_after", "check_reading", "evaluation_of", "indicator_readings", "check_submission", "sealed_contacts", "sealed_otherwise",
    "measure", "measure_all", "asked_alike", "form_again", "case_about", "check_asked_there",
    # about a reading that was counted with leave
    "is_shown",
    # about a case that was read with leave
    "offered_moves",
    # by a sight that was asked for
    "open_cases_of",
    # about the declarations alone
    "value_in_words", "moment_in_words", "question_in_words",
    "topic_of", "same_topics", "case_indicators", "case_kind", "check_selection", "crossable", "focal_rule", "describe", "warnings", "what_becomes_of_it",
    # two bits that every page shows: whether there is anything, and whether it is a sample
    "is_empty", "has_sample",
    # asked in the actions that they call
    "backup_tonight", "one_night",
}


def test_every_public_function_of_actions_asks_for_leave_or_is_listed_with_its_reason():
    bodies = {}
    for file in (PROJECT / "survey" / "actions").glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            takes_office = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.args.args[:1]
            if takes_office and node.args.args[0].arg == "office":
                bodies[node.name] = {getattr(n, "attr", getattr(n, "id", "")) for n in ast.walk(node)}
    asking_leave = {name for name, names in bodies.items() if names & {"leave", "units_in_reach"}}
    while more := {name for name, names in bodies.items() if names & asking_leave} - asking_leave:
        asking_leave |= more

    silent = {name for name in bodies if not name.startswith("_")} - asking_leave - UNASKED

    assert len(bodies) > 40 and not silent


def test_screens_and_public_pages_call_nothing_that_asks_for_no_leave():
    quiet = {"issues_among", "notice_year", "mended_in", "fair_scores_of", "scores_of", "case_evidence", "dashboard_of", "guard_among", "kept_importance", "shared_importance", "book_of", "entries_of", "evaluation_of", "indicator_readings", "check_submission", "measure_all"}
    sources = [*(PROJECT / "survey" / "screens").rglob("*.py"), *(PROJECT / "survey" / "public").rglob("*.py")]

    calling = {
        (file.name, name) for file in sources for name in quiet
        if f"import {name}" in (text := file.read_text(encoding="utf-8")) or f"{name}(" in text
    }

    assert not calling


def test_of_another_collectors_sheet_not_even_its_existence_is_told(office):
    theirs = a_keyed_sheet(office, actor_of("reviewer"))
    somebody = office.acting(actor_of("collector"))

    with pytest.raises(SurveyError) as not_theirs:
        keying.void_response(somebody, theirs, "录重了", NOW)
    with pytest.raises(SurveyError) as no_such:
        keying.void_response(somebody, "nothing-has-this-id", "录重了", NOW)

    assert str(not_theirs.value) == str(no_such.value)


def test_comments_are_read_by_who_may_and_by_nobody_else(office):
    for number in range(12):
        said = {"overall": "4", "comment": f"第 {number} 条"}
        asking.take_response(office, a_sheet(number, raw=said, origin="form"), NOW)

    seen = {
        role: len(noticing.read_dashboard(office.acting(actor_of(role)), of_ward(HERE)).comments)
        for role in ("team_leader", "head_of_unit", "division_head", "reviewer")
    }

    assert seen == {"team_leader": 0, "head_of_unit": 12, "division_head": 12, "reviewer": 12}


def test_whoever_is_evaluated_sees_the_own_card_and_a_head_those_of_the_unit(office):
    nurse = judging.evaluate(office.acting(actor_of("staff")), 2025, NOW)
    head = judging.evaluate(office.acting(actor_of("head_of_unit")), 2025, NOW)

    def subjects(found) -> set[str]:
        return {standing.card.subject for standings in found.standings.values() for standing in standings}

    of_urology = {p.id for p in office.declarations.persons.values() if p.unit == UROLOGY}
    assert subjects(nurse) == {"N0901"}
    assert subjects(head) == of_urology | {UROLOGY}
    assert head.noticed.issues.empty and head.noticed.trend.empty


def test_a_head_who_names_no_unit_reads_the_own_ones_alone(office):
    for number, unit in enumerate([UROLOGY] * 12 + [CARDIOLOGY] * 15):
        asking.take_response(office, a_sheet(number, unit, origin="form"), NOW)
    head = office.acting(actor_of("head_of_unit"))

    found = noticing.read_dashboard(head, Selection("lianxin", "inpatient", ALL))

    assert found.responses == 12
    assert set(found.units["unit"]) == {UROLOGY}
    assert selecting.months_with_responses(head, "lianxin", "inpatient") == {"2025-11": 12}


def test_the_log_tells_a_download_with_who_when_and_from_where(office):
    judging.year_end(office.acting(actor_of("reviewer")), 2025, NOW)

    line = reading_log.read_log(office, action="export_year_end").iloc[0]
    assert (line["actor"], line["address"], line["row"], line["at"]) == ("reviewer", "10.0.0.7", "2025", NOW)
