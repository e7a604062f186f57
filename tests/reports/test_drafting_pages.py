from dataclasses import replace

import pytest
from django.urls import reverse

from hld_portal.reports.models import Finding, Summary, SummaryParagraph
from hld_portal.reports.reading.drafting import home_context
from hld_portal.reports.services.summaries import draft_event_summary, edit_paragraph
from roundtables.enums import AppointmentRole
from submissions.enums import Consent, State
from tests.make import (
    make_appointed,
    make_dialogue,
    make_moderator,
    make_round_table,
    make_user,
)
from tests.reports.drafting_cast import BIRTHS, DOMESTIC, make_rosa, merge, publish, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HTMX = {"HX-Request": "true"}
EDITOR_QUERIES = 29


@pytest.fixture
def rosa(client):
    rosa = make_rosa()
    client.force_login(rosa)
    return rosa


@pytest.fixture
def summary(rosa):
    publish_five()
    merge()
    return draft_event_summary(event=make_round_table(), by=rosa)


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def second(summary):
    return summary.paragraphs.get(position=2)


def page(client, query=""):
    response = client.get(address("summary_edit") + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", ["summary_edit", "summary_draft", "paragraph_add"])
def test_each_role_gets_its_answer(client, name):
    make_rosa()
    assert client.get(address(name))["Location"].startswith("/accounts/login/?next=")
    for user, status in (
        (make_user("stranger"), 404),
        (make_moderator(), 403),
        (make_appointed(AppointmentRole.RAPPORTEUR, "otto", make_round_table(3)), 403),
        (make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora"), 403),
        (make_rosa(), 200),
        (make_appointed(AppointmentRole.SECRETARIAT, "selma"), 200),
    ):
        client.force_login(user)
        assert client.get(address(name)).status_code == status, user


def test_without_a_draft_the_page_says_what_there_is_to_draw_on(client, rosa):
    assert "Nothing may be cited yet" in page(client)
    publish_five()
    secret = publish("Ferry Union", BIRTHS, state=State.ACCEPTED, consent=Consent.NOT_PUBLISHED)

    text = page(client)

    assert "<b>6</b>contributors" in text
    assert "<b>6</b>points in no finding" in text
    assert "1 point may not be quoted and has no words yet" in text
    assert secret.reference not in text


def test_the_draft_is_made_by_one_click(client, rosa):
    publish_five()
    response = client.post(address("summary_draft"))
    assert response["Location"] == address("summary_edit")
    assert Summary.objects.get().paragraphs.count() == 3


def test_counted_words_carry_their_count(client, summary):
    text = page(client)
    assert '<mark class="q">Many</mark><span class="n-of">4 of 5</span>' in text


def test_the_chosen_paragraph_shows_what_stands_behind_it(client, summary):
    assert "Anchor Union" not in page(client)

    text = page(client, "?paragraph=2")

    assert "Stands behind 2" in text
    for name in ("Anchor Union", "Beacon Union", "Capstan Union", "Dock Union"):
        assert name in text
    assert "Ebb Union" not in text
    assert "HLD2013/0001" in text
    assert "one step down, as fewer than 10 contributed" in text


def test_one_more_stakeholder_changes_the_word(client, summary):
    text = page(client, "?paragraph=3")
    assert "One stakeholder more and “one” becomes “some”." in text


def test_what_is_not_for_publication_is_marked(client, rosa):
    publish_five()
    publish("Ferry Union", state=State.ACCEPTED, consent=Consent.NOT_PUBLISHED)
    merge()
    draft_event_summary(event=make_round_table(), by=rosa)

    text = page(client, "?paragraph=2")

    assert "Ferry Union" in text
    assert text.count("not for publication: counted, never quoted") == 1


def test_htmx_gets_only_the_editor(client, summary):
    response = client.get(address("summary_edit") + "?paragraph=2", headers=HTMX)
    assert b'id="editor"' in response.content
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]
    restore = HTMX | {"HX-History-Restore-Request": "true"}
    assert b"<html" in client.get(address("summary_edit"), headers=restore).content


def test_editing_saves_and_says_so(client, summary):
    paragraph = second(summary)
    data = {"sentence": ["Many civil society organizations observed much."], "revision": 0}
    response = client.post(address("paragraph_edit", paragraph.pk), data)
    assert response["Location"] == address("summary_edit") + "?paragraph=2#p-2"
    assert second(summary).text == "Many civil society organizations observed much."

    text = page(client, "?paragraph=2")
    assert "Edited, not approved" in text
    assert "<del>" in text


def test_the_second_of_two_sees_both_texts(client, summary, rosa):
    paragraph = second(summary)
    edit_paragraph(paragraph=paragraph, sentences=["Theirs."], items=[], revision=0, by=rosa)

    data = {"sentence": ["Mine, typed meanwhile."], "revision": 0}
    response = client.post(address("paragraph_edit", paragraph.pk), data)

    assert response.status_code == 409
    text = response.content.decode()
    assert '<p class="written" lang="en" dir="ltr">Theirs.</p>' in text
    assert ">Mine, typed meanwhile.</textarea>" in text
    assert 'name="revision" value="1"' in text
    assert second(summary).text == "Theirs."

    # Read and wanted all the same: what is sent now was seen against the stored text.
    client.post(address("paragraph_edit", paragraph.pk), data | {"revision": 1})
    assert second(summary).text == "Mine, typed meanwhile."


def test_what_was_typed_survives_a_sentence_that_was_dropped_meanwhile(client, rosa):
    publish_five()
    draft_event_summary(event=make_round_table(), by=rosa)
    paragraph = SummaryParagraph.objects.get(position=1)
    rows = [*paragraph.sentences, *paragraph.sentences]
    SummaryParagraph.objects.filter(pk=paragraph.pk).update(sentences=rows)
    paragraph.refresh_from_db()
    edit_paragraph(paragraph=paragraph, sentences=["Kept.", ""], items=[], revision=0, by=rosa)

    data = {"sentence": ["First of mine.", "Second of mine."], "revision": 0}
    response = client.post(address("paragraph_edit", paragraph.pk), data)

    assert response.status_code == 409
    for text in ("First of mine.", "Second of mine.", "Kept."):
        assert text in response.content.decode()


def test_what_was_typed_survives_a_new_draft(client, summary, rosa):
    paragraph = second(summary)
    draft_event_summary(event=make_round_table(), by=rosa)

    data = {"sentence": ["Typed into what is gone."], "revision": 0}
    response = client.post(address("paragraph_edit", paragraph.pk), data)

    assert response.status_code == 409
    assert "Typed into what is gone." in response.content.decode()
    assert "Typed into what is gone." not in page(client)


def test_an_emptied_paragraph_is_refused_in_its_form(client, summary):
    paragraph = second(summary)
    data = {"sentence": [" "], "revision": 0}
    response = client.post(address("paragraph_edit", paragraph.pk), data)
    assert response.status_code == 422
    assert "A paragraph needs at least one sentence." in response.content.decode()


def test_approval_is_of_the_revision_seen_and_moves_on(client, summary, rosa):
    paragraph = second(summary)
    edit_paragraph(paragraph=paragraph, sentences=["Theirs."], items=[], revision=0, by=rosa)

    response = client.post(address("paragraph_approve", paragraph.pk), {"revision": 0})
    assert response.status_code == 409
    assert not second(summary).is_approved

    response = client.post(address("paragraph_approve", paragraph.pk), {"revision": 1})
    assert response["Location"].endswith("?paragraph=3#p-3")
    assert second(summary).is_approved
    client.post(address("paragraph_reopen", paragraph.pk), {"revision": 1})
    assert not second(summary).is_approved


def test_unchanged_paragraphs_are_approved_by_one_click(client, summary, rosa):
    edit_paragraph(paragraph=second(summary), sentences=["Mine."], items=[], revision=0, by=rosa)
    text = page(client)
    assert "Approve all 2 unchanged paragraphs" in text
    seen = [f"{p.pk}:0" for p in summary.paragraphs.exclude(position=2)]
    assert all(f'name="seen" value="{value}"' in text for value in seen)

    client.post(address("summary_approve"), {"seen": seen})

    assert [p.is_approved for p in summary.paragraphs.all()] == [True, False, True]
    assert client.post(address("summary_approve"), {"seen": ["x"]}).status_code == 422


def test_drafting_anew_asks_where_a_person_has_worked(client, summary, rosa):
    edit_paragraph(paragraph=second(summary), sentences=["Mine."], items=[], revision=0, by=rosa)

    response = client.post(address("summary_draft"))
    assert response.status_code == 422
    assert second(summary).text == "Mine."

    client.post(address("summary_draft"), {"replace": "yes"})
    assert second(summary).text != "Mine."
    copy = summary.copies.get()
    assert "3 paragraphs" in page(client)
    earlier = client.get(address("summary_copy", copy.pk)).content.decode()
    assert "Mine." in earlier
    client.post(address("summary_restore", copy.pk))
    assert second(summary).text == "Mine."


def test_ones_own_paragraph_is_marked_and_needs_no_source(client, summary):
    assert client.post(address("paragraph_add"), {"text": " ", "after": 1}).status_code == 422
    client.post(address("paragraph_add"), {"text": "The co-chairs thanked all.", "after": "1"})

    text = page(client, "?paragraph=2")

    assert "The co-chairs thanked all." in text
    assert "Your own text" in text
    assert "without source" not in text
    assert "Every sentence has a source that may be cited" in text


def test_a_paragraph_is_deleted_after_asking(client, summary):
    paragraph = second(summary)
    assert paragraph.text in client.get(address("paragraph_delete", paragraph.pk)).content.decode()
    assert summary.paragraphs.count() == 3
    client.post(address("paragraph_delete", paragraph.pk), {"revision": 0})
    assert summary.paragraphs.count() == 2


def test_the_overview_tells_how_far_each_table_is(client, summary):
    client.post(address("summary_approve"), {"seen": [f"{summary.paragraphs.first().pk}:0"]})
    make_round_table(3)
    response = client.get(reverse("reports:drafting_home", args=["hld-2013"]))
    text = response.content.decode()
    assert "1 of 3 paragraphs approved" in text
    assert "5 submissions to draw on" in text
    assert "drafted by another rapporteur" in text
    client.force_login(make_moderator())
    assert client.get(reverse("reports:drafting_home", args=["hld-2013"])).status_code == 403


def test_the_number_of_queries_does_not_grow(client, rosa, django_assert_num_queries):
    publish("Anchor Union")
    merge()
    publish("Beacon Union", BIRTHS)
    draft_event_summary(event=make_round_table(), by=rosa)
    assert SummaryParagraph.objects.count() == 3
    with django_assert_num_queries(EDITOR_QUERIES):
        client.get(address("summary_edit") + "?paragraph=2", headers=HTMX)

    for number, name in enumerate(("Capstan Union", "Dock Union", "Ebb Union", "Ferry Union")):
        publish(name, DOMESTIC, replace(BIRTHS, text=f"register births in port {number}"))
        if number < 2:
            merge()
    draft_event_summary(event=make_round_table(), by=rosa)
    assert Finding.objects.count() == 3
    with django_assert_num_queries(EDITOR_QUERIES):
        client.get(address("summary_edit") + "?paragraph=2", headers=HTMX)


def test_the_overview_asks_as_much_for_three_tables_as_for_one(rosa, django_assert_num_queries):
    dialogue = make_dialogue()
    publish("Anchor Union")
    draft_event_summary(event=make_round_table(), by=rosa)
    with django_assert_num_queries(4):
        assert len(home_context(rosa, dialogue)["rows"]) == 1
    selma = make_appointed(AppointmentRole.SECRETARIAT, "selma")
    for number in (1, 3):
        draft_event_summary(event=make_round_table(number), by=selma)
    with django_assert_num_queries(4):
        assert len(home_context(rosa, dialogue)["rows"]) == 3
