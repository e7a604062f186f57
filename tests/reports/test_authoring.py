import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.models import AuthorParagraph
from hld_portal.reports.services.authoring import (
    delete_paragraph,
    move_paragraph,
    restore_paragraph,
    reword_paragraph,
    write_paragraph,
)
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_dialogue, make_moderator

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa():
    return make_appointed(AppointmentRole.RAPPORTEUR, "rosa")


def write(text, by, section="conclusions", after=None):
    return write_paragraph(dialogue=make_dialogue(), section=section, text=text, by=by, after=after)


def texts(section="conclusions"):
    rows = AuthorParagraph.objects.filter(section=section).order_by("position")
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.text for row in rows]


def verbs(paragraph):
    return [entry.verb for entry in paragraph.log_entries()]


def refusal(deed, **arguments):
    with pytest.raises(Refused) as refused:
        deed(**arguments)
    return refused.value


def test_paragraphs_go_where_they_are_put(rosa):
    write("First.", rosa)
    write("  Last \n of all. ", rosa)
    write("Between.", rosa, after=1)
    write("Before all.", rosa, after=0)
    write("Elsewhere.", rosa, section="introduction")

    assert texts() == ["Before all.", "First.", "Between.", "Last of all."]
    assert texts("introduction") == ["Elsewhere."]


def test_an_empty_text_is_refused_with_its_field(rosa):
    said = refusal(
        write_paragraph, dialogue=make_dialogue(), section="conclusions", text=" ", by=rosa
    )

    assert (said.status, said.field) == (422, "text")
    assert texts() == []


def test_an_unknown_section_is_refused(rosa):
    said = refusal(write_paragraph, dialogue=make_dialogue(), section="annex", text="x", by=rosa)

    assert said.status == 422


def test_moderators_do_not_write_for_the_author(rosa):
    written = write("First.", rosa)
    mona = make_moderator()
    deeds = [
        (write_paragraph, {"dialogue": make_dialogue(), "section": "conclusions", "text": "x"}),
        (reword_paragraph, {"paragraph": written, "text": "x", "revision": 0}),
        (move_paragraph, {"paragraph": written, "up": True}),
        (delete_paragraph, {"paragraph": written, "revision": 0}),
        (restore_paragraph, {"dialogue": make_dialogue(), "kept": {}}),
    ]

    assert [refusal(deed, by=mona, **given).status for deed, given in deeds] == [403] * 5
    assert texts() == ["First."]


def test_of_two_who_reword_one_the_second_is_told(rosa):
    written = write("First.", rosa)
    stale = AuthorParagraph.objects.get(pk=written.pk)

    saved = reword_paragraph(paragraph=written, text="Second.", revision=0, by=rosa)
    said = refusal(reword_paragraph, paragraph=stale, text="Third.", revision=0, by=rosa)

    assert (saved.text, saved.revision) == ("Second.", 1)
    assert (said.status, texts()) == (409, ["Second."])
    entry = written.log_entries().last()
    assert (entry.verb, entry.details) == ("edit", {"before": "First.", "after": "Second."})


def test_neighbours_change_places_and_the_ends_stay(rosa):
    first, second = write("First.", rosa), write("Second.", rosa)

    move_paragraph(paragraph=first, up=True, by=rosa)
    assert texts() == ["First.", "Second."]
    move_paragraph(paragraph=first, up=False, by=rosa)
    assert texts() == ["Second.", "First."]
    move_paragraph(paragraph=first, up=False, by=rosa)
    assert texts() == ["Second.", "First."]
    assert verbs(first) == ["write", "move"]
    assert verbs(second) == ["write"]


def test_what_was_deleted_stands_again_where_it_stood(rosa):
    for text in ("First.", "Second.", "Third."):
        last = write(text, rosa)
    second = AuthorParagraph.objects.get(text="Second.")

    kept = delete_paragraph(paragraph=second, revision=0, by=rosa)
    assert texts() == ["First.", "Third."]
    restored = restore_paragraph(dialogue=make_dialogue(), kept=kept, by=rosa)

    assert texts() == ["First.", "Second.", "Third."]
    assert restored.pk == kept["pk"]
    assert verbs(restored) == ["write", "delete", "restore"]
    assert refusal(restore_paragraph, dialogue=make_dialogue(), kept=kept, by=rosa).status == 409
    assert last.pk != restored.pk


def test_what_somebody_reworded_is_not_deleted_unread(rosa):
    written = write("First.", rosa)
    reword_paragraph(paragraph=written, text="Second.", revision=0, by=rosa)

    assert refusal(delete_paragraph, paragraph=written, revision=0, by=rosa).status == 409
    assert texts() == ["Second."]
