"""QR codes, and the poster that hangs in the ward."""

from functools import lru_cache
from io import BytesIO

import segno
from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.public.pages import page
from survey.public.questionnaire import about_of, public_questionnaire
from survey.public.visit import Visit, kind_of

BOOK = "book"
SIZES = ("a5", "a4")


def show_qr(visit: Visit) -> Response:
    picture = qr_picture(public_address(visit))
    return Response(picture, headers={"Cache-Control": "private, no-cache"}, media_type="image/svg+xml")


def show_poster(visit: Visit) -> Response:
    address, size = public_address(visit), visit.request.query_params.get("size", "a5")
    is_book = visit.request.path_params["questionnaire"] == BOOK
    title = kind_of(visit.programme).title if is_book else public_questionnaire(visit).title
    values = {"title": title, "address": address, "is_book": is_book, "about": about_case(visit), "size": size if size in SIZES else "a5"}
    return page(visit, "poster.html", questionnaire=visit.request.path_params["questionnaire"], **values)


def public_address(visit: Visit) -> str:
    """What the code holds."""
    return visit.public_base + public_path(visit)


def public_path(visit: Visit) -> str:
    programme, unit, id = visit.programme, visit.unit, visit.request.path_params["questionnaire"]
    if id != BOOK:
        return f"/q/{programme.id}/{public_questionnaire(visit).id}/{unit.id}{about_case(visit)}"
    if kind_of(programme) and unit.kind not in programme.unit_kinds:
        raise HTTPException(404)
    return f"/book/{programme.id}/{unit.id}"


def about_case(visit: Visit) -> str:
    """What stands after the address of a short form; "" for any other."""
    about = about_of(visit)
    return f"?about={about}" if about else ""


@lru_cache(maxsize=256)
def qr_picture(address: str) -> bytes:
    """SVG that scales to any paper; error correction M survives a crease or a drop of water."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="svg", border=4, xmldecl=False, omitsize=True)
    return picture.getvalue()
