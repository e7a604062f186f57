import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.reading.summary import show_summary
from hld_portal.reports.services.editing import (
    add_row,
    cite_source,
    drop_source,
    move_row,
    put_back,
    remove_row,
)
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    draft_event_summary,
    edit_paragraph,
)
from hld_portal.reports.sources import gather_sources
from submissions.models import PointVersion
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SENTENCE = "One civil society organization asked for more."


@pytest.fixture
def rosa():
    return make_rosa()


@pytest.fixture
def summary(rosa):
    publish_five()
    merge()
    return draft_event_summary(event=make_round_table(), by=rosa)


@pytest.fixture
def paragraph(summary):
    return summary.paragraphs.get(position=2)


@pytest.fixture
def births(summary):
    return f"p{PointVersion.objects.get(text=BIRTHS.text).pk}"


def counted(row):
    return [(c["word"], c["group"], c["n"], c["total"], c["finding"]) for c in row["counted"]]


def faults():
    return [
        (r.word, r.code) for p in show_summary(make_round_table()).paragraphs for r in p.word_faults
    ]


def texts(paragraph):
    return [row["text"] for row in paragraph.sentences]


def test_a_citation_comes_with_its_counts_and_goes_with_them(paragraph, births, rosa):
    (key,) = paragraph.sentences[0]["citations"]
    many = ("many", "civil_society", 4, 5, key)
    assert counted(paragraph.sentences[0]) == [many]

    cite_source(paragraph=paragraph, place=0, key=births, revision=0, by=rosa)

    row = paragraph.sentences[0]
    assert row["citations"] == [key, births]
    assert counted(row) == [many, ("one", "civil_society", 1, 5, births)]
    assert faults() == []

    drop_source(paragraph=paragraph, place=0, key=key, revision=1, by=rosa)

    row = paragraph.sentences[0]
    assert row["citations"] == [births]
    assert counted(row) == [("one", "civil_society", 1, 5, births)]
    assert faults() == [("many", "too_much")]
    assert [entry.verb for entry in paragraph.log_entries()] == ["cite", "drop_source"]
    assert paragraph.log_entries()[0].details["key"] == births


def test_without_its_last_source_a_sentence_has_none_and_is_not_approved(paragraph, rosa):
    (key,) = paragraph.sentences[0]["citations"]
    drop_source(paragraph=paragraph, place=0, key=key, revision=0, by=rosa)
    shown = show_summary(make_round_table()).of(paragraph.pk)
    assert shown.rows[0].check.no_source
    with pytest.raises(Refused) as refused:
        approve_paragraph(paragraph=paragraph, revision=1, by=rosa)
    assert refused.value.code == "unsound"


def test_editing_the_sources_takes_the_approval_back(paragraph, births, rosa):
    approve_paragraph(paragraph=paragraph, revision=0, by=rosa)
    cite_source(paragraph=paragraph, place=0, key=births, revision=0, by=rosa)
    assert (paragraph.is_approved, paragraph.edited) == (False, True)


def test_undo_puts_the_rows_back_and_is_logged(paragraph, rosa):
    sentences, items = paragraph.sentences, paragraph.items
    (key,) = sentences[0]["citations"]
    drop_source(paragraph=paragraph, place=0, key=key, revision=0, by=rosa)
    assert paragraph.sentences != sentences

    before = {"sentences": sentences, "items": items, "edited": False}
    put_back(paragraph=paragraph, **before, revision=1, by=rosa)

    assert (paragraph.sentences, paragraph.edited) == (sentences, False)
    assert [entry.verb for entry in paragraph.log_entries()] == ["drop_source", "undo"]


def test_a_source_that_may_not_be_cited_is_refused(paragraph, summary, births, rosa):
    for key in ("f999999", "p999999", "nonsense", ""):
        with pytest.raises(Refused) as refused:
            cite_source(paragraph=paragraph, place=0, key=key, revision=0, by=rosa)
        assert refused.value.code == "unknown"
    opening = summary.paragraphs.get(position=1)
    with pytest.raises(Refused) as refused:
        cite_source(paragraph=opening, place=0, key=births, revision=0, by=rosa)
    assert refused.value.code == "no_citing"
    (key,) = paragraph.sentences[0]["citations"]
    with pytest.raises(Refused) as refused:
        cite_source(paragraph=paragraph, place=0, key=key, revision=0, by=rosa)
    assert refused.value.status == 409
    paragraph.refresh_from_db()
    assert (paragraph.revision, paragraph.sentences[0]["citations"]) == (0, [key])


def test_a_new_sentence_needs_words_and_a_source(paragraph, births, rosa):
    for text, key, field in ((" ", births, "text"), (SENTENCE, "", "source")):
        with pytest.raises(Refused) as refused:
            add_row(paragraph=paragraph, after=1, text=text, key=key, revision=0, by=rosa)
        assert (refused.value.status, refused.value.field) == (422, field)
    first = texts(paragraph)

    add_row(paragraph=paragraph, after=1, text=SENTENCE, key=births, revision=0, by=rosa)

    assert texts(paragraph) == [*first, SENTENCE]
    assert counted(paragraph.sentences[1]) == [("one", "civil_society", 1, 5, births)]
    assert faults() == []


def test_ones_own_sentence_needs_no_source(summary, rosa):
    opening = summary.paragraphs.get(position=1)
    add_row(paragraph=opening, after=0, text="It met in October.", key="", revision=0, by=rosa)
    assert texts(opening)[0] == "It met in October."


def test_an_item_is_added_moved_and_taken_out_and_letters_follow(summary, births, rosa):
    paragraph = summary.paragraphs.get(position=3)
    rows = [
        {"letter": letter, "text": f"Item {letter}", "citations": [births], "counted": []}
        for letter in "ab"
    ]
    SummaryParagraph.objects.filter(pk=paragraph.pk).update(items=rows)
    paragraph.refresh_from_db()
    lead = len(paragraph.sentences)

    def items():
        return [(item["letter"], item["text"]) for item in paragraph.items]

    given = {"paragraph": paragraph, "by": rosa}
    add_row(after=1, text="New", key=births, revision=0, as_item=True, **given)
    assert items() == [("a", "Item a"), ("b", "New"), ("c", "Item b")]
    move_row(place=lead + 1, down=True, revision=1, **given)
    assert items() == [("a", "Item a"), ("b", "Item b"), ("c", "New")]
    remove_row(place=lead, revision=2, **given)
    assert items() == [("a", "Item b"), ("b", "New")]
    for place, down in ((lead, False), (lead + 1, True)):
        with pytest.raises(Refused) as refused:
            move_row(place=place, down=down, revision=3, **given)
        assert refused.value.status == 409


def test_a_list_keeps_its_semicolons_and_its_one_full_stop(summary, births, rosa):
    paragraph = summary.paragraphs.get(position=3)
    rows = [
        {"letter": "", "text": text, "citations": [births], "counted": []}
        for text in ("Name fees, etc.;", "Open offices.")
    ]
    SummaryParagraph.objects.filter(pk=paragraph.pk).update(items=rows)
    paragraph.refresh_from_db()
    lead, given = len(paragraph.sentences), {"paragraph": paragraph, "by": rosa}

    move_row(place=lead, down=True, revision=0, **given)
    assert [item["text"] for item in paragraph.items] == ["Open offices;", "Name fees, etc."]
    add_row(after=2, text="Pay", key=births, revision=1, as_item=True, **given)
    assert [item["text"] for item in paragraph.items] == [
        "Open offices;",
        "Name fees, etc.;",
        "Pay.",
    ]
    remove_row(place=lead + 2, revision=2, **given)
    assert [item["text"] for item in paragraph.items] == ["Open offices;", "Name fees, etc."]


def test_the_last_sentence_stays(paragraph, rosa):
    with pytest.raises(Refused) as refused:
        remove_row(paragraph=paragraph, place=0, revision=0, by=rosa)
    assert refused.value.code == "incomplete"
    assert len(paragraph.sentences) == 1


def test_a_group_that_came_with_new_words_is_counted(paragraph, rosa):
    publish("Syldavia", BIRTHS, kind="state")
    text = paragraph.text.replace("Many civil society organizations", "All participants")
    edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=0, by=rosa)
    assert ("many", "participants", 4, 6) in [c[:4] for c in counted(paragraph.sentences[0])]
    assert faults() == [("all", "too_much")]


@pytest.mark.parametrize("state", [SummaryState.WITH_CO_CHAIRS, SummaryState.CLEARED])
def test_a_summary_that_left_the_desk_is_not_edited(paragraph, births, rosa, state):
    cleared = {"cleared_at": "2013-10-01T00:00Z"} if state == SummaryState.CLEARED else {}
    Summary.objects.update(state=state, **cleared)
    before = gather_sources(make_round_table()).references([births])
    assert before
    for act in all_acts(births, revision=0, by=rosa):
        present = SummaryParagraph.objects.get(pk=paragraph.pk)
        with pytest.raises(Refused) as refused:
            act(present)
        assert (refused.value.code, refused.value.status) == ("not_open", 422)
    assert SummaryParagraph.objects.get(pk=paragraph.pk).revision == 0


def test_a_stranger_to_the_table_and_a_late_comer_change_nothing(paragraph, births, rosa):
    for by, revision, status in ((make_moderator(), 0, 403), (rosa, 7, 409)):
        for act in all_acts(births, revision=revision, by=by):
            present = SummaryParagraph.objects.get(pk=paragraph.pk)
            with pytest.raises(Refused) as refused:
                act(present)
            assert refused.value.status == status
    assert SummaryParagraph.objects.get(pk=paragraph.pk).revision == 0


def all_acts(key, **given):
    """Every way to change a paragraph that has two sentences once the second is typed."""
    two = [{"text": "A.", "citations": [], "counted": []}] * 2

    def with_two(act, **more):
        def run(paragraph):
            paragraph.sentences = two
            return act(paragraph=paragraph, **more, **given)

        return run

    return [
        with_two(cite_source, place=0, key=key),
        lambda p: drop_source(paragraph=p, place=0, key=p.sentences[0]["citations"][0], **given),
        with_two(add_row, after=0, text="New.", key=key),
        with_two(remove_row, place=1),
        with_two(move_row, place=0, down=True),
        with_two(put_back, sentences=two, items=[], edited=False),
        with_two(edit_paragraph, sentences=["B.", "C."], items=[]),
    ]
