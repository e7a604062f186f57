"""What the document check says of a report: each error and warning, with its place."""

import pytest

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.enums import ParagraphRole, ReportKind
from hld_portal.reports.models import AuthorParagraph, Finding, Report, Summary, SummaryParagraph
from hld_portal.reports.services.summaries import draft_event_summary
from submissions.content import PointContent
from submissions.enums import State
from tests.make import make_dialogue, make_round_table
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, publish_five, withdraw

pytestmark = pytest.mark.django_db

OUTLINE = [
    {"kind": "introduction", "titles": {"en": "Introduction"}},
    {"kind": "round_table", "round_table": 2, "titles": {"en": "Round table 2"}},
]
EDITOR = "/desk/hld-2013/2/drafting/"


@pytest.fixture
def rosa():
    make_dialogue(outline=OUTLINE)
    return make_rosa()


@pytest.fixture
def summary(rosa):
    publish_five()
    merge(by=rosa)
    return draft_event_summary(event=make_round_table(), by=rosa)


def make_report(kind=ReportKind.SUMMARY):
    event = make_round_table() if kind == ReportKind.ROUND_TABLE else None
    return Report.objects.get_or_create(
        dialogue=make_dialogue(), kind=kind, event=event, defaults={"slug": kind, "title": kind}
    )[0]


def check(kind=ReportKind.SUMMARY):
    report = make_report(kind)
    report = Report.objects.select_related("dialogue", "event").get(pk=report.pk)
    return check_report(report, compose_report(report.dialogue, kind, event=report.event))


def codes(checked):
    return [(item.level, item.code) for item in checked.items]


def item_of(checked, code):
    [item] = [item for item in checked.items if item.code == code]
    return item


def reword(summary, role, old, new, row=0):
    """Change the words of a sentence of the first paragraph with that role."""
    paragraph = summary.paragraphs.filter(role=role).first()
    rows = paragraph.sentences or paragraph.items
    assert old in rows[row]["text"]
    rows[row]["text"] = rows[row]["text"].replace(old, new)
    paragraph.save(update_fields=["sentences", "items"])
    return paragraph


def add(summary, text, *, role=ParagraphRole.SUBJECT, citations=()):
    row = {"text": text, "citations": list(citations), "counted": []}
    return SummaryParagraph.objects.create(summary=summary, position=90, role=role, sentences=[row])


def message(text):
    return PointContent(kind="message", text=text, paragraphs=["A/RES/68/4:12"])


def key_behind(summary):
    paragraph = summary.paragraphs.filter(role=ParagraphRole.SUBJECT).first()
    return paragraph.sentences[0]["citations"][0]


def test_a_sound_draft_may_be_published_and_not_issued(summary):
    checked = check()

    assert codes(checked) == [("draft", "not_cleared")]
    assert checked.may_be_published
    assert not checked.may_be_issued
    item = item_of(checked, "not_cleared")
    assert item.text == "The summary of Round table 2 is not cleared"
    assert item.url == EDITOR


def test_a_cleared_and_sound_summary_may_be_issued(summary, rosa):
    Summary.objects.update(state="cleared", cleared_at="2026-01-01T00:00Z")

    checked = check()

    assert checked.items == ()
    assert checked.may_be_issued


def test_an_event_without_a_summary_says_so_and_its_draft_is_read_for_names(rosa):
    assert publish("Anchor Union", BIRTHS).reference
    merge(kind="recommendation", wording="register births as Norway does", by=rosa)
    assert Finding.objects.count() == 1

    checked = check()

    assert codes(checked) == [("warning", "name"), ("draft", "not_cleared")]
    assert item_of(checked, "not_cleared").text.startswith("Round table 2 has no summary yet")
    assert "“Norway”" in item_of(checked, "name").text


def test_a_sentence_without_source_is_an_error_at_its_paragraph(summary):
    add(summary, "Crews wait for wages.")

    item = item_of(check(), "no_source")

    assert (item.level, item.note) == ("error", "Crews wait for wages.")
    assert item.text == "Round table 2, paragraph 4: a sentence without source"
    assert item.url == f"{EDITOR}?paragraph=4#p-4"
    assert not check().may_be_published


def test_a_withdrawn_source_and_outdated_figures_are_errors(summary):
    fifth = publish("Fathom Union", BIRTHS)
    before = item_of(check(), "outdated_figures")
    assert before.note.startswith("It would read now:")
    withdraw(fifth)
    assert "outdated_figures" not in [item.code for item in check().items]

    key = f"p{fifth.versions.get().points.get().pk}"
    add(summary, "Births were to be registered.", citations=[key])
    item = item_of(check(), "lost_source")

    assert item.note.startswith(f"{fifth.reference}: ")


def test_a_counted_word_that_says_too_much_is_an_error_and_with_a_reason_none(summary):
    paragraph = reword(summary, ParagraphRole.SUBJECT, "Many", "Nearly all")

    item = item_of(check(), "counted_word")
    assert "it should be “many”" in item.note

    row = paragraph.sentences[0]
    filed = row["counted"][0]
    row["overrides"] = [
        {"word": "nearly all", "reason": "The fifth said it from the floor."}
        | {name: filed[name] for name in ("group", "n", "total")}
    ]
    paragraph.save(update_fields=["sentences"])
    assert "counted_word" not in [item.code for item in check().items]


# --- Quotations -----------------------------------------------------------------------------


def test_a_quotation_stands_letter_by_letter_in_a_text_that_is_cited(summary):
    key = key_behind(summary)
    add(summary, "It was said that crews “work ships that carry nine flags”.", citations=[key])
    assert "quotation" not in [item.code for item in check().items]

    add_wrong = summary.paragraphs.get(position=90)
    add_wrong.sentences[0]["text"] = "It was said that crews “work ships that bear nine flags”."
    add_wrong.save(update_fields=["sentences"])
    item = item_of(check(), "quotation")

    assert item.level == "error"
    assert item.note == "“work ships that bear nine flags”"
    assert item.url == f"{EDITOR}?paragraph=4#p-4"


def test_words_of_another_source_are_no_quotation_of_this_one(summary):
    other = publish("Fathom Union", BIRTHS, statement="Only Fathom says this of harbour dues.")
    key = key_behind(summary)
    add(summary, "One said “Only Fathom says this”.", citations=[key])
    assert [item.code for item in check().errors].count("quotation") == 1

    paragraph = summary.paragraphs.get(position=90)
    paragraph.sentences[0]["citations"] = [f"p{other.published_version.points.get().pk}"]
    paragraph.save(update_fields=["sentences"])
    assert "quotation" not in [item.code for item in check().errors]


def test_a_text_that_is_not_published_cannot_be_quoted(summary):
    hidden = publish("Fathom Union", state=State.ACCEPTED, statement="Our crews rest at noon.")
    assert hidden.published_version is None
    add(summary, "One said “Our crews rest at noon”.", citations=[key_behind(summary)])

    assert "quotation" in [item.code for item in check().errors]


def test_the_instrument_may_be_quoted_and_a_quotation_may_run_over_sentences(summary):
    key = key_behind(summary)
    rows = ("Participants recalled “Words of paragraph 12", "on harbours and ships”.")
    SummaryParagraph.objects.create(
        summary=summary,
        position=90,
        role=ParagraphRole.SUBJECT,
        sentences=[{"text": text, "citations": [key], "counted": []} for text in rows],
    )

    assert [item.code for item in check().errors] == []


# --- Names ----------------------------------------------------------------------------------


def test_a_state_or_an_organization_named_in_a_summary_is_a_warning(summary):
    key = key_behind(summary)
    add(summary, "Norway and the Anchor Union were thanked.", citations=[key])

    names = [item for item in check().open_warnings if item.code == "name"]

    assert [item.text for item in names] == [
        "Round table 2, paragraph 4 names “Norway”",
        "Round table 2, paragraph 4 names “Anchor Union”",
    ]
    assert not check().may_be_published


def test_the_rapporteurs_and_the_authors_own_text_may_name_a_state(summary):
    add(summary, "Norway chaired the table.", role=ParagraphRole.OWN)
    AuthorParagraph.objects.create(
        dialogue=make_dialogue(), section="introduction", position=1, text="Norway was the host."
    )

    assert [item.code for item in check().items if item.code == "name"] == []


def test_what_a_brief_prints_is_read_for_names_and_nothing_else(rosa):
    publish_five()
    finding = merge(wording="crews of Norway wait for wages", by=rosa)
    make_round_table(1)  # without findings
    for number in range(3):  # pushed out of the three that are printed
        publish(f"Gull{number} Union", message(f"no rest {number}"))
    hidden = Finding.objects.create(
        event=make_round_table(), kind="practice", wording="the register of Chile"
    )

    item = item_of(check(ReportKind.BRIEF), "name")

    assert "Chile" in hidden.wording
    assert item.text == "A finding of Round table 2 names “Norway”"
    assert item.url == f"/desk/hld-2013/2/findings/{finding.pk}/"
    assert item.note == "Key message: crews of Norway wait for wages."


def test_a_point_that_a_brief_quotes_leads_to_the_list_of_findings(rosa):
    publish("Anchor Union", message("crews of Norway wait"))

    assert item_of(check(ReportKind.BRIEF), "name").url == "/desk/hld-2013/2/findings/"


# --- The document as it reads ---------------------------------------------------------------


def test_a_reference_in_a_summary_leads_to_its_paragraph_in_the_editor(summary):
    add(summary, "Wages are late (see para. 55 below).", citations=[key_behind(summary)])

    item = item_of(check(), "reference")

    assert item.text == "Paragraph 6 (Round table 2): “para. 55” leads nowhere, there is no 55"
    assert item.url == f"{EDITOR}?paragraph=4#p-4"


def test_style_and_acronyms_of_a_summary_are_warnings(summary):
    add(summary, "The IMC saw wages fall by 12%.", citations=[key_behind(summary)])

    found = {item.code: item.text for item in check().open_warnings}

    where = "Paragraph 6 (Round table 2)"
    assert found == {
        "style": f"{where}: “%”: better “per cent”",
        "acronym": f"{where}: “IMC” is not spelled out where it first stands",
    }


def test_texts_reproduced_as_received_are_left_as_they_are(rosa):
    publish("Anchor Union", statement="The UN says 7 crews lost 12% (see para. 99 below).")

    assert check(ReportKind.COMPILATION).items == ()


def test_a_summary_over_its_limit_is_a_warning_and_so_is_the_report(summary):
    dialogue = make_dialogue()
    dialogue.summary_words, dialogue.report_words = 30, 60
    dialogue.save(update_fields=["summary_words", "report_words"])

    found = [item for item in check().open_warnings if item.code.endswith("_words")]

    assert [item.code for item in found] == ["summary_words", "report_words"]
    assert found[0].text.endswith("words, more than 30")
    assert found[1].url == "/desk/hld-2013/drafting/"


def test_a_sign_that_no_font_has_is_an_error(summary, monkeypatch):
    from hld_portal.reports import document_check
    from hld_portal.reports.content_json import Fault

    fault = Fault("blocks[1].text", "no font has U+F8FF (without a name)")
    monkeypatch.setattr(document_check, "glyph_faults", lambda document: [fault])

    item = item_of(check(), "glyph")

    assert (item.level, item.text) == (
        "error",
        "blocks[1].text: no font has U+F8FF (without a name)",
    )


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(summary, django_assert_max_num_queries, count):
    key = key_behind(summary)
    for number in range(count):
        add(summary, f"It was said: “{number} flags”.", citations=[key]).delete()
        row = {"text": "Said “nine flags”.", "citations": [key], "counted": []}
        SummaryParagraph.objects.create(
            summary=summary, position=100 + number, role=ParagraphRole.SUBJECT, sentences=[row]
        )
    report = Report.objects.select_related("dialogue", "event").get(pk=make_report().pk)
    document = compose_report(report.dialogue, report.kind)

    with django_assert_max_num_queries(38):
        check_report(report, document)


def test_the_editor_says_beforehand_what_the_check_will_find(client, summary, rosa):
    key = key_behind(summary)
    client.force_login(rosa)
    before = client.get(EDITOR).content.decode()
    assert "Quotations are verbatim, nobody is named, the style is kept" in before

    add(summary, "Norway said “we pay all” to 12% of crews.", citations=[key])
    page = client.get(EDITOR).content.decode()

    assert "Quotations are verbatim" not in page
    for line in (
        "Paragraph 4: a quotation is not verbatim",
        "Paragraph 4 names “Norway”",
        "Paragraph 4: “%”: better “per cent”",
    ):
        assert line in page
    assert 'href="/desk/hld-2013/check/round-table-2/"' in page


def test_the_drafting_home_and_the_reports_desk_lead_to_the_check(client, summary, rosa):
    report = make_report()
    report.builds.create()
    client.force_login(rosa)

    for page in ("/desk/hld-2013/drafting/", f"/hld-2013/reports/{report.slug}/"):
        assert 'href="/desk/hld-2013/check/summary/"' in client.get(page).content.decode()


def test_a_slip_of_the_author_leads_to_the_authors_page(summary):
    own = AuthorParagraph.objects.create(
        dialogue=make_dialogue(), section="introduction", position=1, text="The UN was the host."
    )

    item = item_of(check(), "style")

    assert item.text == "Paragraph 1: “UN”: better “United Nations”"
    assert item.url == f"/desk/hld-2013/drafting/own-text/#text-{own.pk}"
