"""The log, for the auditor."""

import pandas as pd

from survey.actions.office import Office
from survey.store.log import log_frame


def read_log(office: Office, actor: str = "", action: str = "", row: str = "", most: int = 500) -> pd.DataFrame:
    """The latest lines, newest first; columns LOG. Looking at them is no change and leaves no line."""
    office.leave("read_log")
    return log_frame(office.database, actor.strip(), action, row.strip(), most)
