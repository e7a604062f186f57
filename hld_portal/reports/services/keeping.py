"""Keep what is typed into a paragraph before it is saved, and who is at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from hld_portal.reports.models import ParagraphDraft, SummaryParagraph
from hld_portal.reports.services.summaries import check_may_edit

AT_WORK = timedelta(seconds=45)  # a form says every 15 seconds that it is open


def keep_typed(
    *,
    paragraph: SummaryParagraph,
    sentences: list[str],
    items: list[str],
    revision: int,
    by: Any,
    left: bool = False,
) -> ParagraphDraft:
    """Store what a person has typed, beside the paragraph: it stays as it is.

    Text that is no other than the paragraph's is not kept as text: the form is only open.
    Not logged, since nothing has changed; saving or dropping it deletes the row.

    Args:
        revision: of the paragraph that the form began from.
        left: the form was closed; nobody is at it any more.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422).
    """
    check_may_edit(paragraph.summary, by)
    stored = [[row["text"] for row in rows] for rows in (paragraph.sentences, paragraph.items)]
    typed = {"sentences": sentences, "items": items, "revision": revision}
    said = [[" ".join(text.split()) for text in texts] for texts in (sentences, items)]
    return _put(paragraph, by, left, typed | {"has_text": said != stored})


def mark_open(*, paragraph: SummaryParagraph, by: Any, left: bool = False) -> ParagraphDraft:
    """Say that a person has the form open, and leave alone what is kept of theirs.

    Raises:
        Refused: `not_allowed` (403); `not_open` (422).
    """
    check_may_edit(paragraph.summary, by)
    return _put(paragraph, by, left, {})


def drop_typed(*, paragraph: SummaryParagraph, by: Any) -> bool:
    """Forget what a person has typed and not saved; say whether there was anything."""
    count, _rows = ParagraphDraft.objects.filter(paragraph=paragraph, user=by).delete()
    return count > 0


def _put(
    paragraph: SummaryParagraph, by: Any, left: bool, values: dict[str, Any]
) -> ParagraphDraft:
    values |= {"seen_at": now() - AT_WORK if left else now()}
    with transaction.atomic():
        draft, _made = ParagraphDraft.objects.update_or_create(
            paragraph=paragraph,
            user=by,
            defaults=values,
            create_defaults={"revision": paragraph.revision} | values,
        )
    return draft
