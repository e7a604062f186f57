import hashlib
import json

import pytest
from django.core.management import call_command

from hld_portal.reports.content_json import to_json
from tests.golden.trees import make_small


def typeset(capsys, *arguments):
    try:
        call_command("typeset", *map(str, arguments))
        status = 0
    except SystemExit as stop:
        status = stop.code
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "tree.json"
    path.write_text(to_json(make_small()), encoding="utf-8")
    return path


def test_a_pdf_is_written_and_its_last_line_is_json(tree, tmp_path, capsys):
    status, out, _ = typeset(capsys, tree, "--output", tmp_path / "a.pdf")
    told = json.loads(out.splitlines()[-1])
    written = (tmp_path / "a.pdf").read_bytes()
    assert status == 0
    assert sorted(told) == ["pages", "seconds", "sha256"]
    assert (told["pages"], told["sha256"]) == (1, hashlib.sha256(written).hexdigest())


def test_faults_are_lines_on_stderr_and_nothing_is_written(tree, tmp_path, capsys):
    data = json.loads(tree.read_text())
    data["blocks"][0]["number"] = "one"
    data["blocks"][1]["colour"] = 3
    tree.write_text(json.dumps(data))
    status, out, err = typeset(capsys, tree, "--output", tmp_path / "a.pdf")
    assert (status, out) == (1, "")
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [
        "blocks[0].number",
        "blocks[1].colour",
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["tree.json"]


def test_a_syntax_fault_has_line_and_column(tmp_path, capsys):
    (tmp_path / "bad.json").write_text('{\n "a": ]\n}')
    status, _, err = typeset(capsys, tmp_path / "bad.json", "--output", tmp_path / "a.pdf")
    assert (status, err) == (1, "error: line 2 column 7: Expecting value\n")


def test_a_file_in_another_encoding_has_line_and_column(tmp_path, capsys):
    (tmp_path / "bad.json").write_bytes(b'{\n "a\xff')
    status, _, err = typeset(capsys, tmp_path / "bad.json", "--output", tmp_path / "a.pdf")
    assert (status, err) == (1, "error: line 2 column 4: not UTF-8\n")


def test_an_unknown_suffix_is_a_fault(tree, tmp_path, capsys):
    status, _, err = typeset(capsys, tree, "--output", tmp_path / "a.odt")
    assert status == 1
    assert (
        err
        == "error: --output: .odt is not a known format; known are .pdf, .docx, .xml, .html, .json\n"
    )


def test_a_missing_file_and_a_missing_folder_are_faults(tree, tmp_path, capsys):
    status, _, err = typeset(capsys, tmp_path / "no.json", "--output", tmp_path / "a.json")
    assert status == 1
    assert err == f"error: {tmp_path / 'no.json'}: cannot be read: No such file or directory\n"
    status, _, err = typeset(capsys, tree, "--output", tmp_path / "no" / "a.json")
    assert status == 1
    assert err.endswith("cannot be written: No such file or directory\n")
