"""The list of addresses: those open to everybody, and the staff's own."""

import os
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from survey.actions.keeping import has_sample
from survey.actions.office import Office
from survey.public.book import show_book, write_in_book
from survey.public.door import open_door
from survey.public.draft import draft_taking
from survey.public.faults import Faults
from survey.public.following import follow, show_following
from survey.public.oidc.journey import CALLBACK, come_back, leave_for_provider
from survey.public.pages import light_file
from survey.public.posted import read_form
from survey.public.poster import show_poster, show_qr
from survey.public.printout import printing
from survey.public.questionnaire import fill_questionnaire, show_questionnaire
from survey.public.receipt import show_receipt, show_withdrawal, withdraw
from survey.public.shell.encoding import takes_gzip
from survey.public.sign_in import show_link, show_sign_in, take_link, take_sign_in, take_sign_out
from survey.public.visit import Desk, Visit, speak
from survey.public.ways_in import WaysIn

Show = Callable[[Visit], Response]
LIGHT_FILES = {"style.css": "text/css", "paper.css": "text/css", "form.js": "text/javascript"}


def open_routes(office_source: Callable[[], Office], ways: WaysIn = WaysIn()) -> list[Route]:
    """For citizens, and the staff's sign-in: all that is to be had without a session.

    Ready for `st.App(routes=...)` or any Starlette application; the office is asked for at the first request.
    LIANXIN_DOOR_LIMIT: how often one address may send one form; see `open_door`.
    """
    desk = Desk(office_source, open_door(os.environ.get("LIANXIN_DOOR_LIMIT", "")), ways)
    faults = Faults(desk).middleware()

    def at(path: str, shows: Show, takes: Show | None = None) -> Route:
        methods = ["GET", "POST"] if takes else ["GET"]
        return Route(path, _answering(desk, shows, takes), methods=methods, middleware=faults)

    by_provider = [at("/auth/login", leave_for_provider), at(CALLBACK, come_back)] if ways.provider else []
    return [
        *by_provider,
        at("/q/{programme}/{questionnaire}/{unit}", show_questionnaire, fill_questionnaire),
        at("/receipt/{code}", show_receipt),
        at("/withdraw", show_withdrawal, withdraw),
        at("/book/{programme}/{unit}", show_book, write_in_book),
        at("/follow/{programme}", show_following, follow),
        at("/qr/{programme}/{questionnaire}/{unit}.svg", show_qr),
        at("/poster/{programme}/{questionnaire}/{unit}", show_poster),
        at("/sign-in", show_sign_in, take_sign_in),
        at("/link/{token}", show_link, take_link),
        at("/auth/logout", take_sign_out),
        at("/healthz", show_health),
        # A QR code that was cut short or mistyped ends here, and not at the staff's door.
        at("/q/{rest:path}", show_nothing),
        at("/book/{rest:path}", show_nothing),
        Route("/robots.txt", show_robots),
        Route("/light/{name}", show_light_file),
    ]


def staff_routes(office_source: Callable[[], Office]) -> list[Route]:
    """Behind the gate."""
    return [
        Route("/draft", draft_taking(office_source), methods=["POST"]),
        Route("/print/{programme}/{case}/{printout}", printing(office_source)),
    ]


def _answering(desk: Desk, shows: Show, takes: Show | None):
    async def answer(request: Request) -> Response:
        speak(request, {})
        form = await read_form(request) if request.method == "POST" else {}
        speak(request, form)
        show = takes if request.method == "POST" else shows
        return await run_in_threadpool(lambda: _shown(show, desk.visit(request, form)))

    return answer


def _shown(show: Show, visit: Visit) -> Response:
    if visit.asks_too_much:
        raise HTTPException(414)
    return show(visit)


def show_health(visit: Visit) -> Response:
    """Touches the store, so that a watcher learns when it is gone."""
    has_sample(visit.office)
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})


def show_nothing(visit: Visit) -> Response:
    raise HTTPException(404)


async def show_robots(request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


async def show_light_file(request: Request) -> Response:
    """Its address carries its version, so it may be kept for ever."""
    name = request.path_params["name"]
    if name not in LIGHT_FILES:
        raise HTTPException(404)
    _version, content, content_packed = light_file(name)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if takes_gzip(request.headers.get("accept-encoding", "")):
        content, headers["Content-Encoding"] = content_packed, "gzip"
    return Response(content, headers=headers, media_type=LIGHT_FILES[name])
