import hashlib
import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.core.management import call_command
from lxml import etree

from hld_portal.reports.content import Paragraph
from hld_portal.reports.content_json import from_json, to_json
from hld_portal.reports.content_walk import anchor_of, iterate_blocks
from hld_portal.reports.renderers import FORMATS, UnknownFormat, render
from tests.golden.pages import golden_pdf
from tests.golden.trees import make_report, make_small

ROOT = Path(__file__).parents[3]
SCRIPT = """
import hashlib
from hld_portal.reports.renderers import render
from tests.golden.trees import make_report
for suffix in (".docx", ".xml"):
    print(hashlib.sha256(render(make_report(), suffix).content).hexdigest())
"""
HTML_NUMBER = re.compile(r'<div class="para" id="([^"]+)"><a class="n" href="#\1">(\d+)\.</a>')
BOOKMARK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}bookmarkStart"
W_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}


def test_the_suffix_chooses_the_format():
    assert from_json(render(make_report(), ".json").content.decode()) == make_report()
    assert render(make_small(), ".HTML").content.startswith(b"<!doctype html>")
    assert render(make_small(), ".docx").content.startswith(b"PK")
    assert b"<akomaNtoso " in render(make_small(), ".xml").content[:100]
    done = render(make_small(), ".pdf")
    assert (done.content[:5], done.pages) == (b"%PDF-", 1)


def test_only_a_pdf_has_pages():
    found = {suffix: render(make_small(), suffix).pages for suffix in FORMATS}
    assert found == {".pdf": 1, ".docx": None, ".xml": None, ".html": None, ".json": None}


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(UnknownFormat) as caught:
        render(make_small(), ".odt")
    known = ".pdf, .docx, .xml, .html, .json"
    assert str(caught.value) == f".odt is not a known format; known are {known}"


# Numbers and anchors of paragraphs, as each format shows them


def numbers_in_tree() -> list[tuple[str, str]]:
    report = make_report()
    # An annex without a reference of its own is named after its place.
    references = {id(b): f"annex-{n}" for n, a in enumerate(report.annexes, 1) for b in a.blocks}
    return [
        (anchor_of(block.number, reference or references.get(id(block), "")), str(block.number))
        for reference, block in iterate_blocks(report)
        if isinstance(block, Paragraph) and block.number is not None
    ]


def numbers_in_json() -> list[str]:
    found = []

    def walk(value):
        if isinstance(value, dict):
            if value.get("type") == "paragraph" and "number" in value:
                found.append(str(value["number"]))
            for each in value.values():
                walk(each)
        elif isinstance(value, list):
            for each in value:
                walk(each)

    walk(json.loads(render(make_report(), ".json").content))
    return found


def numbers_in_docx() -> list[tuple[str, str]]:
    opened = docx.Document(BytesIO(render(make_report(), ".docx").content))
    found = []
    for each in opened.paragraphs:
        names = [mark.get(W_NAME) for mark in each._p.iter(BOOKMARK)]
        for name in (name for name in names if "para-" in name):
            number, _, rest = each.text.partition(".\t")
            assert rest
            found.append((name, number))
    return found


def numbers_in_akn() -> list[tuple[str, str]]:
    root = etree.fromstring(render(make_report(), ".xml").content)
    return [
        (each.get("eId").replace("para_", "para-"), each.find("a:num", AKN).text.rstrip("."))
        for each in root.xpath("//a:paragraph", namespaces=AKN)
    ]


def test_paragraph_numbers_and_anchors_are_the_same_in_every_format():
    expected = numbers_in_tree()
    assert len(expected) == 19
    html = render(make_report(), ".html").content.decode()
    assert HTML_NUMBER.findall(html) == expected
    assert numbers_in_docx() == expected
    assert numbers_in_akn() == expected
    assert numbers_in_json() == [number for _, number in expected]
    anchors = [name for name in golden_pdf().anchors if "para-" in name]
    assert sorted(anchors) == sorted(name for name, _ in expected)


# The same bytes


def run(seed: str, zone: str, folder: Path) -> list[str]:
    env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, cwd=folder, capture_output=True, check=True
    )
    return done.stdout.decode().split()


def test_docx_and_akn_are_the_same_bytes_in_every_process(tmp_path):
    here = [
        hashlib.sha256(render(make_report(), suffix).content).hexdigest()
        for suffix in (".docx", ".xml", ".docx", ".xml")
    ]
    assert here[:2] == here[2:]
    assert here[0] != here[1]
    assert run("7", "Pacific/Auckland", tmp_path) == here[:2]
    assert run("8", "America/New_York", ROOT) == here[:2]


# The command


@pytest.mark.parametrize("suffix", [".docx", ".xml"])
def test_typeset_writes_the_format_and_tells_that_it_has_no_pages(suffix, tmp_path, capsys):
    (tmp_path / "tree.json").write_text(to_json(make_small()), encoding="utf-8")
    output = tmp_path / f"out{suffix}"
    call_command("typeset", str(tmp_path / "tree.json"), "--output", str(output))
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert sorted(told) == ["pages", "seconds", "sha256"]
    assert told["pages"] is None
    assert told["sha256"] == hashlib.sha256(output.read_bytes()).hexdigest()
