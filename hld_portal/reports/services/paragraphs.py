"""Add, delete and bring back paragraphs of a summary; approve many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import Summary, SummaryCopy, SummaryParagraph
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    check_rapporteur,
    keep_copy,
    lock_open,
)


def add_paragraph(*, summary: Summary, text: str, after: int, by: Any) -> SummaryParagraph:
    """Put a paragraph of the rapporteur's own behind position `after` (0: before all).

    It needs no source, and documents mark it as the author's voice.

    Raises:
        Refused: `not_allowed` (403); `incomplete` (422) for an empty text; `not_open`
            (422) once the summary is sent to the co-chairs.
    """
    check_rapporteur(summary.event, by)
    if not text.strip():
        raise Refused("incomplete", _("Write the paragraph."), field="text")
    row = {"text": " ".join(text.split()), "citations": [], "counted": [], "is_lead": False}
    with transaction.atomic():
        paragraphs = _locked(summary)
        position = min(max(after, 0), len(paragraphs)) + 1
        for paragraph in reversed(paragraphs[position - 1 :]):
            _move(paragraph, paragraph.position + 1)
        added = SummaryParagraph.objects.create(
            summary=summary,
            position=position,
            role=ParagraphRole.OWN,
            sentences=[row],
            edited=True,
        )
        log_move(added, verb="write", by=by, after=[row["text"]])
    return added


def delete_paragraph(*, paragraph: SummaryParagraph, revision: int, by: Any) -> SummaryCopy:
    """Take a paragraph out. The summary as it was is kept and returned.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when it reads otherwise by now;
            `not_open` (422) once the summary is sent to the co-chairs.
    """
    summary = paragraph.summary
    check_rapporteur(summary.event, by)
    with transaction.atomic():
        paragraphs = _locked(summary)
        present = next((row for row in paragraphs if row.pk == paragraph.pk), None)
        if present is None or present.revision != revision:
            raise Refused("moved_on", _("This paragraph changed in the meantime: read it again."))
        copy = keep_copy(summary, paragraphs, by, only=present)
        log_move(summary, verb="delete_paragraph", by=by, position=present.position)
        present.delete()
        for row in paragraphs[present.position :]:
            _move(row, row.position - 1)
    return copy


def restore_copy(*, copy: SummaryCopy, by: Any) -> Summary:
    """Let an earlier draft stand again, to be read and approved anew; the present one is kept.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422) once it is sent to the co-chairs.
    """
    summary = copy.summary
    check_rapporteur(summary.event, by)
    with transaction.atomic():
        paragraphs = _locked(summary)
        if paragraphs:
            keep_copy(summary, paragraphs, by)
        summary.paragraphs.all().delete()
        SummaryParagraph.objects.bulk_create(
            SummaryParagraph(
                summary=summary,
                position=position,
                role=row["role"],
                sentences=row["sentences"],
                items=row["items"],
                edited=row["edited"],
            )
            for position, row in enumerate(copy.paragraphs, start=1)
        )
        log_move(summary, verb="restore", by=by, copy=copy.pk)
    return summary


def approve_unchanged(*, summary: Summary, seen: Mapping[int, int], by: Any) -> int:
    """Approve the paragraphs that read as drafted, at the revision that was seen of each.

    Args:
        seen: paragraph id to revision.

    Returns:
        How many were approved.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when one of them has changed: then
            none is approved; `not_open` (422) once it is sent to the co-chairs.
    """
    check_rapporteur(summary.event, by)
    with transaction.atomic():
        paragraphs = {row.pk: row for row in _locked(summary)}
        for pk, revision in seen.items():
            paragraph = paragraphs.get(pk)
            if paragraph is None or paragraph.edited:
                message = _("A paragraph changed in the meantime: read it again.")
                raise Refused("moved_on", message)
            approve_paragraph(paragraph=paragraph, revision=revision, by=by)
    return len(seen)


def _locked(summary: Summary) -> list[SummaryParagraph]:
    """Lock the summary, which has to be a draft: nobody else moves its paragraphs meanwhile."""
    lock_open(summary)
    return list(summary.paragraphs.select_related("summary__event__dialogue"))


def _move(paragraph: SummaryParagraph, position: int) -> None:
    paragraph.position = position
    paragraph.save(update_fields=["position"])
