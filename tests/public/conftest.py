"""Citizens' pages over an empty store of either kind."""

import pytest
from tests.public.phone import Phone
from starlette.applications import Starlette
from starlette.middleware import Middleware

from survey.domain.counting.period import ALL
from survey.public.routes import open_routes
from survey.public.shell.refusals import SmallBodies
from survey.store.response_reading import comments_frame, responses_frame

WARD = "/q/lianxin/inpatient/ward-neurology"
STATION = "/q/water/residents/station-xihe"


@pytest.fixture
def app(office):
    return Starlette(routes=open_routes(lambda: office), middleware=[Middleware(SmallBodies)])


@pytest.fixture
def phone(app) -> Phone:
    return Phone(app)


@pytest.fixture
def stored(office):
    """All responses of a questionnaire, as one reads them back."""
    def read(programme: str, questionnaire: str):
        rows = responses_frame(office.database, programme, questionnaire, ALL)
        comments = comments_frame(office.database, programme, questionnaire, ALL)
        return rows.to_dict("records"), list(comments["text"])

    return read
