"""One person's browser as the server sees it: a websocket, the widgets on the page, the values chosen so far."""

from dataclasses import dataclass
from random import Random
from time import perf_counter
from types import TracebackType
from urllib.parse import urlsplit

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NumberInput_pb2 import NumberInput
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

CHOICES = ("radio", "selectbox", "button_group", "number_input", "checkbox")
TEXTS = ("text_input", "text_area")
# A browser forgets a message it was not sent for this many runs (global.maxCachedMessageAge).
KEPT_FOR_RUNS = 2
# An answer that every scale of a keyed sheet has, and harmless as a remark.
TYPED = "1"


class PageFailed(Exception):
    """The page is not there, or the script raised."""


@dataclass(frozen=True)
class Widget:
    kind: str
    element: Message
    fragment: str

    def is_named(self, key: str) -> bool:
        return self.element.id.endswith(f"-{key}")


class Browser:
    """A session on one page; `async with Browser(...)` opens it and runs the page once."""

    def __init__(self, base_url: str, page: str, cookie: str = "") -> None:
        self.base_url, self.page, self.cookie = base_url.rstrip("/"), page.strip("/"), cookie
        self.widgets: dict[str, Widget] = {}
        self.values: dict[str, WidgetState] = {}
        self.page_script_hash, self.runs = "", 0
        self.kept: dict[str, tuple[int, ForwardMsg]] = {}
        self.connection: ClientConnection

    async def __aenter__(self) -> "Browser":
        address = urlsplit(self.base_url)
        scheme = "wss" if address.scheme == "https" else "ws"
        self.connection = await connect(
            f"{scheme}://{address.netloc}{address.path}/_stcore/stream",
            origin=f"{address.scheme}://{address.netloc}",
            subprotocols=["streamlit"],
            additional_headers={"Cookie": self.cookie} if self.cookie else {},
            max_size=None,
            open_timeout=60,
            ping_interval=None,
            user_agent_header="Mozilla/5.0 (load client)",
        )
        await self.run([])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.connection.close()

    async def run(self, changed: list[WidgetState], fragment: str = "") -> float:
        """Send the changed values, wait until the script has finished; seconds between the two."""
        self.values |= {state.id: state for state in changed if not state.trigger_value}
        pressed = [state for state in changed if state.trigger_value]
        request = self.request(pressed, fragment).SerializeToString()
        started = perf_counter()
        await self.connection.send(request)
        await self.until_finished()
        return perf_counter() - started

    def request(self, pressed: list[WidgetState], fragment: str) -> BackMsg:
        message = BackMsg()
        state = message.rerun_script
        # The first request names the page, the later ones carry what the server answered.
        state.page_name = "" if self.page_script_hash else self.page
        state.page_script_hash = self.page_script_hash
        state.fragment_id = fragment
        state.cached_message_hashes.extend(self.kept)
        state.context_info.timezone, state.context_info.locale = "Asia/Shanghai", "zh-CN"
        state.context_info.url = f"{self.base_url}/{self.page}"
        shown = [value for name, value in self.values.items() if name in self.widgets]
        state.widget_states.widgets.extend(shown + pressed)
        return message

    async def until_finished(self) -> None:
        """Take messages until a run ends as it should; one that ended early for another run is not the end."""
        found: dict[str, Widget] = {}
        self.runs += 1
        while True:
            message = self.received(await self.connection.recv())
            kind = message.WhichOneof("type")
            if kind == "delta":
                note_widget(found, message)
            elif kind == "new_session":
                found, self.page_script_hash = {}, message.new_session.page_script_hash
            elif kind == "navigation":
                self.page_script_hash = message.navigation.page_script_hash
            elif kind == "page_not_found":
                raise PageFailed(f"no page {self.page!r}")
            elif kind == "script_finished" and self.is_end(message.script_finished, found):
                return

    def is_end(self, status: int, found: dict[str, Widget]) -> bool:
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            raise PageFailed("the script does not compile")
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return False
        # A fragment draws a part of the page; the other widgets are still there.
        self.widgets = found if status == ForwardMsg.FINISHED_SUCCESSFULLY else self.widgets | found
        self.kept = {name: kept for name, kept in self.kept.items() if kept[0] > self.runs - KEPT_FOR_RUNS}
        return True

    def received(self, data: bytes | str) -> ForwardMsg:
        """The message, or the kept one it refers to: the server does not repeat what the browser has."""
        message = ForwardMsg.FromString(data)
        if message.WhichOneof("type") == "ref_hash":
            original = self.kept[message.ref_hash][1]
            self.kept[message.ref_hash] = (self.runs, original)
            return original
        if message.metadata.cacheable and message.hash:
            self.kept[message.hash] = (self.runs, message)
        return message


def note_widget(found: dict[str, Widget], message: ForwardMsg) -> None:
    kind = message.delta.new_element.WhichOneof("type") if message.delta.HasField("new_element") else None
    if kind == "exception":
        raise PageFailed(message.delta.new_element.exception.message or "the page shows an exception")
    if kind in (*CHOICES, *TEXTS, "button"):
        element = getattr(message.delta.new_element, kind)
        if not element.disabled:
            found[element.id] = Widget(kind, element, message.delta.fragment_id)


def another_value(widget: Widget, random: Random) -> WidgetState:
    """What somebody might choose or type next, in the form that the frontend sends for this kind of widget."""
    element, state = widget.element, WidgetState(id=widget.element.id)
    match widget.kind:
        case "radio" | "selectbox":
            state.string_value = random.choice(element.options)
        case "button_group":
            state.string_array_value.data.append(random.choice(element.options).content)
        case "number_input":
            state.double_value = a_number(element, random)
        case "checkbox":
            state.bool_value = random.random() < 0.5
        case "text_input" | "text_area":
            state.string_value = TYPED
    return state


def a_number(element: NumberInput, random: Random) -> float:
    """Within the bounds, on the steps, and near: a count of three is likelier than one of three million."""
    step = element.step or 1.0
    low = element.min if element.has_min else 0.0
    high = min(element.max, low + 10 * step) if element.has_max else low + 10 * step
    return low + step * random.randint(0, max(int((high - low) / step), 0))
