"""What no keyboard has is left out of every text that is typed: a database keeps no NUL."""

import pytest
from django.urls import reverse

from hld_portal.reports.models import AuthorParagraph, Finding
from hld_portal.reports.services.summaries import draft_event_summary
from submissions.models import PointVersion
from tests.make import make_round_table
from tests.reports.drafting_cast import make_rosa, merge, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TYPED, KEPT = "Read\x00 me\x01.", "Read me."


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", *args])


def test_characters_that_are_no_text_are_left_out(client):
    rosa = make_rosa()
    client.force_login(rosa)
    publish_five()
    finding = merge()
    summary = draft_event_summary(event=make_round_table(), by=rosa)
    paragraph = summary.paragraphs.get(position=2)
    key = f"p{PointVersion.objects.get(kind='recommendation').pk}"
    posts = {
        address("finding_edit", "2", finding.pk): {"wording": TYPED, "seen": finding.log_count},
        address("paragraph_row_add", "2", paragraph.pk): {"text": TYPED, "key": key, "revision": 0},
        address("paragraph_add", "2"): {"text": TYPED, "after": 0},
        address("own_text_write"): {"text": TYPED, "section": "introduction"},
    }

    answers = [client.post(url, data).status_code for url, data in posts.items()]
    url, data = address("paragraph_edit", "2", paragraph.pk), {"revision": 1}
    answers.append(client.post(url, data | {"sentence": [TYPED, TYPED]}).status_code)

    assert answers == [302] * 5
    assert Finding.objects.get().wording == KEPT
    assert AuthorParagraph.objects.get().text == KEPT
    paragraph.refresh_from_db()
    assert [row["text"] for row in paragraph.sentences] == [KEPT, KEPT]
    assert summary.paragraphs.get(position=1).text == KEPT
