"""Whose office the pages work in; who signed in will be known here too."""

from survey.actions.office import Office, office_here


def the_office() -> Office:
    return office_here()
