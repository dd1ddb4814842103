"""The book's own kinds, driven as they are declared: no step is skipped, and nobody judges in the own cause."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Scene, Wanted, move_case, open_case
from survey.domain.handling.field import Known, Reading
from survey.domain.handling.kind import OPENING, CaseKind

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
QI, XIE = "N0901", "N0902"  # two nurses of urology
KNOWN = Known(persons={QI: "nurse", XIE: "nurse"})
COMPLAINT = {"severity": "level_3", "stage": "during", "target_kind": "person", "named": QI}
WHOLE_WAY = ["open", "classify", "accept", "assign", "verify", "handle", "reply", "call_back", "close"]


class Register:
    """One case on its way: who does what, an hour after the step before."""

    def __init__(self, kind: CaseKind, fields: dict, who: str, actor: str) -> None:
        self.kind, self.steps, self.hours = kind, [], hours()
        opened = Case("case-number-0001", "p", kind.id, "ward-urology", "", "态度不好", True, kind.channels[0].id,
                      kind.states[0].id, date(2026, 3, 2), MONDAY, "form")  # fmt: skip
        self.case, step = open_case(opened, kind, Wanted(OPENING, "", fields), self.scene(who, actor, ""))
        self.steps.append(step)

    def scene(self, who: str, actor: str, person: str) -> Scene:
        reading = Reading(ZoneInfo("Asia/Shanghai"), next(self.hours), KNOWN)
        return Scene(actor or who, actor or who, person, frozenset({who}), reading, lambda moment: True)

    def do(self, move: str, who: str, actor: str = "", person: str = "", note: str = "写明了", **fields) -> "Register":
        wanted = Wanted(move, note, fields)
        self.case, step = move_case(self.case, self.kind, self.steps, wanted, self.scene(who, actor, person))
        self.steps.append(step)
        return self

    def cannot(self, move: str, who: str, **rest) -> str:
        """Why it is refused, in words."""
        with pytest.raises(SurveyError) as refused:
            self.do(move, who, **rest)
        return refused.value.what

    @property
    def made(self) -> list[str]:
        return [step.move for step in self.steps]


def hours() -> Iterator[datetime]:
    at = MONDAY
    while True:
        yield at
        at += timedelta(hours=1)


def kind_of(declarations, programme: str, id: str) -> CaseKind:
    return next(kind for kind in declarations.programme(programme).case_kinds if kind.id == id)


@pytest.fixture
def entry(declarations) -> Register:
    """A line that a patient wrote in the book."""
    return Register(kind_of(declarations, "complaints", "opinion"), {}, "citizen", "")


@pytest.fixture
def incident(declarations) -> Register:
    """A quarrel that the receptionist entered."""
    kind = kind_of(declarations, "lianxin", "incident")
    return Register(kind, {"happened_on": "2026-03-01", "person": QI}, "receptionist", "desk")


def complaint(entry: Register, until: str = "close") -> Register:
    """The entry, taken the whole way up to and with a step."""
    ways = {
        "classify": ("receptionist", COMPLAINT), "accept": ("receptionist", {}), "assign": ("head_of_unit", {"handler": XIE}),
        "verify": ("handler", {"verified": "yes"}), "handle": ("handler", {"measures": ["apologised"]}),
        "reply": ("handler", {}), "call_back": ("receptionist", {"call_back": "satisfied"}), "close": ("receptionist", {}),
    }  # fmt: skip
    for move, (who, fields) in ways.items():
        entry.do(move, who, person=XIE if who == "handler" else "", **fields)
        if move == until:
            break
    return entry


def test_a_complaint_goes_the_whole_way(entry):
    # A17, A18, B24, C13
    complaint(entry)

    assert entry.made == WHOLE_WAY and entry.case.state == "closed"


@pytest.mark.parametrize("place", range(1, len(WHOLE_WAY) - 1))
def test_no_step_of_a_complaint_is_skipped(entry, place):
    # A17
    complaint(entry, WHOLE_WAY[place])

    later = {move.id for move in entry.kind.moves_from(entry.case.state)} & set(WHOLE_WAY)

    assert later == {WHOLE_WAY[place + 1]}


def test_a_complaint_classified_as_severe_is_not_answered_before_it_is_verified(entry):
    # A17
    complaint(entry, "classify")

    assert "严重程度" in entry.cannot("answer_plain", "receptionist")
    for move in ("answer", "reply", "file", "close"):
        assert "状态下不能做" in entry.cannot(move, "head_of_unit")
    assert entry.case.state == "classified"


@pytest.mark.parametrize(("move", "who", "state"), [("file", "receptionist", "closed"), ("answer", "team_leader", "answered")])
def test_praise_is_filed_or_answered_where_it_arrives(entry, move, who, state):
    # A17: with the book's number and page
    entry.do(move, who, book_no="2", page="14")

    assert entry.case.state == state and entry.case.coded == {"book_no": 2, "page": 14}


def test_a_suggestion_that_was_classified_is_answered_at_once(entry):
    # A17
    entry.do("classify", "receptionist", severity="level_0", stage="after", target_kind="facility")

    assert entry.do("answer_plain", "receptionist").case.state == "answered"


@pytest.mark.parametrize("move", ["assign", "verify", "handle", "reply", "call_back"])
def test_the_person_complained_of_takes_no_step_of_it(entry, move):
    # A17, D13: verified by somebody else
    complaint(entry, WHOLE_WAY[WHOLE_WAY.index(move) - 1])
    asked = {"assign": {"handler": XIE}, "verify": {"verified": "no"}, "handle": {"measures": ["explained"]},
             "call_back": {"call_back": "satisfied"}}.get(move, {})  # fmt: skip

    assert "另一个人" in entry.cannot(move, "head_of_unit" if move != "call_back" else "receptionist", person=QI, **asked)


def test_a_handler_who_turns_out_to_be_named_verifies_nothing(entry):
    # D13: the name comes to light while it is verified
    complaint(entry, "assign")

    assert "另一个人" in entry.cannot("verify", "handler", person=XIE, named=XIE, verified="no")


def test_whoever_handled_it_does_not_call_back(entry):
    # A17
    complaint(entry, "reply")

    assert "另一个人" in entry.cannot("call_back", "receptionist", person=XIE, call_back="satisfied")


@pytest.mark.parametrize("until", ["reply", "call_back", "close"])
def test_the_writer_reopens_what_is_not_solved_and_that_counts(entry, until):
    # A17: towards a difficult issue
    complaint(entry, until).do("not_fixed", "citizen", note="")

    assert entry.case.state == "reopened"
    assert entry.kind.reopenings == {"reopen", "not_fixed"} and entry.kind.reopenings & set(entry.made) == {"not_fixed"}


def test_the_writer_closes_what_is_solved_and_takes_no_step_of_ours(entry):
    # A17
    complaint(entry, "reply")

    assert "不由您来做" in entry.cannot("reopen", "citizen")
    assert entry.do("fixed", "citizen", note="").case.state == "closed"


def test_only_the_person_named_appeals_and_a_reviewer_who_did_not_verify_decides(entry):
    # D13
    complaint(entry, "assign").do("verify", "reviewer", actor="li", verified="yes")
    decision = {"appeal_result": "changed", "verified": "no"}

    assert "不由您来做" in entry.cannot("appeal", "handler", person=XIE)
    assert "记录" in entry.cannot("decide_appeal", "reviewer", actor="sun", **decision)
    entry.do("appeal", "target", person=QI)
    assert "另一个人" in entry.cannot("decide_appeal", "reviewer", actor="li", **decision)
    entry.do("decide_appeal", "reviewer", actor="sun", **decision)

    assert entry.case.target == QI
    assert entry.case.state == "verified" and entry.case.coded["verified"] == "no"


def test_a_finding_is_never_corrected_by_hand(entry):
    # D13: it is verified anew, or appealed against
    complaint(entry, "verify")

    assert entry.do("correct", "head_of_unit", severity="level_2").case.coded["severity"] == "level_2"
    assert "没有这一栏" in entry.cannot("correct", "head_of_unit", verified="no")


def test_more_time_is_never_more_than_ten_working_days(declarations):
    # A17: five working days, ten with several departments; a named person's within one
    clocks = {clock.id: clock for clock in kind_of(declarations, "complaints", "opinion").clocks}
    severe_of_a_person, praise_of_a_person = COMPLAINT, COMPLAINT | {"severity": "level_0"}

    assert {id: (clock.span, clock.number) for id, clock in clocks.items()} == {
        "answer": ("working_days", 5), "answer_at_latest": ("working_days", 10), "verify": ("working_days", 1),
        "appeal": ("working_days", 5),
    }  # fmt: skip
    assert "prolong" in clocks["answer"].drops and "prolong" not in clocks["answer_at_latest"].drops
    assert clocks["verify"].fits(severe_of_a_person) and not clocks["verify"].fits(praise_of_a_person)


def test_an_entry_of_every_door_has_its_channel(declarations):
    # A17, A18, B24, C13
    kind = kind_of(declarations, "complaints", "opinion")
    bodies = {option.id for option in kind.fields["body"].options}

    assert {channel.id for channel in kind.channels} >= {"book", "letter", "call", "visit", "counter", "supervision", "message"}
    assert bodies == {"book", "supervision", "reception", "efficiency", "inspection"}


def test_an_entrys_further_topics_are_those_of_the_book(declarations):
    topics = {topic.id: topic.name for topic in declarations.programme("complaints").topics}
    further = {option.id: option.name for option in kind_of(declarations, "complaints", "opinion").fields["more_topics"].options}

    assert further == {id: name for id, name in topics.items() if id != "praise"}


def test_an_incident_is_verified_by_somebody_else_before_it_is_concluded(incident):
    # A13
    assert "另一个人" in incident.cannot("verify", "reviewer", actor="desk", verified="yes")
    assert "另一个人" in incident.cannot("verify", "reviewer", person=QI, verified="no")
    assert "状态下不能做" in incident.cannot("conclude", "head_of_unit", outcome="talk")

    incident.do("verify", "reviewer", verified="partly").do("conclude", "head_of_unit", outcome="talk")

    assert incident.case.state == "concluded" and incident.case.target == QI


def test_a_ward_reads_its_book_every_week(declarations):
    # A17
    kind = kind_of(declarations, "lianxin", "book_check")
    reading = Register(kind, {"planned_on": "2026-03-02"}, "head_of_unit", "")

    assert (kind.recurring.unit_kinds, kind.recurring.days) == (("ward",), 7)
    assert "还没有填" in reading.cannot("read", "head_of_unit", book_no="1")

    reading.do("read", "head_of_unit", book_no="1", place="护士站", keeper=QI, in_place=True, entries="3", unanswered="0")

    assert reading.case.state == "read"


def test_a_check_sheet_counts_no_more_nurses_than_were_looked_at(declarations):
    # A5, A6, A7, A12, A14, A15, A16, A18
    kind = kind_of(declarations, "lianxin", "ward_check")
    check = Register(kind, {"planned_on": "2026-03-02"}, "reviewer", "")
    seen = {"looked_at": "5", "dress_ok": "5", "bearing_ok": "4", "badge_ok": "5", "cups": True, "straws": False,
            "clean": True, "quiet": True, "phone_shown": True, "phone_answered": True, "phrases": ["hello", "please"]}  # fmt: skip

    for counted in ("dress_ok", "bearing_ok", "badge_ok"):
        assert "不能小于" in check.cannot("check", "reviewer", **seen | {counted: "6"})
    check.do("check", "reviewer", **seen)

    assert check.case.state == "checked" and check.case.coded["phrases"] == ["please", "hello"]
