"""A programme is added by files alone, as the README says: it loads, has addresses, and takes answers."""

import shutil

import pytest
from starlette.applications import Starlette

from survey.actions.keeping import public_links
from survey.actions.office import HOME, Office
from survey.declarations import load_declarations
from survey.domain.counting.period import ALL
from survey.public.routes import open_routes
from survey.store.response_reading import responses_frame
from tests.public.phone import Phone

PROGRAMME = """
order = 9
icon = ":material/menu_book:"
title = { zh = "图书室", en = "Library" }
organisation = { zh = "样例图书室", en = "Sample library" }
summary = { zh = "读者怎么说", en = "What readers say" }
supervision_phone = "0000-8009000"
unit_kinds = ["library"]
[privacy]
who = { zh = "图书室", en = "The library" }
why = { zh = "改进服务", en = "To serve better" }
kept = { zh = "只保存选择", en = "Only what is chosen" }
how_long = { zh = "三年", en = "Three years" }
"""
QUESTIONNAIRE = """
id = "readers"
version = 1
title = { zh = "读者问卷", en = "Readers" }
audience = { zh = "读者", en = "Readers" }
source = "default"
headline = "overall"
unit_kinds = ["library"]
is_public = true
section = [ { id = "all", title = { zh = "总的来说", en = "All in all" } } ]
[[question]]
key = "overall"
section = "all"
text = { zh = "您满意吗？", en = "Are you satisfied?" }
subject = "unit"
scale = "satisfaction5"
"""
ROOM = '  { id = "reading-room", kind = "library", name = { zh = "阅览室", en = "Reading room" } },\n'


@pytest.fixture
def library(tmp_path, office) -> Office:
    data = tmp_path / "data"
    shutil.copytree(HOME / "data", data, ignore=shutil.ignore_patterns("local"))
    folder = data / "programmes" / "library"
    (folder / "questionnaires").mkdir(parents=True)
    (folder / "programme.toml").write_text(PROGRAMME, encoding="utf-8")
    (folder / "questionnaires" / "readers.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    units = (data / "units.toml").read_text(encoding="utf-8")
    (data / "units.toml").write_text(units.replace("unit = [\n", "unit = [\n" + ROOM, 1), encoding="utf-8")
    return Office(load_declarations(data), office.database, data, office.zone, actor=office.actor)


def test_a_programme_of_files_alone_has_its_address_and_takes_answers(library):
    addresses = [link.path for link in public_links(library)]
    phone = Phone(Starlette(routes=open_routes(lambda: library)))

    phone.open("/q/library/readers/reading-room").press("next").press("send", a_overall="5")

    assert "/q/library/readers/reading-room" in addresses
    assert phone.status == 200 and "谢谢您" in phone.text
    assert responses_frame(library.database, "library", "readers", ALL)["answers"].tolist() == [{"overall": "5"}]
