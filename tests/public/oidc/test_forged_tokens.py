"""Identity tokens that are not the provider's, not for us or not for now: none opens a session."""

import pytest
from tests.public.oidc.provider import Provider, new_key, signed_by_another, signed_by_the_public_key, unsigned


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-application"},
        {"aud": "another-application", "azp": "lianxin"},
        {"aud": None},
        {"aud": ["lianxin", "another-application"], "azp": "another-application"},
        {"exp": None},
        {"exp": "never"},
        {"exp": 946_684_800},  # the year 2000
        {"iat": 4_102_444_800},
        {"nonce": None},
        {"nonce": "of another trip"},
        {"at_hash": "of another token"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_not_believed(browser, provider, caplog, lie):
    provider.token = lie

    browser.sign_in()

    assert browser.status == 502 and "identity token: " in caplog.text and not browser.session


@pytest.mark.parametrize(
    ("signed", "because"),
    [
        (unsigned, "unsupported_algorithm"),
        (signed_by_the_public_key, "unsupported_algorithm"),
        (signed_by_another, "bad_signature"),
    ],
)
def test_a_token_that_the_providers_key_did_not_sign_is_not_believed(browser, provider, caplog, signed, because):
    provider.signed = signed

    browser.sign_in()

    assert browser.status == 502 and because in caplog.text and not browser.session


@pytest.mark.parametrize("rubbish", ["", "x", "a.b.c", "é", "e30.e30.e30"])
def test_rubbish_for_a_token_is_a_fault(browser, provider, rubbish):
    provider.signed = lambda provider, claims: rubbish

    browser.sign_in()

    assert browser.status == 502 and not browser.session


def test_keys_that_were_changed_are_taken_and_those_withdrawn_are_not(browser, provider):
    browser.sign_in()
    old = provider.key

    provider.key = new_key()
    assert browser.sign_in().status_code == 303

    provider.signed = lambda provider, claims: Provider(key=old).by_own_key(claims)
    assert browser.sign_in().status_code == 502
