import shutil

import pytest

from hld_portal.operations import stamp


@pytest.fixture
def home(tmp_path):
    (tmp_path / "db.sqlite3").write_text("a database")
    stamp.write(tmp_path, sample=False)
    return tmp_path


def test_what_was_prepared_is_current(home):
    assert stamp.is_current(home, sample=False)


def test_empty_folder_is_not_current(tmp_path):
    assert not stamp.is_current(tmp_path, sample=False)


def test_sample_that_was_not_loaded_is_wanted(home):
    assert not stamp.is_current(home, sample=True)


def test_sample_that_was_loaded_stays(home):
    stamp.write(home, sample=True)

    assert stamp.is_current(home, sample=False)
    assert stamp.is_current(home, sample=True)


def test_changed_code_is_not_current(home, monkeypatch):
    monkeypatch.setattr(stamp, "code_digest", lambda: "another")

    assert not stamp.is_current(home, sample=False)


def test_another_database_in_its_place_is_not_current(home):
    shutil.copy(home / "db.sqlite3", home / "copy")
    (home / "copy").replace(home / "db.sqlite3")

    assert not stamp.is_current(home, sample=False)


def test_removed_database_is_not_current(home):
    (home / "db.sqlite3").unlink()

    assert not stamp.is_current(home, sample=False)


def test_broken_stamp_is_not_current(home):
    (home / "run" / "prepared.json").write_text("{half")

    assert not stamp.is_current(home, sample=False)


def test_digest_sees_a_changed_file(tmp_path, monkeypatch):
    monkeypatch.setattr(stamp, "CHECKOUT", tmp_path)
    (tmp_path / "templates").mkdir()
    page = tmp_path / "templates" / "page.html"
    page.write_text("one")
    first = stamp.code_digest()
    (tmp_path / "templates" / "made.mo").write_text("compiled, so no change")
    assert stamp.code_digest() == first

    page.write_text("two")

    assert stamp.code_digest() != first
