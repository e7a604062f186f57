import json
import os
import types

import pytest

from hld_portal.operations.bench import Measure, __main__
from hld_portal.operations.bench import compile as compile_bench


@pytest.fixture
def benches(monkeypatch):
    """Put made-up benches in place of the real ones."""

    def put(**measures):
        modules = {
            f"hld_portal.operations.bench.{name}": types.SimpleNamespace(
                measure=lambda m=rows: iter(m)
            )
            for name, rows in measures.items()
        }
        monkeypatch.setattr(__main__, "benches", lambda: sorted(measures))
        monkeypatch.setattr(__main__.importlib, "import_module", modules.get)
        monkeypatch.setattr(__main__.django, "setup", lambda: None)
        monkeypatch.setenv("PORTAL_HOME", "")

    return put


def test_table_then_one_line_of_json(benches, capsys):
    benches(
        pages=[Measure("pages list", 5, 6, "queries")],
        links=[Measure("links right", 0.9, 0.8, at_least=True)],
    )

    assert __main__.main([]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "links right         0.9          goal ≥ 0.8      holds",
        "pages list            5 queries  goal ≤ 6        holds",
    ]
    assert json.loads(lines[-1]) == {
        "links right": {"value": 0.9, "goal": 0.8, "holds": True},
        "pages list": {"value": 5, "goal": 6, "holds": True},
    }


def test_missed_goal_is_status_1(benches, capsys):
    benches(pages=[Measure("a", 7, 6), Measure("b", 1, 6)])

    assert __main__.main(["pages"]) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["a"]["holds"] is False


def test_unknown_bench_is_wrong_usage_with_those_there_are(benches, capsys):
    benches(pages=[], links=[])

    assert __main__.main(["desk"]) == 2
    assert (
        capsys.readouterr().err == "error: NAME: no bench called desk; there are: links, pages.\n"
    )


@pytest.mark.parametrize("size", ["0", "1", "many", "٣٠"])
def test_a_size_that_is_no_number_is_wrong_usage(benches, capsys, size):
    benches(compile=[])

    with pytest.raises(SystemExit) as end:
        __main__.main(["compile", "--submissions", size])

    assert end.value.code == 2
    assert f"{size!r} is not a number of submissions (2 or more)." in capsys.readouterr().err


def test_the_size_reaches_the_bench(benches, monkeypatch):
    for name in (compile_bench.SIZE, compile_bench.CHUNKED):
        monkeypatch.setenv(name, "")
    benches(compile=[Measure("compile pages", 1, 0, at_least=True)])

    assert __main__.main(["compile", "--submissions", "40", "--chunked"]) == 0

    assert os.environ[compile_bench.SIZE] == "40"
    assert os.environ[compile_bench.CHUNKED] == "1"
