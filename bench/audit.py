"""What a store holds, beside the receipts that were given out: what is lost, what is there twice, what does not add up."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from survey.actions.keeping import check_everything
from survey.actions.office import Office
from survey.store.schema import log_line, response


@dataclass(frozen=True)
class Audit:
    """lost    receipts without a response
    twice   responses beyond one for each receipt
    untold  responses without a line of the log, or lines without a response
    faults  in words: tallies that differ from a recount, a chain that does not hold
    """

    lost: int
    twice: int
    untold: int
    faults: list[str]

    def __str__(self) -> str:
        return f"{self.lost} lost, {self.twice} twice, {self.untold + len(self.faults)} faults in tallies and log"


SOUND = Audit(0, 0, 0, [])


def audit(office: Office, receipts: Collection[str]) -> Audit:
    """Of an office in which nobody saved anything but those who hold these receipts."""
    mine = response.c.organisation == office.database.organisation
    told = (log_line.c.organisation == office.database.organisation) & (log_line.c.action == "take_response")
    with office.database.snapshot() as connection:
        stored = Counter(connection.execute(sa.select(response.c.code).where(mine)).scalars())
        ids = Counter(connection.execute(sa.select(response.c.id).where(mine)).scalars())
        lines = Counter(connection.execute(sa.select(log_line.c.row).where(told)).scalars())
    given = Counter(receipts)
    untold = (ids - lines).total() + (lines - ids).total()
    return Audit((given - stored).total(), (stored - given).total(), untold, check_everything(office))
