"""Draft, edit and approve the summary of a round table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.checking import is_unsound
from hld_portal.reports.drafting.outputs import DraftParagraph, letter
from hld_portal.reports.drafting.summary import draft_summary
from hld_portal.reports.models import Summary, SummaryCopy, SummaryParagraph
from hld_portal.reports.sources import gather_sources, scale_of
from roundtables.models import Event
from roundtables.permissions import can_draft


def draft_event_summary(*, event: Event, by: Any, replace: bool = False) -> Summary:
    """Draft the summary of an event from what may be cited now.

    An earlier one is kept as a copy. One that a person has edited or approved is only
    replaced when asked for.

    Raises:
        Refused: `not_allowed` (403); `has_work` (422) without `replace`.
    """
    check_rapporteur(event, by)
    with transaction.atomic():
        summary, _made = Summary.objects.get_or_create(event=event)
        summary = Summary.objects.select_for_update().get(pk=summary.pk)
        paragraphs = list(summary.paragraphs.all())
        if not replace and any(p.edited or p.is_approved for p in paragraphs):
            message = _("Paragraphs have been edited or approved; confirm to draft anew.")
            raise Refused("has_work", message)
        if paragraphs:
            keep_copy(summary, paragraphs, by)
        summary.paragraphs.all().delete()
        drafted = draft_summary(gather_sources(event).table, scale_of(event.dialogue))
        for position, paragraph in enumerate(drafted, start=1):
            SummaryParagraph.objects.create(
                summary=summary, position=position, role=paragraph.role, **as_json(paragraph)
            )
        summary.drafted_at = now()
        summary.save(update_fields=["drafted_at"])
        log_move(summary, verb="draft", by=by, paragraphs=len(drafted))
    return summary


def as_json(paragraph: DraftParagraph) -> dict[str, list[dict[str, Any]]]:
    """Return sentences and items of a drafted paragraph as rows keep them."""
    return {
        "sentences": [asdict(sentence) for sentence in paragraph.sentences],
        "items": [asdict(item) for item in paragraph.items],
    }


def edit_paragraph(
    *,
    paragraph: SummaryParagraph,
    sentences: list[str],
    items: list[str],
    revision: int,
    by: Any,
) -> SummaryParagraph:
    """Give the sentences and items of a paragraph other words; their sources stay.

    An empty sentence or item is dropped. Editing takes an approval back.

    Raises:
        Refused: `not_allowed` (403); `moved_on` (409) when somebody saved in between;
            `incomplete` (422) when nothing is left, or the number of texts does not fit.
    """
    check_rapporteur(paragraph.summary.event, by)
    if (len(sentences), len(items)) != (len(paragraph.sentences), len(paragraph.items)):
        raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
    if not any(text.strip() for text in [*sentences, *items]):
        raise Refused("incomplete", _("A paragraph needs at least one sentence."))
    with transaction.atomic():
        saved = SummaryParagraph.objects.filter(pk=paragraph.pk, revision=revision).update(
            sentences=_reworded(paragraph.sentences, sentences),
            items=_lettered(_reworded(paragraph.items, items)),
            revision=revision + 1,
            edited=True,
            approved_at=None,
            approved_by=None,
            updated_at=now(),
        )
        if not saved:
            raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
        log_move(
            paragraph,
            verb="edit",
            by=by,
            before=[row["text"] for row in [*paragraph.sentences, *paragraph.items]],
            after=[*sentences, *items],
        )
    paragraph.refresh_from_db()
    return paragraph


def _reworded(rows: list[dict[str, Any]], texts: list[str]) -> list[dict[str, Any]]:
    return [
        row | {"text": " ".join(text.split())}
        for row, text in zip(rows, texts, strict=True)
        if text.strip()
    ]


def _lettered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where an item was dropped, those after it move up."""
    return [item | {"letter": letter(place)} for place, item in enumerate(items)]


def approve_paragraph(*, paragraph: SummaryParagraph, revision: int, by: Any) -> SummaryParagraph:
    """Approve a paragraph as it reads in `revision`.

    Raises:
        Refused: `not_allowed` (403); `unsound` (422) where a counted word does not fit its
            count, or a source may not be cited; `moved_on` (409) when it reads otherwise
            by now.
    """
    if is_unsound(paragraph, gather_sources(paragraph.summary.event)):
        message = _("A counted word does not fit its count, or a source may no longer be cited.")
        raise Refused("unsound", message)
    return _set_approval(paragraph, revision, by, approved=True)


def reopen_paragraph(*, paragraph: SummaryParagraph, revision: int, by: Any) -> SummaryParagraph:
    """Take an approval back."""
    return _set_approval(paragraph, revision, by, approved=False)


def _set_approval(
    paragraph: SummaryParagraph, revision: int, by: Any, *, approved: bool
) -> SummaryParagraph:
    check_rapporteur(paragraph.summary.event, by)
    with transaction.atomic():
        moved = SummaryParagraph.objects.filter(
            pk=paragraph.pk, revision=revision, approved_at__isnull=approved
        ).update(approved_at=now() if approved else None, approved_by=by if approved else None)
        if not moved:
            raise Refused("moved_on", _("This paragraph changed in the meantime: read it again."))
        log_move(paragraph, verb="approve" if approved else "reopen", by=by, revision=revision)
    paragraph.refresh_from_db()
    return paragraph


def keep_copy(summary: Summary, paragraphs: list[SummaryParagraph], by: Any) -> SummaryCopy:
    """Keep a summary as it stands, before something of it goes."""
    rows = [
        {
            "role": paragraph.role,
            "sentences": paragraph.sentences,
            "items": paragraph.items,
            "edited": paragraph.edited,
            "approved": paragraph.is_approved,
        }
        for paragraph in paragraphs
    ]
    return SummaryCopy.objects.create(summary=summary, paragraphs=rows, made_by=by)


def check_rapporteur(event: Event, by: Any) -> None:
    """Refuse everybody who does not draft at this event."""
    if not can_draft(by, event):
        raise Refused("not_allowed", _("Only a rapporteur of this round table can do this."))
