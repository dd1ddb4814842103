"""The one error that a person can mend: where, what is wrong, what to do instead."""


class SurveyError(Exception):
    """Three short texts, already in the reader's language.

    Everything else that is raised is a fault of the program and stays visible.
    """

    def __init__(self, where: str, what: str, instead: str = "") -> None:
        self.where, self.what, self.instead = where, what, instead
        super().__init__(f"{where}: {what} {instead}".strip())
