"""The shell around every page: headers, doors, limits, the staff page made ours, files sent compressed."""

import gzip
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from survey.locale import Words, current_language
from survey.public.shell import installed_frontend, shell_middleware
from survey.public.shell.encoding import packed, takes_gzip

FRONTEND = installed_frontend()
PLAIN = {"Accept-Encoding": "identity"}


async def staff_page(_request: Request) -> FileResponse:
    return FileResponse(FRONTEND / "index.html")


async def citizens_page(_request: Request) -> HTMLResponse:
    return HTMLResponse(
        '<html lang="en"><title>A form</title>', headers={"Content-Security-Policy": "default-src 'none'"}
    )


async def length_of_body(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def greeting(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("welcome")
    await websocket.close()


@pytest.fixture
def browser() -> TestClient:
    routes = [
        Route("/", staff_page),
        Route("/entry", staff_page),
        Route("/form", citizens_page),
        Route("/send", length_of_body, methods=["POST"]),
        Route("/_stcore/metrics", citizens_page),
        Route("/_stcore/host-config", citizens_page),
        Route("/_stcore/agent/mcp", citizens_page, methods=["GET", "POST"]),
        Route("/_stcore/upload_file/session/file", length_of_body, methods=["PUT"]),
        WebSocketRoute("/_stcore/stream", greeting),
        Mount("/static", StaticFiles(directory=FRONTEND / "static")),
    ]
    title = Words(zh="测试医院", en="Test & hospital")
    return TestClient(Starlette(routes=routes, middleware=shell_middleware(title)))


def a_script() -> str:
    return next(f"/static/js/{path.name}" for path in (FRONTEND / "static/js").glob("index.*.js"))


def test_every_answer_carries_the_security_headers(browser: TestClient) -> None:
    for path in ("/", "/form", "/_stcore/metrics", "/no-such-page", a_script()):
        headers = browser.get(path).headers

        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"
        assert "camera=()" in headers["permissions-policy"]
        assert "content-security-policy" in headers


def test_the_policy_allows_the_inline_script_of_the_served_page_and_no_other(browser: TestClient) -> None:
    answer = browser.get("/")
    inline = answer.text.split("<script>")[1].split("</script>")[0]
    policy = answer.headers["content-security-policy"]

    digest = b64encode(sha256(inline.encode()).digest()).decode()

    assert f"'sha256-{digest}'" in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy and "https:" not in policy and "*" not in policy


def test_a_page_keeps_the_stricter_policy_it_set_itself(browser: TestClient) -> None:
    assert browser.get("/form").headers["content-security-policy"] == "default-src 'none'"


@pytest.mark.parametrize("path", ["/", "/entry"])
def test_the_staff_page_comes_in_chinese_with_the_products_title(browser: TestClient, path: str) -> None:
    page = browser.get(path)

    assert '<html lang="zh-CN">' in page.text
    assert "<title>测试医院</title>" in page.text
    assert 'src="./shell/interface.js?v=' in page.text
    assert "此页面需要启用 JavaScript。" in page.text
    assert 'type="module"' in page.text and '<div id="root">' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers and "last-modified" not in page.headers


def test_the_staff_page_tells_nothing_to_programs(browser: TestClient) -> None:
    page = browser.get("/").text

    assert "service-desc" not in page
    assert "_stcore/agent" not in page


def test_the_cookie_leaves_the_staff_page_in_english(browser: TestClient) -> None:
    page = browser.get("/", headers={"Cookie": "language=en"}).text

    assert '<html lang="en">' in page
    assert "<title>Test &amp; hospital</title>" in page
    assert "interface.js" not in page
    assert current_language() == "zh"


def test_an_unknown_language_is_chinese(browser: TestClient) -> None:
    assert '<html lang="zh-CN">' in browser.get("/", headers={"Cookie": "language=xx"}).text


def test_the_staff_page_is_the_same_compressed_and_plain(browser: TestClient) -> None:
    compressed = browser.get("/", headers={"Accept-Encoding": "gzip"})
    plain = browser.get("/", headers=PLAIN)

    assert compressed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert compressed.text == plain.text
    assert int(compressed.headers["content-length"]) < int(plain.headers["content-length"])


def test_a_browser_that_kept_the_page_from_before_gets_the_new_one(browser: TestClient) -> None:
    original = TestClient(Starlette(routes=[Route("/", staff_page)])).get("/")

    page = browser.get("/", headers={"Accept": "text/html", "If-None-Match": original.headers["etag"]})

    assert page.status_code == 200
    assert '<html lang="zh-CN">' in page.text


def test_head_of_the_staff_page_has_the_length_of_the_page(browser: TestClient) -> None:
    head, page = browser.head("/", headers=PLAIN), browser.get("/", headers=PLAIN)

    assert head.content == b""
    assert head.headers["content-length"] == str(len(page.content))


def test_a_citizens_page_passes_unchanged(browser: TestClient) -> None:
    assert browser.get("/form").text == '<html lang="en"><title>A form</title>'


def test_the_interface_script_is_served_and_kept_for_ever(browser: TestClient) -> None:
    address = re.search(r'src="\.(/shell/interface\.js\?v=\w+)"', browser.get("/").text).group(1)

    script = browser.get(address)

    assert "请选择" in script.text
    assert script.headers["content-type"].startswith("text/javascript")
    assert "immutable" in script.headers["cache-control"]


def test_a_script_comes_compressed_to_who_takes_gzip(browser: TestClient) -> None:
    plain = browser.get(a_script(), headers=PLAIN)
    compressed = browser.get(a_script(), headers={"Accept-Encoding": "gzip, br"})

    assert compressed.headers["content-encoding"] == "gzip"
    assert compressed.content == plain.content
    assert int(compressed.headers["content-length"]) < len(plain.content) / 2
    assert compressed.headers["etag"] != plain.headers["etag"]
    assert "immutable" in compressed.headers["cache-control"]
    assert compressed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert compressed.headers["content-type"].startswith("text/javascript")


def test_a_script_already_kept_is_not_sent_again(browser: TestClient) -> None:
    first = browser.get(a_script(), headers={"Accept-Encoding": "gzip"})

    again = browser.get(a_script(), headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_a_part_of_a_file_is_sent_plain(browser: TestClient) -> None:
    part = browser.get(a_script(), headers={"Accept-Encoding": "gzip", "Range": "bytes=0-9"})

    assert part.status_code == 206
    assert "content-encoding" not in part.headers
    assert len(part.content) == 10


@pytest.mark.parametrize("path", ["/static/%2e%2e/index.html", "/static/%2e%2e/%2e%2e/cli.py", "/static/js/none.js"])
def test_only_files_of_the_frontend_are_sent(browser: TestClient, path: str) -> None:
    assert browser.get(path, headers={"Accept-Encoding": "gzip"}).status_code == 404


@pytest.mark.parametrize(
    ("accept_encoding", "takes"),
    [("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip;q=0", False), ("gzip; q=0, *", False),
     ("br", False), ("", False), ("x-gzip", False)],
)  # fmt: skip
def test_gzip_is_sent_only_where_it_is_taken(accept_encoding: str, takes: bool) -> None:
    assert takes_gzip(accept_encoding) is takes


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/mcp", "/_stcore/agent"])
def test_closed_doors_say_not_found(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404
    assert browser.post(path).status_code == 404


def test_what_the_frontend_needs_stays_open(browser: TestClient) -> None:
    assert browser.get("/_stcore/host-config").status_code == 200


def test_a_websocket_from_here_is_let_in(browser: TestClient) -> None:
    with browser.websocket_connect("/_stcore/stream", headers={"Origin": "http://testserver"}) as websocket:
        assert websocket.receive_text() == "welcome"


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://testserver:81", "http://testserver.x"])
def test_a_websocket_from_another_site_is_refused(browser: TestClient, origin: str) -> None:
    with pytest.raises(WebSocketDisconnect) as refused:
        with browser.websocket_connect("/_stcore/stream", headers={"Origin": origin}):
            pass

    assert refused.value.code == 4403


def test_a_body_of_64_kilobytes_is_read_and_one_byte_more_is_not(browser: TestClient) -> None:
    largest = b"x" * 64 * 1024

    assert browser.post("/send", content=largest).text == str(64 * 1024)
    assert browser.post("/send", content=largest + b"x").status_code == 413


def test_a_body_that_does_not_tell_its_length_is_counted(browser: TestClient) -> None:
    def pieces(number: int):
        yield from [b"x" * 1024] * number

    assert browser.post("/send", content=pieces(64)).text == str(64 * 1024)
    assert browser.post("/send", content=pieces(65)).status_code == 413


def test_an_uploaded_file_may_be_larger(browser: TestClient) -> None:
    assert browser.put("/_stcore/upload_file/session/file", content=b"x" * 200_000).text == "200000"


def test_what_is_packed_is_the_same_each_time() -> None:
    assert packed(b"a" * 1000) == packed(b"a" * 1000)
    assert gzip.decompress(packed(b"a" * 1000)) == b"a" * 1000
