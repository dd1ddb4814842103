"""Templates -> responses: small, strict, in the reader's language."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import URL
from starlette.responses import RedirectResponse, Response

from survey.domain.errors import SurveyError
from survey.locale import LANGUAGES, _, current_language
from survey.public.door import headers_of, status_of
from survey.public.shell.encoding import packed, takes_gzip
from survey.public.visit import Visit, chosen_language

HERE = Path(__file__).parent
YEAR = 365 * 24 * 3600
UNAVAILABLE = 503
AGAIN_AFTER = {"Retry-After": "60"}  # seconds; for programs, for a person reads it in words
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Not "no-store": with it a phone's own back key shows an error instead of the page before, and what was typed is gone.
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "private, no-cache",
    "Vary": "Accept-Encoding, Cookie",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@cache
def light_file(name: str) -> tuple[str, bytes, bytes]:
    """Version, bytes and compressed bytes of a style or script of these pages."""
    content = (HERE / "static" / name).read_bytes()
    return sha256(content).hexdigest()[:12], content, packed(content)


def _address_of(name: str) -> str:
    return f"/light/{name}?v={light_file(name)[0]}"


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )
    environment.globals |= {"_": _, "style": _address_of("style.css"), "script": _address_of("form.js")}
    environment.globals["paper_style"] = _address_of("paper.css")
    environment.filters["digits"] = _digits
    return environment


def page_again(visit: Visit, template: str, error: SurveyError | None, **values) -> Response:
    """The page with what is wrong, if anything is: 422, or 429 with the time to wait."""
    response = page(visit, template, status_of(error), error=error, **values)
    response.headers.update(headers_of(error))
    return response


def page(visit: Visit, template: str, status: int = 200, **values) -> Response:
    """The page; the language a visitor just chose is kept in a cookie."""
    language = current_language()
    other = next((code, name) for code, name in LANGUAGES.items() if code != language)
    text = _templates().get_template(template).render(visit=visit, language=language, other=other, **values)
    response = _packed_for(visit, text.encode(), status)
    return remember_language(visit, response)


def _packed_for(visit: Visit, content: bytes, status: int) -> Response:
    headers = HEADERS | (AGAIN_AFTER if status == UNAVAILABLE else {})
    if takes_gzip(visit.request.headers.get("accept-encoding", "")):
        content, headers["Content-Encoding"] = packed(content), "gzip"
    return Response(content, status, headers, media_type="text/html")


def remember_language(visit: Visit, response: Response) -> Response:
    chosen = chosen_language(visit.request, visit.form)
    if chosen:
        is_secure = visit.request.url.scheme == "https"
        response.set_cookie("language", chosen, max_age=YEAR, samesite="lax", secure=is_secure, httponly=True)
    return response


def see_other(visit: Visit, path: str, **query: str) -> Response:
    """303 to another page of ours, so that reloading it sends nothing twice."""
    url = URL(visit.root + path).include_query_params(**{name: text for name, text in query.items() if text})
    return RedirectResponse(str(url), 303, {"Cache-Control": "no-store"})
