"""Excel's own charts, bound to cells, so that they follow when a figure is corrected."""

from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import NumDataSource, NumRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from survey.workbook.look import ACCENT, INK, LINE, MAIN, MUTED
from survey.workbook.page import Page

CENTIMETRES_A_ROW = 0.62


@dataclass(frozen=True)
class Cells:
    """Rows of a page that a chart draws; `head` holds the names of the series."""

    page: Page
    head: int
    first: int
    last: int

    def reference(self, column: int, has_head: bool = False) -> Reference:
        return Reference(
            self.page.sheet, min_col=column, min_row=self.head if has_head else self.first, max_row=self.last
        )


def put_bars(cells: Cells, title: str, names: int, values: int, below: int, above: int, anchor: str) -> None:
    """Bars from the top row down with their value and, as a whisker, how far below and above it may lie."""
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend = "bar", 45, None
    chart.add_data(cells.reference(values), titles_from_data=False)
    chart.set_categories(cells.reference(names))
    series = chart.series[0]
    series.graphicalProperties = GraphicalProperties(solidFill=MAIN)
    series.errBars = _whiskers(cells, below, above)
    series.dLbls = _labels("inBase", "FFFFFF", "0.00")
    _tidy(chart, title, least=0, most=100)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"  # with the order turned, this is the bottom
    chart.width, chart.height = 17, max(5.5, 2.6 + (cells.last - cells.first + 1) * 0.75)
    cells.page.sheet.add_chart(chart, anchor)


def put_trend(cells: Cells, title: str, names: int, value: int, low: int, high: int, least: float, anchor: str) -> None:
    """A line with its labels between the thin lines of its interval; months without a figure leave a gap."""
    chart = LineChart()
    for column in (value, low, high):
        chart.add_data(cells.reference(column, has_head=True), titles_from_data=True)
    chart.set_categories(cells.reference(names))
    main, *ends = chart.series
    main.graphicalProperties.line = LineProperties(solidFill=MAIN, w=28575)
    main.marker.symbol, main.marker.size = "circle", 6
    main.marker.graphicalProperties = GraphicalProperties(solidFill=MAIN)
    main.dLbls = _labels("t", INK, "0.0")
    for series in chart.series:
        series.smooth = False
    for series in ends:
        series.graphicalProperties.line = LineProperties(solidFill=ACCENT, w=9525, prstDash="dash")
        series.marker.symbol = "none"
    _tidy(chart, title, least=least, most=100)
    chart.legend.position, chart.display_blanks = "b", "gap"
    chart.width, chart.height = 19, 8.2
    cells.page.sheet.add_chart(chart, anchor)


def rows_of_bars(bars: int) -> int:
    """How many sheet rows a chart of so many bars covers."""
    return round(max(5.5, 2.6 + bars * 0.75) / CENTIMETRES_A_ROW) + 1


def _whiskers(cells: Cells, below: int, above: int) -> ErrorBars:
    minus, plus = (NumDataSource(numRef=NumRef(f=str(cells.reference(column)))) for column in (below, above))
    line = GraphicalProperties(ln=LineProperties(solidFill=ACCENT, w=15875))
    return ErrorBars(errBarType="both", errValType="cust", plus=plus, minus=minus, spPr=line)


def _labels(position: str, colour: str, number_format: str) -> DataLabelList:
    labels = DataLabelList(dLblPos=position, numFmt=number_format, txPr=_text(900, colour))
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    return labels


def _text(size: int, colour: str, is_bold: bool = False) -> RichText:
    characters = CharacterProperties(sz=size, b=is_bold, solidFill=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=characters), endParaRPr=characters)])


def _tidy(chart: BarChart | LineChart, title: str, least: float, most: float) -> None:
    chart.title = title
    heading = CharacterProperties(sz=1200, b=True, solidFill=MAIN)
    for paragraph in chart.title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=heading)
        for run in paragraph.r:
            run.rPr = heading
    chart.title.overlay = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False  # or newer Excel draws none
        axis.txPr = _text(900, MUTED)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=LINE))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=LINE, w=6350))
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = least, most
    chart.y_axis.number_format, chart.y_axis.majorUnit = "0", 10
    chart.x_axis.tickLblPos = "low"
