"""The clock; everything below this room is told the time."""

from datetime import UTC, date, datetime

from survey.actions.office import Office


def now() -> datetime:
    return datetime.now(UTC)


def today(office: Office) -> date:
    """The day where the office is."""
    return office.day_of(now())
