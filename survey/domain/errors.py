"""The one error that a person can mend: where, what is wrong, what to do instead."""


class SurveyError(Exception):
    """Three short texts, already in the reader's language.

    Everything else that is raised is a fault of the program and stays visible.
    `is_passing` is true of what nobody has to mend: the same again, a little later, will do.
    """

    is_passing = False

    def __init__(self, where: str, what: str, instead: str = "") -> None:
        self.where, self.what, self.instead = where, what, instead
        super().__init__(f"{where}: {what} {instead}".strip())


class StoreAway(SurveyError):
    """The store cannot be asked now: it is not reached, has no room, or is too busy.

    Whoever was saving cannot know whether it is saved, and sends the same id again.
    """

    is_passing = True
