"""What stands around every page of the process: headers, closed doors, limits, the staff pages' HTML and files.

All of it is plain ASGI, because the same layers wrap websockets, and because a response must never be held back
or copied on its way out without need.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from starlette.middleware import Middleware

from survey.locale import Words
from survey.public.shell.bundle import CompressedBundle
from survey.public.shell.headers import SecurityHeaders, content_security_policy
from survey.public.shell.page import ShellPage
from survey.public.shell.refusals import ClosedDoors, SmallBodies

PLAIN_TITLE = Words(zh="满意度调查", en="Satisfaction survey")


def installed_frontend() -> Path:
    """The folder of the installed staff frontend; found without importing it, which would start its settings."""
    (package,) = find_spec("streamlit").submodule_search_locations
    return Path(package) / "static"


def shell_middleware(title: Words = PLAIN_TITLE, gate: Sequence[Middleware] = ()) -> list[Middleware]:
    """The layers for `st.App(middleware=...)`, outermost first.

    The headers come first so that refusals carry them too; closed doors and the gate come before limits, so that
    nothing is read from somebody who has no business there.
    """
    frontend = installed_frontend()
    index = (frontend / "index.html").read_text("utf-8")
    return [
        Middleware(SecurityHeaders, policy=content_security_policy(index)),
        Middleware(ClosedDoors),
        *gate,
        Middleware(SmallBodies),
        Middleware(CompressedBundle, frontend=frontend),
        Middleware(ShellPage, frontend=frontend, title=title),
    ]
