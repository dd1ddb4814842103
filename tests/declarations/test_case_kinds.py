"""What a kind of case may declare."""

import pytest
from tests.declarations.test_refusals import refusal_after


@pytest.mark.parametrize("asked", ['["name", "fax"]', '["name", "name"]'])
def test_a_book_asks_only_what_a_contact_has_and_once(tmp_path, asked):
    fault = refusal_after(
        tmp_path / "data", "programmes/complaints/cases/opinion.toml", 'contact = ["name", "phone"]', f"contact = {asked}"
    )

    assert fault.where == "cases/opinion.toml [] contact"


@pytest.mark.parametrize(
    ("was", "becomes", "missing"),
    [
        ('needs = ["planned_on"]', 'needs = ["planned_on", "finding"]', "finding"),
        ('text = "no"', 'text = "needs"', "text"),
        ('text = "no"', 'text = "no"\ncontact = ["phone"]\ncontact_needs = ["phone"]', "contact_needs"),
    ],
)
def test_what_opens_by_itself_may_need_no_more_than_the_planned_day(tmp_path, was, becomes, missing):
    fault = refusal_after(tmp_path / "data", "programmes/water/cases/inspection.toml", was, becomes)

    assert "recurring" in fault.where and missing in fault.what
