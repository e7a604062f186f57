"""What the document check says of a report: each error and warning, with its place."""

import pytest

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.enums import ParagraphRole, ReportKind
from hld_portal.reports.models import AuthorParagraph, Finding, Report, Summary, SummaryParagraph
from tests.make import make_dialogue
from tests.reports.document_check_cast import (
    EDITOR,
    OUTLINE,
    add,
    check,
    codes,
    item_of,
    key_behind,
    make_report,
    make_summary,
    reword,
)
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, withdraw

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa():
    make_dialogue(outline=OUTLINE)
    return make_rosa()


@pytest.fixture
def summary(rosa):
    return make_summary(by=rosa)


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
