"""data/sample/ -> Sample: the sample year's words and numbers."""

from pathlib import Path

from survey.declarations.entry import read_entry
from survey.declarations.sample_book import read_book, read_contacts
from survey.declarations.sample_case_plan import Contacts
from survey.declarations.sample_plan import Sample
from survey.declarations.sample_survey import read_survey
from survey.domain.asking.programme import Declarations
from survey.domain.errors import SurveyError
from survey.locale import _


def read_sample(folder: Path, declarations: Declarations) -> Sample:
    """Every file of surveys/ and books/, and contacts.toml where there are books, checked against the declarations.

    Raises SurveyError naming file, entry, key and what is allowed, at the first fault.
    """
    surveys = tuple(read_survey(read_entry(file), declarations) for file in sorted((folder / "surveys").glob("*.toml")))
    books = tuple(read_book(read_entry(file), declarations) for file in sorted((folder / "books").glob("*.toml")))
    if not surveys and not books:
        raise SurveyError(str(folder), _("没有样例。"), _("请放入 surveys/<问卷>.toml 或 books/<事项>.toml。"))
    contacts = folder / "contacts.toml"
    return Sample(surveys, books, read_contacts(read_entry(contacts)) if books else Contacts())
