"""A/69/207 itself, which professionals edited: what the rules still find in it, and why."""

import json
from pathlib import Path

import pytest

from hld_portal.reports.content_extract import read_extract
from hld_portal.reports.content_json import Reader
from hld_portal.reports.content_walk import count_words
from hld_portal.reports.document_check.passages import read_passages
from hld_portal.reports.document_check.places import Places
from hld_portal.reports.document_check.references import REFERENCE, find_broken, known_in
from hld_portal.reports.document_check.style import find_slips
from hld_portal.reports.document_check.wording import RUNNING, check_headings, check_wording
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Report
from roundtables.models import Dialogue

DATA = Path(__file__).parents[3] / "shared" / "data" / "a69207.json"

if not DATA.exists():
    pytest.skip(f"{DATA} is not there", allow_module_level=True)


@pytest.fixture(scope="module")
def document():
    reader = Reader()
    found = read_extract(json.loads(DATA.read_text()), reader)
    assert reader.faults == []
    return found


@pytest.fixture(scope="module")
def places():
    report = Report(dialogue=Dialogue(slug="hld-2013"), kind=ReportKind.SUMMARY, slug="summary")
    return Places(report, [], [])


@pytest.fixture(scope="module")
def passages(document, places):
    return read_passages(document, places, [])


def test_each_rule_finds_what_it_should_and_nothing_else(document, passages):
    items = [*check_wording(passages, known_in(document, ())), *check_headings(passages)]

    # Its editors never spelled out IOM; all other rules have nothing to say of 8,500 words.
    assert [(item.code, item.text) for item in items] == [
        ("acronym", "Paragraph 69: “IOM” is not spelled out where it first stands")
    ]


def test_there_was_something_to_find(document, passages):
    assert sum(len(each.own_words.split()) for each in passages) > 8000
    assert count_words(document) > 8500
    references = [found[0] for each in passages for found in REFERENCE.finditer(each.own_words)]
    assert references == ["sect. V", "table 1", "chapter X", "table 2"]


def test_its_own_sections_are_there_and_a_section_more_is_not(document):
    known = known_in(document, ())
    text = "See sections I to {last}, sects. II.A, II.B, II.C.2 and III.A, and section III.I below."

    assert list(find_broken(text.format(last="IV"), known)) == []
    assert [each.number for each in find_broken(text.format(last="V"), known)] == ["V"]


def test_slips_put_into_it_are_all_found(passages):
    worse = {"per cent": "percent", "Member States": "member states", "labour": "labor"}
    for right, wrong in worse.items():
        running = [each for each in passages if each.kind in RUNNING]
        texts = [each.own_words.replace(right, wrong) for each in running]
        times = sum(each.own_words.count(right) for each in running)

        found = [slip.words for text in texts for slip in find_slips(text)]

        assert times > 3
        assert found == [wrong] * times
