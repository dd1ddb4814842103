"""The two addresses of a sign-in at the provider: leaving for it, and coming back."""

import logging
from secrets import compare_digest, token_hex

from starlette.responses import RedirectResponse, Response

from survey.actions.signing_in import COOKIE as SESSION
from survey.actions.signing_in import sign_in_by_provider
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.oidc.discovery import ProviderFault
from survey.public.oidc.provider import refusal
from survey.public.oidc.trip import COOKIE, LASTS, Trip, set_out
from survey.public.sign_in import NO_STORE, let_in, own_path, sign_in_page
from survey.public.visit import Visit

CALLBACK = "/oauth2callback"
log = logging.getLogger(__name__)


def leave_for_provider(visit: Visit) -> Response:
    """303 to the provider; the browser carries a sealed cookie, without which nobody comes back."""
    provider, trip = visit.ways.provider, set_out(own_path(visit.request.query_params.get("next", "")))
    try:
        address = provider.address_for(trip, callback(visit), visit.now)
    except ProviderFault as fault:
        return out_of_order(visit, fault, trip.wanted)
    response = RedirectResponse(address, 303, NO_STORE)
    response.set_cookie(
        COOKIE, provider.sealer.sealed(trip, visit.now), max_age=int(LASTS.total_seconds()), path=visit.root + CALLBACK,
        httponly=True, samesite="lax", secure=visit.request.url.scheme == "https",
    )
    return response


def come_back(visit: Visit) -> Response:
    """A session for whom the provider names, if this browser left from here; the trip ends either way."""
    trip = trip_of(visit)
    if trip is None:
        instead = _("请从 {address} 再登录一次。").format(address=visit.public_base + "/sign-in")
        return sign_in_page(visit, SurveyError(_("登录"), _("这次登录不是从这里开始的，或隔了太久。"), instead), 401)
    try:
        response = let_in(visit, _session(visit, trip), trip.wanted)
    except SurveyError as error:
        response = sign_in_page(visit, error, 401, trip.wanted)
    except ProviderFault as fault:
        response = out_of_order(visit, fault, trip.wanted)
    response.delete_cookie(COOKIE, path=visit.root + CALLBACK)
    return response


def trip_of(visit: Visit) -> Trip | None:
    """The trip that this browser left on, if the provider's answer is of the same one."""
    trip = visit.ways.provider.sealer.opened(visit.request.cookies.get(COOKIE, ""), visit.now)
    state = visit.request.query_params.get("state", "")
    return trip if trip and compare_digest(trip.state.encode(), state.encode()) else None


def _session(visit: Visit, trip: Trip) -> str:
    answer = visit.request.query_params
    if "error" in answer or not answer.get("code"):
        raise refusal(answer.get("error", ""))
    login = visit.ways.provider.who_came(trip, answer["code"], callback(visit), visit.now)
    return sign_in_by_provider(visit.office, login, visit.address, visit.now, visit.request.cookies.get(SESSION, ""))


def callback(visit: Visit) -> str:
    """The address that the provider must know of us."""
    return visit.public_base + CALLBACK


def out_of_order(visit: Visit, fault: ProviderFault, wanted: str) -> Response:
    """The sign-in page again, with a reference that stands in the log too."""
    reference = token_hex(4).upper()
    log.error("reference %s: sign-in by the provider: %s", reference, fault)
    instead = _("请稍后再试，或找管理员并报编号 {reference}。").format(reference=reference)
    return sign_in_page(visit, SurveyError(_("登录"), _("单位统一登录现在用不了。"), instead), 502, wanted)
