import re
from dataclasses import replace

import pytest
from django.urls import reverse

from hld_portal.reports.models import AuthorParagraph, Summary, SummaryParagraph
from hld_portal.reports.services.summaries import draft_event_summary, edit_paragraph
from roundtables.enums import AppointmentRole
from submissions.models import PointVersion
from tests.make import make_appointed, make_dialogue, make_moderator, make_round_table, make_user
from tests.reports.drafting_cast import BIRTHS, DOMESTIC, make_rosa, merge, publish, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HTMX = {"HX-Request": "true"}
REASON = "Two unions wrote on behalf of all five."
PICK_QUERIES = 26


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


@pytest.fixture
def paragraph(summary):
    return summary.paragraphs.get(position=2)


@pytest.fixture
def births(summary):
    return f"p{PointVersion.objects.get(text=BIRTHS.text).pk}"


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def page(client, number=2):
    response = client.get(address("summary_edit") + f"?paragraph={number}")
    assert response.status_code == 200
    return response.content.decode()


def overstate(paragraph, rosa):
    text = paragraph.text.replace("Many", "All")
    return edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=0, by=rosa)


def forms(paragraph):
    """Every form that changes a paragraph, with data that would do."""
    (key,) = paragraph.sentences[0]["citations"]
    return {
        "paragraph_stand": {"word": "all", "group": "civil_society", "reason": REASON},
        "paragraph_take_back": {"word": "all", "group": "civil_society"},
        "paragraph_cite": {"place": 0, "key": "p1"},
        "paragraph_drop": {"place": 0, "key": key},
        "paragraph_move": {"place": 0, "act": "out"},
        "paragraph_row_add": {"text": "New.", "key": key},
        "paragraph_undo": {},
    }


def test_only_those_who_draft_here_change_a_paragraph(client, paragraph):
    for name, data in forms(paragraph).items():
        url = address(name, paragraph.pk)
        client.logout()
        assert client.post(url, data)["Location"].startswith("/accounts/login/?next=")
        for user, status in (
            (make_user("stranger"), 404),
            (make_moderator(), 403),
            (make_appointed(AppointmentRole.RAPPORTEUR, "otto", make_round_table(3)), 403),
        ):
            client.force_login(user)
            assert client.post(url, data | {"revision": 0}).status_code == status, (name, user)
    assert SummaryParagraph.objects.get(pk=paragraph.pk).revision == 0


def test_a_word_is_let_stand_with_a_reason_and_the_paragraph_approved(client, paragraph, rosa):
    overstate(paragraph, rosa)
    text = page(client)
    assert "says too much" in text
    assert "Let “all” stand" in text
    assert "One stakeholder more and “many” becomes “all”." in text
    data = {"word": "all", "group": "civil_society", "revision": 1}

    response = client.post(address("paragraph_approve", paragraph.pk), {"revision": 1})
    assert response.status_code == 422
    told = response.content.decode()
    assert "Paragraph 2 is not approved: something in it does not hold." in told
    assert "says too much" in told

    response = client.post(address("paragraph_stand", paragraph.pk), data | {"reason": " "})
    assert response.status_code == 422
    assert "Say why the word may stand" in response.content.decode()

    response = client.post(address("paragraph_stand", paragraph.pk), data | {"reason": REASON})
    assert response["Location"] == address("summary_edit") + "?paragraph=2#p-2"
    text = page(client)
    assert "says too much" not in text
    assert "“all” (civil society) for 4 of 5" in text
    assert REASON in text
    assert str(rosa) in text
    assert text.count("Stands by decision") == 2  # beside the text and in its table of words

    client.post(address("paragraph_approve", paragraph.pk), {"revision": 2})
    assert summary_paragraph(paragraph).is_approved

    client.post(address("paragraph_take_back", paragraph.pk), data | {"revision": 2})
    text = page(client)
    assert "says too much" in text
    assert REASON not in text


def summary_paragraph(paragraph):
    return SummaryParagraph.objects.get(pk=paragraph.pk)


def test_a_source_is_dropped_and_the_step_undone(client, paragraph):
    (key,) = paragraph.sentences[0]["citations"]
    data = {"place": 0, "key": key, "revision": 0}

    client.post(address("paragraph_drop", paragraph.pk), data)

    text = page(client)
    assert "The source is dropped." in text
    assert "A sentence without source" in text
    assert "The source is dropped." not in page(client)  # offered once
    client.post(address("paragraph_undo", paragraph.pk))
    assert summary_paragraph(paragraph).sentences[0]["citations"] == [key]
    assert client.post(address("paragraph_undo", paragraph.pk)).status_code == 409


def test_a_step_that_somebody_went_on_from_is_not_undone(client, paragraph, rosa):
    (key,) = paragraph.sentences[0]["citations"]
    data = {"place": 0, "key": key, "revision": 0}
    client.post(address("paragraph_drop", paragraph.pk), data)
    present = summary_paragraph(paragraph)
    edit_paragraph(paragraph=present, sentences=["Theirs."], items=[], revision=1, by=rosa)

    assert client.post(address("paragraph_undo", paragraph.pk)).status_code == 409

    assert summary_paragraph(paragraph).text == "Theirs."


def test_a_step_elsewhere_takes_no_way_back_away(client, paragraph, summary):
    (key,) = paragraph.sentences[0]["citations"]
    client.post(address("paragraph_drop", paragraph.pk), {"place": 0, "key": key, "revision": 0})
    opening = summary.paragraphs.get(position=1)
    assert "The source is dropped." not in page(client, number=1)

    assert client.post(address("paragraph_undo", opening.pk)).status_code == 409

    assert "The source is dropped." in page(client)
    client.post(address("paragraph_undo", paragraph.pk))
    assert summary_paragraph(paragraph).sentences == paragraph.sentences


def test_new_words_are_undone_and_read_as_drafted_again(client, paragraph):
    data = {"sentence": "Quite other words.", "revision": 0}
    client.post(address("paragraph_edit", paragraph.pk), data)
    assert summary_paragraph(paragraph).text == "Quite other words."
    assert "The paragraph is saved." in page(client)

    client.post(address("paragraph_undo", paragraph.pk))

    undone = summary_paragraph(paragraph)
    assert (undone.sentences, undone.edited) == (paragraph.sentences, False)


def test_a_click_that_comes_too_late_shows_the_paragraph_as_it_is(client, paragraph, rosa):
    overstate(paragraph, rosa)
    (key,) = paragraph.sentences[0]["citations"]
    late = {"place": 0, "key": key, "revision": 0}
    response = client.post(address("paragraph_drop", paragraph.pk), late, headers=HTMX)
    text = response.content.decode()
    assert response.status_code == 409
    assert text.count('id="editor"') == 1
    assert "Somebody else changed this paragraph in the meantime." in text
    assert "All civil society organizations" in re.sub("<[^>]+>", "", text)

    late = {"word": "all", "group": "civil_society", "revision": 0, "reason": REASON}
    response = client.post(address("paragraph_stand", paragraph.pk), late, headers=HTMX)
    text = response.content.decode()
    assert response.status_code == 409
    assert f"{REASON}</textarea>" in text


def test_a_new_sentence_is_not_lost_where_somebody_saved_meanwhile(client, paragraph, births, rosa):
    overstate(paragraph, rosa)
    url, data = address("paragraph_row_add", paragraph.pk), {"key": births, "after": 0}
    response = client.post(url, data | {"text": "Typed already.", "revision": 0})
    text = response.content.decode()
    assert response.status_code == 409
    assert "Typed already.</textarea>" in text
    assert "Somebody else changed this paragraph in the meantime." in text
    assert '<option value="0" selected>' in text

    revision = re.search(r'name="revision" value="(\d+)"', text)[1]
    client.post(url, data | {"text": "Typed already.", "revision": revision})
    assert summary_paragraph(paragraph).sentences[0]["text"] == "Typed already."


def test_a_new_sentence_stands_before_what_leads_to_the_list(client, paragraph, births):
    rows = [*paragraph.sentences, paragraph.sentences[0] | {"text": "They asked:", "is_lead": True}]
    SummaryParagraph.objects.filter(pk=paragraph.pk).update(sentences=rows)
    url = address("paragraph_row_add", paragraph.pk)
    assert '<option value="1" selected>' in client.get(f"{url}?key={births}").content.decode()

    client.post(url, {"key": births, "text": "New.", "revision": 0})

    assert [row["text"] for row in summary_paragraph(paragraph).sentences][1:] == [
        "New.",
        "They asked:",
    ]


def test_a_list_and_what_leads_to_it_are_told_apart_from_each_other(client, paragraph):
    def told(sentence, *items):
        rows = [paragraph.sentences[0] | {"text": sentence}]
        listed = [rows[0] | {"text": text, "letter": "a"} for text in items]
        SummaryParagraph.objects.filter(pk=paragraph.pk).update(sentences=rows, items=listed)
        text = page(client)
        gone, lacking = "leads to a list that is gone" in text, "No sentence leads" in text
        return gone, lacking, "Add an item to the list" in text

    assert told("It was asked that they:", "Pay.") == (False, False, True)
    assert told("It was asked that they:") == (True, False, True)
    assert told("It was asked.", "Pay.") == (False, True, True)
    assert told("It was asked.") == (False, False, False)


def test_every_button_of_a_sentence_says_which(client, paragraph):
    text = page(client)
    begin = " ".join(paragraph.text.split()[:6])
    assert f'Add a source<span class="vh"> · {begin}' in text


def test_an_item_is_worded_as_the_draft_would(client, paragraph, births):
    url = address("paragraph_row_add", paragraph.pk) + "?as=item&key="
    text = client.get(url + births).content.decode()
    assert (
        "Register every birth in port districts (one civil society organization)</textarea>" in text
    )
    publish("Fjord Union", replace(DOMESTIC, text="Les frais sont trop élevés"), language="fr")
    point = PointVersion.objects.get(text="Les frais sont trop élevés")

    text = client.get(f"{url}p{point.pk}").content.decode()

    said = "“Les frais sont trop élevés” (one civil society organization; in French; para. 12)"
    assert f"{said}</textarea>" in text


@pytest.mark.parametrize("seen", ["x:1", "1", "1:", f"{'9' * 5000}:0"])
def test_what_names_no_paragraph_is_not_approved(client, summary, seen):
    assert client.post(address("summary_approve"), {"seen": seen}).status_code == 422


def test_htmx_gets_the_editor_with_the_way_back(client, paragraph):
    (key,) = paragraph.sentences[0]["citations"]
    data = {"place": 0, "key": key, "revision": 0}
    response = client.post(address("paragraph_drop", paragraph.pk), data, headers=HTMX)
    text = response.content.decode()
    assert text.count('id="editor"') == 1
    assert "<html" not in text
    assert "The source is dropped." in text
    response = client.post(address("paragraph_undo", paragraph.pk), headers=HTMX)
    assert "Undone." in response.content.decode()
    stale = client.post(address("paragraph_drop", paragraph.pk), data, headers=HTMX)
    assert stale.status_code == 409


def picks(client, paragraph, query=""):
    response = client.get(address("paragraph_sources", paragraph.pk, 0) + query)
    assert response.status_code == 200
    text = response.content.decode()
    return re.findall(r'name="key" value="(\w+)"', text), text


def test_the_list_of_sources_has_what_is_not_cited_yet_first(client, paragraph, births):
    publish("Ferry Union", BIRTHS)
    new = f"p{PointVersion.objects.order_by('pk').last().pk}"
    keys, text = picks(client, paragraph)
    assert keys == [new, births]  # the one it cites already is left out
    assert text.count("not cited yet</span>") == 1
    assert "cited in 3" in text


def test_the_list_is_searched_by_words_and_paragraph(client, paragraph, births):
    publish("Ferry Union")
    new = f"p{PointVersion.objects.order_by('pk').last().pk}"
    assert picks(client, paragraph)[0] == [new, births]
    assert picks(client, paragraph, "?q=PORT+birth")[0] == [births]
    assert picks(client, paragraph, "?q=ferry")[0] == [new]
    assert picks(client, paragraph, "?place=para.+13")[0] == [births]
    keys, text = picks(client, paragraph, "?q=nowhere")
    assert keys == []
    assert "No source matches." in text


def test_a_source_is_inserted_from_the_list(client, paragraph, births):
    data = {"place": 0, "key": births, "revision": 0}
    client.post(address("paragraph_cite", paragraph.pk), data)
    assert summary_paragraph(paragraph).sentences[0]["citations"][1:] == [births]
    assert "Ebb Union" in page(client)


@pytest.mark.parametrize("data", [{}, {"place": "x", "revision": "0"}, {"place": 9, "revision": 0}])
def test_a_place_that_is_none_is_refused(client, paragraph, data):
    for name in ("paragraph_cite", "paragraph_drop", "paragraph_move"):
        assert client.post(address(name, paragraph.pk), data).status_code == 409
    assert client.get(address("paragraph_sources", paragraph.pk, 9)).status_code == 409
    assert client.get(address("paragraph_sources", 999_999, 0)).status_code == 409


def test_a_sentence_is_written_from_a_source(client, paragraph, births):
    url = address("paragraph_row_add", paragraph.pk)
    assert "Choose what it rests on" in client.get(url).content.decode()
    text = client.get(f"{url}?key={births}").content.decode()
    proposed = re.search(r"<textarea[^>]*>(.*?)</textarea>", text, re.DOTALL)[1]
    assert proposed.startswith("One civil society organization recommended")
    data = {"key": births, "after": 1, "revision": 0}

    response = client.post(url, data | {"text": " "})
    assert response.status_code == 422
    assert "Write the sentence." in response.content.decode()
    response = client.post(url, data | {"key": "", "text": "Typed already."})
    assert response.status_code == 422
    assert "Typed already." in response.content.decode()

    client.post(url, data | {"text": proposed})
    assert [row["text"] for row in summary_paragraph(paragraph).sentences][1] == proposed
    client.post(address("paragraph_move", paragraph.pk), {"place": 1, "act": "up", "revision": 1})
    assert summary_paragraph(paragraph).text.startswith(proposed)
    client.post(address("paragraph_move", paragraph.pk), {"place": 0, "act": "out", "revision": 2})
    assert len(summary_paragraph(paragraph).sentences) == 1


def test_a_summary_with_the_co_chairs_offers_no_change(client, paragraph):
    assert "Drop this source" in page(client)
    Summary.objects.update(state="with_co_chairs")
    text = page(client)
    assert "Anchor Union" in text
    for words in ("Drop this source", "Add a source", "Add a sentence", "Take out"):
        assert words not in text
    for url in (
        address("paragraph_edit", paragraph.pk),
        address("paragraph_sources", paragraph.pk, 0),
        address("paragraph_row_add", paragraph.pk),
    ):
        assert client.get(url).status_code == 422, url
    for name, data in forms(paragraph).items():
        if name == "paragraph_undo":
            continue
        response = client.post(address(name, paragraph.pk), data | {"revision": 0})
        assert response.status_code == 422, name


def test_the_budget_of_the_table_and_of_the_report_is_the_dialogues_own(client, summary):
    words = sum(len(row["text"].split()) for p in summary.paragraphs.all() for row in p.sentences)
    dialogue = make_dialogue()
    type(dialogue).objects.filter(pk=dialogue.pk).update(summary_words=20, report_words=8000)
    AuthorParagraph.objects.create(
        dialogue=dialogue, section="introduction", position=1, text="three own words"
    )
    text = page(client)
    over = re.search(r"(\d+) over", text)
    assert over
    shown = int(over[1]) + 20
    assert abs(shown - words) <= 4  # "68/4" and the like are counted in their own way
    assert f"<b>{shown + 3}</b> words written for the whole report, which may have 8000" in text


def test_the_list_asks_as_much_for_three_sources_as_for_one(
    client, rosa, django_assert_num_queries
):
    publish("Anchor Union")
    merge()
    publish("Beacon Union", BIRTHS)
    event = make_round_table()

    def look():
        pk = SummaryParagraph.objects.get(position=2).pk
        with django_assert_num_queries(PICK_QUERIES):
            client.get(address("paragraph_sources", pk, 0))

    draft_event_summary(event=event, by=rosa)
    look()
    for name in ("Capstan Union", "Dock Union"):
        publish(name, BIRTHS)
    draft_event_summary(event=event, by=rosa)
    look()
