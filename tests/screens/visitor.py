"""What visitors of the pages do and see, and the responses they find."""

from datetime import UTC, date, datetime
from pathlib import Path

from streamlit.testing.v1 import AppTest

from survey.actions.asking import Submission, take_response
from survey.actions.office import Office

PROJECT = Path(__file__).parents[2]
FRONT = PROJECT / "survey" / "screens" / "front.py"
PAGES = (
    "lianxin", "water", "complaints", "sheet", "book", "scores", "doors", "accounts", "log", "permissions", "definitions", "me",
    "work", "board", "radar", "issues", "minute",
)
NOW = datetime(2025, 11, 3, 2, 30, tzinfo=UTC)


def page_file(name: str) -> str:
    """As a visitor's switch of page wants it: seen from the front script."""
    return str(Path("..", "..", "pages", f"{name}.py"))


def answers(
    office: Office, unit: str, code: str, count: int, day: date = date(2025, 10, 20),
    of: tuple[str, str] = ("lianxin", "inpatient"), area: str = "", mode: str = "qr", **more: str,
) -> None:
    """`count` people who all gave the same answer to the headline question, and besides only `more`."""
    programme, questionnaire = of
    for number in range(count):
        take_response(
            office,
            Submission(
                id=f"test-{unit}-{area}-{mode}-{code}-{day}-{number:04}", programme=programme, questionnaire=questionnaire,
                version=1, mode=mode, origin="form", raw={"overall": code} | more, unit=unit, area=area,
                happened_on=day,
            ),
            NOW,
        )  # fmt: skip


def texts(visitor: AppTest) -> str:
    """Everything a person can read on the page, in one text."""
    kinds = ("error", "warning", "info", "success", "markdown", "caption", "text", "header", "subheader")
    return "\n".join(str(element.value) for kind in kinds for element in visitor.get(kind))
