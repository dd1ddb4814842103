"""When a sheet is looked at again: the limits of the flags (docs/decisions/0018)."""

from dataclasses import dataclass

from survey.locale import Words

OURS = Words("默认", "Default")


@dataclass(frozen=True)
class Line:
    """A number, and who wants it so."""

    number: float
    source: Words = OURS


@dataclass(frozen=True)
class Radar:
    """Where data/radar.toml leaves one out, our default holds.

    straight_questions   one code through so many rated questions.
    identical_questions  the same answers through so many, where by chance they would be the same
    identical_chance     less often than this.
    seconds_a_question   nobody reads one out and hears the answer in less;
    burst_sheets         so many in a row keyed faster than that.
    spread_sheets        how many a collector and the others need to be compared;
    spread_share         of the others' spread, what a collector's must surely lie below to be named.
    call_back_share      of each collector's sheets of a round, at least one.
    round_months         the length of a round where the programme declares none.
    spoken_modes         in which somebody reads the questions out.
    """

    straight_questions: Line = Line(5)
    identical_questions: Line = Line(8)
    identical_chance: Line = Line(0.001)
    seconds_a_question: Line = Line(4)
    burst_sheets: Line = Line(3)
    spread_sheets: Line = Line(10)
    spread_share: Line = Line(0.5)
    call_back_share: Line = Line(0.05)
    round_months: Line = Line(3)
    spoken_modes: tuple[str, ...] = ()
