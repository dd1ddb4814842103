"""What a kind of case may declare."""

import pytest
from tests.declarations.test_refusals import refusal_after


@pytest.mark.parametrize("asked", ['["name", "fax"]', '["name", "name"]'])
def test_a_book_asks_only_what_a_contact_has_and_once(tmp_path, asked):
    fault = refusal_after(
        tmp_path / "data", "programmes/complaints/cases/opinion.toml", 'contact = ["name", "phone"]', f"contact = {asked}"
    )

    assert fault.where == "cases/opinion.toml [] contact"
