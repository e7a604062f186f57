import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import (
    Foreign,
    Heading,
    Italic,
    Paragraph,
    Part,
    Quote,
    SubParagraph,
    plain,
)
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import from_json, to_json
from hld_portal.reports.renderers.html import render_html
from submissions.content import PointContent
from submissions.enums import Consent, State
from submissions.models import PointLink, Submission
from submissions.services import submitting
from tests.make import (
    at,
    make_dialogue,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SPOKEN = [
    PointContent(
        "recommendation",
        "open the ports",
        "governments",
        paragraphs=["A/RES/68/4:9", "A/RES/68/4:12"],
    ),
    PointContent("gap", "night ferries", paragraphs=["A/RES/68/4:missing"]),
]


@pytest.fixture
def dialogue():
    for number in (1, 2):
        make_round_table(number)
    return make_dialogue()


def publish(stakeholder, state=State.PUBLISHED, number=2, **content):
    return make_submission(stakeholder, make_round_table(number), state, **content)


def headings(document):
    """All headings in reading order, of parts, too."""
    return [
        (h.level, h.number, plain(h.text)) for h in walk(document.blocks) if isinstance(h, Heading)
    ]


def walk(blocks):
    for block in blocks:
        yield block
        if isinstance(block, Part):
            yield from walk(block.blocks)


def part_of(document, reference):
    return next(b for b in document.blocks if isinstance(b, Part) and b.reference == reference)


def texts(part, kind=Paragraph):
    return [plain(b.text) for b in walk(part.blocks) if isinstance(b, kind)]


def test_submissions_stand_by_round_table_group_and_alphabet(dialogue):
    for name in ("Zembla", "Érewhon", "Borduria"):
        publish(make_state(name))
    publish(make_stakeholder("Harbour Union"))
    publish(make_stakeholder("Crew Council"))
    publish(make_stakeholder("Office for Ports", "un_entity"))
    publish(make_stakeholder("Union of Straits", "intergovernmental"))
    publish(make_stakeholder("League of Straits", "intergovernmental"), number=1)

    document = compose_report(dialogue, "compilation")

    shown = [each for each in headings(document) if each[0] < 4]
    assert shown == [
        (1, "I", "Round table 1: theme of round table 1"),
        (2, "A", "Other participants"),
        (3, None, "League of Straits"),
        (1, "II", "Round table 2: theme of round table 2"),
        (2, "A", "Member States"),
        (3, None, "Borduria"),
        (3, None, "Érewhon"),
        (3, None, "Zembla"),
        (2, "B", "Civil society"),
        (3, None, "Crew Council"),
        (3, None, "Harbour Union"),
        (2, "C", "United Nations system"),
        (3, None, "Office for Ports"),
        (2, "D", "Other participants"),
        (3, None, "Union of Straits"),
    ]
    assert faults_of(document) == []
    assert from_json(to_json(document)) == document
    assert "reproduced as they were received" in plain(document.front_notes[0])
    assert (document.contents, document.marks) == (True, ())


def test_a_part_holds_title_statement_and_points_with_their_paragraphs(dialogue):
    submission = publish(
        make_state(), title="Ports at night", statement="One.\n\nTwo.", points=SPOKEN
    )

    part = part_of(compose_report(dialogue, "compilation"), submission.reference)

    assert [plain(b.text) for b in walk(part.blocks) if isinstance(b, Heading)] == [
        "Ruritania",
        "Ports at night",
    ]
    numbered = [(b.number, plain(b.text)) for b in walk(part.blocks) if isinstance(b, Paragraph)]
    assert numbered == [
        (None, f"[{submission.reference}] [Original: English]"),
        (1, "One."),
        (2, "Two."),
        (None, "Points made:"),
    ]
    assert texts(part, SubParagraph) == [
        "Recommendation to Governments: open the ports (the Declaration, paras. 9 and 12);",
        "Gap: night ferries (missing from the Declaration).",
    ]


def test_an_item_brings_its_own_stop_or_is_given_one(dialogue):
    texts_given = ("who sweeps?", "quays are dark", "piers rot")
    points = [PointContent("message", each, paragraphs=["A/RES/68/4:9"]) for each in texts_given]
    submission = publish(make_state(), points=points)
    PointLink.objects.update(confirmed_at=None, confirmed_by=None)  # not shown till confirmed
    part = part_of(compose_report(dialogue, "compilation"), submission.reference)
    assert texts(part, SubParagraph) == [
        "Key message: who sweeps?",
        "Key message: quays are dark;",
        "Key message: piers rot.",
    ]


def test_a_sentence_ends_where_its_item_does(dialogue):
    texts_given = ("Quays are dark.", "Piers, ropes, etc.", "船员太累。")
    points = [PointContent("message", each, paragraphs=["A/RES/68/4:9"]) for each in texts_given]
    submission = publish(make_state(), points=points)

    part = part_of(compose_report(dialogue, "compilation"), submission.reference)

    assert texts(part, SubParagraph) == [
        "Key message: Quays are dark (the Declaration, para. 9);",
        "Key message: Piers, ropes, etc. (the Declaration, para. 9);",
        "Key message: 船员太累 (the Declaration, para. 9).",
    ]


def test_numbers_restart_with_each_submission(dialogue):
    first, second = publish(make_state("Borduria")), publish(make_state("Zembla"))
    document = compose_report(dialogue, "compilation")
    for reference in (first.reference, second.reference):
        part = part_of(document, reference)
        assert [b.number for b in walk(part.blocks) if getattr(b, "number", None)] == [1]


def test_markdown_becomes_blocks_and_bold_is_dropped(dialogue):
    source = (
        "**Our ports**\n\nA **bold** and *Lodgings* [list](https://x.example/y).\n\n"
        "- one\n  1. deep\n- two\n\n> quoted\n>\n> - within"
    )
    submission = publish(make_state(), statement=source)
    part = part_of(compose_report(dialogue, "compilation"), submission.reference)
    (statement,) = [b for b in part.blocks if isinstance(b, Part)]
    title, head, paragraph, *items, quote = statement.blocks
    assert (title.level, head.level, plain(head.text)) == (4, 5, "Our ports")
    assert plain(paragraph.text) == "A bold and Lodgings list (https://x.example/y)."
    assert Italic("Lodgings") in paragraph.text
    assert [(i.label, i.level, plain(i.text)) for i in items] == [
        ("•", 1, "one"),
        ("1.", 2, "deep"),
        ("•", 1, "two"),
    ]
    assert quote == Quote(("quoted", "• within"))


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_another_language_keeps_its_language_and_direction(dialogue, language):
    words = {"ar": "نحتفظ بسجل مشترك", "zh": "我们保留登记册"}[language]
    points = [PointContent("message", words, paragraphs=["A/RES/68/4:12"])]
    submission = publish(
        make_state(), language=language, title=words, statement=words, points=points
    )
    part = part_of(compose_report(dialogue, "compilation"), submission.reference)
    (statement,) = [b for b in part.blocks if isinstance(b, Part)]
    (point,) = [b for b in part.blocks if isinstance(b, SubParagraph)]
    assert (part.language, statement.language) == (None, language)
    assert Foreign(words, language) in point.text


def test_an_unnamed_author_leaves_no_name_and_stands_by_its_kind(dialogue):
    named = publish(make_stakeholder("Zeal of Harbours"))
    publish(make_stakeholder("Bay Union"), consent=Consent.TYPE_ONLY)
    assert "Zeal of Harbours" in to_json(compose_report(dialogue, "compilation"))
    assert named.reference == "HLD2013/0001"

    document = compose_report(dialogue, "compilation")

    assert "Bay Union" not in to_json(document)
    authors = [text for level, _, text in headings(document) if level == 3]
    assert authors == ["A civil society organization", "Zeal of Harbours"]


def test_a_group_statement_names_its_states_only_where_its_author_is_named(dialogue):
    for name, consent in (("Ruritania", Consent.NAMED), ("Borduria", Consent.TYPE_ONLY)):
        joint = publish(make_state(name), consent=consent)
        joint.on_behalf_of.set([make_state("Zembla"), make_state("Graustark")])

    document = compose_report(dialogue, "compilation")

    lines = [
        plain(b.text)
        for b in walk(document.blocks)
        if isinstance(b, Paragraph) and plain(b.text).startswith("Also")
    ]
    assert lines == ["Also on behalf of 2 others.", "Also on behalf of Graustark and Zembla."]


def test_only_what_is_published_and_may_be_quoted_is_in_it(dialogue):
    shown = publish(make_state("Borduria"), statement="Shown to all.")
    publish(make_state("Zembla"), State.ACCEPTED, statement="Kept back one.")
    publish(make_state("Graustark"), State.IN_REVIEW, statement="Kept back two.")
    held = publish(make_state("Ruritania"), statement="Kept back three.")
    assert "Kept back three." in to_json(compose_report(dialogue, "compilation"))
    Submission.objects.filter(pk=held.pk).update(on_hold=True)

    text = to_json(compose_report(dialogue, "compilation"))

    assert shown.reference in text
    assert "Kept back" not in text


def test_an_empty_round_table_says_so(dialogue):
    document = compose_report(dialogue, "compilation")
    assert plain(document.summary[0]) == "No submission has been published."
    empty = [plain(b.text) for b in document.blocks if isinstance(b, Paragraph)]
    assert empty == ["No submission to this round table has been published."] * 2


def test_it_bears_the_date_of_its_newest_text(dialogue, monkeypatch):
    for name, day in (("Borduria", "2013-07-01T10:00"), ("Zembla", "2013-06-02T10:00")):
        monkeypatch.setattr(submitting, "now", lambda day=day: at(day))
        publish(make_state(name))
    assert compose_report(dialogue, "compilation").masthead.date == "2013-07-01"


def test_more_submissions_take_no_more_queries(dialogue):
    publish(make_state("Borduria"), points=SPOKEN)
    one = count_queries(dialogue)
    for name in ("Zembla", "Graustark"):
        publish(make_state(name), points=SPOKEN)
    assert count_queries(dialogue) == one


def count_queries(dialogue):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        compose_report(dialogue, "compilation")
    return len(queries)


def test_the_command_compiles_it(dialogue, tmp_path, capsys):
    publish(make_state())
    output = tmp_path / "c.json"
    call_command("compile_report", "hld-2013", "--kind", "compilation", "--output", str(output))
    assert sorted(json.loads(capsys.readouterr().out)) == ["pages", "seconds", "sha256"]
    assert from_json(output.read_text()).title.startswith("Compilation of submissions")


def test_tricks_in_a_statement_are_printed_as_they_stand(dialogue):
    trick = "<script>alert(1)</script> ![x](http://x.example/i.png) <b>"
    submission = publish(make_state(), title=trick, statement=f"{trick}\n\n# {trick}")
    document = compose_report(dialogue, "compilation")
    part = part_of(document, submission.reference)
    (statement,) = [b for b in part.blocks if isinstance(b, Part)]
    assert plain(statement.blocks[0].text) == trick
    assert "<script>alert(1)</script>" in plain(statement.blocks[1].text)
    assert "<script>alert(1)</script>" in plain(statement.blocks[2].text)
    assert "http://x.example/i.png" in plain(statement.blocks[1].text)
    assert "<script" not in render_html(document)
