"""Somebody's browser at our door, which goes to the provider's port by itself."""

from dataclasses import dataclass, field

import httpx2
from starlette.testclient import TestClient

from survey.actions.signing_in import COOKIE


@dataclass
class Browser:
    client: TestClient
    text: str = field(default="", init=False)
    status: int = field(default=0, init=False)

    def open(self, address: str) -> httpx2.Response:
        answer = self.client.get(address, follow_redirects=False)
        self.text, self.status = answer.text, answer.status_code
        return answer

    def leave(self, wanted: str = "") -> str:
        """Press the provider's button: the address on which it sends the browser back."""
        there = self.open(f"/auth/login?next={wanted}").headers["location"]
        return httpx2.get(there).headers["location"]

    def sign_in(self, wanted: str = "") -> httpx2.Response:
        return self.open(self.leave(wanted))

    @property
    def session(self) -> str:
        return self.client.cookies.get(COOKIE, "")
