"""A paragraph is changed at the moment its summary is sent; only PostgreSQL lets both write."""

import threading

import pytest
from django.db import connection

from hld_portal.refusals import Refused
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.services import clearing
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    draft_event_summary,
    edit_paragraph,
)
from tests.make import make_round_table
from tests.reports.drafting_cast import make_rosa, publish_five

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
PATIENCE = 20  # seconds
LONG_ENOUGH = 0.5  # seconds in which the other one would be done, were it not made to wait


def test_what_is_being_sent_is_not_edited_meanwhile(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite writers stand in line by themselves")
    publish_five()
    rosa = make_rosa()
    summary = draft_event_summary(event=make_round_table(), by=rosa)
    for each in summary.paragraphs.all():
        approve_paragraph(paragraph=each, revision=0, by=rosa)
    paragraph = summary.paragraphs.get(position=2)
    checked, outcome = threading.Event(), []

    def edit():
        assert checked.wait(PATIENCE)
        given = {"sentences": ["Otherwise."] * len(paragraph.sentences), "items": []}
        given["items"] = ["Otherwise."] * len(paragraph.items)
        try:
            edit_paragraph(paragraph=paragraph, revision=0, by=rosa, **given)
            outcome.append("edited")
        except Refused as refusal:
            outcome.append(refusal.code)
        finally:
            connection.close()

    real = clearing._check_ready

    def check_and_linger(given):
        real(given)
        checked.set()
        thread.join(LONG_ENOUGH)

    monkeypatch.setattr(clearing, "_check_ready", check_and_linger)
    thread = threading.Thread(target=edit)
    thread.start()
    clearing.send_to_co_chairs(summary=summary, by=rosa)
    thread.join(PATIENCE)

    assert outcome == ["moved_on"]
    assert not SummaryParagraph.objects.filter(approved_at=None).exists()
