"""The receipt after sending, and taking a response back by its code."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from survey.actions.asking import Receipt, has_response, withdraw_response
from survey.actions.handling import follow_case
from survey.domain.asking.response import tidy_code
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.door import Found, UnknownCode
from survey.public.form_token import signer_for
from survey.public.pages import page, page_again, see_other
from survey.public.visit import Visit, book_for

PROOF = "receipt"


def to_receipt(visit: Visit, receipt: Receipt, **query: str) -> Response:
    """On to the receipt's page; `first` in its address: what was sent now is not what counts."""
    place = {"programme": visit.programme.id, "unit": visit.unit.id}
    first = "" if receipt.is_same else "1"
    return see_other(visit, f"/receipt/{receipt.code}", **place, **query, first=first, proof=proof_of(visit, receipt.code))


def proof_of(visit: Visit, code: str) -> str:
    """What an address of ours carries, so that it opens however many others have guessed at codes."""
    return signer_for(visit.office, PROOF).get_signature(code).decode()


def look_up(visit: Visit, code: str, find: Callable[[], Found]) -> Found:
    """What the code finds. The way here from our own form is always open, however many others have guessed at codes."""
    proof = visit.request.query_params.get("proof", "").encode()
    is_sent_by_us = signer_for(visit.office, PROOF).verify_signature(code.encode(), proof)
    return find() if is_sent_by_us else visit.door.try_code(visit.request, find)


def show_receipt(visit: Visit) -> Response:
    """For a response, or (`book` in the address) for an entry of a programme's book."""
    code = tidy_code(visit.request.path_params["code"])
    programme, unit = visit.mentioned("programme"), visit.mentioned("unit")
    if "book" in visit.request.query_params:
        if programme is None or not look_up(visit, code, lambda: follow_case(visit.office, programme.id, code)):
            raise HTTPException(404)
        return page(visit, "book_receipt.html", code=code, unit=unit)
    if not look_up(visit, code, lambda: has_response(visit.office, code)):
        raise HTTPException(404)
    book = book_for(visit.office, programme, unit) if programme and unit else None
    return page(visit, "receipt.html", code=code, book=book, unit=unit)


def show_withdrawal(visit: Visit) -> Response:
    query = visit.request.query_params
    if "done" in query:
        return page(visit, "withdrawn.html")
    return page(visit, "withdraw.html", code=query.get("code", "")[:20], error=None, is_sure=False)


def withdraw(visit: Visit) -> Response:
    """First the code, then "really?", then it is taken back."""
    code, pressed = visit.form.get("code", "")[:20], visit.form.get("go", "next")
    if "lang" in visit.form or pressed == "back":
        return page(visit, "withdraw.html", code=code, error=None, is_sure=False)
    try:
        _check_code(visit, code, is_confirmed=pressed == "confirm")
    except SurveyError as error:
        return page_again(visit, "withdraw.html", error, code=code, is_sure=False)
    if pressed == "confirm":
        return see_other(visit, "/withdraw", done="1", programme=visit.request.query_params.get("programme", ""))
    return page(visit, "withdraw.html", code=tidy_code(code), error=None, is_sure=True)


def _check_code(visit: Visit, code: str, is_confirmed: bool) -> None:
    """Take back what the code stands for, once that is confirmed; SurveyError when it stands for nothing."""

    def find() -> bool:
        if is_confirmed:
            return withdraw_response(visit.office, code, visit.now)
        return has_response(visit.office, code)

    if not (code.strip() and visit.door.try_code(visit.request, find)):
        raise unknown_code()


def unknown_code() -> SurveyError:
    return UnknownCode(_("编号"), _("没有找到这个编号。"), _("请照回执上的十位字母和数字再输一遍。"))
