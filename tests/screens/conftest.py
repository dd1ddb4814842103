"""An office of its own for each test, and a visitor who opens its pages as a browser would."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from tests.screens.visitor import FRONT, page_file

from survey.screens import identity


@pytest.fixture
def visit(office, monkeypatch) -> Callable[..., AppTest]:
    """Open a page of pages/ in a language."""
    monkeypatch.setattr(identity, "the_office", lambda: office)

    def open_page(name: str, language: str = "zh") -> AppTest:
        visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()
        visitor.get_by_key("lang").set_value(language).run()
        return visitor.switch_page(page_file(name)).run()

    return open_page
