"""Who is at which paragraph right now, and what a person has typed and not saved."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now

from hld_portal.reports.models import ParagraphDraft, Summary, SummaryParagraph
from hld_portal.reports.services.keeping import AT_WORK


def people_at(summary: Summary | None, *, but: Any) -> dict[int, list[str]]:
    """Return, by paragraph id, the names of the others who have its form open. Queries: 1"""
    if summary is None:
        return {}
    drafts = (
        ParagraphDraft.objects.filter(paragraph__summary=summary, seen_at__gt=now() - AT_WORK)
        .exclude(user=but)
        .select_related("user")
        .order_by("user__name", "user__email")
    )
    found: dict[int, list[str]] = {}
    for draft in drafts:
        found.setdefault(draft.paragraph_id, []).append(str(draft.user))
    return found


def kept_of(paragraph: SummaryParagraph, user: Any) -> ParagraphDraft | None:
    """Return what a person has typed into a paragraph and not saved. Queries: 1

    What reached the portal together with the saving, and is what is stored, is none.
    """
    kept = paragraph.drafts.filter(user=user, has_text=True).first()
    return None if kept is None or _is_stored(kept, paragraph) else kept


def _is_stored(kept: ParagraphDraft, paragraph: SummaryParagraph) -> bool:
    typed = [" ".join(text.split()) for text in [*kept.sentences, *kept.items]]
    return typed == [row["text"] for row in [*paragraph.sentences, *paragraph.items]]
