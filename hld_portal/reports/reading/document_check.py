"""What the page of the document check shows: items with their ticks, and what is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import CheckItem, ReportCheck, check_report
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.models import Report, WarningTick
from hld_portal.reports.services.builds import TITLES
from roundtables.access import get_event
from roundtables.models import Dialogue

KINDS = {
    "lost_source": gettext_lazy("Source"),
    "no_source": gettext_lazy("Source"),
    "counted_word": gettext_lazy("Counted word"),
    "uncounted_word": gettext_lazy("Counted word"),
    "outdated_figures": gettext_lazy("Figures"),
    "quotation": gettext_lazy("Quotation"),
    "quotation_open": gettext_lazy("Quotation"),
    "reference": gettext_lazy("Cross-reference"),
    "glyph": gettext_lazy("Sign"),
    "name": gettext_lazy("Name"),
    "table": gettext_lazy("Table"),
    "acronym": gettext_lazy("Acronym"),
    "style": gettext_lazy("Style"),
    "summary_words": gettext_lazy("Length"),
    "report_words": gettext_lazy("Length"),
    "single_heading": gettext_lazy("Heading"),
    "not_cleared": gettext_lazy("Clearing"),
    "draft": gettext_lazy("Draft"),
}
# What is said of a kind of check that found nothing, with the codes it would find.
OF_SUMMARIES = (
    (gettext_lazy("Every sentence rests on a source that may be cited"), "lost_source no_source"),
    (gettext_lazy("Counted words and figures agree with the file"), "counted_word uncounted_word outdated_figures"),
    (gettext_lazy("Quotations are verbatim"), "quotation quotation_open"),
    (gettext_lazy("Summaries keep to their limit"), "summary_words"),
    (gettext_lazy("Every summary is cleared"), "not_cleared"),
)  # fmt: skip
OF_DOCUMENTS = (
    (gettext_lazy("Cross-references lead somewhere"), "reference"),
    (gettext_lazy("Every sign can be printed"), "glyph"),
    (gettext_lazy("Tables are mentioned before they stand"), "table"),
    (gettext_lazy("Acronyms are spelled out"), "acronym"),
    (gettext_lazy("Numbers, dates and spelling follow the style"), "style"),
)
OF_HEADINGS = ((gettext_lazy("No sub-heading stands alone"), "single_heading"),)
OF_FINDINGS = ((gettext_lazy("No State or organization is named"), "name"),)
OF_REPORTS = ((gettext_lazy("The report keeps to its limit"), "report_words"),)
APPLIES = {
    ReportKind.SUMMARY: (*OF_SUMMARIES, *OF_FINDINGS, *OF_REPORTS, *OF_DOCUMENTS, *OF_HEADINGS),
    ReportKind.ROUND_TABLE: (*OF_SUMMARIES, *OF_FINDINGS, *OF_DOCUMENTS, *OF_HEADINGS),
    ReportKind.BRIEF: (*OF_FINDINGS, *OF_DOCUMENTS),
    ReportKind.COMPILATION: OF_DOCUMENTS,
}


@dataclass(frozen=True)
class ShownItem:
    """An item of the check with its kind in a word, and the tick it bears."""

    item: CheckItem
    kind: str
    tick: WarningTick | None = None

    @property
    def anchor(self) -> str:
        return f"item-{self.item.key[:12]}"


def find_report(dialogue: Dialogue, slug: str) -> Report:
    """Return the report of that address; one that was never compiled comes unsaved.

    Raises:
        Http404: where no report can have that address.
    """
    report = dialogue.reports.filter(slug=slug).select_related("event__round_table").first()
    if report is not None:
        report.dialogue = dialogue
        return report
    if slug in TITLES:
        return Report(dialogue=dialogue, kind=slug, slug=slug, title=TITLES[ReportKind(slug)])
    start, _dash, event_slug = slug.rpartition("round-table-")
    if start or not event_slug:
        raise Http404
    event = get_event(dialogue, event_slug)
    return Report(
        dialogue=dialogue, kind=ReportKind.ROUND_TABLE, event=event, slug=slug, title=event.title
    )


def check_now(report: Report) -> ReportCheck:
    """Compose a report from what stands in the database now, and check it."""
    return check_report(report, compose_report(report.dialogue, report.kind, event=report.event))


def check_context(report: Report, check: ReportCheck) -> dict[str, Any]:
    """Return what the list shows. Queries: 1"""
    ticks = {}
    if report.pk is not None:
        ticks = {tick.key: tick for tick in report.ticks.select_related("ticked_by")}
    warnings = [item for item in check.warnings if item.level == "warning"]
    shown = list(_shown(warnings, ticks))
    return {
        "dialogue": report.dialogue,
        "report": report,
        "check": check,
        "errors": list(_shown(check.errors, ticks)),
        "warnings": shown,
        "waiting": sum(row.tick is None for row in shown),
        "unfinished": list(_shown(check.unfinished, ticks)),
        "passed": passed(report, check),
    }


def _shown(items: Iterable[CheckItem], ticks: dict[str, WarningTick]) -> Iterable[ShownItem]:
    for item in items:
        yield ShownItem(item, str(KINDS.get(item.code, "")), ticks.get(item.key))


def passed(report: Report, check: ReportCheck) -> list[str]:
    """Say what the check looked at and found right."""
    found = {item.code for item in check.items}
    lines = APPLIES[ReportKind(report.kind)]
    return [str(text) for text, codes in lines if not found & set(codes.split())]
