"""The year end: everybody's score card with its standing, and what it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from survey.domain.asking.programme import Declarations
from survey.domain.counting.period import Period
from survey.domain.judging.against_others import AgainstOthers, against_others
from survey.domain.judging.band import Band, rank_bands
from survey.domain.judging.bar import Bar
from survey.domain.judging.evaluation import Evaluation, Sheet
from survey.domain.judging.fair_score import FairScore
from survey.domain.judging.indicator import Indicator
from survey.domain.judging.mark import ScoreCard, rank
from survey.domain.judging.noticed import NOTHING, Noticed

@dataclass(frozen=True)
class Standing:
    """A score card among the others of its sheet; `band` and `against` are None for one without a total. Bars change neither."""

    card: ScoreCard
    band: Band | None
    bars: tuple[Bar, ...] = ()
    against: AgainstOthers | None = None


@dataclass(frozen=True)
class YearEnd:
    """One year's proposal: a person signs it, the program does not.

    standings  by sheet id, the highest total first, those without one last.
    is_sample  whether rows of the sample year are among what was counted.
    noticed    what the workbook tells beside the marks; nothing where only the marks were asked for.
    fair       by person and indicator the score adjusted for who carried the sheets; it stands beside the marks, never in them.
    """

    evaluation: Evaluation
    declarations: Declarations
    period: Period
    standings: Mapping[str, tuple[Standing, ...]]
    is_sample: bool
    noticed: Noticed = NOTHING
    fair: Mapping[tuple[str, str], FairScore] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators that any sheet uses, by id, in the order in which the sheets name them."""
        return used_indicators(self.evaluation, self.declarations)

    def sheets(self, is_for_persons: bool) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.evaluation.sheets if sheet.is_for_persons == is_for_persons)

    def fair_of(self, subject: str) -> dict[str, FairScore]:
        """By indicator, in the order of the sheets."""
        return {id: self.fair[subject, id] for id in self.indicators if (subject, id) in self.fair}

    def collector_name(self, id: str | None) -> str:
        return str(self.declarations.collectors[id].name) if id in self.declarations.collectors else id or ""

    def name_of(self, card: ScoreCard) -> str:
        known = self.declarations.persons if card.sheet.is_for_persons else self.declarations.units
        return str(known[card.subject].name)


def used_indicators(evaluation: Evaluation, declarations: Declarations) -> dict[str, Indicator]:
    """The indicators that any sheet of the evaluation uses, by id."""
    every = {i.id: i for programme in declarations.programmes.values() for i in programme.indicators}
    return {item.indicator: every[item.indicator] for sheet in evaluation.sheets for item in sheet.items}


def named_by(evaluation: Evaluation, is_for_persons: bool) -> list[str]:
    """The ids of the indicators that the sheets of persons, or those of units, name."""
    sheets = (sheet for sheet in evaluation.sheets if sheet.is_for_persons == is_for_persons)
    return list(dict.fromkeys(item.indicator for sheet in sheets for item in sheet.items))


def subjects_of(sheet: Sheet, declarations: Declarations) -> tuple[str, ...]:
    """The ids of the units or persons a sheet is for."""
    if sheet.is_for_persons:
        return tuple(person.id for person in declarations.persons.values() if person.role in sheet.roles)
    return tuple(unit.id for unit in declarations.units_of(sheet.unit_kinds))


def stand(cards: Sequence[ScoreCard], bars: Sequence[Bar] = ()) -> tuple[Standing, ...]:
    """The cards of one sheet in order, each with its place among the others (a band, a difference) and its bars."""
    ranked = rank(cards)
    lows, highs = [card.low for card in ranked], [card.high for card in ranked]
    bands, differences = rank_bands(lows, highs), against_others([card.total for card in ranked], lows, highs)
    return tuple(
        Standing(
            card, band, tuple(bar for bar in bars if (bar.is_persons, bar.subject) == (card.sheet.is_for_persons, card.subject)), against
        )
        for card, band, against in zip(ranked, bands, differences)
    )
