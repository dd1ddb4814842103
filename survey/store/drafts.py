"""Half-filled sheets: one row an answer, from the first keystroke to the save."""

import sqlalchemy as sa

from survey.domain.asking.draft import Draft
from survey.store.database import Database
from survey.store.schema import draft, draft_answer, response

KEPT, SAVED, FOREIGN = "kept", "saved", "foreign"


def save_draft(database: Database, item: Draft, number: int) -> str:
    """Put these answers over the draft's others: KEPT; SAVED for a sheet that is a response; FOREIGN for another's.

    `number` counts the keystrokes of a page: an answer that comes late never overwrites a newer one.
    """
    values = {name: getattr(item, name) for name in ("programme", "questionnaire", "version", "saved_at")}
    values |= {"kept": dict(item.kept)}
    is_response = sa.select(response.c.id).where(
        response.c.organisation == database.organisation, response.c.id == item.sheet
    )
    with database.writing() as connection:
        if connection.execute(is_response).first():
            return SAVED
        insert = database.insert(draft).values(
            organisation=database.organisation, sheet=item.sheet, account=item.account, **values
        )
        change = insert.on_conflict_do_update(
            index_elements=list(draft.primary_key), set_=values, where=draft.c.account == item.account
        ).returning(draft.c.sheet)
        if connection.execute(change).first() is None:
            return FOREIGN
        for question, text in sorted(item.answers.items()):
            connection.execute(_put(database, item.sheet, question, text, number))
        return KEPT


def _put(database: Database, sheet: str, question: str, text: str, number: int):
    insert = database.insert(draft_answer).values(
        organisation=database.organisation, sheet=sheet, question=question, text=text, number=number
    )
    return insert.on_conflict_do_update(
        index_elements=list(draft_answer.primary_key), set_={"text": text, "number": number},
        where=draft_answer.c.number <= number,
    )


def drafts_of(database: Database, account: str, sheet: str = "") -> list[Draft]:
    """The account's drafts that hold an answer, the latest first; only that of one sheet where named."""
    mine = draft.select().where(draft.c.organisation == database.organisation, draft.c.account == account)
    mine = mine.where(draft.c.sheet == sheet) if sheet else mine
    with database.reading() as connection:
        heads = connection.execute(mine.order_by(draft.c.saved_at.desc())).mappings().all()
        texts = connection.execute(
            draft_answer.select().where(
                draft_answer.c.organisation == database.organisation,
                draft_answer.c.sheet.in_([head["sheet"] for head in heads]), draft_answer.c.text != "",
            )
        ).mappings().all()
    answers: dict[str, dict[str, str]] = {}
    for row in texts:
        answers.setdefault(row["sheet"], {})[row["question"]] = row["text"]
    names = [name for name in Draft.__dataclass_fields__ if name != "answers"]
    return [Draft(**{n: head[n] for n in names}, answers=answers[head["sheet"]]) for head in heads if head["sheet"] in answers]


def drop_draft(database: Database, connection: sa.Connection, sheet: str) -> None:
    """Inside the transaction that saves the sheet: from then on it is a response."""
    for table in (draft_answer, draft):
        connection.execute(table.delete().where(table.c.organisation == database.organisation, table.c.sheet == sheet))


def throw_away_draft(database: Database, account: str, sheet: str) -> None:
    """The account gives up a sheet that was never saved."""
    with database.writing() as connection:
        mine = sa.select(draft.c.sheet).where(
            draft.c.organisation == database.organisation, draft.c.account == account, draft.c.sheet == sheet
        )
        if connection.execute(mine).first():
            drop_draft(database, connection, sheet)
