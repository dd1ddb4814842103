"""The staff's sign-in: name and password, a link that sets a password, and the way out."""

from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from survey.actions.accounts import set_up_first
from survey.actions.signing_in import COOKIE, account_of_link, set_password, sign_in, sign_out
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.gate import session_cookie
from survey.public.pages import page, see_other, status_of
from survey.public.shell.refusals import is_foreign
from survey.public.visit import Visit

NO_STORE = {"Cache-Control": "no-store"}


def show_sign_in(visit: Visit) -> Response:
    return _sign_in_page(visit)


def take_sign_in(visit: Visit) -> Response:
    """A new session in the place of whatever the browser had; the same words for every way of being wrong."""
    if "lang" in visit.form:
        return _sign_in_page(visit)
    refuse_foreign(visit)
    old = visit.request.cookies.get(COOKIE, "")
    try:
        token = sign_in(
            visit.office, visit.form.get("login", ""), visit.form.get("password", ""), visit.address, visit.now, old
        )
    except SurveyError as error:
        return _sign_in_page(visit, error)
    return let_in(visit, token, visit.request.query_params.get("next", ""))


def let_in(visit: Visit, token: str, wanted: str) -> Response:
    response = RedirectResponse(visit.root + own_path(wanted), 303, NO_STORE)
    return session_cookie(response, token, visit.request.url.scheme == "https")


def own_path(wanted: str) -> str:
    """A path of ours to go on to; "/" for anything that could lead elsewhere."""
    parts = urlsplit(wanted)
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and wanted.isprintable()
    return wanted if is_ours else "/"


def take_sign_out(visit: Visit) -> Response:
    """By a link of the staff pages, too: signing somebody out does no harm that a sign-in does not mend."""
    sign_out(visit.office, visit.request.cookies.get(COOKIE, ""), visit.now)
    response = see_other(visit, "/sign-in", out="1")
    response.delete_cookie(COOKIE)
    return response


def show_link(visit: Visit) -> Response:
    return _link_page(visit)


def take_link(visit: Visit) -> Response:
    """Set the password, and go on to the sign-in: whoever holds the link proves by it that the password is known."""
    if "lang" in visit.form:
        return _link_page(visit)
    refuse_foreign(visit)
    form, token = visit.form, visit.request.path_params["token"]
    try:
        if form.get("password", "") != form.get("again", ""):
            raise SurveyError(_("密码"), _("两次输入的不一样。"), _("请再输一遍。"))
        if account_of_link(visit.office, token, visit.now):
            set_password(visit.office, token, form.get("password", ""), visit.address, visit.now)
        else:
            names = form.get("login", ""), form.get("name", "")
            set_up_first(visit.office, token, *names, form.get("password", ""), visit.address, visit.now)
    except SurveyError as error:
        return _link_page(visit, error)
    return see_other(visit, "/sign-in", set="1")


def refuse_foreign(visit: Visit) -> None:
    """A form on another site must not sign anybody in under a name of its own."""
    if is_foreign(visit.request.headers):
        raise HTTPException(403)


def _sign_in_page(visit: Visit, error: SurveyError | None = None) -> Response:
    return _uncached(page(visit, "sign_in.html", status_of(error, 401), error=error))


def _link_page(visit: Visit, error: SurveyError | None = None) -> Response:
    account = account_of_link(visit.office, visit.request.path_params["token"], visit.now)
    if account is None:
        raise HTTPException(404)
    return _uncached(page(visit, "link.html", status_of(error), account=account, error=error))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
