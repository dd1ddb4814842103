"""Studies of whole responses: kept under their name, the newest only."""

import sqlalchemy as sa

from survey.domain.noticing.study import Study
from survey.store.database import Database
from survey.store.schema import study

FIELDS = tuple(Study.__dataclass_fields__)


def save_study(database: Database, item: Study) -> None:
    """Put it in the place of the one before."""
    values = {name: getattr(item, name) for name in FIELDS} | {"found": dict(item.found)}
    insert = database.insert(study).values(organisation=database.organisation, **values)
    newer = {name: insert.excluded[name] for name in ("responses", "made_at", "found")}
    with database.writing() as connection:
        connection.execute(insert.on_conflict_do_update(index_elements=list(study.primary_key), set_=newer))


def find_study(database: Database, programme: str, questionnaire: str, period: str, name: str) -> Study | None:
    statement = sa.select(*(study.c[field] for field in FIELDS)).where(
        study.c.organisation == database.organisation, study.c.programme == programme,
        study.c.questionnaire == questionnaire, study.c.period == period, study.c.name == name,
    )
    with database.reading() as connection:
        found = connection.execute(statement).mappings().first()
    return Study(**found) if found else None
