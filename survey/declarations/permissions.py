"""data/permissions.toml -> Permissions."""

from collections.abc import Iterable
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.keeping.actor import CITIZEN_ROLE, CONSOLE_ROLE
from survey.domain.keeping.permission import Permissions, Role, Rule
from survey.locale import _


def read_permissions(file: Path) -> Permissions:
    """The table; SurveyError for a row with a role that is not declared, or without the two roles the program has."""
    whole = read_entry(file)
    roles = {role.id: role for role in unique((_role(e) for e in whole.entries("role")), whole, "role", lambda r: r.id)}
    for id in {CITIZEN_ROLE, CONSOLE_ROLE} - roles.keys():
        raise whole.refuse("role", _("缺少“{id}”。").format(id=id), _("请补上它。"))
    rules = unique((_rule(e, roles) for e in whole.entries("action")), whole, "action", lambda rule: rule.action)
    whole.done()
    return Permissions(roles, {rule.action: rule for rule in rules})


def _role(entry: Entry) -> Role:
    role = Role(
        entry.id(), entry.words("name"), entry.yes("needs_units", False), entry.yes("may_everything", False)
    )
    entry.done()
    return role


def _rule(entry: Entry, roles: Iterable[str]) -> Rule:
    scope, own = (frozenset(entry.some_of(key, roles, ())) for key in ("scope", "own"))
    if scope & own:
        raise entry.refuse("own", _("“{id}”写了两次。").format(id="、".join(sorted(scope & own))), _("scope 已经包括 own。"))
    rule = Rule(entry.id(), entry.words("name"), scope, own)
    entry.done()
    return rule
