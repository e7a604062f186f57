"""What has to hold before a report is frozen, shown on the page and asked again when it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.refusals import Refused
from hld_portal.reports.content import Document
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.contributors import state_of_check
from hld_portal.reports.document_check import CheckItem, ReportCheck, check_report
from hld_portal.reports.models import Report
from hld_portal.reports.renderers.glyphs import glyph_faults

DRAFT = "Draft"
MOST_SHOWN = 8


@dataclass(frozen=True)
class Condition:
    """One thing that must hold; `items` says what stands in the way, with where to mend it."""

    label: str
    holds: bool
    text: str = ""
    items: tuple[CheckItem, ...] = ()
    is_stop: bool = True  # False: only to be known


def conditions_of(report: Report, document: Document, check: ReportCheck) -> list[Condition]:
    """Return what the document has to fulfil: check, warnings, clearing, contributors' check."""
    return [
        _errors(check),
        _warnings(check),
        _cleared(document, check),
        _contributors(report, document),
    ]


def check_before_freezing(report: Report, document: Document) -> None:
    """Refuse what may not be issued, with the first thing that stands in the way.

    Raises:
        Refused: `not_ready` (422).
    """
    for condition in conditions_of(report, document, check_report(report, document)):
        if condition.is_stop and not condition.holds:
            first = f" {condition.items[0].text}" if condition.items else ""
            raise Refused("not_ready", f"{condition.label}: {condition.text}{first}")


def check_can_be_set(document: Document) -> None:
    """Refuse what no build can set, before a symbol is used up for it.

    Raises:
        Refused: `not_ready` (422), with the first faults and their places.
    """
    faults = [*faults_of(document), *glyph_faults(document)]
    if faults:
        words = "; ".join(f"{fault.place}: {fault.message}" for fault in faults[:MOST_SHOWN])
        raise Refused("not_ready", _("It cannot be set: %(faults)s.") % {"faults": words})


def _errors(check: ReportCheck) -> Condition:
    count = len(check.errors)
    text = ngettext(
        "%(count)d error stops the issue.", "%(count)d errors stop the issue.", count
    ) % {"count": count}
    none = _("No errors.")
    return Condition(_("Document check"), not count, text if count else none, _first(check.errors))


def _warnings(check: ReportCheck) -> Condition:
    count = len(check.open_warnings)
    text = ngettext(
        "%(count)d warning waits for a tick.", "%(count)d warnings wait for a tick.", count
    ) % {"count": count}
    none = _("Every warning was seen and ticked.") if check.warnings else _("No warnings.")
    return Condition(_("Warnings"), not count, text if count else none, _first(check.open_warnings))


def _cleared(document: Document, check: ReportCheck) -> Condition:
    """The mark of a draft stands on every document whose texts nobody has cleared."""
    holds = DRAFT not in document.marks and not check.unfinished
    text = _("Nothing in it is a draft any more.")
    if not holds:
        text = _("It holds text that the co-chairs have not cleared.")
    return Condition(_("Clearing"), holds, text, _first(check.unfinished))


def _contributors(report: Report, document: Document) -> Condition:
    state = state_of_check(report, document)
    items: tuple[CheckItem, ...] = ()
    if state.stops_issue:
        url = reverse("reports:contributors_check_show", args=[report.dialogue.slug, report.slug])
        text = _("Those whose words stand behind a sentence are asked first.")
        items = (CheckItem("contributors", "error", text, url=url),)
    return Condition(_("Contributors’ check"), not state.stops_issue, state.text, items)


def _first(items: Sequence[CheckItem]) -> tuple[CheckItem, ...]:
    return tuple(items[:MOST_SHOWN])
