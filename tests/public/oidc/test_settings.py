"""The settings of the ways in: what they mean, and which variable is named when they mean nothing."""

import pytest

from survey.domain.errors import SurveyError
from survey.public.ways_in import WaysIn, read_ways_in

ALL = {
    "LIANXIN_OIDC_ISSUER": "https://login.hospital.example/realm",
    "LIANXIN_OIDC_CLIENT_ID": "lianxin",
    "LIANXIN_OIDC_CLIENT_SECRET": "the-secret-between-us",
}


def test_without_settings_there_are_passwords_only():
    assert read_ways_in({}) == read_ways_in({"LIANXIN_OIDC_ISSUER": " "}) == WaysIn(None, True)


def test_an_issuer_with_its_client_is_a_second_way():
    ways = read_ways_in(ALL)

    settings = ways.provider.settings
    assert ways.has_passwords
    assert (settings.issuer, settings.client_id, settings.claim, settings.name) == (ALL["LIANXIN_OIDC_ISSUER"], "lianxin", "preferred_username", "")
    assert "secret-between" not in repr(settings)


def test_passwords_can_be_off_beside_a_provider():
    assert not read_ways_in(ALL | {"LIANXIN_PASSWORDS": "OFF"}).has_passwords


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (ALL | {"LIANXIN_OIDC_ISSUER": "login.hospital.example"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_ISSUER": "http://login.hospital.example"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_ISSUER": "https://"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_ISSUER": "https://me:word@login.hospital.example"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_ISSUER": "https://login.hospital.example:port"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_ISSUER": "https://[::1"}, "LIANXIN_OIDC_ISSUER"),
        (ALL | {"LIANXIN_OIDC_CLIENT_ID": ""}, "LIANXIN_OIDC_CLIENT_ID"),
        (ALL | {"LIANXIN_OIDC_CLIENT_SECRET": " "}, "LIANXIN_OIDC_CLIENT_SECRET"),
        (ALL | {"LIANXIN_PASSWORDS": "maybe"}, "LIANXIN_PASSWORDS"),
        ({"LIANXIN_PASSWORDS": "off"}, "LIANXIN_PASSWORDS"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_at_the_start_by_its_name(given, named):
    with pytest.raises(SurveyError) as refusal:
        read_ways_in(given)

    assert refusal.value.where == named and "the-secret" not in str(refusal.value)
