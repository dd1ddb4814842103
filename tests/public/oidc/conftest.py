"""A provider on a port of its own, and an office whose door leads to it."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from tests.public.oidc.browser import Browser
from tests.public.oidc.provider import running_provider

from survey.actions.accounts import save_account
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant
from survey.public.gate import Gate
from survey.public.routes import open_routes
from survey.public.ways_in import read_ways_in


@pytest.fixture
def provider():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def fangyuan(office) -> Account:
    account = Account("fangyuan", "方圆", (Grant("collector"),))
    save_account(office, account, datetime.now(UTC))
    return account


@pytest.fixture
def door(office, provider):
    """A new browser at the door, with settings on top of the provider's."""

    def open_door(**more: str) -> Browser:
        ways = read_ways_in(provider.environment(**more))
        routes = open_routes(lambda: office, ways)
        gate = Middleware(Gate, office_source=lambda: office, open_routes=routes)
        return Browser(TestClient(Starlette(routes=routes, middleware=[gate]), raise_server_exceptions=False))

    return open_door


@pytest.fixture
def browser(door, fangyuan) -> Browser:
    return door()
