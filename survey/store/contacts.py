"""Contacts: sealed before they reach the database, with a key that lies outside it.

What is stored is a nonce and AES-256-GCM over the contact's JSON. The organisation and the case are
authenticated with it, so that a row which is copied to another case does not open.
"""

import hmac
import json
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime
from secrets import token_bytes

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from survey.domain.errors import SurveyError
from survey.domain.handling.contact import Contact
from survey.domain.keeping.log import Entry
from survey.locale import _
from survey.store.database import Database
from survey.store.keys import derived
from survey.store.log import append
from survey.store.schema import contact


@dataclass(frozen=True)
class SealedContact:
    """A contact as it is stored: sealed, and marked so that earlier cases of the same telephone or address are found."""

    sealed: bytes
    phone_mark: str = ""
    address_mark: str = ""


NONCE = 12  # bytes; random, as NIST SP 800-38D (8.2.2) allows


def seal(database: Database, key: bytes, case_id: str, item: Contact) -> SealedContact:
    """The contact as it lies in the store, for this case of this organisation alone."""
    nonce = token_bytes(NONCE)
    text = json.dumps(item.given, ensure_ascii=False).encode()
    sealed = nonce + AESGCM(key).encrypt(nonce, text, _place(database, case_id))
    return SealedContact(sealed, mark(database, key, item.phone), mark(database, key, item.address))


def mark(database: Database, key: bytes, text: str) -> str:
    """A keyed hash of a telephone or an address, however it was typed: blanks and signs don't count. "" for nothing."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if sign.isalnum())
    return hmac.digest(derived(key, "mark"), json.dumps([database.organisation, plain]).encode(), "sha256").hex() if plain else ""


def unseal(database: Database, key: bytes, case_id: str, sealed: bytes) -> Contact:
    """The contact; SurveyError when another key sealed it, or the row was changed or moved."""
    try:
        opened = AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], _place(database, case_id))
    except (InvalidTag, ValueError):  # ValueError: the row was cut short
        raise SurveyError(
            _("联系方式"), _("用现在的密钥打不开：密钥文件换过，或这一行被改动过。"),
            _("请管理员恢复原来的密钥文件（LIANXIN_KEY_FILE 指的文件，默认 data/local/lianxin.key）。"),
        ) from None
    return Contact(**json.loads(opened))


def _place(database: Database, case_id: str) -> bytes:
    return json.dumps([database.organisation, case_id]).encode()


def insert_contact(
    database: Database, connection: sa.Connection, case_id: str, item: SealedContact, entered_at: datetime
) -> None:
    """Inside the transaction that opens the case."""
    place = {"organisation": database.organisation, "case_id": case_id, "entered_at": entered_at}
    connection.execute(contact.insert(), [place | asdict(item)])


def replace_contact(database: Database, case_id: str, item: SealedContact, at: datetime, entry: Entry) -> None:
    """Put this contact in the place of the case's, or beside a case that had none."""
    mine = (contact.c.organisation == database.organisation) & (contact.c.case_id == case_id)
    with database.writing() as connection:
        connection.execute(contact.delete().where(mine))
        insert_contact(database, connection, case_id, item, at)
        append(database, connection, entry)


def cases_marked(database: Database, key: bytes, phone: str, address: str) -> list[str]:
    """The ids of cases whose contact has this telephone or this address."""
    marks = (("phone_mark", mark(database, key, phone)), ("address_mark", mark(database, key, address)))
    same = [contact.c[column] == wanted for column, wanted in marks if wanted]
    if not same:
        return []
    mine = sa.select(contact.c.case_id).where(contact.c.organisation == database.organisation, sa.or_(*same))
    with database.reading() as connection:
        return list(connection.execute(mine).scalars())


def has_contact(database: Database, case_id: str) -> bool:
    return _sealed(database, case_id) is not None


def find_contact(database: Database, key: bytes, case_id: str) -> Contact | None:
    """The contact of a case; None where there is none, or none any more."""
    sealed = _sealed(database, case_id)
    return None if sealed is None else unseal(database, key, case_id, sealed)


def _sealed(database: Database, case_id: str) -> bytes | None:
    mine = sa.select(contact.c.sealed).where(
        contact.c.organisation == database.organisation, contact.c.case_id == case_id
    )
    with database.reading() as connection:
        return connection.execute(mine).scalar()


def count_unreadable(database: Database, key: bytes) -> int:
    """How many contacts this key does not open."""
    mine = sa.select(contact.c.case_id, contact.c.sealed).where(contact.c.organisation == database.organisation)
    with database.reading() as connection:
        return sum(not _opens(database, key, row.case_id, row.sealed) for row in connection.execute(mine))


def _opens(database: Database, key: bytes, case_id: str, sealed: bytes) -> bool:
    try:
        unseal(database, key, case_id, sealed)
    except SurveyError:
        return False
    return True
