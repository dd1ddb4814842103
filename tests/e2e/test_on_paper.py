"""A printed page in a real browser: what is read stays, what is pressed goes."""

from playwright.sync_api import expect

from survey.domain.keeping.actor import Grant
from tests.e2e.conftest import settled


def test_on_paper_the_side_bar_and_the_buttons_are_gone_and_the_page_is_not_cut(signed_in):
    page = settled(signed_in("reviewer", Grant("reviewer")).new_page(), "/permissions")
    side_bar, table = page.get_by_test_id("stSidebar"), page.get_by_test_id("stDataFrame").first
    expect(side_bar).to_be_visible()
    expect(table).to_be_visible()

    page.emulate_media(media="print")

    expect(side_bar).to_be_hidden()
    expect(table).to_be_visible()
    expect(page.get_by_test_id("stButton").filter(visible=True)).to_have_count(0)
