import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from hld_portal.reports.models import ParagraphDraft, Summary, SummaryCopy, SummaryParagraph
from hld_portal.reports.services.editing import add_row
from hld_portal.reports.services.summaries import draft_event_summary, edit_paragraph
from roundtables.enums import AppointmentRole
from submissions.models import PointVersion
from tests.make import make_appointed, make_moderator, make_round_table, make_user
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HTMX = {"HX-Request": "true"}
TYPED = "Many civil society organizations observed something else."


@pytest.fixture
def rosa(client):
    rosa = make_rosa()
    client.force_login(rosa)
    return rosa


@pytest.fixture
def otto(rosa):
    return make_appointed(AppointmentRole.RAPPORTEUR, "otto", make_round_table())


@pytest.fixture
def summary(rosa):
    publish_five()
    merge()
    return draft_event_summary(event=make_round_table(), by=rosa)


@pytest.fixture
def paragraph(summary):
    return summary.paragraphs.get(position=2)


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def keep(client, paragraph, text=TYPED, revision=0, **more):
    data = {"sentence": [text], "revision": revision} | more
    return client.post(address("paragraph_keep", paragraph.pk), data, headers=HTMX)


def form(client, paragraph):
    response = client.get(address("paragraph_edit", paragraph.pk))
    assert response.status_code == 200
    return response.content.decode()


def fields(text):
    return [found.strip() for found in re.findall(r"<textarea[^>]*>(.*?)</textarea>", text, re.S)]


def leave(user):
    ParagraphDraft.objects.filter(user=user).update(seen_at=now() - timedelta(seconds=46))


def test_what_is_typed_is_kept_beside_the_paragraph(client, paragraph, rosa):
    before = paragraph.text
    response = keep(client, paragraph)
    assert "Kept on the server, not saved yet" in response.content.decode()
    draft = ParagraphDraft.objects.get()
    assert (draft.user, draft.sentences, draft.revision, draft.has_text) == (rosa, [TYPED], 0, True)
    paragraph.refresh_from_db()
    assert (paragraph.text, paragraph.revision) == (before, 0)


def test_an_answer_that_says_nothing_new_is_empty(client, paragraph):
    text = keep(client, paragraph).content.decode()
    state = re.search(r'name="state" value="(\w+)"', text)[1]
    assert keep(client, paragraph, TYPED + " More.", state=state).status_code == 204
    assert ParagraphDraft.objects.get().sentences == [TYPED + " More."]
    assert keep(client, paragraph, paragraph.text, state=state).status_code == 200


def test_coming_back_offers_the_typed_text(client, paragraph):
    assert "left it on" not in form(client, paragraph)
    keep(client, paragraph)

    text = form(client, paragraph)

    assert "You began to edit this and left it on" in text
    assert fields(text) == [TYPED]
    assert "<ins>" in text
    # Opening the form says so to the others; what is kept stays kept.
    keep(client, paragraph, fields(text)[0])
    assert ParagraphDraft.objects.get().sentences == [TYPED]


def test_what_was_typed_can_be_dropped(client, paragraph):
    keep(client, paragraph)
    client.post(address("paragraph_forget", paragraph.pk))
    assert not ParagraphDraft.objects.exists()
    assert fields(form(client, paragraph)) == [paragraph.text]


def test_saving_forgets_what_was_typed_and_a_late_request_brings_nothing_back(client, paragraph):
    keep(client, paragraph)
    data = {"sentence": [TYPED], "revision": 0}
    client.post(address("paragraph_edit", paragraph.pk), data)
    assert not ParagraphDraft.objects.exists()
    keep(client, paragraph, f" {TYPED} ", revision=0)
    assert not ParagraphDraft.objects.get().has_text


def test_words_that_came_with_the_saving_are_offered_to_nobody(client, paragraph, rosa):
    text = "As saved at the same moment."
    client.post(address("paragraph_edit", paragraph.pk), {"sentence": text, "revision": 0})
    ParagraphDraft.objects.create(
        paragraph=paragraph, user=rosa, sentences=[f" {text}"], revision=0, has_text=True
    )

    form = client.get(address("paragraph_edit", paragraph.pk)).content.decode()

    assert f"{text}</textarea>" in form
    assert "Somebody else changed" not in form


@pytest.mark.parametrize("step", ["summary_draft", "paragraph_delete"])
def test_what_was_typed_into_a_paragraph_that_goes_is_kept_with_it(client, paragraph, otto, step):
    keep(client, paragraph)
    client.force_login(otto)
    args = [paragraph.pk] if step == "paragraph_delete" else []

    client.post(address(step, *args), {"replace": "yes", "revision": 0})

    assert not SummaryParagraph.objects.filter(pk=paragraph.pk).exists()
    copy = SummaryCopy.objects.get()
    text = client.get(address("summary_copy", copy.pk)).content.decode()
    assert text.count("and not saved</b>") == 1
    assert f"{TYPED}</p>" in text


def test_text_as_stored_is_only_an_open_form(client, paragraph):
    keep(client, paragraph, paragraph.text)
    assert not ParagraphDraft.objects.get().has_text
    assert "left it on" not in form(client, paragraph)


def test_coming_back_to_a_paragraph_that_changed_shows_both_texts(client, paragraph, rosa, otto):
    keep(client, paragraph)
    edit_paragraph(paragraph=paragraph, sentences=["Theirs."], items=[], revision=0, by=otto)

    text = form(client, paragraph)

    assert "Somebody else changed this paragraph while you wrote" in text
    assert '<p class="written" lang="en" dir="ltr">Theirs.</p>' in text
    assert fields(text) == [TYPED]
    assert 'name="revision" value="1"' in text
    assert SummaryParagraph.objects.get(pk=paragraph.pk).text == "Theirs."


def test_text_that_no_longer_fits_stays_until_it_is_dropped(client, paragraph, rosa, otto):
    keep(client, paragraph)
    key = f"p{PointVersion.objects.get(text=BIRTHS.text).pk}"
    add_row(paragraph=paragraph, after=1, text="New.", key=key, revision=0, by=otto)

    text = form(client, paragraph)
    assert f'<p class="written" lang="en" dir="ltr">{TYPED}</p>' in text
    assert fields(text)[1] == "New."
    assert '"keep": "no"' in text

    keep(client, paragraph, revision=1, keep="no")
    assert ParagraphDraft.objects.get().sentences == [TYPED]


def test_the_second_person_sees_the_first_at_work(client, paragraph, rosa, otto):
    keep(client, paragraph)
    client.force_login(otto)
    said = f"{rosa} is editing this paragraph"
    presence = client.get(address("summary_presence"), headers=HTMX).content.decode()
    assert f'id="at-work-{paragraph.pk}"' in presence
    assert said in presence
    state = {"state": re.search(r'id="presence-state" name="state" value="(\w+)"', presence)[1]}
    assert client.get(address("summary_presence"), state, headers=HTMX).status_code == 204
    assert presence.count("at-work-") == 3
    assert said in client.get(address("summary_edit")).content.decode()
    assert said in form(client, paragraph)
    assert said in keep(client, paragraph, paragraph.text).content.decode()

    leave(rosa)
    assert client.get(address("summary_presence"), state, headers=HTMX).status_code == 200

    for text in (
        client.get(address("summary_presence"), headers=HTMX).content.decode(),
        client.get(address("summary_edit")).content.decode(),
        form(client, paragraph),
    ):
        assert said not in text


def test_nobody_is_told_of_themselves(client, paragraph, rosa):
    keep(client, paragraph)
    assert "is editing" not in client.get(address("summary_presence")).content.decode()


def test_closing_the_form_is_told_at_once_and_keeps_the_last_words(client, paragraph, rosa, otto):
    keep(client, paragraph)
    assert keep(client, paragraph, TYPED + " Last.", left="yes").status_code == 204
    assert ParagraphDraft.objects.get().sentences == [TYPED + " Last."]
    client.force_login(otto)
    assert "is editing" not in form(client, paragraph)


def test_who_saved_meanwhile_is_told_while_one_types(client, paragraph, otto):
    assert "saved this paragraph meanwhile" not in keep(client, paragraph).content.decode()
    edit_paragraph(paragraph=paragraph, sentences=["Theirs."], items=[], revision=0, by=otto)
    assert f"{otto} saved this paragraph meanwhile" in keep(client, paragraph).content.decode()


def test_two_people_keep_texts_of_their_own(client, paragraph, rosa, otto):
    keep(client, paragraph)
    client.force_login(otto)
    assert fields(form(client, paragraph)) == [paragraph.text]
    keep(client, paragraph, "Otto’s.")
    assert {d.user: d.sentences for d in ParagraphDraft.objects.all()} == {
        rosa: [TYPED],
        otto: ["Otto’s."],
    }


def test_outsiders_keep_and_see_nothing(client, paragraph, rosa):
    keep(client, paragraph)
    for user, status in ((make_user("stranger"), 404), (make_moderator(), 403)):
        client.force_login(user)
        assert keep(client, paragraph).status_code == status
        assert client.post(address("paragraph_forget", paragraph.pk)).status_code == status
        assert client.get(address("summary_presence")).status_code == status
    assert ParagraphDraft.objects.get().user == rosa


def test_nothing_is_kept_of_a_summary_that_left_the_desk_or_a_paragraph_that_is_gone(
    client, paragraph
):
    Summary.objects.update(state="with_co_chairs")
    assert keep(client, paragraph).status_code == 422
    assert not ParagraphDraft.objects.exists()
    paragraph.delete()
    assert (
        client.post(
            address("paragraph_keep", 999_999), {"sentence": ["x"]}, headers=HTMX
        ).status_code
        == 409
    )


def test_the_form_asks_as_much_for_three_at_work_as_for_one(
    client, paragraph, django_assert_num_queries
):
    queries = 30
    for count, name in enumerate(("olga", "omar", "oona"), start=1):
        user = make_appointed(AppointmentRole.RAPPORTEUR, name, make_round_table())
        ParagraphDraft.objects.create(paragraph=paragraph, user=user, revision=0)
        if count in (1, 3):
            with django_assert_num_queries(queries):
                client.get(address("paragraph_edit", paragraph.pk))
