"""What a page is about: a questionnaire over a period, of some units and modes, within the actor's reach."""

from dataclasses import dataclass, replace

import pandas as pd

from survey.actions.office import Office
from survey.domain.counting.differencing import BREAKDOWNS, NO_DAY, Guard, Piece, guard_of
from survey.domain.counting.period import ALL, Period
from survey.domain.counting.small_numbers import MINIMUM, hide_rows
from survey.domain.counting.tally import EVERYONE
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.store.tallies import responses_by_month, tallies_frame


class NotShown(SurveyError):
    """A selection is too small, or would with another one tell what fewer than ten people said."""


@dataclass(frozen=True)
class Selection:
    """What a page is about; empty units or modes mean all of them."""

    programme: str
    questionnaire: str
    period: Period
    units: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()


def within_reach(office: Office, selection: Selection) -> Selection:
    """The selection, its units cut down to those that the actor may see; NotAllowed when there are none.

    Whoever keeps what was read keeps it by this, not by what was asked for.
    """
    return replace(selection, units=office.units_in_reach("read_dashboard", selection.programme, selection.units))


def check_selection(office: Office, selection: Selection) -> None:
    """SurveyError for a unit or mode that is not declared, or a unit that is not the programme's."""
    programme = office.declarations.programme(selection.programme)
    for mode in selection.modes:
        office.declarations.mode(mode)
    for unit in map(office.declarations.unit, selection.units):
        if unit.kind not in programme.unit_kinds:
            raise SurveyError(_("责任单位"), _("{unit} 不属于本板块。").format(unit=unit.name), _("请重新选择。"))


def months_with_responses(office: Office, programme: str, questionnaire: str) -> dict[str, int]:
    """How many whole responses each month has, in order, leaving out those whose day is unknown."""
    units = office.units_in_reach("read_dashboard", programme)
    months = responses_by_month(office.database, programme, questionnaire, units=units)
    return {month: count for month, count in months.items() if month}


def responses_in(office: Office, selection: Selection) -> int:
    """How many whole responses a selection holds, of the units that the actor may see."""
    selection = within_reach(office, selection)
    months = responses_by_month(
        office.database, selection.programme, selection.questionnaire, selection.period, selection.units, selection.modes
    )
    return sum(months.values())


def reader_guard(office: Office, programme: str, questionnaire: str) -> Guard:
    """What the actor may be shown of a questionnaire, out of the responses of all units within reach (decision 0015)."""
    return guard_among(office, programme, questionnaire, office.units_in_reach("read_dashboard", programme))


def guard_among(office: Office, programme: str, questionnaire: str, units: tuple[str, ...] = ()) -> Guard:
    """The same for whoever sees these units, () for all: for other actions, which have asked."""
    return guard_of(tallies_frame(
        office.database, programme, questionnaire, ALL, ("unit", "mode", "month"), units=units, questions=(EVERYONE,)
    ))  # fmt: skip


def check_shown(office: Office, selection: Selection, guard: Guard | None = None) -> Guard:
    """The guard that lets the selection be shown, or NotShown with the choice to blame and how many responses it lacks.

    guard  the reader's, of whoever has it already.
    """
    guard = guard or reader_guard(office, selection.programme, selection.questionnaire)
    selection = within_reach(office, selection)
    hidden = guard.hidden_of(guard.pieces(selection.units, selection.modes, selection.period))
    if hidden:
        raise _refusal(office, guard, selection, min(hidden, key=lambda piece: (guard.people[piece], piece)))
    return guard


def _refusal(office: Office, guard: Guard, selection: Selection, piece: Piece) -> NotShown:
    where, n = _called(office, piece, selection.period), guard.people[piece]
    if n < MINIMUM:
        what = _("这里的答卷不足 {minimum} 份（还差 {missing} 份），为保护填写人不显示任何数字。").format(
            minimum=MINIMUM, missing=MINIMUM - n
        )
    else:
        what = _("这里不显示：与别的范围相减，就会看出不足 {minimum} 人的回答。").format(minimum=MINIMUM)
    return NotShown(where, what, _("请放宽时间、单位或方式，或去掉这一项。"))


def _called(office: Office, piece: Piece, period: Period) -> str:
    """A piece in the office's words."""
    names = [
        office.declarations.unit(piece.unit).name if piece.unit else "",
        office.declarations.mode(piece.mode).name if piece.mode else "",
        str(period) if piece.span in ("", NO_DAY) else piece.span,
    ]
    return _("，").join(str(name) for name in names if name)


def hide_groups(guard: Guard, selection: Selection, table: pd.DataFrame) -> pd.DataFrame:
    """A table by some of BREAKDOWNS (and whatever else), its rows hidden where the guard hides their group."""
    by = [name for name in BREAKDOWNS if name in table.columns]
    groups = list(zip(*(table[name] for name in by))) if by else [()] * len(table)
    told = {
        group: bool(guard.hidden_group(selection.units, selection.modes, selection.period, dict(zip(by, group))))
        for group in set(groups)
    }
    return hide_rows(table, [told[group] for group in groups])
