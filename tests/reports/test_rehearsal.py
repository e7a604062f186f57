"""The 41 real passages go the whole way: points, drafts, clearing, report."""

from collections import Counter
from pathlib import Path

import pytest

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Heading, Paragraph, SubParagraph, plain
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_walk import numbering_faults
from hld_portal.reports.services.authoring import write_paragraph
from hld_portal.reports.services.clearing import clear_summary, send_to_co_chairs
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from roundtables.enums import AppointmentRole
from roundtables.loading.applying import apply_plan
from roundtables.loading.reading import read_dialogue_file
from roundtables.models import Appointment, Dialogue
from submissions.importing.rows import RowReader
from submissions.importing.storing import store_rows
from tests.make import make_user
from tests.text.samples import SHARED

pytestmark = [pytest.mark.django_db, pytest.mark.database]

SET_UP = Path(__file__).resolve().parents[2] / "roundtables" / "data" / "hld-2013.yaml"
PASSAGES = SHARED / "statements_2013.jsonl"
LONGEST_LIST = 16


@pytest.fixture
def rehearsal():
    if not PASSAGES.exists():
        pytest.skip(f"{PASSAGES} is absent")
    apply_plan(read_dialogue_file(SET_UP), trial_slug="rehearsal", check=False)
    dialogue = Dialogue.objects.get(slug="rehearsal")
    rows, faults = RowReader(dialogue).read(PASSAGES.read_text(encoding="utf-8").split("\n"))
    assert faults == []
    store_rows(dialogue, rows, source=PASSAGES.name, publish=True)
    for name, role in (("rosa", "rapporteur"), ("mona", "moderator")):
        role = AppointmentRole(role)
        Appointment.objects.create(dialogue=dialogue, user=make_user(name), role=role)
    return dialogue


def clear_all(dialogue):
    rosa, mona = make_user("rosa"), make_user("mona")
    for event in dialogue.events.filter(round_table__isnull=False):
        summary = draft_event_summary(event=event, by=rosa)
        for paragraph in summary.paragraphs.all():
            approve_paragraph(paragraph=paragraph, revision=0, by=rosa)
        sent = send_to_co_chairs(summary=summary, by=rosa)
        clear_summary(summary=sent, seen=sent.log_count, by=mona)


def lists_of(document):
    """How many items each numbered paragraph has."""
    counts, number = Counter(), 0
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.number:
            number = block.number
        elif isinstance(block, SubParagraph):
            counts[number] += 1
    return counts


def test_real_passages_become_a_whole_report_that_can_be_read(rehearsal):
    clear_all(rehearsal)
    by = make_user("rosa")
    write_paragraph(
        dialogue=rehearsal, section="conclusions", text="Governments are invited to go on.", by=by
    )

    document = compose_report(Dialogue.objects.get(slug="rehearsal"), "summary")

    assert document.marks == ("Trial",)
    assert numbering_faults(document) == []
    assert faults_of(document) == []
    lists = lists_of(document)
    assert 60 <= sum(lists.values()) <= 85
    assert max(lists.values()) <= LONGEST_LIST
    leads = [plain(b.text) for b in document.blocks if isinstance(b, Paragraph) and b.number]
    assert sum(lead.startswith("With regard to paragraph ") for lead in leads) >= 12
    headings = [plain(b.text) for b in document.blocks if isinstance(b, Heading)]
    assert headings[-1] == "Conclusions and recommendations"
