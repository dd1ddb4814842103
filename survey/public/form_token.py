"""The signed token in a form: which form it is, the id under which it will be stored, and when it was given out."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from itsdangerous import BadSignature, Signer

from survey.actions.office import Office
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.visit import Visit

LASTS = timedelta(days=3)  # a phone that slept over the weekend


@dataclass(frozen=True)
class FormToken:
    """What makes a form ours: nobody can store under an id of their own making, or sends what was never opened.

    text         travels in the form through all its pages.
    is_accepted  False where this one was made in the place of a missing, foreign or old one.
    """

    id: str
    text: str
    is_accepted: bool

    def check(self) -> None:
        """SurveyError when the form has to be sent again, with this token."""
        if not self.is_accepted:
            raise SurveyError(
                _("还没有保存"), _("这一页打开得太久，已经过期。"), _("您填的都还在，请再按一次“提交”。")
            )


def token_of(visit: Visit) -> FormToken:
    """The token that came with the form, or a new one: under the same id where the old one was ours."""
    return read_token(signer_for(visit.office, visit.form_name), visit.form.get("token", ""), visit.now)


def signer_for(office: Office, what: str) -> Signer:
    """Signatures for one form are none for another."""
    # "hmac" and SHA-256 because the library's own choice, for old signatures' sake, is SHA-1.
    return Signer(office.key_for("citizens' forms"), salt=what, key_derivation="hmac", digest_method=sha256)


def read_token(signer: Signer, came: str, now: datetime) -> FormToken:
    try:
        id, _dot, issued = signer.unsign(came).decode().rpartition(".")
    except BadSignature:
        return new_token(signer, secrets.token_urlsafe(16), now)
    if now - datetime.fromtimestamp(int(issued), UTC) > LASTS:
        return new_token(signer, id, now)
    return FormToken(id, came, is_accepted=True)


def new_token(signer: Signer, id: str, now: datetime) -> FormToken:
    return FormToken(id, signer.sign(f"{id}.{int(now.timestamp())}").decode(), is_accepted=False)
