"""The document check: one list of errors and warnings of a report, each with its place."""

from __future__ import annotations

from django.utils.timezone import now

from hld_portal.reports.content import Document
from hld_portal.reports.document_check.items import CheckItem, ReportCheck
from hld_portal.reports.models import Report

__all__ = ["CheckItem", "ReportCheck", "check_report"]


def check_report(report: Report, document: Document) -> ReportCheck:
    """Check a document of a report against what stands in the database now."""
    ticked = frozenset(report.ticks.values_list("key", flat=True))
    return ReportCheck(items=(), ticked=ticked, checked_at=now())
