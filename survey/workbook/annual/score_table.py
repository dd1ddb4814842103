"""汇总表 and 个人考核表: one block for each evaluation sheet, one row for each card."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from survey.domain.judging.evaluation import Sheet
from survey.domain.judging.wording import band_pattern, explain_card, place_pattern, show_band
from survey.domain.judging.year_end import Standing, YearEnd
from survey.locale import _
from survey.workbook.annual import calculation
from survey.workbook.annual.calculation import CardRows
from survey.workbook.look import INTEGER, NOTE, PALE, POINTS, SECTION, STRONG, TEXT, TITLE, WEIGHT, Look, figure
from survey.workbook.page import Formula, Page, joined, quoted

BAND, NAME, ID, BELONGS, TOTAL, LOW, HIGH, BEST, WORST, N, NOTES, FIRST_ITEM = range(1, 13)
WIDTHS = (20, 18, 24, 16, 12, 11, 11, 11, 11, 9, 46) + (13,) * 10
DASH = "—"


@dataclass(frozen=True)
class Block:
    """Where a sheet's cards stand: the rows with a total come first."""

    sheet: Sheet
    standings: tuple[Standing, ...]
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.standings) - 1

    @property
    def last_with_total(self) -> int:
        return self.first + sum(standing.band is not None for standing in self.standings) - 1


def write_score_tables(
    page: Page, year_end: YearEnd, places: Mapping[tuple[str, str], CardRows], detail: Page, is_for_persons: bool
) -> list[Block]:
    """Write the blocks; points lead back to the rows of `detail`."""
    page.put_line(1, _("个人考核表") if is_for_persons else _("汇总表"), TITLE)
    page.put_line(2, _("总分为建议分，须由人核定签字。区间让各项读数同时取下限或上限；区间相交的，名次不分先后，只写范围。“—”为缺项。"), NOTE)
    row, blocks = 4, []
    for sheet in year_end.sheets(is_for_persons):
        block = Block(sheet, year_end.standings[sheet.id], row + 3)
        _write_head(page, row, block, year_end)
        for place, standing in enumerate(block.standings):
            rows = places[sheet.id, standing.card.subject]
            _write_card(page, block.first + place, block, standing, year_end, rows, detail)
        blocks.append(block)
        row = block.last + 3
    page.freeze(4, ID)
    page.sheet.column_dimensions[get_column_letter(BELONGS)].hidden = not is_for_persons
    return blocks


def _write_head(page: Page, row: int, block: Block, year_end: YearEnd) -> None:
    items = block.sheet.items
    page.put_line(row, _("{sheet}（{n} 个）").format(sheet=block.sheet.title, n=len(block.standings)), SECTION)
    page.put_head(row + 1, [
        _("名次"), _("对象"), _("对象编号"), _("所属单位"), _("总分"), _("总分下限"), _("总分上限"), _("最好名次"), _("最差名次"),
        _("最少 n"), _("标记"), *(year_end.indicators[item.indicator].name for item in items),
    ])
    weights = f"{get_column_letter(FIRST_ITEM)}{row + 2}:{get_column_letter(FIRST_ITEM + len(items) - 1)}{row + 2}"
    whole = Formula(f"SUM({weights})", sum(item.weight for item in items))
    pale, text = figure(WEIGHT, is_bold=True, fill=PALE), Look(fill=PALE, is_bold=True)
    page.put_row(
        row + 2,
        [_("权重"), None, None, None, whole, *[None] * 6, *(item.weight for item in items)],
        [text] * 4 + [pale] * 6 + [text] + [pale] * len(items),
    )


def _write_card(
    page: Page, row: int, block: Block, standing: Standing, year_end: YearEnd, rows: CardRows, detail: Page
) -> None:
    card = standing.card
    contents = [
        _band(page, row, block, standing), year_end.name_of(card), card.subject, _unit_name(year_end, card.subject),
        *_totals(row, standing, rows, detail), *_places(page, row, block, standing),
        _or_dash(f"COUNT({detail.span(rows.first, rows.last, calculation.N)})",
                 f"MIN({detail.span(rows.first, rows.last, calculation.N)})", card.n or None),
        explain_card(card, standing.bars), *_points(standing, rows, detail),
    ]
    points, whole = figure(POINTS), figure(INTEGER)
    looks = [TEXT, STRONG, TEXT, TEXT, figure(POINTS, is_bold=True), *[points] * 2, *[whole] * 3, TEXT]
    page.put_row(row, contents, looks + [points] * len(card.marks))


def _unit_name(year_end: YearEnd, subject: str) -> str:
    declared = year_end.declarations
    unit = declared.persons[subject].unit if subject in declared.persons else subject
    return str(declared.unit(unit).name) if subject in declared.persons else DASH


def _or_dash(count: str, formula: str, value: float | None, otherwise: str = DASH) -> Formula:
    return Formula(f"IF({count}=0,{quoted(otherwise)},{formula})", otherwise if value is None else value)


def _totals(row: int, standing: Standing, rows: CardRows, detail: Page) -> list[Formula]:
    first, last = get_column_letter(FIRST_ITEM), get_column_letter(FIRST_ITEM + len(standing.card.marks) - 1)
    points = f"{first}{row}:{last}{row}"
    low, high = (detail.span(rows.first, rows.last, column) for column in (calculation.LOW_AT, calculation.HIGH_AT))
    return [
        _or_dash(f"COUNT({points})", f"SUM({points})", standing.card.total, _("不足以评价")),
        _or_dash(f"COUNT({low})", f"SUM({low})", standing.card.low),
        _or_dash(f"COUNT({high})", f"SUM({high})", standing.card.high),
    ]


def _places(page: Page, row: int, block: Block, standing: Standing) -> list[Formula | str]:
    if standing.band is None:
        return [DASH, DASH]
    lows, highs = _ends(block)
    return [
        Formula(f"1+SUMPRODUCT(--(ROUND({lows},9)>ROUND(G{row},9)))", standing.band.best),
        Formula(f"COUNT({lows})-SUMPRODUCT(--(ROUND({highs},9)<ROUND(F{row},9)))", standing.band.worst),
    ]


def _band(page: Page, row: int, block: Block, standing: Standing) -> Formula | str:
    if standing.band is None:
        return show_band(None)
    cells = {"place": f"H{row}", "best": f"H{row}", "worst": f"I{row}", "count": f"COUNT({_ends(block)[0]})"}
    one, several = joined(place_pattern(), cells), joined(band_pattern(), cells)
    return Formula(f"IF(H{row}=I{row},{one},{several})", show_band(standing.band))


def _ends(block: Block) -> tuple[str, str]:
    return tuple(f"{letter}${block.first}:{letter}${block.last_with_total}" for letter in "FG")


def _points(standing: Standing, rows: CardRows, detail: Page) -> list[Formula]:
    found = []
    for row, mark in enumerate(standing.card.marks, rows.first):
        counts, points = detail.name(row, calculation.COUNTS), detail.name(row, calculation.POINTS_AT)
        found.append(_or_dash(counts, points, mark.points))
    return found
