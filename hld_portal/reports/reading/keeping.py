"""The form of a paragraph: what is stored, what was typed, and both where they differ."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from hld_portal.refusals import Refused
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.reading.budget import summary_budget
from hld_portal.reports.reading.presence import kept_of, people_at
from hld_portal.reports.reading.summary import (
    behind,
    difference,
    moves_of,
    show_summary,
    texts_of,
)
from hld_portal.reports.reading.typeset import typeset_paragraph
from roundtables.models import Event


def paragraph_form_context(
    event: Event,
    paragraph: SummaryParagraph,
    user: Any,
    *,
    typed: dict[str, Any] | None = None,
    refused: Refused | None = None,
) -> dict[str, Any]:
    """Return the form of a paragraph; after a conflict with what was typed and what is stored.

    What a person typed and left is in the fields again. Nothing that was typed is lost: where
    it no longer fits the stored sentences one by one, it is shown as a whole beside them, and
    the form keeps no other text until it is dropped.
    """
    shown = show_summary(event)
    row = shown.of(paragraph.pk)
    assert row is not None
    kept = kept_of(paragraph, user) if typed is None else None
    if kept is not None:
        typed = {"sentences": kept.sentences, "items": kept.items}
    stored = texts_of(paragraph)
    texts = [*typed["sentences"], *typed["items"]] if typed else stored
    fits = typed is None or _fits(typed, paragraph)
    in_fields = typed if fits else None
    conflict = refused.code == "moved_on" if refused else kept is not None and _moved(kept)
    moves = moves_of(paragraph)
    return {
        "event": event,
        "dialogue": event.dialogue,
        "row": row,
        "paragraph": paragraph,
        "is_own": paragraph.role == ParagraphRole.OWN,
        "fields": list(zip_longest(row.rows, texts if fits else stored, fillvalue="")),
        "sources": behind(shown, row),
        "refused": refused,
        "conflict": conflict,
        "kept": kept,
        "keeps": fits,
        "typed_texts": [] if fits else texts,
        "conflict_difference": difference(stored, texts) if conflict or kept else [],
        "last_move": moves[-1] if moves else None,
        "at_work": people_at(shown.summary, but=user).get(paragraph.pk, []),
        "typeset": typeset_paragraph(
            event, paragraph, row.number, typed=in_fields, sources=shown.sources
        ),
        "budget": summary_budget(paragraph, in_fields),
    }


def _fits(typed: dict[str, Any], paragraph: SummaryParagraph) -> bool:
    counts = (len(typed["sentences"]), len(typed["items"]))
    return counts == (len(paragraph.sentences), len(paragraph.items))


def _moved(kept: Any) -> bool:
    """Whether the paragraph was saved by somebody since the text was begun."""
    return bool(kept.revision != kept.paragraph.revision)
