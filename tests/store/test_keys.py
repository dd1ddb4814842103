"""The key file: made once, private, and never the same key for two purposes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from survey.actions.office import HOME, Office, open_office
from survey.domain.errors import SurveyError
from survey.store.keys import derived, read_key

PRINT_KEY = "import sys, pathlib; from survey.store.keys import read_key; print(read_key(pathlib.Path(sys.argv[1])).hex())"
POSIX = pytest.mark.skipif(os.name != "posix", reason="other systems keep rights elsewhere")


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "local" / "a.key"


def test_a_key_is_made_at_the_first_use_and_read_ever_after(file):
    made = read_key(file)

    assert len(made) == 32 and read_key(file) == made
    assert [path.name for path in file.parent.iterdir()] == ["a.key"]


@POSIX
def test_a_new_key_is_for_its_owner_alone_even_where_files_are_shared(file):
    before = os.umask(0)
    try:
        read_key(file)
    finally:
        os.umask(before)

    assert file.stat().st_mode & 0o777 == 0o600


def test_processes_that_start_at_once_end_with_the_same_key(file):
    starting = [
        subprocess.Popen([sys.executable, "-c", PRINT_KEY, str(file)], cwd=HOME, stdout=subprocess.PIPE, text=True)
        for _process in range(4)
    ]

    keys = {process.communicate(timeout=60)[0] for process in starting}

    assert keys == {file.read_bytes().hex() + "\n"}


@POSIX
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_refused_with_what_to_do(file, mode):
    read_key(file)
    file.chmod(mode)

    with pytest.raises(SurveyError) as refusal:
        read_key(file)

    assert refusal.value.instead == f"请运行：chmod 600 {file}"


def test_a_key_that_is_too_short_is_refused_and_left_alone(file):
    file.parent.mkdir()
    file.write_bytes(b"x" * 31)
    file.chmod(0o600)

    with pytest.raises(SurveyError, match="只有 31 字节"):
        read_key(file)

    assert file.read_bytes() == b"x" * 31


def test_a_folder_in_the_place_of_the_key_is_refused(file):
    file.mkdir(parents=True)

    with pytest.raises(SurveyError, match="LIANXIN_KEY_FILE"):
        read_key(file)


def test_a_derived_key_is_the_same_each_time_and_another_for_each_purpose():
    key = b"k" * 32

    assert derived(key, "form") == derived(key, "form")
    assert len({key, derived(key, "form"), derived(key, "field"), derived(b"l" * 32, "form")}) == 4


def test_derivation_follows_rfc_5869():
    # RFC 5869, appendix A.3: SHA-256 without salt and info; our length is its first 32 bytes.
    assert derived(bytes([0x0B] * 22), "").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"


def test_an_office_without_a_key_file_has_a_key_of_this_process_and_never_shows_it(office, declarations):
    other = Office(declarations, office.database, office.data, office.zone)

    assert len(office.key) == 32 and office.key != other.key
    assert repr(office.key) not in repr(office) and ", key=" not in repr(office)


def test_two_offices_of_one_key_file_agree(tmp_path, file):
    one, other = (open_office(HOME / "data", f"sqlite:///{tmp_path / 'a.db'}", key_file=file) for _office in range(2))

    assert one.key_for("form") == other.key_for("form")
