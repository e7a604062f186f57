import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.models import SummaryCopy
from hld_portal.reports.services.paragraphs import (
    add_paragraph,
    approve_unchanged,
    delete_paragraph,
    restore_copy,
)
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    draft_event_summary,
    edit_paragraph,
    reopen_paragraph,
)
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import make_rosa, merge, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa():
    return make_rosa()


@pytest.fixture
def summary(rosa):
    publish_five()
    merge()
    return draft_event_summary(event=make_round_table(), by=rosa)


def texts(summary):
    return [paragraph.text.partition(".")[0] for paragraph in summary.paragraphs.all()]


def verbs(obj):
    return [entry.verb for entry in obj.log_entries()]


def test_a_paragraph_of_ones_own_goes_where_it_is_put(summary, rosa):
    before = texts(summary)
    assert len(before) == 3

    added = add_paragraph(summary=summary, text="The  co-chairs\nthanked all.", after=1, by=rosa)

    assert texts(summary) == [before[0], "The co-chairs thanked all", *before[1:]]
    assert [p.position for p in summary.paragraphs.all()] == [1, 2, 3, 4]
    assert (added.role, added.edited, verbs(added)) == ("own", True, ["write"])


def test_an_empty_paragraph_is_refused_with_its_field(summary, rosa):
    with pytest.raises(Refused) as refused:
        add_paragraph(summary=summary, text=" \n", after=1, by=rosa)
    assert (refused.value.status, refused.value.field) == (422, "text")
    assert len(texts(summary)) == 3


def test_a_deleted_paragraph_is_kept_and_comes_back(summary, rosa):
    before = texts(summary)
    second = summary.paragraphs.get(position=2)
    approve_paragraph(paragraph=second, revision=0, by=rosa)

    copy = delete_paragraph(paragraph=second, revision=0, by=rosa)

    assert texts(summary) == [before[0], before[2]]
    assert [p.position for p in summary.paragraphs.all()] == [1, 2]
    assert [row["approved"] for row in copy.paragraphs] == [False, True, False]
    restore_copy(copy=copy, by=rosa)
    assert texts(summary) == before
    assert not any(p.is_approved for p in summary.paragraphs.all())
    assert verbs(summary) == ["draft", "delete_paragraph", "restore"]
    assert SummaryCopy.objects.count() == 2


def test_only_the_revision_that_was_seen_is_deleted(summary, rosa):
    second = summary.paragraphs.get(position=2)
    edit_paragraph(paragraph=second, sentences=["Other words."], items=[], revision=0, by=rosa)

    with pytest.raises(Refused) as refused:
        delete_paragraph(paragraph=second, revision=0, by=rosa)

    assert refused.value.status == 409
    assert summary.paragraphs.count() == 3


def test_unchanged_paragraphs_are_approved_at_once_or_not_at_all(summary, rosa):
    first, second, third = summary.paragraphs.all()
    edit_paragraph(paragraph=second, sentences=["Other words."], items=[], revision=0, by=rosa)

    with pytest.raises(Refused) as refused:
        approve_unchanged(summary=summary, seen={first.pk: 0, second.pk: 1}, by=rosa)
    assert refused.value.status == 409
    assert [p.is_approved for p in summary.paragraphs.all()] == [False, False, False]

    assert approve_unchanged(summary=summary, seen={first.pk: 0, third.pk: 0}, by=rosa) == 2
    assert [p.is_approved for p in summary.paragraphs.all()] == [True, False, True]
    assert verbs(first) == ["approve"]


def test_items_after_a_dropped_one_move_up(summary, rosa):
    paragraph = summary.paragraphs.get(position=3)
    items = [
        {"letter": letter, "text": f"Item {letter}", "citations": [], "counted": []}
        for letter in "abc"
    ]
    type(paragraph).objects.filter(pk=paragraph.pk).update(items=items)
    paragraph.refresh_from_db()

    edit_paragraph(
        paragraph=paragraph,
        sentences=[row["text"] for row in paragraph.sentences],
        items=["One", "", "Three"],
        revision=0,
        by=rosa,
    )

    assert [(i["letter"], i["text"]) for i in paragraph.items] == [("a", "One"), ("b", "Three")]


def test_editing_and_reopening_take_the_approval_back_and_are_logged(summary, rosa):
    second = summary.paragraphs.get(position=2)
    approve_paragraph(paragraph=second, revision=0, by=rosa)
    reopen_paragraph(paragraph=second, revision=0, by=rosa)
    approve_paragraph(paragraph=second, revision=0, by=rosa)
    edit_paragraph(paragraph=second, sentences=["Other words."], items=[], revision=0, by=rosa)

    assert not second.is_approved
    assert verbs(second) == ["approve", "reopen", "approve", "edit"]


def test_a_moderator_writes_nothing(summary):
    mona = make_moderator()
    second = summary.paragraphs.get(position=2)
    copy = SummaryCopy.objects.create(summary=summary, paragraphs=[])
    for act in (
        lambda: add_paragraph(summary=summary, text="Mine.", after=0, by=mona),
        lambda: delete_paragraph(paragraph=second, revision=0, by=mona),
        lambda: restore_copy(copy=copy, by=mona),
        lambda: approve_unchanged(summary=summary, seen={second.pk: 0}, by=mona),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.status == 403
    assert len(texts(summary)) == 3


def test_a_word_that_says_more_than_its_count_is_not_approved(summary, rosa):
    paragraph = summary.paragraphs.get(role="subject")
    said = paragraph.sentences[0]["text"]
    assert said.startswith("Many civil society organizations")
    edited = edit_paragraph(
        paragraph=paragraph,
        sentences=[said.replace("Many", "All", 1)],
        items=[],
        revision=0,
        by=rosa,
    )

    with pytest.raises(Refused) as refusal:
        approve_paragraph(paragraph=edited, revision=1, by=rosa)

    assert refusal.value.code == "unsound"
    edited.refresh_from_db()
    assert not edited.is_approved
    back = edit_paragraph(paragraph=edited, sentences=[said], items=[], revision=1, by=rosa)
    assert approve_paragraph(paragraph=back, revision=2, by=rosa).is_approved
