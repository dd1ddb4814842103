"""The table of who may do what, and what an actor's grants make of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.locale import Words


@dataclass(frozen=True)
class Role:
    """needs_units: nobody holds it for all units by forgetting to name some.

    may_everything: the console of the server, where one could as well open the database itself.
    """

    id: str
    name: Words
    needs_units: bool = False
    may_everything: bool = False


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    scope  roles that may do it for all of the grant's programme and units.
    own    roles that may do it for what is their own: sheets keyed in, the own score card, the own account.
    """

    action: str
    name: Words
    scope: frozenset[str]
    own: frozenset[str]

    def reach(self, role: Role) -> str:
        """"scope", "own", or "" for a role that may not."""
        if role.may_everything or role.id in self.scope:
            return "scope"
        return "own" if role.id in self.own else ""


@dataclass(frozen=True)
class Leave:
    """How far an actor may go with one action in one programme; None stands for all units, all areas."""

    units: frozenset[str] | None
    areas: frozenset[str] | None
    is_own_only: bool

    def covers(self, unit: str, area: str = "") -> bool:
        """Whether the place is within reach; "" is no area, as for a questionnaire that asks for none."""
        return (self.units is None or unit in self.units) and (self.areas is None or area in ("", *self.areas))


@dataclass(frozen=True)
class Permissions:
    roles: Mapping[str, Role]
    rules: Mapping[str, Rule]

    def may(self, actor: Actor, action: str) -> bool:
        """Whether the actor may do it anywhere at all: what a menu asks."""
        return any(self._reaches(grant, action) for grant in actor.grants)

    def leave(self, actor: Actor, action: str, programme: str = "") -> Leave:
        """What all grants together allow; NotAllowed when none does. Without a programme, any grant counts."""
        grants = [g for g in actor.grants if self._reaches(g, action) and _is_about(g, programme)]
        if not grants:
            raise NotAllowed(self.rule(action).name)
        whole = [grant for grant in grants if self._reaches(grant, action) == "scope"]
        return Leave(
            units=_together(grant.units for grant in whole or grants),
            areas=_together(grant.areas for grant in whole or grants),
            is_own_only=not whole,
        )

    def roles_at(self, actor: Actor, programme: str, units: Iterable[str] = ()) -> frozenset[str]:
        """The roles that the actor holds in a programme for any of these units, or anywhere in it; for the console, all."""
        wanted = set(units)
        held = [g for g in actor.grants if _is_about(g, programme) and (not (wanted and g.units) or wanted & set(g.units))]
        roles = {self.roles[grant.role] for grant in held if grant.role in self.roles}
        return frozenset(self.roles if any(role.may_everything for role in roles) else (role.id for role in roles))

    def _reaches(self, grant: Grant, action: str) -> str:
        role = self.roles.get(grant.role)  # a role that was taken out of the table allows nothing any more
        return self.rule(action).reach(role) if role else ""

    def holders(self, action: str) -> list[Role]:
        """The roles that may do it, be it only for what is their own."""
        return [role for role in self.roles.values() if self.rule(action).reach(role)]

    def rule(self, action: str) -> Rule:
        """The action's row; one that the table lacks allows nobody but the console."""
        return self.rules.get(action) or Rule(action, Words(action, action), frozenset(), frozenset())


def _is_about(grant: Grant, programme: str) -> bool:
    return not (grant.programme and programme) or grant.programme == programme


def _together(parts: Iterable[tuple[str, ...]]) -> frozenset[str] | None:
    """All of the parts; None (everything) when one of them is not limited."""
    parts = list(parts)
    return frozenset(id for part in parts for id in part) if all(parts) else None
