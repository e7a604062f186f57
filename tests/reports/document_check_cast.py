"""What tests of the document check share: a report, its check, and sentences put into a summary."""

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.enums import ParagraphRole, ReportKind
from hld_portal.reports.models import Report, SummaryParagraph
from hld_portal.reports.services.summaries import draft_event_summary
from submissions.content import PointContent
from tests.make import make_dialogue, make_round_table
from tests.reports.drafting_cast import merge, publish_five

OUTLINE = [
    {"kind": "introduction", "titles": {"en": "Introduction"}},
    {"kind": "round_table", "round_table": 2, "titles": {"en": "Round table 2"}},
]
EDITOR = "/desk/hld-2013/2/drafting/"


def make_summary(*, by):
    """Draft the summary of round table 2 from five published submissions."""
    publish_five()
    merge(by=by)
    return draft_event_summary(event=make_round_table(), by=by)


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


def name_a_state(summary, *, position=90):
    row = summary.paragraphs.filter(role=ParagraphRole.SUBJECT)[0].sentences[0]
    return SummaryParagraph.objects.create(
        summary=summary,
        position=position,
        role=ParagraphRole.SUBJECT,
        sentences=[row | {"text": f"Norway was thanked {position} times.", "counted": []}],
    )


def warning(check):
    [item] = check.open_warnings
    return item
