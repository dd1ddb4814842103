"""One request of a citizen: what is asked for, what was sent, in which language, at which moment."""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request

from survey.actions.keeping import has_sample
from survey.actions.office import Office
from survey.domain.asking.people import Unit
from survey.domain.asking.programme import Programme
from survey.domain.errors import StoreAway
from survey.domain.handling.kind import CaseKind
from survey.domain.keeping.actor import CITIZEN
from survey.locale import LANGUAGES, current_language, use_language
from survey.public.door import Door
from survey.public.ways_in import WaysIn

SECONDS_BETWEEN_LOOKS = 30
LONGEST_QUERY = 2000  # bytes; messengers add their own to a shared address


@dataclass(frozen=True)
class Visit:
    """`form` is empty when nothing was sent; a thing in the address that is not declared is a 404."""

    request: Request
    office: Office
    is_sample: bool
    door: Door
    form: Mapping[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    ways: WaysIn = WaysIn()

    @property
    def root(self) -> str:
        """What stands before every address of ours, when we live under a prefix."""
        return self.request.scope.get("root_path", "")

    @property
    def public_base(self) -> str:
        """How others reach us. LIANXIN_ADDRESS says it, where a proxy in front hides it."""
        return (os.environ.get("LIANXIN_ADDRESS") or str(self.request.base_url)).rstrip("/")

    @property
    def here(self) -> str:
        return self.request.url.path

    @property
    def address(self) -> str:
        """Where the request comes from; only a sign-in may keep it."""
        return self.request.client.host[:64] if self.request.client else ""

    @property
    def asks_too_much(self) -> bool:
        """Whether more stands after the question mark than any page of ours puts there."""
        return len(self.request.scope["query_string"]) > LONGEST_QUERY

    @property
    def form_name(self) -> str:
        """Which form this is: programme, questionnaire and unit, or for a book programme and unit."""
        return "/".join(self.request.path_params.values())

    @property
    def in_other_language(self) -> str:
        """This address in the language that is not shown."""
        other = next(language for language in LANGUAGES if language != current_language())
        address = self.request.url.replace(query="") if self.asks_too_much else self.request.url
        url = address.include_query_params(lang=other)
        return f"{url.path}?{url.query}"

    @cached_property
    def programme(self) -> Programme:
        return self._declared(self.office.declarations.programmes, "programme")

    @cached_property
    def unit(self) -> Unit:
        return self._declared(self.office.declarations.units, "unit")

    def _declared(self, things: Mapping, name: str):
        id = self.request.path_params[name]
        if id not in things:
            raise HTTPException(404)
        return things[id]

    def mentioned(self, name: str) -> Programme | Unit | None:
        """A programme or unit that the address names, in its path or after the question mark, if it is declared."""
        id = self.request.path_params.get(name) or self.request.query_params.get(name, "")
        declared = self.office.declarations
        return {"programme": declared.programmes, "unit": declared.units}[name].get(id)

    @property
    def phones(self) -> list[Programme]:
        """The programmes whose supervision phone this page shows: its own, or all where it belongs to none."""
        own = self.mentioned("programme")
        return [own] if own else list(self.office.declarations.programmes.values())


def book_for(office: Office, programme: Programme, unit: Unit) -> Programme | None:
    """The programme in whose book one writes about this unit: its own if it has one, or the first that covers it."""
    others = office.declarations.programmes.values()
    return next((p for p in (programme, *others) if p.public_kinds and unit.kind in p.unit_kinds), None)


def kind_of(programme: Programme) -> CaseKind:
    """The kind of entry that citizens write: the first declared one; its first channel is this very page."""
    if not programme.public_kinds:
        raise HTTPException(404)
    return programme.public_kinds[0]


class Desk:
    """The office behind the pages.

    Whether its rows are a sample is looked up now and then only: finding one among a million others takes a while.
    """

    def __init__(self, office_source: Callable[[], Office], door: Door, ways: WaysIn = WaysIn()) -> None:
        self.office_source, self.door, self.ways = office_source, door, ways
        self._looked_at, self._is_sample = float("-inf"), False

    def visit(self, request: Request, form: Mapping[str, str]) -> Visit:
        """Blocking: it may read the store. A page that needs no more of it is shown while the store is away, too."""
        if time.monotonic() - self._looked_at > SECONDS_BETWEEN_LOOKS:
            self._looked_at = time.monotonic()  # first, so that others need not look too
            with suppress(StoreAway):
                self._is_sample = has_sample(self.office_source())
        return Visit(request, self.office, self._is_sample, self.door, form, ways=self.ways)

    def visit_in_trouble(self, request: Request) -> Visit:
        """Without a look at the store, which may be what is broken."""
        return Visit(request, self.office, self._is_sample, self.door, ways=self.ways)

    @property
    def office(self) -> Office:
        """Whoever signed in on this telephone: here one is a citizen."""
        return self.office_source().acting(CITIZEN)


def chosen_language(request: HTTPConnection, form: Mapping[str, str]) -> str | None:
    """The language that this request switches to, or None."""
    wanted = form.get("lang") or request.query_params.get("lang")
    return wanted if wanted in LANGUAGES else None


def speak(request: HTTPConnection, form: Mapping[str, str]) -> None:
    use_language(chosen_language(request, form) or request.cookies.get("language"))
