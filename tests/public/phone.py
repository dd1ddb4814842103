"""A citizen's phone without JavaScript: it shows one page, and sends the page's own form as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from starlette.testclient import TestClient


@dataclass
class Form(HTMLParser):
    """What the page's form would send, which choices it offers, and how large its touch targets are named."""

    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: set[tuple[str, str]] = field(default_factory=set)
    typing: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "form":
            self.action = given["action"]
        elif tag == "button" and name:
            self.buttons.add((name, value))
        elif tag == "input" and given.get("type") in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(value)
            if "checked" in given:
                self.fields[name] = value
        elif tag == "input":
            self.fields[name] = value
        elif tag == "textarea":
            self.typing, self.fields[name] = name, ""
        elif tag == "select":
            self.selecting, self.choices[name] = name, []
        elif tag == "option":
            self.choices[self.selecting].append(value)
            if "selected" in given or len(self.choices[self.selecting]) == 1:
                self.fields[self.selecting] = value

    def handle_data(self, data):
        if self.typing:
            self.fields[self.typing] += data

    def handle_endtag(self, tag):
        if tag == "textarea":
            # A browser drops the line end right after the tag.
            self.fields[self.typing] = self.fields[self.typing].removeprefix("\n")
            self.typing = ""


class Phone:
    def __init__(self, app):
        self.client = TestClient(app, raise_server_exceptions=False)

    def open(self, address: str) -> "Phone":
        return self._show(self.client.get(address))

    def press(self, go: str = "next", **typed: str) -> "Phone":
        """Fill in what the page offers, then press one of its buttons."""
        assert ("go", go) in self.form.buttons, f"no button {go}"
        return self._send(typed | {"go": go})

    def switch(self, language: str, **typed: str) -> "Phone":
        assert ("lang", language) in self.form.buttons
        return self._send(typed | {"lang": language})

    def _send(self, typed: dict[str, str]) -> "Phone":
        offered = set(self.form.fields) | set(self.form.choices) | {"go", "lang"}
        assert set(typed) <= offered, f"the page has no {set(typed) - offered}"
        return self._show(self.client.post(self.form.action, data=self.form.fields | typed))

    def _show(self, response) -> "Phone":
        self.response, self.status, self.text = response, response.status_code, response.text
        self.address = str(response.url).removeprefix("http://testserver")
        self.form = Form()
        self.form.feed(self.text)
        return self

    @property
    def asked(self) -> list[str]:
        """Keys of the questions this page shows."""
        shown = [*self.form.choices, *(name for name in self.form.fields if f'id="q_{name[2:]}"' in self.text)]
        return list(dict.fromkeys(name.removeprefix("a_") for name in shown if name.startswith("a_")))
