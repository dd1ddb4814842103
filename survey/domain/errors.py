"""The one error that a person can mend: where, what is wrong, what to do instead."""

from survey.domain.typed_text import shown


class SurveyError(Exception):
    """Three short texts, already in the reader's language; what they quote of others is made harmless.

    Everything else that is raised is a fault of the program and stays visible.
    """

    def __init__(self, where: str, what: str, instead: str = "") -> None:
        self.where, self.what, self.instead = (shown(str(text)) for text in (where, what, instead))
        super().__init__(f"{self.where}: {self.what} {self.instead}".strip())
