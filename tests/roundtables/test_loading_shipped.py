import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from roundtables.loading.applying import apply_plan
from roundtables.loading.reading import read_dialogue_file
from roundtables.models import Call, Dialogue, ParagraphText, SuggestedLink

SHIPPED = Path(__file__).parents[2] / "roundtables" / "data" / "hld-2013.yaml"
FACTS = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture
def dialogue(db) -> Dialogue:
    apply_plan(read_dialogue_file(SHIPPED))
    return Dialogue.objects.get(slug="hld-2013")


def facts(name: str):
    if not (FACTS / name).exists():
        pytest.skip(f"the facts to check against are absent: {FACTS / name}")
    return json.loads((FACTS / name).read_text(encoding="utf-8"))


def test_events_stand_with_their_dates(dialogue):
    assert [(e.slug, e.kind, e.starts_on, e.ends_on) for e in dialogue.events.all()] == [
        ("panel", "panel", date(2013, 6, 25), date(2013, 6, 25)),
        ("hearings", "hearing", date(2013, 7, 15), date(2013, 7, 15)),
        ("plenary", "plenary", date(2013, 10, 3), date(2013, 10, 4)),
        *[(str(n), "round_table", date(2013, 10, 3), date(2013, 10, 4)) for n in range(1, 5)],
    ]


def test_only_the_calls_of_round_tables_are_open_and_without_end(dialogue):
    calls = Call.objects.filter(event__dialogue=dialogue).order_by("event__order")

    assert [(call.event.slug, call.is_open(), call.closes_at) for call in calls] == [
        ("panel", False, None),
        ("hearings", False, None),
        ("plenary", False, None),
        ("1", True, None),
        ("2", True, None),
        ("3", True, None),
        ("4", True, None),
    ]
    assert {str(call.zone) for call in calls} == {"America/New_York"}
    assert {tuple(call.languages) for call in calls} == {("ar", "zh", "en", "fr", "ru", "es")}


def test_what_is_not_known_stays_empty(dialogue):
    tables = [event.round_table for event in dialogue.events.filter(kind="round_table")]

    assert [(table.co_chairs, table.guiding_questions) for table in tables] == [([], [])] * 4


def test_every_paragraph_says_what_its_wording_is(dialogue):
    declaration = dialogue.instruments.get(is_main=True)
    rows = ParagraphText.objects.filter(paragraph__instrument=declaration)
    wording = dict(rows.values_list("paragraph__number", "status"))

    assert wording == {
        **{str(n): "official" for n in range(6, 16)},
        **dict.fromkeys(("1", "2", "5", "16", "17"), "described"),
        **dict.fromkeys(("3", "4"), "not_loaded"),
    }


def test_official_wording_is_verbatim(dialogue):
    known = facts("declaration_68_4.json")["paragraphs"]
    rows = ParagraphText.objects.filter(
        paragraph__instrument__symbol="A/RES/68/4", status="official"
    )

    assert {int(row.paragraph.number): (row.text, row.footnote) for row in rows} == {
        one["number"]: (one["text"], one.get("footnote", "")) for one in known if one["text"]
    }
    assert {row.source for row in rows} == {"General Assembly resolution 68/4, annex"}


def test_described_wording_is_not_official_wording_in_disguise(dialogue):
    rows = ParagraphText.objects.filter(status="described")

    assert rows.count() == 5
    assert {row.source for row in rows} == {""}


def test_themes_are_those_on_file_and_say_that_they_are_second_hand(dialogue):
    known = facts("round_tables_2013.json")
    tables = [event.round_table for event in dialogue.events.filter(kind="round_table")]

    assert dialogue.theme == known["overall_theme"]
    assert [table.theme for table in tables] == [one["theme"] for one in known["round_tables"]]
    assert {table.theme_source.split(";")[0] for table in tables} == {"second-hand"}


def test_frameworks_have_the_headings_on_file(dialogue):
    crosswalk = facts("crosswalk.json")
    names = {
        "eight-point-agenda": "agenda_points",
        "civil-society-points": "civil_society_points",
        "gmg-priorities": "gmg_priorities",
    }

    for slug, key in names.items():
        paragraphs = dialogue.instruments.get(slug=slug).paragraphs.all()
        assert {p.number: p.heading_text for p in paragraphs} == crosswalk[key], slug


def test_suggested_links_are_those_on_file(dialogue):
    crosswalk = facts("crosswalk.json")
    slugs = {
        "agenda_points": "eight-point-agenda",
        "civil_society_points": "civil-society-points",
        "gmg_priorities": "gmg-priorities",
    }
    expected = Counter()
    for one in crosswalk["paragraphs"]:
        for key, slug in {"round_tables": "", **slugs}.items():
            for end in one[key]:
                primary = end["role"] == "primary"
                found = (str(one["number"]), slug, str(end["id"]), primary, end["confidence"])
                expected[found] += 1

    links = SuggestedLink.objects.select_related("paragraph", "event", "other__instrument")
    assert len(expected) == 98
    assert expected == Counter(
        (
            link.paragraph.number,
            link.other.instrument.slug if link.other else "",
            link.other.number if link.other else link.event.slug,
            link.is_primary,
            float(link.confidence),
        )
        for link in links
    )


def test_the_outline_runs_from_introduction_to_annexes(dialogue):
    def flat(entries):
        for entry in entries:
            yield entry["kind"]
            yield from flat(entry.get("sections", []))

    assert list(flat(dialogue.outline)) == [
        *["introduction", "part", "event", "event", "event", "part"],
        *["round_table"] * 4,
        *["framework", "civil_society", "coverage", "recommendations", "annex", "annex"],
    ]
