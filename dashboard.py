"""The front door: one process that serves citizens' light pages and the staff's Streamlit pages.

`python dashboard.py`, or `streamlit run dashboard.py`, or `uvicorn dashboard:app`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from survey.actions.office import office_here
from survey.locale import Words
from survey.public.routes import routes
from survey.public.shell import shell_middleware
from survey.public.tuning import settle

FRONT = Path(__file__).resolve().parent / "survey" / "screens" / "front.py"


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Declarations read and store open before the first visitor comes; a fault in them stops the start."""
    office_here()
    settle(["survey.screens.front"])
    yield


# An absolute path: under uvicorn a relative one would hang on the folder the server was started in.
app = st.App(
    FRONT, routes=routes(office_here), middleware=shell_middleware(Words("莲心", "Lianxin")), lifespan=lifespan
)

if __name__ == "__main__":
    app.run()
