import pytest
from django.urls import reverse

from hld_portal.reports.author_hints import hints_at
from hld_portal.reports.models import AuthorParagraph
from hld_portal.reports.services.authoring import reword_paragraph, write_paragraph
from roundtables.enums import AppointmentRole
from roundtables.models import Dialogue
from tests.make import make_appointed, make_dialogue
from tests.reports.drafting_cast import publish

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa(client):
    make_dialogue(outline=[{"kind": "introduction", "titles": {"en": "Introduction"}}])
    rosa = make_appointed(AppointmentRole.RAPPORTEUR, "rosa")
    client.force_login(rosa)
    return rosa


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", *args])


def page(client, name="own_text", *args):
    response = client.get(address(name, *args))
    assert response.status_code == 200
    return response.content.decode()


def write(text, by, section="conclusions"):
    return write_paragraph(dialogue=make_dialogue(), section=section, text=text, by=by)


def test_a_paragraph_is_written_with_its_number_in_the_report(client, rosa):
    publish("Harbour Union")
    posted = client.post(
        address("own_text_write"),
        {"section": "conclusions", "text": "Governments are invited to count <crews>."},
    )

    written = AuthorParagraph.objects.get()
    assert posted["Location"] == address("own_text") + f"#text-{written.pk}"
    text = page(client)
    assert "<b>Governments are invited to count &lt;crews&gt;.</b>" in text
    assert '<span class="n">3</span>' in text  # after the two of the portal's introduction
    assert "wrote it" in text


def test_an_empty_paragraph_is_refused_at_its_field(client, rosa):
    refused = client.post(address("own_text_write"), {"section": "introduction", "text": " "})

    text = refused.content.decode()
    assert refused.status_code == 422
    assert 'id="text-introduction-error">Write the paragraph.' in text
    assert "text-conclusions-error" not in text


def test_an_unknown_section_is_refused_and_keeps_nothing(client, rosa):
    refused = client.post(address("own_text_write"), {"section": "annex", "text": "x"})

    assert refused.status_code == 422
    assert not AuthorParagraph.objects.exists()


def test_of_two_who_edit_the_second_sees_both_texts(client, rosa):
    written = write("Ports are lit.", rosa)
    reword_paragraph(paragraph=written, text="Ports are dark.", revision=0, by=rosa)

    refused = client.post(
        address("own_text_edit", written.pk), {"text": "Ports are bright.", "revision": 0}
    )

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Ports are dark." in text
    assert ">Ports are bright.</textarea>" in text
    assert 'name="revision" value="1"' in text
    saved = client.post(
        address("own_text_edit", written.pk), {"text": "Ports are bright.", "revision": 1}
    )
    assert saved.status_code == 302
    assert AuthorParagraph.objects.get().text == "Ports are bright."
    assert "<del>dark" in page(client)


def test_what_was_typed_into_a_deleted_paragraph_is_shown(client, rosa):
    where = address("own_text_edit", write("Ports are lit.", rosa).pk)
    AuthorParagraph.objects.all().delete()

    gone = client.post(where, {"text": "Kept words.", "revision": 0})

    assert gone.status_code == 409
    assert "Kept words." in gone.content.decode()


def test_deleting_offers_its_undoing_once(client, rosa):
    written = write("Ports are lit.", rosa)
    client.post(address("own_text_delete", written.pk), {"revision": 0})
    assert not AuthorParagraph.objects.exists()
    assert "Undo it" in page(client)
    assert "Undo it" not in page(client)

    assert client.post(address("own_text_undo")).status_code == 302

    assert AuthorParagraph.objects.get().text == "Ports are lit."
    assert client.post(address("own_text_undo")).status_code == 409


def test_paragraphs_are_put_in_order(client, rosa):
    first, _second = write("First.", rosa), write("Second.", rosa)

    client.post(address("own_text_move", first.pk), {"way": "down"})

    assert list(AuthorParagraph.objects.values_list("text", flat=True)) == ["Second.", "First."]


def test_the_length_of_the_whole_report_is_compared_with_its_budget(client, rosa):
    publish("Harbour Union")
    write("Governments are invited to count crews.", rosa)
    assert "<b>" in page(client)
    assert "over</span>" not in page(client)

    Dialogue.objects.update(report_words=20)

    assert "over</span>" in page(client)


def test_the_preview_shows_the_authors_sections_alone(client, rosa):
    publish("Harbour Union")
    assert "Nothing is written yet." in page(client, "own_text_preview")
    write("Governments are invited to count crews.", rosa)

    text = page(client, "own_text_preview")

    assert "<b>Governments are invited to count crews.</b>" in text
    assert "Conclusions and recommendations" in text
    assert "migrant domestic workers" not in text


@pytest.mark.parametrize(
    "text",
    [
        "Governments are invited to count crews.",
        "The United Nations system is encouraged to publish figures.",
        "It is recommended that port authorities should light their piers.",
        "Countries of origin should continue to train crews.",
        "The harbours were full and the crews tired.",
    ],
)
def test_a_recommendation_with_an_addressee_passes(text):
    assert hints_at("conclusions", text) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Piers should be lit at night.", "who is asked to do it?"),
        ("It is recommended to light the piers.", "who is asked to do it?"),
        ("Member States must count crews.", "is not said to Member States"),
        ("Governments are invited to count crews, ships, and piers.", "No comma before"),
        ("Governments are invited to light 5% of the piers.", "per cent"),
    ],
)
def test_a_reviser_would_ask(text, hint):
    assert [said for said in hints_at("conclusions", text) if hint in said]


def test_in_the_introduction_nobody_has_to_be_asked():
    assert hints_at("introduction", "Piers should be lit at night.") == []
