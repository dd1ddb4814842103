"""How long what was written is kept, and from which moments on it has been kept long enough."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from survey.locale import Words

LEAST_LOG_DAYS = 180  # Cybersecurity Law of the PRC: network logs are kept for at least six months
LONGEST = 36_500  # days, or as many years as make so many days
OURS = Words("默认", "Default")
MARK = "［保存期满，已删除 · erased after its time］"  # in the place of what somebody wrote, whoever reads it


@dataclass(frozen=True)
class Limit:
    """A number of days or years, and who wants it so."""

    number: int
    source: Words = OURS


@dataclass(frozen=True)
class Retention:
    """Each from the moment it reached us, but a contact from the step that closed its case.

    contact_days       how to reach whoever wanted an answer.
    open_contact_days  the same, where the case was never closed.
    text_years         comments, entries of the book and notes of its steps in their own words; receipts' codes.
    draft_days         half-filled sheets, from their last keystroke.
    session_days       sign-ins that ended or were left idle, and links that set a password, once they are over.
    log_days           lines of the log.
    """

    contact_days: Limit = Limit(90)
    open_contact_days: Limit = Limit(3 * 365)
    text_years: Limit = Limit(3)
    draft_days: Limit = Limit(30)
    session_days: Limit = Limit(30)
    log_days: Limit = Limit(400)


@dataclass(frozen=True)
class Horizon:
    """What is not younger than these moments has been kept long enough."""

    contact: datetime
    open_contact: datetime
    text: datetime
    draft: datetime
    session: datetime
    log: datetime


def horizon(retention: Retention, now: datetime) -> Horizon:
    def days(limit: Limit) -> datetime:
        return now - timedelta(days=limit.number)

    return Horizon(
        contact=days(retention.contact_days),
        open_contact=days(retention.open_contact_days),
        text=years_before(now, retention.text_years.number),
        draft=days(retention.draft_days),
        session=days(retention.session_days),
        log=days(retention.log_days),
    )


def years_before(moment: datetime, years: int) -> datetime:
    """The same day and hour of an earlier year; before a 29 February that the year lacks, the 28th."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)
