"""How a page looks on paper: what is read stays, what is pressed goes."""

from survey.screens.figures import is_dark

# A figure keeps on paper the width that it had on the screen: the sheet lies across, and the widest page is made to
# fit. The filters stay, for they say what the figures are about.
PAPER = """
@page { size: A4 landscape; margin: 10mm; }
@media print {
  [data-testid=stSidebar], [data-testid=stHeader], [data-testid=stButton], [data-testid=stDownloadButton],
  [data-testid=stFormSubmitButton], [data-testid=stButtonGroup], [data-testid=stFileUploader],
  .modebar-container, [data-testid=stTooltipIcon], [data-testid=stExpandSidebarButton] { display: none !important; }
  [data-testid=stMainBlockContainer] { zoom: 0.7; padding: 0; }
  [data-testid=stMetric], [data-testid=stPlotlyChart], [data-testid=stMarkdown] { break-inside: avoid; }
  h5 { break-after: avoid; }
}
"""
# A browser prints what the reader sees. Dark ground is turned to light, and turned in hue again so that red stays red.
TURNED = """
@media print {
  html, body, [data-testid=stApp], [data-testid=stApp] > *, [data-testid=stMain] { background: #fff !important; }
  [data-testid=stMainBlockContainer] { filter: invert(1) hue-rotate(180deg); }
}
"""


def paper_look() -> str:
    """The style sheet for printing, for the surface that the reader has."""
    return PAPER + TURNED if is_dark() else PAPER
