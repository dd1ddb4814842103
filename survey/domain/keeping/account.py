"""An account: who may sign in, and with which grants."""

import re
from dataclasses import dataclass

from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import Actor, Grant
from survey.locale import _

LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


@dataclass(frozen=True)
class Account:
    """id is the login name; it lives for ever, also after somebody leaves (`is_active` is False then)."""

    id: str
    name: str
    grants: tuple[Grant, ...]
    person: str = ""
    collector: str = ""
    is_active: bool = True

    def acting(self, address: str) -> Actor:
        return Actor(self.id, self.name, self.grants, self.person, self.collector, address)


def tidy_login(text: str) -> str:
    """A login name as it is stored: people type capitals and blanks."""
    return text.strip().lower()


def check_login(text: str) -> str:
    login = tidy_login(text)
    if not LOGIN.fullmatch(login):
        raise SurveyError(
            _("登录名"), _("“{text}”不能用。").format(text=text[:40]),
            _("请用 2 到 64 个小写字母、数字或 . _ @ -，以字母或数字开头。"),
        )
    return login
