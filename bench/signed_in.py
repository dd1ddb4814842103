"""People who are signed in, for whoever drives the real application: an account with a session, as a Cookie header."""

from datetime import UTC, datetime

from survey.actions.accounts import save_account
from survey.actions.office import Office
from survey.actions.signing_in import COOKIE, open_session
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import CONSOLE, Grant


def cookie_of(office: Office, id: str, *grants: Grant, person: str = "", collector: str = "") -> str:
    """Make the account (again), sign it in; "name=value" as a browser would send it."""
    now = datetime.now(UTC)
    account = Account(id, f"{id} 同志", grants, person, collector)
    save_account(office.acting(CONSOLE), account, now)
    return f"{COOKIE}={open_session(office, account, '127.0.0.1', now)}"
