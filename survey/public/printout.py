"""GET /print/{programme}/{case}/{printout}: a case on A4, for staff; the gate has let them in."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from survey.actions.office import Office
from survey.actions.printing import print_case
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import NotAllowed
from survey.public.door import OFF, open_door, status_of
from survey.public.pages import page
from survey.public.poster import qr_picture
from survey.public.visit import Desk, Visit, speak


def printing(office_source: Callable[[], Office]):
    """The page, or in words why not: 403 for what is not the reader's, 422 for what the kind does not print."""
    desk = Desk(office_source, open_door(OFF))

    async def show(request: Request) -> Response:
        speak(request, {})
        return await run_in_threadpool(lambda: _shown(desk.visit(request, {}), request.state.actor, datetime.now(UTC)))

    return show


def _shown(visit: Visit, actor, now: datetime) -> Response:
    asked = visit.request.path_params
    try:
        paper = print_case(visit.office.acting(actor), asked["programme"], asked["case"][:64], asked["printout"], now)
    except SurveyError as refusal:
        status = 403 if isinstance(refusal, NotAllowed) else status_of(refusal)
        return page(visit, "fault.html", status, words=(refusal.where, refusal.what, refusal.instead))
    picture = b64encode(qr_picture(visit.public_base + paper.path)).decode()
    response = page(visit, "printout.html", paper=paper, qr=f"data:image/svg+xml;base64,{picture}")
    response.headers["Cache-Control"] = "no-store"  # it may hold how to reach somebody
    return response
