"""The staff's sign-in: name and password, a link that sets a password, and the way out."""

from urllib.parse import urlsplit

from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from survey.actions.accounts import set_up_first
from survey.actions.signing_in import COOKIE, account_of_link, set_password, sign_in, sign_out
from survey.domain.errors import SurveyError
from survey.domain.keeping.account import tidy_login
from survey.locale import _
from survey.public.door import status_of
from survey.public.pages import page_again, see_other
from survey.public.shell.refusals import is_foreign
from survey.public.visit import Visit

NO_STORE = {"Cache-Control": "no-store"}


def show_sign_in(visit: Visit) -> Response:
    return sign_in_page(visit)


def take_sign_in(visit: Visit) -> Response:
    """A new session in the place of whatever the browser had; the same words for every way of being wrong."""
    if "lang" in visit.form:
        return sign_in_page(visit)
    refuse_foreign(visit)
    if not visit.ways.has_passwords:
        return sign_in_page(visit, SurveyError(_("登录"), _("这里不用密码登录。"), _("请用单位统一登录。")), 403)
    old, login, password = visit.request.cookies.get(COOKIE, ""), visit.form.get("login", ""), visit.form.get("password", "")
    try:
        token = visit.door.try_sign_in(
            visit.request, tidy_login(login),
            lambda: sign_in(visit.office, login, password, visit.address, visit.now, old),
        )
    except SurveyError as error:
        return sign_in_page(visit, error, 401)
    return let_in(visit, token, visit.request.query_params.get("next", ""))


def let_in(visit: Visit, token: str, wanted: str) -> Response:
    """The cookie holds the session's key for as long as the browser stays open; the row says when it ends."""
    response = RedirectResponse(visit.root + own_path(wanted), 303, NO_STORE)
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=visit.request.url.scheme == "https")
    return response


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
    """Set the password, and go on to the sign-in: whoever holds the link proves by it that the password is known.

    Where passwords are off the link itself lets in, once: it is the way in while the provider is away.
    """
    if "lang" in visit.form:
        return _link_page(visit)
    refuse_foreign(visit)
    form, token = visit.form, visit.request.path_params["token"]
    password = form.get("password", "")
    try:
        if password != form.get("again", ""):
            raise SurveyError(_("密码"), _("两次输入的不一样。"), _("请再输一遍。"))
        if account_of_link(visit.office, token, visit.now):
            login = set_password(visit.office, token, password, visit.address, visit.now)
        else:
            names = form.get("login", ""), form.get("name", "")
            login = set_up_first(visit.office, token, *names, password, visit.address, visit.now)
        if not visit.ways.has_passwords:
            old = visit.request.cookies.get(COOKIE, "")
            return let_in(visit, sign_in(visit.office, login, password, visit.address, visit.now, old), "/")
    except SurveyError as error:
        return _link_page(visit, error)
    return see_other(visit, "/sign-in", set="1")


def refuse_foreign(visit: Visit) -> None:
    """A form on another site must not sign anybody in under a name of its own."""
    if is_foreign(visit.request.headers):
        raise HTTPException(403)


def sign_in_page(visit: Visit, error: SurveyError | None = None, status: int = 200, wanted: str = "") -> Response:
    """`wanted` is where to go on to, when the address does not say it as `next`."""
    query = visit.request.query_params
    kept = {name: query[name] for name in ("out", "set") if name in query}
    onward = {"next": own_path(wanted or query.get("next", ""))}
    ways = {
        "by_password": _address(visit, "/sign-in", **kept, **onward),
        "by_provider": _address(visit, "/auth/login", **onward) if visit.ways.provider else "",
    }
    response = page_again(visit, "sign_in.html", error, **ways)
    response.status_code = status if status_of(error) == 422 else response.status_code  # 429 says more than 401
    return _uncached(response)


def _address(visit: Visit, path: str, **query: str) -> str:
    return str(URL(visit.root + path).include_query_params(**{name: text for name, text in query.items() if text != "/"}))


def _link_page(visit: Visit, error: SurveyError | None = None) -> Response:
    account = account_of_link(visit.office, visit.request.path_params["token"], visit.now)
    if account is None:
        raise HTTPException(404)
    return _uncached(page_again(visit, "link.html", error, account=account))


def _uncached(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
