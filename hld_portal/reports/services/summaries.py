"""Draft, edit and approve the summary of a round table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hld_portal.record.services import log_move
from hld_portal.refusals import Refused
from hld_portal.reports.checking import is_unsound, missing_counts
from hld_portal.reports.drafting.outputs import DraftParagraph, letter
from hld_portal.reports.drafting.summary import draft_summary
from hld_portal.reports.models import ParagraphDraft, Summary, SummaryCopy, SummaryParagraph
from hld_portal.reports.permissions import summary_is_open
from hld_portal.reports.sources import gather_sources, scale_of
from roundtables.models import Event
from roundtables.permissions import can_draft


def draft_event_summary(*, event: Event, by: Any, replace: bool = False) -> Summary:
    """Draft the summary of an event from what may be cited now.

    An earlier one is kept as a copy. One that a person has edited or approved is only
    replaced when asked for.

    Raises:
        Refused: `not_allowed` (403); `has_work` (422) without `replace`; `not_open` (422)
            once it is sent to the co-chairs.
    """
    check_rapporteur(event, by)
    with transaction.atomic():
        summary, _made = Summary.objects.get_or_create(event=event)
        summary = lock_open(summary)
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

    An empty sentence or item is dropped. Editing takes an approval back, and what `by` had
    typed and not saved is forgotten.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422) when the summary is no draft any more;
            `moved_on` (409) when somebody saved in between; `incomplete` (422) when nothing
            is left, or the number of texts does not fit.
    """
    check_may_edit(paragraph.summary, by)
    if (len(sentences), len(items)) != (len(paragraph.sentences), len(paragraph.items)):
        raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
    with transaction.atomic():
        saved = save_rows(
            paragraph=paragraph,
            sentences=_reworded(paragraph, paragraph.sentences, sentences),
            items=_reworded(paragraph, paragraph.items, items),
            revision=revision,
            by=by,
            verb="edit",
        )
        paragraph.drafts.filter(user=by).delete()
    return saved


def save_rows(
    *,
    paragraph: SummaryParagraph,
    sentences: list[dict[str, Any]],
    items: list[dict[str, Any]],
    revision: int,
    by: Any,
    verb: str,
    reason: str = "",
    edited: bool = True,
    **details: Any,
) -> SummaryParagraph:
    """Store a paragraph's rows in place of those of `revision`, with the log entry `verb`.

    Every change of a paragraph goes through here: the summary is held, so that it is not sent
    meanwhile, one conditional UPDATE is the lock, the approval is taken back, and the log
    keeps the texts before and after.

    Args:
        paragraph: as it was read, of which the rows are a change.
        reason: only its hash enters the log.
        edited: whether the rows are other than the draft's.

    Raises:
        Refused: `incomplete` (422) without a sentence; `moved_on` (409) when it reads
            otherwise by now, or the summary went to the co-chairs.
    """
    if not sentences:
        raise Refused("incomplete", _("A paragraph needs at least one sentence."))
    before = [row["text"] for row in [*paragraph.sentences, *paragraph.items]]
    with transaction.atomic():
        held = Summary.objects.select_for_update().filter(pk=paragraph.summary_id)
        is_draft = [summary_is_open(summary) for summary in held] == [True]
        saved = is_draft and SummaryParagraph.objects.filter(
            pk=paragraph.pk, revision=revision
        ).update(
            sentences=sentences,
            items=_lettered(items),
            revision=revision + 1,
            edited=edited,
            approved_at=None,
            approved_by=None,
            updated_at=now(),
        )
        if not saved:
            raise Refused("moved_on", _("Somebody else changed this paragraph in the meantime."))
        after = [row["text"] for row in [*sentences, *items]]
        log_move(paragraph, verb=verb, by=by, reason=reason, before=before, after=after, **details)
    paragraph.refresh_from_db()
    return paragraph


def _reworded(
    paragraph: SummaryParagraph, rows: list[dict[str, Any]], texts: list[str]
) -> list[dict[str, Any]]:
    reworded = [
        row | {"text": " ".join(text.split())}
        for row, text in zip(rows, texts, strict=True)
        if text.strip()
    ]
    changed = [row["text"] for row in reworded] != [row["text"] for row in rows]
    return file_counts(paragraph.summary.event, reworded) if changed else reworded


def file_counts(event: Event, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """File the counts that rows want for the groups their words name by now. Queries: 16"""
    sources, scale = gather_sources(event), scale_of(event.dialogue)
    return [
        row | {"counted": [*row["counted"], *map(asdict, missing_counts(row, sources, scale))]}
        for row in rows
    ]


def _lettered(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Where an item was dropped, those after it move up."""
    return [item | {"letter": letter(place)} for place, item in enumerate(items)]


def approve_paragraph(*, paragraph: SummaryParagraph, revision: int, by: Any) -> SummaryParagraph:
    """Approve a paragraph as it reads in `revision`.

    Raises:
        Refused: `not_allowed` (403); `unsound` (422) where a counted word does not fit its
            count, or a source may not be cited; `moved_on` (409) when it reads otherwise
            by now; `not_open` (422) once the summary is sent to the co-chairs.
    """
    if is_unsound(paragraph, gather_sources(paragraph.summary.event)):
        message = _(
            "Paragraph %(number)d is not approved: something in it does not hold. "
            "Mend what is marked there first."
        )
        raise Refused("unsound", message % {"number": paragraph.position})
    return _set_approval(paragraph, revision, by, approved=True)


def reopen_paragraph(*, paragraph: SummaryParagraph, revision: int, by: Any) -> SummaryParagraph:
    """Take an approval back."""
    return _set_approval(paragraph, revision, by, approved=False)


def _set_approval(
    paragraph: SummaryParagraph, revision: int, by: Any, *, approved: bool
) -> SummaryParagraph:
    check_rapporteur(paragraph.summary.event, by)
    with transaction.atomic():
        lock_open(paragraph.summary)
        moved = SummaryParagraph.objects.filter(
            pk=paragraph.pk, revision=revision, approved_at__isnull=approved
        ).update(approved_at=now() if approved else None, approved_by=by if approved else None)
        if not moved:
            raise Refused("moved_on", _("This paragraph changed in the meantime: read it again."))
        log_move(paragraph, verb="approve" if approved else "reopen", by=by, revision=revision)
    paragraph.refresh_from_db()
    return paragraph


def lock_open(summary: Summary) -> Summary:
    """Return a summary that is a draft, locked: till the transaction ends nobody else moves it.

    Raises:
        Refused: `not_open` (422) while it is with the co-chairs, and once it is cleared.
    """
    locked = Summary.objects.select_for_update().select_related("event").get(pk=summary.pk)
    if not summary_is_open(locked):
        message = _("This summary is with the co-chairs or cleared: take it back to change it.")
        raise Refused("not_open", message)
    return locked


def keep_copy(
    summary: Summary,
    paragraphs: list[SummaryParagraph],
    by: Any,
    *,
    only: SummaryParagraph | None = None,
) -> SummaryCopy:
    """Keep a summary as it stands, before something of it goes.

    What people had typed into the paragraphs that go and not saved is kept with them.

    Args:
        only: the one paragraph that goes; without it all do.
    """
    typed = _typed_into([only] if only else paragraphs)
    rows = [
        {
            "role": paragraph.role,
            "sentences": paragraph.sentences,
            "items": paragraph.items,
            "edited": paragraph.edited,
            "approved": paragraph.is_approved,
            "typed": typed.get(paragraph.pk, []),
        }
        for paragraph in paragraphs
    ]
    return SummaryCopy.objects.create(summary=summary, paragraphs=rows, made_by=by)


def _typed_into(paragraphs: list[SummaryParagraph]) -> dict[int, list[dict[str, Any]]]:
    drafts = ParagraphDraft.objects.filter(paragraph__in=paragraphs, has_text=True)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for draft in drafts.select_related("user").order_by("pk"):
        texts = [text for text in [*draft.sentences, *draft.items] if text.strip()]
        found[draft.paragraph_id].append({"who": str(draft.user), "texts": texts})
    return found


def check_may_edit(summary: Summary, by: Any) -> None:
    """Refuse everybody who does not draft here, and everybody once it went to the co-chairs."""
    check_rapporteur(summary.event, by)
    if not summary_is_open(summary):
        message = _("The summary is with the co-chairs or cleared: its text stands as it is.")
        raise Refused("not_open", message)


def check_rapporteur(event: Event, by: Any) -> None:
    """Refuse everybody who does not draft at this event."""
    if not can_draft(by, event):
        raise Refused("not_allowed", _("Only a rapporteur of this round table can do this."))
