"""The table of public addresses."""

from survey.actions.keeping import public_links
from survey.screens.doors import doors


def test_every_public_address_has_a_row_with_its_poster(office):
    table = doors(office, "https://survey.example")

    links = list(public_links(office))
    assert table["form"].tolist() == [f"https://survey.example{link.path}" for link in links]
    assert "https://survey.example/poster/lianxin/inpatient/ward-urology?lang=zh" in table["poster"].tolist()
    assert "https://survey.example/poster/complaints/book/ward-urology?lang=zh" in table["poster"].tolist()


def test_the_page_narrows_to_a_programme(visit):
    visitor = visit("doors")

    visitor.multiselect(key="programmes").set_value(["complaints"]).run()

    assert set(visitor.dataframe[0].value["programme"]) == {"意见簿"}
