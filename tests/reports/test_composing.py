import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from hld_portal.reports.composing.composition import Identity
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.composing.sections import participation_sentence, span
from hld_portal.reports.content import Heading, Paragraph, SubParagraph, Table, plain
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import from_json, to_json
from hld_portal.reports.content_walk import count_words, numbering_faults
from hld_portal.reports.drafting.inputs import Counts
from hld_portal.reports.renderers import render
from hld_portal.reports.renderers.html import render_html
from hld_portal.reports.services.authoring import write_paragraph
from hld_portal.reports.services.clearing import clear_summary, send_to_co_chairs
from hld_portal.reports.services.findings import create_finding
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from hld_portal.reports.sources import gather_sources
from roundtables.enums import AppointmentRole
from submissions.content import PointContent
from submissions.enums import Consent, State
from submissions.models import PointVersion
from tests.make import (
    at,
    make_appointed,
    make_dialogue,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)
from tests.reports.drafting_cast import withdraw

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OUTLINE = [
    {"kind": "introduction", "titles": {"en": "Introduction"}},
    {
        "kind": "part",
        "titles": {"en": "Round tables"},
        "sections": [
            {"kind": "round_table", "round_table": 1, "titles": {"en": "Round table 1"}},
            {"kind": "round_table", "round_table": 2, "titles": {"en": "Round table 2"}},
        ],
    },
    {"kind": "coverage", "titles": {"en": "Coverage"}},
    {"kind": "annex", "content": "submissions", "titles": {"en": "List of submissions"}},
    {"kind": "annex", "content": "counted_words", "titles": {"en": "How words were counted"}},
]
DOMESTIC = PointContent(
    kind="message",
    text="migrant domestic workers are outside the labour law of most countries",
    paragraphs=["A/RES/68/4:12"],
)


@pytest.fixture
def dialogue():
    dialogue = make_dialogue(outline=OUTLINE, mandate="resolution 67/219")
    for number in (1, 2):
        make_round_table(number)
    return dialogue


def publish(name, kind="ngo", state=State.PUBLISHED, **content):
    content.setdefault("points", [DOMESTIC])
    return make_submission(make_stakeholder(name, kind), make_round_table(2), state, **content)


def body(document):
    return "\n".join(
        plain(block.text)
        for block in document.blocks
        if isinstance(block, Paragraph | SubParagraph)
    )


def rows(table):
    return [tuple(plain(cell) for cell in row.cells) for row in table.rows]


def test_a_summary_report_is_a_sound_tree(dialogue):
    publish("Harbour Union")
    publish("Ruritania", "state")

    document = compose_report(dialogue, "summary")

    assert numbering_faults(document) == []
    assert faults_of(document) == []
    assert from_json(to_json(document)) == document
    headings = [
        (h.level, h.number, plain(h.text)) for h in document.blocks if isinstance(h, Heading)
    ]
    assert headings == [
        (1, None, "Introduction"),
        (1, "I", "Round tables"),
        (2, "A", "Round table 1"),
        (2, "B", "Round table 2"),
        (1, "II", "Coverage"),
    ]
    assert [annex.number for annex in document.annexes] == ["I", "II"]
    assert document.marks == ("Draft",)


def test_points_that_nobody_merged_stand_alone(dialogue):
    publish("Harbour Union")

    text = body(compose_report(dialogue, "summary"))

    assert "migrant domestic workers are outside the labour law of most countries" in text
    assert "(see resolution 68/4, annex, para. 12)" in text


def test_a_finding_counts_each_stakeholder_once(dialogue):
    event = make_round_table(2)
    for name in ("Harbour Union", "Crew Council", "Port Chaplaincy", "Galley League"):
        publish(name)
    publish(
        "Riggers Guild",
        points=[PointContent("gap", "seasonal crews", paragraphs=["A/RES/68/4:missing"])],
    )
    rapporteur = make_appointed(AppointmentRole.RAPPORTEUR, "rosa")
    points = PointVersion.objects.filter(kind="message")
    create_finding(event=event, points=points, wording=DOMESTIC.text, by=rapporteur)

    sources = gather_sources(event)

    finding = next(f for f in sources.table.findings if f.key.startswith("f"))
    assert finding.counts.civil_society == 4
    assert sources.table.contributors.civil_society == 5
    assert sources.references([finding.key]) == (
        "HLD2013/0001",
        "HLD2013/0002",
        "HLD2013/0003",
        "HLD2013/0004",
    )
    assert "Many civil society organizations" in body(compose_report(dialogue, "summary"))


def test_what_may_not_be_quoted_gives_no_words_and_still_counts(dialogue):
    secret = PointContent("message", "the ferry pays nobody", paragraphs=["A/RES/68/4:14"])
    publish("Harbour Union", state=State.ACCEPTED, points=[secret], consent=Consent.NOT_PUBLISHED)

    document = compose_report(dialogue, "summary")

    assert "the ferry pays nobody" not in to_json(document)
    assert "Harbour Union" not in to_json(document)
    participation = next(b for b in document.blocks if isinstance(b, Table))
    assert rows(participation)[-1] == ("Total", "–", "1", "–", "1")
    assert "One further submission is counted but not listed" in to_json(document)


def test_the_public_list_hides_the_name_of_a_type_only_author(dialogue):
    publish("Harbour Union", consent=Consent.TYPE_ONLY)
    publish("Crew Council")

    listing = next(b for b in compose_report(dialogue, "summary").annexes[0].blocks)

    assert [row[1] for row in rows(listing)] == ["A civil society organization", "Crew Council"]


def test_a_withdrawn_text_leaves_nothing(dialogue):
    publish("Harbour Union")
    before = to_json(compose_report(dialogue, "summary"))
    assert "Harbour Union" in before

    publish("Crew Council", state=State.WITHDRAWN)
    assert "Crew Council" not in to_json(compose_report(dialogue, "summary"))


def approve(number):
    rapporteur = make_appointed(AppointmentRole.RAPPORTEUR, "rosa")
    summary = draft_event_summary(event=make_round_table(number), by=rapporteur)
    for paragraph in summary.paragraphs.all():
        approve_paragraph(paragraph=paragraph, revision=0, by=rapporteur)
    return summary


def clear(number):
    summary = send_to_co_chairs(summary=approve(number), by=make_user("rosa"))
    moderator = make_moderator(summary.event, f"mona{number}")
    return clear_summary(summary=summary, seen=summary.log_count, by=moderator)


def write(text, section="conclusions"):
    by = make_appointed(AppointmentRole.RAPPORTEUR, "rosa")
    return write_paragraph(dialogue=make_dialogue(), section=section, text=text, by=by)


def numbered(document):
    return [block for block in document.blocks if isinstance(block, Paragraph) and block.number]


def test_the_mark_of_a_draft_stays_until_every_account_is_cleared(dialogue):
    publish("Harbour Union")
    clear(2)
    approve(1)
    assert compose_report(dialogue, "summary").marks == ("Draft",)
    by = make_user("rosa")
    sent = send_to_co_chairs(summary=make_round_table(1).summary, by=by)
    clear_summary(summary=sent, seen=sent.log_count, by=make_moderator(sent.event, "mona"))

    assert compose_report(dialogue, "summary").marks == ()
    identity = replace(IDENTITY, label="Corrigendum", changes_symbol="HLD2013/3")
    assert compose_report(dialogue, "summary", identity=identity).marks == ()


def test_one_round_table_is_no_draft_once_it_is_cleared_alone(dialogue):
    publish("Harbour Union")
    event = make_round_table(2)
    assert compose_report(dialogue, "round-table", event=event).marks == ("Draft",)
    clear(2)
    event = type(event).objects.get(pk=event.pk)

    assert compose_report(dialogue, "round-table", event=event).marks == ()


def test_a_source_withdrawn_after_clearing_brings_the_mark_back(dialogue):
    first = publish("Harbour Union")
    publish("Crew Council", points=[replace(DOMESTIC, text="crews sleep ashore unpaid")])
    clear(1), clear(2)
    assert compose_report(dialogue, "summary").marks == ()

    withdraw(first)

    assert compose_report(make_dialogue(), "summary").marks == ("Draft",)


def test_the_author_speaks_first_in_roman_and_last_in_bold(dialogue):
    publish("Harbour Union")
    write("The Dialogue came at a time of full harbours.", "introduction")
    write("Governments are invited to count crews.")
    write("Port authorities are encouraged to light their piers.")

    document = compose_report(dialogue, "summary")

    assert "are the text of the secretariat alone" in plain(document.summary[1])
    first, *_rest, crews, piers, missing = numbered(document)
    assert (plain(first.text), first.number, first.voice, first.bold) == (
        "The Dialogue came at a time of full harbours.",
        1,
        "author",
        False,
    )
    assert [(plain(p.text), p.voice, p.bold, p.draft) for p in (crews, piers)] == [
        ("Governments are invited to count crews.", "author", True, False),
        ("Port authorities are encouraged to light their piers.", "author", True, False),
    ]
    assert piers.number == crews.number + 1
    assert "round table 1 and round table 2 are not cleared by the co-chairs yet" in plain(
        missing.text
    )
    assert (missing.bold, missing.draft) == (False, True)
    assert not any(p.bold for p in numbered(document)[:-3])
    assert numbering_faults(document) == []
    assert faults_of(document) == []
    headings = [plain(h.text) for h in document.blocks if isinstance(h, Heading)]
    assert headings[-1] == "Conclusions and recommendations"  # the outline has no such section


def test_without_conclusions_a_draft_says_so_and_a_whole_report_leaves_the_section_out(dialogue):
    section = {"kind": "recommendations", "titles": {"en": "Conclusions"}}
    type(dialogue).objects.update(outline=[*OUTLINE[:-2], section, *OUTLINE[-2:]])
    dialogue.refresh_from_db()
    publish("Harbour Union")
    draft = compose_report(dialogue, "summary")
    assert "still to be written" in body(draft)
    assert "text of the secretariat alone" not in to_json(draft)
    assert "Conclusions" in [plain(h.text) for h in draft.blocks if isinstance(h, Heading)]

    clear(1), clear(2)

    whole = compose_report(make_dialogue(), "summary")
    assert "still to be written" not in body(whole)
    assert "Conclusions" not in [plain(h.text) for h in whole.blocks if isinstance(h, Heading)]


def test_the_authors_words_count_in_the_length_of_the_report(dialogue):
    publish("Harbour Union")
    write("Governments are invited to count crews.")
    before = count_words(compose_report(dialogue, "summary"))

    write("Port authorities are encouraged to light their piers.")

    assert count_words(compose_report(dialogue, "summary")) == before + 8


def test_only_the_summary_report_holds_the_authors_text(dialogue):
    publish("Harbour Union")
    write("Governments are invited to count crews.")

    table = compose_report(dialogue, "round-table", event=make_round_table(2))

    assert "count crews" not in to_json(table)
    assert "count crews" not in to_json(compose_report(dialogue, "compilation"))


def test_every_format_keeps_the_bold_of_the_conclusions(dialogue):
    publish("Harbour Union")
    write("Governments are invited to count crews.")
    document = compose_report(dialogue, "summary")

    assert "<b>Governments are invited to count crews.</b>" in render_html(document)
    akn = render(document, ".xml").content.decode()
    assert re.search(r"<b>Governments are invited to count crews\.</b>", akn)
    word = (
        zipfile.ZipFile(io.BytesIO(render(document, ".docx").content))
        .read("word/document.xml")
        .decode()
    )
    run = re.search(r"<w:r>(?:(?!</w:r>).)*Governments are invited", word)
    assert run
    assert "<w:b/>" in run[0]
    assert from_json(to_json(document)) == document


def test_the_date_is_that_of_the_latest_source_never_today(dialogue):
    submission = publish("Harbour Union")
    type(submission).objects.filter(pk=submission.pk).update(submitted_at=at("2013-07-01T10:00"))

    assert compose_report(dialogue, "summary").masthead.date == "2013-07-01"


IDENTITY = Identity("HLD2013/3", "Second session", "Item 4", date(2013, 9, 30))


def test_an_identity_replaces_symbol_session_item_and_date(dialogue):
    publish("Harbour Union")
    working = compose_report(dialogue, "summary").masthead
    assert working.symbol == "HLD2013/SR"

    document = compose_report(dialogue, "summary", identity=IDENTITY)

    masthead = document.masthead
    assert (masthead.symbol, masthead.date) == ("HLD2013/3", "2013-09-30")
    assert (masthead.session, masthead.agenda_item) == ("Second session", "Item 4")
    assert document.front_notes == ()
    assert document.author_line == "Prepared by the secretariat"
    assert document.marks == ("Draft",)


@pytest.mark.parametrize(
    ("label", "note", "told"),
    [
        ("Corrigendum", "in paragraph 4, read “five”.", "Corrigendum to HLD2013/3: in paragraph"),
        ("Revision", "", "Revision of HLD2013/3."),
        ("Addendum", "Addendum to HLD2013/3: one table more.", "Addendum to HLD2013/3: one"),
    ],
)
def test_what_follows_names_what_it_changes_on_its_front_page(dialogue, label, note, told):
    identity = replace(IDENTITY, label=label, note=note, changes_symbol="HLD2013/3")

    document = compose_report(dialogue, "compilation", identity=identity)

    assert document.author_line == f"{label} prepared by the secretariat"
    received, changed = [plain(each) for each in document.front_notes]
    assert "as they were received" in received
    assert changed.startswith(told)
    assert faults_of(document) == []


def test_a_trial_says_so(dialogue):
    type(dialogue).objects.filter(pk=dialogue.pk).update(trial=True)
    dialogue.refresh_from_db()

    document = compose_report(dialogue, "summary")

    assert document.marks == ("Trial", "Draft")
    assert "Rehearsal copy" in document.foot_line


def test_a_group_statement_is_one_statement(dialogue):
    khemed, borduria = make_state("Khemed"), make_state("Borduria")
    publish("Ruritania", "state", on_behalf_of=[khemed.pk, borduria.pk])

    assert gather_sources(make_round_table(2)).table.group_statements == (3,)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2013-10-03", "2013-10-04", "3 and 4 October 2013"),
        ("2013-06-25", "2013-06-25", "25 June 2013"),
        ("2013-06-25", "2013-07-02", "25 June to 2 July 2013"),
        ("2022-05-17", "2022-05-20", "17 to 20 May 2022"),
    ],
)
def test_spans_of_days(first, last, text):
    assert span(date.fromisoformat(first), date.fromisoformat(last)) == text


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (
            [Counts(states=40), Counts(states=1)],
            "41 submissions were taken into account, all from Member States.",
        ),
        (
            [Counts(civil_society=1)],
            "one submission was taken into account, from a civil society organization.",
        ),
        (
            [Counts(2, 1)],
            "three submissions were taken into account: two from Member States and one from civil society.",
        ),
    ],
)
def test_figures_are_told_apart_only_where_there_are_several(counts, told):
    assert participation_sentence(counts) == f"In all, {told}"
