"""The one error that a person can mend: where, what is wrong, what to do instead."""

from survey.domain.typed_text import shown


class SurveyError(Exception):
    """Three short texts, already in the reader's language; what they quote of others is made harmless.

    Everything else that is raised is a fault of the program and stays visible.
    `is_passing` is true of what nobody has to mend: the same again, a little later, will do.
    """

    is_passing = False

    def __init__(self, where: str, what: str, instead: str = "") -> None:
        self.where, self.what, self.instead = (shown(str(text)) for text in (where, what, instead))
        super().__init__(f"{self.where}: {self.what} {self.instead}".strip())


class StoreAway(SurveyError):
    """The store cannot be asked now: it is not reached, has no room, or is too busy.

    Whoever was saving cannot know whether it is saved, and sends the same id again.
    """

    is_passing = True
