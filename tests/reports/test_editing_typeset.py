import io
import re
from dataclasses import replace

import pypdf
import pytest
from django.urls import reverse

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.reading.typeset import typeset_paragraph
from hld_portal.reports.renderers.pdf import render_pdf
from hld_portal.reports.services.summaries import draft_event_summary
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import make_rosa, merge, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LONG = "Many civil society organizations observed that the labour law of most countries is old. "


@pytest.fixture
def rosa(client):
    rosa = make_rosa()
    client.force_login(rosa)
    return rosa


@pytest.fixture
def paragraph(rosa):
    publish_five()
    merge()
    return draft_event_summary(event=make_round_table(), by=rosa).paragraphs.get(position=2)


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def lines(typeset):
    found = {}
    for text in typeset.pages[0].texts:
        found.setdefault(text.y, []).append(text.text)
    return [" ".join(texts).strip() for texts in found.values()]


def test_lines_end_where_the_documents_will(paragraph):
    typed = {"sentences": [LONG * 4], "items": []}
    shown = lines(typeset_paragraph(make_round_table(), paragraph, 2, typed=typed))
    assert shown[0].startswith("2. Many civil society organizations")
    paragraph.sentences[0]["text"] = (LONG * 4).strip()
    paragraph.save()
    document = compose_report(make_round_table().dialogue, "round-table", event=make_round_table())
    pdf = render_pdf(replace(document, summary=())).pdf
    printed = " \n ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for line in shown[1:-1]:
        assert re.search(rf"^\s*{re.escape(line)}\s*$", printed, re.MULTILINE), line


def test_what_is_typed_is_shown_set_and_stored_nowhere(client, paragraph):
    url = address("paragraph_typeset", paragraph.pk)
    response = client.post(url, {"sentence": ["Typed <b>just</b> now."]})
    text = response.content.decode()
    assert response.status_code == 200
    assert "Typed &lt;b&gt;just&lt;/b&gt; now." in text
    assert "style=" not in text
    before = paragraph.sentences
    paragraph.refresh_from_db()
    assert paragraph.sentences == before


def test_the_words_of_the_summary_are_counted_with_what_is_typed(client, paragraph):
    def words(text):
        response = client.post(address("paragraph_typeset", paragraph.pk), {"sentence": [text]})
        return int(re.search(r"<b>(\d+)</b> of 350 words", response.content.decode())[1])

    assert words("One two three.") - words("One.") == 2
    assert words("word " * 400) > 400
    form = client.get(address("paragraph_edit", paragraph.pk)).content.decode()
    assert f"<b>{words(paragraph.text)}</b> of 350 words" in form


def test_the_form_shows_the_stored_text_set_without_script(client, paragraph):
    text = client.get(address("paragraph_edit", paragraph.pk)).content.decode()
    assert '<svg class="sheet"' in text
    assert ">2.</text>" in text


def test_the_whole_summary_is_shown_set(client, paragraph):
    text = client.get(address("summary_typeset")).content.decode()
    assert [f">{n}.</text>" in text for n in (1, 2, 3, 4)] == [True, True, True, False]
    client.force_login(make_moderator())
    assert client.get(address("summary_typeset")).status_code == 403
    assert client.post(address("paragraph_typeset", paragraph.pk)).status_code == 403


def test_numbers_are_written_alike_in_every_language(client, paragraph):
    client.cookies["hld-language"] = "fr"
    response = client.post(
        address("paragraph_typeset", paragraph.pk),
        {"sentence": ["Typed."]},
        headers={"Accept-Language": "fr"},
    )
    assert re.search(r'x="[\d.]+" y="[\d.]+" font-size="13\.33"', response.content.decode())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("word " * 5001, "too long to be shown"),
        ("Signed 🙂.", "🙂"),
    ],
)
def test_what_cannot_be_set_says_so(client, paragraph, typed, said):
    response = client.post(address("paragraph_typeset", paragraph.pk), {"sentence": [typed]})
    assert response.status_code == 200
    text = response.content.decode()
    assert "<svg" not in text
    assert said in text or "U+1F642" in text


@pytest.mark.parametrize("typed", ["", "x" * 3000, "مرحبا hello 世界", "1\0"])
def test_odd_text_is_set_all_the_same(client, paragraph, typed):
    response = client.post(address("paragraph_typeset", paragraph.pk), {"sentence": [typed]})
    assert response.status_code == 200
    assert "<svg" in response.content.decode()
