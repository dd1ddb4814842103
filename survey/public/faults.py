"""When something is wrong: pages in words a visitor understands, and a reference where the fault is ours."""

import logging
import secrets
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response

from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.pages import page, status_of
from survey.public.visit import Desk, speak

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Faults:
    desk: Desk

    def middleware(self) -> list[Middleware]:
        """Around each of our routes alone: the staff pages keep their own ways."""
        expected = {HTTPException: self.turned_away, SurveyError: self.refused}
        return [
            Middleware(ServerErrorMiddleware, handler=self.broken),
            Middleware(ExceptionMiddleware, handlers=expected),
        ]

    async def turned_away(self, request: Request, fault: HTTPException) -> Response:
        speak(request, {})
        answer = await self._page(request, fault.status_code, turned_away_words(fault.status_code))
        answer.headers.update(fault.headers or {})
        return answer

    async def refused(self, request: Request, fault: SurveyError) -> Response:
        speak(request, {})
        return await self._page(request, status_of(fault), (fault.where, fault.what, fault.instead))

    async def broken(self, request: Request, fault: Exception) -> Response:
        """The page gives a reference that stands in the log too."""
        reference = secrets.token_hex(4).upper()
        log.error("reference %s: %s %s", reference, request.method, request.url.path, exc_info=fault)
        speak(request, {})
        words = (_("出了故障"), _("这是我们的问题，已经记录。"), _("请稍后再试，或打监督电话并报编号 {reference}。"))
        return await self._page(request, 500, (*words[:2], words[2].format(reference=reference)))

    async def _page(self, request: Request, status: int, words: tuple[str, str, str]) -> Response:
        def show() -> Response:
            return page(self.desk.visit_in_trouble(request), "fault.html", status, words=words)

        return await run_in_threadpool(show)


def turned_away_words(status: int) -> tuple[str, str, str]:
    """Where, what, what to do instead."""
    if status == 404:
        return _("没有找到"), _("这个地址或编号不存在，二维码可能已经更换。"), _("请重新扫码，或打监督电话。")
    if status == 413:
        return _("内容太长"), _("提交的内容超过了上限，没有保存。"), _("请返回上一页，缩短文字后再提交。")
    return _("不能这样提交"), _("这样发来的内容无法接收，没有保存。"), _("请用页面上的按钮提交。")
