"""What became of the sources since a summary was drafted."""

import pytest

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content_json import to_json
from hld_portal.reports.models import Summary
from hld_portal.reports.reading.check import check_lines
from hld_portal.reports.reading.summary import show_summary
from hld_portal.reports.services.findings import dissolve_finding
from hld_portal.reports.services.summaries import draft_event_summary, edit_paragraph
from hld_portal.reports.sources import gather_sources
from submissions.enums import Consent
from submissions.models import Submission
from submissions.services.deciding import set_hold
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, publish_five, withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa():
    return make_rosa()


def draft(rosa):
    return draft_event_summary(event=make_round_table(), by=rosa)


def lines(level=None):
    found = check_lines(show_summary(make_round_table()), least=1, most=350)
    return [(line.text, line.note) for line in found if level is None or line.level == level]


def test_a_fresh_draft_has_nothing_to_mend(rosa):
    publish_five()
    merge()
    draft(rosa)
    assert lines("bad") == lines("warn") == []


def test_a_withdrawn_source_is_told_at_once_with_its_reference_and_time(rosa):
    submissions = publish_five()
    merge()
    draft(rosa)
    assert lines("bad") == []

    withdraw(submissions[4])

    alone, *others = lines("bad")
    assert alone[0] == "Paragraph 3 rests on a source that may not be cited"
    assert alone[1].startswith("HLD2013/0005: withdrawn on ")
    assert others == [
        ("Paragraph 1: its figures are no longer those on file", ""),
        (
            "Paragraph 2: a counted word does not fit its count",
            "“many” (civil society) says too little: it should be “all”",
        ),
    ]


def test_a_count_that_sank_changes_the_word(rosa):
    submissions = publish_five()
    merge()
    summary = draft(rosa)
    assert summary.paragraphs.get(position=2).text.startswith("Many civil society organizations")

    withdraw(submissions[0])
    withdraw(submissions[1])

    assert (
        "Paragraph 2: a counted word does not fit its count",
        "“many” (civil society) should be in figures: “two of the three”",
    ) in lines("bad")


def test_a_count_that_moved_while_its_word_still_fits_is_only_told(rosa):
    publish_five()
    merge()
    draft(rosa)

    publish("Ferry Union", BIRTHS)

    assert lines("warn") == [
        (
            "Paragraph 2: counts have changed, the words still fit",
            "“many” was 4 of 5, now 4 of 6",
        ),
        (
            "Paragraph 3: counts have changed, the words still fit",
            "“one” was 1 of 5, now 1 of 6",
        ),
    ]


def test_a_word_that_claims_too_much_is_found(rosa):
    publish_five()
    merge()
    paragraph = draft(rosa).paragraphs.get(position=2)
    text = paragraph.text.replace("Many", "All")
    edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=0, by=rosa)

    assert lines("bad") == [
        (
            "Paragraph 2: a counted word does not fit its count",
            "“all” (civil society) says too much: it should be “many”",
        )
    ]


def test_a_dissolved_finding_leaves_its_sentence_without_source(rosa):
    publish_five()
    finding = merge()
    draft(rosa)
    dissolve_finding(finding=finding, by=rosa)
    assert lines("bad") == [
        (
            "Paragraph 2 rests on a source that may not be cited",
            "the finding was taken apart",
        )
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: set_hold(submission=s, hold=True, by=make_moderator()), "on hold"),
        (
            lambda s: Submission.objects.filter(pk=s.pk).update(
                consent=Consent.NOT_PUBLISHED, published_version=None
            ),
            "it may not be quoted",
        ),
        (
            lambda s: Submission.objects.filter(pk=s.pk).update(event=make_round_table(3)),
            "moved to another meeting",
        ),
    ],
)
def test_each_reason_is_told(rosa, change, words):
    submissions = publish_five()
    merge()
    draft(rosa)
    change(submissions[4])
    assert words in lines("bad")[0][1]


def test_a_point_that_a_finding_took_in_is_still_a_source(rosa):
    submissions = publish_five()
    draft(rosa)
    before = gather_sources(make_round_table())
    key = next(key for key in before.points if key.startswith("p"))
    references = before.references([key])
    assert references == (submissions[0].reference,)

    merge()

    assert gather_sources(make_round_table()).references([key]) == references
    assert [text for text, _note in lines("bad") if "source" in text] == []


def test_what_came_in_since_stands_in_no_sentence(rosa):
    publish_five()
    merge()
    draft(rosa)
    assert show_summary(make_round_table()).uncited == []

    publish("Ferry Union", BIRTHS)

    assert len(show_summary(make_round_table()).uncited) == 1


def test_an_opening_in_other_words_with_the_right_figures_passes(rosa):
    publish_five()
    merge()
    opening = draft(rosa).paragraphs.get(position=1)
    said = opening.sentences[-1]["text"]
    edit_paragraph(
        paragraph=opening, sentences=[f"In October, {said}"], items=[], revision=0, by=rosa
    )
    assert lines("bad") == []
    publish("Ferry Union")
    assert lines("bad")[0][0] == "Paragraph 1: its figures are no longer those on file"


def test_a_paragraph_of_ones_own_enters_the_report_as_the_authors(rosa):
    publish_five()
    draft(rosa)
    from hld_portal.reports.services.paragraphs import add_paragraph

    add_paragraph(summary=Summary.objects.get(), text="The co-chairs met.", after=1, by=rosa)
    event = make_round_table()
    type(event.dialogue).objects.update(
        outline=[{"kind": "round_table", "round_table": 2, "titles": {"en": "Round table 2"}}]
    )
    event.dialogue.refresh_from_db()
    assert '"The co-chairs met."' in to_json(compose_report(event.dialogue, "summary"))
