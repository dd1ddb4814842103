"""A small HTTP client over one kept connection: much lighter than the server it measures."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


class KeptConnection:
    """Plain HTTP/1.1, one request at a time; opens itself again when the server closed it."""

    def __init__(self, base_url: str) -> None:
        address = urlsplit(base_url)
        self.host, self.port = address.hostname or "127.0.0.1", address.port or 80
        self.authority = address.netloc
        self.reader: asyncio.StreamReader
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, cookies: dict[str, str], body: bytes = b"") -> Answer:
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        self.writer.write(self.head(method, path, cookies, body) + body)
        answer = await self.answer()
        if answer.headers.get("connection", "").lower() == "close":
            await self.close()
        return answer

    def head(self, method: str, path: str, cookies: dict[str, str], body: bytes) -> bytes:
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {self.authority}",
            "Accept: text/html",
            "Accept-Encoding: identity",
            "Accept-Language: zh-CN",
        ]
        if cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
        if method == "POST":
            # What a browser sends with a form, so that a check of the origin is measured too.
            lines += [
                f"Origin: http://{self.authority}",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode()

    async def answer(self) -> Answer:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = [(name.lower(), value.strip()) for name, _colon, value in (line.partition(":") for line in head[1:])]
        headers = dict(pairs)
        set_cookies = [value.partition(";")[0].partition("=") for name, value in pairs if name == "set-cookie"]
        is_chunked = "chunked" in headers.get("transfer-encoding", "")
        body = await self.chunks() if is_chunked else await self.measured(headers)
        return Answer(int(head[0].split()[1]), headers, {name: value for name, _sign, value in set_cookies}, body)

    async def measured(self, headers: dict[str, str]) -> bytes:
        return await self.reader.readexactly(int(headers.get("content-length", 0)))

    async def chunks(self) -> bytes:
        body = bytearray()
        while size := int((await self.reader.readline()).split(b";")[0], 16):
            body += await self.reader.readexactly(size)
            await self.reader.readline()
        await self.reader.readline()
        return bytes(body)

    async def close(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer = None
