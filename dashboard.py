"""The front door: one process that serves citizens' light pages and the staff's Streamlit pages.

`python dashboard.py` (HOST, PORT), or `streamlit run dashboard.py`, or `uvicorn dashboard:app`.
"""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware

from survey.actions.night_watch import night_watch
from survey.actions.nightly import read_nights
from survey.actions.office import office_here
from survey.domain.keeping.actor import CONSOLE
from survey.locale import Words
from survey.public.gate import Gate
from survey.public.routes import open_routes, staff_routes
from survey.public.shell import shell_middleware
from survey.public.tuning import settle
from survey.public.ways_in import read_ways_in

FRONT = Path(__file__).resolve().parent / "survey" / "screens" / "front.py"


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Declarations read and store open before the first visitor comes; a fault in them or the settings stops the start."""
    office = office_here()
    nights = read_nights(os.environ, office.data)
    logging.getLogger("uvicorn.access").disabled = True  # who asked for which page is nobody's business
    settle(["survey.screens.front"])
    async with night_watch(office.acting(CONSOLE), nights, clock=lambda: datetime.now(UTC)):
        yield


OPEN = open_routes(office_here, read_ways_in(os.environ))
GATE = Middleware(Gate, office_source=office_here, open_routes=OPEN)
# An absolute path: under uvicorn a relative one would hang on the folder the server was started in.
app = st.App(
    FRONT,
    routes=[*OPEN, *staff_routes(office_here)],
    middleware=shell_middleware(Words("莲心", "Lianxin"), [GATE]),
    lifespan=lifespan,
)

if __name__ == "__main__":
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8501"))
    print(f"莲心 Lianxin: http://{host}:{port}", flush=True)
    # Not app.run(): its socket waits for a full packet (no TCP_NODELAY), which costs every light page 40 ms.
    uvicorn.run(app, host=host, port=port, ws_per_message_deflate=False, ws_ping_interval=20)
