import pytest

from tests import run
from tests.services import ROOT

ALL = str(ROOT / "tests")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], [ALL]),
        (["-x", "-k", "tests"], ["-x", "-k", "tests", ALL]),
        (["tests/text"], [f"{ROOT}/tests/text"]),
        (["tests/text/test_hashing.py::test_x"], [f"{ROOT}/tests/text/test_hashing.py::test_x"]),
        (["-q", "tests/text", "-m", "database"], ["-q", f"{ROOT}/tests/text", "-m", "database"]),
    ],
)
def test_paths_become_absolute(given, expected, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert run.absolute(given) == expected


def test_the_callers_own_file_comes_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").mkdir()

    assert run.absolute(["tests"]) == [str(tmp_path / "tests")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [([], "database"), (["-m", "not browser"], "(not browser) and database")],
)
def test_second_pass_is_narrowed_to_the_database(given, expected):
    assert run.also_marked_database(given) == expected


@pytest.fixture
def ends_with(monkeypatch):
    """Make the two passes of pytest end with given statuses, without running anything."""

    def set_statuses(sqlite, postgresql):
        monkeypatch.setattr(run, "compile_catalogues", lambda: 0)
        monkeypatch.setattr(run, "pytest", lambda name, *_: run.Result(name, sqlite))
        monkeypatch.setattr(run, "on_postgresql", lambda _: run.Result("PostgreSQL", postgresql))

    return set_statuses


@pytest.mark.parametrize(
    ("sqlite", "postgresql", "status"),
    [(0, 0, 0), (1, 0, 1), (0, 1, 1), (5, 0, 1), (2, 0, 2), (4, 0, 4)],
)
def test_status_is_that_of_pytest_and_nothing_collected_is_a_failure(
    ends_with, sqlite, postgresql, status
):
    ends_with(sqlite, postgresql)

    assert run.main([]) == status


@pytest.mark.parametrize(("required", "status"), [("", 0), ("1", 1)])
def test_missing_postgresql_is_told_and_fails_where_all_is_required(
    monkeypatch, capsys, required, status
):
    monkeypatch.setenv("PORTAL_REQUIRE_ALL", required)
    monkeypatch.setattr(run.PostgreSQL, "why_not", staticmethod(lambda: "no PostgreSQL here"))
    monkeypatch.setattr(run, "compile_catalogues", lambda: 0)
    monkeypatch.setattr(
        run,
        "pytest",
        lambda name, *_: run.Result(name, 0, 12, {"passed": 3, "skipped": 1}, ["Skipped: no moon"]),
    )

    assert run.main([]) == status
    assert capsys.readouterr().out == (
        "\n=== Closing summary ===\n"
        "SQLite: 3 passed, 1 skipped in 12 s\n"
        "PostgreSQL: nothing ran in 0 s\n"
        "  skipped 1: SQLite: no moon\n"
        "  skipped 1: PostgreSQL: no PostgreSQL here\n"
    )
