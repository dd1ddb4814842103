"""The table of who may do what, for whoever has signed in."""

import pandas as pd

from survey.actions.office import Office


def permission_table(office: Office) -> pd.DataFrame:
    """One row an action and role: columns action, role (both as the reader calls them), reach."""
    office.leave("see_permissions")
    declared = office.declarations.permissions
    rows = [
        (str(rule.name), str(role.name), rule.reach(role))
        for rule in declared.rules.values() for role in declared.roles.values()
    ]
    return pd.DataFrame(rows, columns=["action", "role", "reach"])
