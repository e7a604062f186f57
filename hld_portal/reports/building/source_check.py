"""Run the document check while a report is compiled, and keep what it found with the build."""

from __future__ import annotations

from typing import Any

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Document
from hld_portal.reports.document_check import CheckItem, check_report
from hld_portal.reports.document_check.sayings import stored
from hld_portal.reports.models import Report


def find_warnings(report: Report, document: Document | None = None) -> list[dict[str, Any]]:
    """Return what the document check finds, as `Build.warnings` holds it.

    Each is {"code", "level": error, warning or draft, "text", "said", "note", "url", "key"}:
    "text" in the language of the build, "said" for `words_of` to say in that of the reader.
    What no font can print is left to the build, which stops at it.

    Args:
        document: the frozen one; None composes it from what stands in the database now.
    """
    if document is None:
        document = compose_report(report.dialogue, report.kind, event=report.event)
    check = check_report(report, document, signs=False)
    return [_stored(item) for item in check.items]


def _stored(item: CheckItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "level": item.level,
        "text": item.text,
        "said": stored(item.text),
        "note": item.note,
        "url": item.url,
        "key": item.key,
    }
