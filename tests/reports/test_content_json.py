import json
from pathlib import Path

import pytest

from hld_portal.reports.content import FootnoteCall, Paragraph, Text
from hld_portal.reports.content_json import ContentFaults, from_json, to_json
from hld_portal.reports.content_walk import paragraphs
from tests.golden.trees import make_report, make_small

A69207 = Path(__file__).parents[2] / "../shared/data/a69207.json"

EXTRACT = {
    "meta": {
        "symbol": "X/1",
        "title": "Harbours",
        "organ": "Assembly",
        "date": "2026-03-16",
        "job_number": "26-00001 (E)",
        "specimen": True,
    },
    "summary": ["A summary."],
    "blocks": [
        {"type": "heading", "level": 1, "number": "I", "text": "Head", "footnote_refs": [1]},
        {
            "type": "para",
            "number": 1,
            "text": "One. Two.",
            "footnote_refs": [{"footnote": 2, "offset": 4}],
            "bold": False,
        },
        {
            "type": "table",
            "number": 1,
            "title": "Beds",
            "stub_head": "Town",
            "columns": ["A", "B"],
            "rows": [{"stub": "Klow", "cells": ["1", "2"]}, {"stub": "Dbrnouk", "cells": None}],
            "notes": [{"marker": "Note", "text": "Counted at night."}],
        },
    ],
    "footnotes": [
        {"number": "*", "text": "X/0."},
        {"number": 1, "text": None},
        {"number": 2, "text": "See X/2."},
    ],
}


def faults(data) -> list[str]:
    text = data if isinstance(data, str) else json.dumps(data)
    with pytest.raises(ContentFaults) as caught:
        from_json(text)
    return [str(each) for each in caught.value.faults]


def own(document=None) -> dict:
    return json.loads(to_json(document or make_report()))


def test_a_tree_loads_back_equal_and_writes_the_same_text():
    text = to_json(make_report())
    assert from_json(text) == make_report()
    assert to_json(from_json(text)) == text


def test_plain_text_is_written_as_a_string():
    assert own(make_small())["blocks"][0] == {
        "type": "paragraph",
        "text": "One sentence.",
        "number": 1,
    }


def test_every_fault_of_a_file_is_listed_with_its_path():
    data = own()
    table = next(i for i, each in enumerate(data["blocks"]) if each["type"] == "table")
    data["blocks"][table]["rows"][2]["cells"].pop()
    data["blocks"][0]["level"] = "one"
    data["blocks"][1]["colour"] = "red"
    assert faults(data) == [
        'blocks[0].level: "one", not a whole number',
        "blocks[1].colour: not known; known are text, number, bold, citations, voice, draft",
        f"blocks[{table}].rows[2]: 4 cells, 5 columns",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda d: d.pop("title"), "title: missing"),
        (lambda d: d.update(language="English"), "language: 'English' is no language code"),
        (lambda d: d["masthead"].update(date="2026-02-30"), "masthead.date: '2026-02-30'"),
        (lambda d: d["masthead"].update(job_number="1 2"), "masthead.job_number: only digits"),
        (lambda d: d["masthead"].update(symbol="سجل"), "masthead.symbol: only plain Latin"),
        (lambda d: d.update(foot_line="x" * 451), "foot_line: 451 letters"),
        (lambda d: d.update(foot_line="字" * 226), "foot_line: 452 letters"),
        (lambda d: d["masthead"].update(mark="https://x/y.png"), "masthead.mark: not a PNG"),
        (lambda d: d["blocks"][1].update(number=1), "blocks[1].number: 1 stands twice"),
        (lambda d: d["blocks"][1].update(number=0), "blocks[1].number: 0 is below 1"),
        (lambda d: d["blocks"][1].update(number=True), "blocks[1].number: true, not a whole"),
        (lambda d: d["blocks"][1].update(type="poem"), "blocks[1].type: 'poem' is none of"),
        (lambda d: d["blocks"][1].update(text=7), "blocks[1].text: 7, not text"),
        (lambda d: d["blocks"][1].update(text="\x00"), "blocks[1].text: holds the unprintable"),
        (lambda d: d["blocks"][1].update(text="\ud800"), "blocks[1].text: holds the unprintable"),
        (lambda d: d["blocks"][1].update(voice="loud"), "blocks[1].voice: 'loud' is none of"),
        (
            lambda d: d["blocks"][1].update(text=[{"type": "footnote", "number": 9}]),
            "blocks[1].text: calls footnote 9, which is not in footnotes",
        ),
        (
            lambda d: d["blocks"][1].update(text=[{"type": "link", "text": "x", "target": "y"}]),
            "blocks[1].text: leads to y, which is not in the document",
        ),
        (
            lambda d: d.update(footnotes=[{"number": 1, "text": "Lost."}]),
            "footnotes[0]: footnote 1 is called nowhere",
        ),
        (lambda d: d.update(format="other/1"), "format: 'other/1', not 'hld-report/1'"),
    ],
)
def test_a_fault_is_named_with_its_path(change, expected):
    data = own(make_small())
    change(data)
    found = faults(data)
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"format": }', "line 1 column 12: Expecting value"),
        ('{\n "a": 1,\n}', "line 2 column 8: Illegal trailing comma"),
        ('{"a": 1, "a": 2}', "a: this name stands twice in one object"),
        ("[" * 100_000, "document: nested too deeply"),
        ('{"a": ' + "1" * 5000 + "}", "document: holds a number of 5000 digits"),
        ("[]", "document: a list, not an object"),
    ],
)
def test_a_file_that_is_no_tree_is_refused_with_its_place(text, expected):
    # Python's wording and place of a trailing comma differ between versions.
    found = faults(text)
    assert len(found) == 1
    assert found[0] == expected or ("trailing" in expected and found[0].startswith("line "))


def test_the_layout_of_an_extract_is_read():
    document = from_json(json.dumps(EXTRACT))
    heading, paragraph, table = document.blocks
    assert heading.text == (Text("Head"), FootnoteCall(1))
    assert paragraph == Paragraph((Text("One."), FootnoteCall(2), Text(" Two.")), 1)
    assert [each.head for each in table.columns] == ["Town", "A", "B"]
    assert table.rows[1].cells == ((Text("Dbrnouk"),), None, None)
    assert document.footnotes[0].text is None
    assert document.marks == ("Specimen",)
    assert document.masthead.job_number == "26-00001"


def test_faults_of_an_extract_carry_its_own_paths():
    data = json.loads(json.dumps(EXTRACT))
    data["blocks"][2]["rows"][0]["cells"] = ["1"]
    data["blocks"][1]["footnote_refs"][0]["offset"] = 99
    assert faults(data) == [
        "blocks[1].footnote_refs[0].offset: 99 is not between 0 and 9",
        "blocks[2].rows[0]: 1 cells, 2 columns",
    ]


@pytest.mark.skipif(not A69207.exists(), reason="../shared/data/a69207.json is not here")
def test_the_known_report_is_read_whole_and_loads_back():
    document = from_json(A69207.read_text())
    assert [each.number for each in paragraphs(document)] == list(range(1, 88))
    assert len(document.footnotes) == 18
    assert sum(each.text is None for each in document.footnotes) == 15
    assert from_json(to_json(document)) == document
