"""The plan of the house: each library in its room, imports run down, no programme named in `survey/`."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SOURCES = sorted(
    path
    for place in ("survey", "pages", "dashboard.py")
    for path in ([PROJECT / place] if place.endswith(".py") else (PROJECT / place).rglob("*.py"))
)
FLOORS = {
    "locale": 0, "domain": 1, "charts": 1, "declarations": 2, "store": 2, "workbook": 2,
    "actions": 3, "screens": 4, "public": 4, "top": 5,
}
ROOMS_OF_A_LIBRARY = {
    "tomllib": {"declarations"},
    "chinese_calendar": {"declarations"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "cryptography": {"store"},
    "openpyxl": {"workbook"},
    "python_calamine": {"workbook"},
    "charset_normalizer": {"workbook"},
    "plotly": {"charts"},
    "streamlit": {"screens", "top"},
    "starlette": {"public", "top"},
    "authlib": {"public"},
    "joserfc": {"public"},
    "httpx2": {"public"},
    "jinja2": {"public"},
    "segno": {"public"},
    "itsdangerous": {"public"},
    "limits": {"public"},
    "babel": {"locale"},
    "argon2": {"store"},
    "tqdm": {"top"},
}
OF_THE_DOMAIN = {"numpy", "pandas", "scipy", "statsmodels"}


def room(path: Path) -> str:
    parts = path.relative_to(PROJECT).parts
    return parts[1] if parts[0] == "survey" and len(parts) > 2 else "top"


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def house_rooms(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("survey.") and name.split(".")[1] in FLOORS}


def relative(path: Path) -> str:
    return str(path.relative_to(PROJECT))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_run_down_only(path):
    own = room(path)

    climbing = {other for other in house_rooms(path) - {own} if FLOORS[other] >= FLOORS[own]}

    assert not climbing, f"{relative(path)} on floor {FLOORS[own]} imports {climbing}"


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_each_library_stays_in_its_room(path):
    libraries = {name.split(".")[0] for name in imports(path)}

    strayed = {name for name in libraries & set(ROOMS_OF_A_LIBRARY) if room(path) not in ROOMS_OF_A_LIBRARY[name]}

    assert not strayed, f"{relative(path)} imports {strayed}"


def test_the_domain_knows_only_tables_and_statistics():
    import sys

    outside = {
        (relative(path), name.split(".")[0])
        for path in SOURCES
        if room(path) == "domain"
        for name in imports(path)
        if name.split(".")[0] not in sys.stdlib_module_names | OF_THE_DOMAIN | {"survey"}
    }

    assert not outside


def test_no_programme_is_named_in_the_code():
    names = [path.parent.name for path in (PROJECT / "data" / "programmes").glob("*/programme.toml")]

    found = [
        (relative(path), name)
        for path in SOURCES
        if path.is_relative_to(PROJECT / "survey")
        for name in names
        if re.search(rf"[\"'/]{name}[\"'/]", path.read_text(encoding="utf-8"))
    ]

    assert names and not found


def test_no_room_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "common", "misc", "manager"}

    assert not [relative(path) for path in SOURCES if drawers & set(path.relative_to(PROJECT).with_suffix("").parts)]


def test_every_file_says_in_one_line_what_stands_in_it():
    silent = [
        relative(path)
        for path in SOURCES
        if not (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").strip()
    ]

    assert not silent


def test_pages_are_short_and_have_no_main_script_beside_them():
    # A script beside pages/ would let the first visitor after a restart open any page without the gate.
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in (PROJECT / "pages").glob("*.py")}

    assert lengths and max(lengths.values()) <= 15
    assert not (PROJECT / "survey" / "screens" / "pages").exists()
    assert "survey/screens/front.py" in (PROJECT / "dashboard.py").read_text(encoding="utf-8").replace('" / "', "/")


def test_a_years_weights_make_one_hundred_and_refer_to_what_exists(declarations):
    for evaluation in declarations.evaluations.values():
        for sheet in evaluation.sheets:
            assert sum(item.weight for item in sheet.items) == pytest.approx(100)

    assert declarations.evaluations
