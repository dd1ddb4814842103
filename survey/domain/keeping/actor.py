"""Who acts: a member of staff with grants, a citizen without a name, or the console of the server."""

from dataclasses import dataclass

from survey.domain.errors import SurveyError
from survey.locale import _

CITIZEN_ROLE, CONSOLE_ROLE = "citizen", "console"


@dataclass(frozen=True)
class Grant:
    """A role and where it holds.

    programme  "" means every programme.
    units      () means every unit of the programme.
    areas      () means every area of those units; a collector's own areas are named here.
    """

    role: str
    programme: str = ""
    units: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Whoever asks for an action.

    id         the account's login name; "" for a citizen, of whom nothing is kept.
    person     the evaluated person this is, "" for somebody who is not evaluated.
    collector  the collector whose sheets this account keys in, "" for somebody who carries none.
    address    where the request came from, for the log; never kept of a citizen.
    """

    id: str
    name: str
    grants: tuple[Grant, ...]
    person: str = ""
    collector: str = ""
    address: str = ""


CITIZEN = Actor("", "", (Grant(CITIZEN_ROLE),))
CONSOLE = Actor("console", "console", (Grant(CONSOLE_ROLE),))


class NotAllowed(SurveyError):
    """The actor may not do this; `where` names the action."""

    def __init__(self, action: object, what: str = "") -> None:
        super().__init__(
            str(action), what or _("您的岗位不能做这件事。"), _("如果工作需要，请找管理员开通。")
        )
