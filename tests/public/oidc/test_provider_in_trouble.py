"""A provider that refuses, breaks, is away or hangs: a clear page, and a reference where the fault is nobody's at the door."""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.public.oidc.browser import Browser
from tests.public.oidc.provider import SECRET

from survey.public.oidc.discovery import ProviderFault
from survey.public.oidc.provider import ERRANDS
from survey.public.oidc.trip import COOKIE as TRIP
from survey.public.oidc.trip import set_out
from survey.public.routes import open_routes
from survey.public.ways_in import read_ways_in


def test_who_cancels_there_can_try_again(browser, provider):
    provider.refuses = "access_denied"

    browser.sign_in("/sheet")

    assert browser.status == 401 and "您取消了" in browser.text and 'href="/auth/login?next=%2Fsheet"' in browser.text


def test_another_error_of_the_provider_is_a_fault_with_a_reference(browser, provider, caplog):
    provider.refuses = "server_error"

    browser.sign_in()

    (line,) = [record.getMessage() for record in caplog.records if record.name == "survey.public.oidc.journey"]
    reference = line.split()[1].rstrip(":")
    assert browser.status == 502 and reference in browser.text and "server_error" in line


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_a_provider_that_breaks_on_the_way_is_a_fault(browser, provider, path):
    provider.broken = {path}

    browser.sign_in()

    assert browser.status == 502 and "单位统一登录现在用不了" in browser.text and not browser.session


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example"},
        {"authorization_endpoint": None},
        {"token_endpoint": "http://elsewhere.example/token"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
    ids=str,
)
def test_a_configuration_that_leads_elsewhere_is_not_followed(browser, provider, said):
    provider.says = said

    browser.open("/auth/login")

    assert browser.status == 502 and TRIP not in browser.client.cookies


def test_the_server_starts_while_the_provider_is_away_and_finds_it_later(browser, provider):
    provider.broken = {"/.well-known/openid-configuration"}
    browser.open("/auth/login?next=/sheet")
    assert browser.status == 502 and 'href="/auth/login?next=%2Fsheet"' in browser.text

    provider.broken = set()

    assert browser.sign_in().status_code == 303


def test_nobody_listening_is_a_fault_with_a_reference(office, provider, caplog):
    nobody = provider.environment(LIANXIN_OIDC_ISSUER="http://127.0.0.1:9")
    browser = Browser(TestClient(Starlette(routes=open_routes(lambda: office, read_ways_in(nobody)))))

    browser.open("/auth/login")

    assert browser.status == 502 and "ConnectError" in caplog.text


def test_its_configuration_is_asked_for_once(browser, provider):
    browser.sign_in()
    browser.sign_in()

    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_a_provider_that_hangs_does_not_take_every_thread(provider, monkeypatch):
    monkeypatch.setattr("survey.public.oidc.provider.PATIENCE", 60.0)  # nobody gives up before all are there
    ours, now = read_ways_in(provider.environment()).provider, datetime.now(UTC)
    provider.hangs = True

    with ThreadPoolExecutor(ERRANDS) as threads:
        waiting = [threads.submit(ours.address_for, set_out("/"), "https://survey.example/back", now) for _ in range(ERRANDS)]
        while len(provider.asked) < ERRANDS and not any(errand.done() for errand in waiting):
            time.sleep(0.01)
        with pytest.raises(ProviderFault, match="too many"):
            ours.address_for(set_out("/"), "https://survey.example/back", now)
        provider.hangs = False

    assert all(errand.result().startswith(provider.issuer) for errand in waiting)


def test_a_wrong_secret_is_our_fault_and_not_the_persons(door, fangyuan):
    browser = door(LIANXIN_OIDC_CLIENT_SECRET="wrong")

    browser.sign_in()

    assert browser.status == 502


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(browser, provider):
    provider.says = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}

    assert browser.sign_in().status_code == 303


@pytest.mark.parametrize("token", [{}, {"nonce": "wrong"}], ids=["let in", "refused"])
def test_the_log_of_the_server_holds_no_secret_no_code_and_no_token(browser, provider, caplog, token):
    caplog.set_level(logging.DEBUG)
    provider.token = token

    back = browser.leave()
    carried = browser.client.cookies[TRIP]
    browser.open(back)
    browser.client.cookies.set(TRIP, carried)
    browser.open(back)

    secrets = [SECRET, carried, *provider.given, *parse_qs(urlsplit(back).query)["state"]]
    ours = "\n".join(record.getMessage() for record in caplog.records if "testserver" not in record.getMessage())
    assert len(provider.given) == 4 and not [secret for secret in secrets if secret in ours]
