"""What the page of a round table or another meeting shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from roundtables.models import Call, Dialogue, Event, Paragraph, in_language
from submissions.enums import LinkTarget
from submissions.listing import language_name, list_rows
from submissions.models import Submission
from submissions.voices import count_speakers, published_links

LATEST = 10


@dataclass(frozen=True)
class Said:
    """One line of "what was said so far": a paragraph and who speaks to it here."""

    number: str
    words: str
    language: str
    code: str  # as the list's filter names it
    anchor: str
    instrument_slug: str  # empty: the main instrument
    counts: Counter

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def event_context(dialogue: Dialogue, event: Event, user: Any) -> dict[str, Any]:
    """Return everything the page shows. Queries: 7, however many submissions there are."""
    event.dialogue = dialogue
    round_table = getattr(event, "round_table", None)
    call: Call | None = getattr(event, "call", None)
    published = Submission.objects.filter(event=event).visible_to(user).published()
    counts = _counts(published)
    latest_ids = published.order_by("-published_at", "-pk").values("pk")[:LATEST]
    latest = Submission.objects.filter(pk__in=latest_ids).order_by("-published_at", "-pk")
    questions = round_table.guiding_questions if round_table else []
    return {
        "dialogue": dialogue,
        "event": event,
        "round_table": round_table,
        "questions": [in_language(q) if isinstance(q, dict) else q for q in questions],
        "call": call,
        "call_languages": [language_name(code) for code in call.languages] if call else [],
        "counts": counts,
        "total": sum(counts.values()),
        "latest": list_rows(latest),
        "said": _said(dialogue, event, user),
        "tables": list(
            dialogue.events.select_related("round_table").order_by("order").defer("description")
        ),
    }


def _counts(published: Any) -> Counter:
    """Count the published submissions by group. Queries: 1"""
    counts: Counter = Counter()
    for row in published.order_by().values("stakeholder__kind").annotate(number=Count("pk")):
        counts[StakeholderKind(row["stakeholder__kind"]).group] += row["number"]
    return counts


def _said(dialogue: Dialogue, event: Event, user: Any) -> list[Said]:
    """Return what the texts to this meeting speak to, in the order of the texts. Queries: 3"""
    links = published_links(dialogue, user).filter(point_version__version__submission__event=event)
    counts = count_speakers(links)
    paragraphs = (
        Paragraph.objects.filter(pk__in=[end for _pk, end in counts if isinstance(end, int)])
        .select_related("instrument")
        .prefetch_related("texts")
        .order_by("-instrument__is_main", "instrument__order", "order")
    )
    said = [_on_paragraph(one, counts[(one.instrument_id, one.pk)]) for one in paragraphs]
    main = next((one.instrument for one in paragraphs if one.instrument.is_main), None)
    main_id = main.pk if main else None
    beyond = [
        Said("", str(target.label), "", target.value, target.value, "", counts[(pk, target.value)])
        for target in (LinkTarget.GENERAL, LinkTarget.MISSING)
        for pk, end in counts
        if end == target.value and main_id in (None, pk)
    ]
    in_main = [row for row in said if not row.instrument_slug]
    return in_main + beyond + [row for row in said if row.instrument_slug]


def _on_paragraph(paragraph: Paragraph, counts: Counter) -> Said:
    instrument, text = paragraph.instrument, paragraph.shown_text
    slug = "" if instrument.is_main else instrument.slug
    words = paragraph.heading_text or (text.text if text else "")
    language = text.language if text and not paragraph.heading_text else ""
    if not words:
        words = _("Paragraph %(number)s, text not loaded") % {"number": paragraph.number}
    return Said(
        number=paragraph.number,
        words=words,
        language=language,
        code=f"{slug}:{paragraph.number}" if slug else paragraph.number,
        anchor=paragraph.anchor,
        instrument_slug=slug,
        counts=counts,
    )


__all__ = ["Said", "event_context"]
