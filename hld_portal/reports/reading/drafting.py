"""What the drafting pages show besides the summary itself: overview, forms, earlier drafts."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from hld_portal.accounts.enums import Group
from hld_portal.reports.counting import count_participation
from hld_portal.reports.drafting.inputs import Counts
from hld_portal.reports.drafting.summary import left_out
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import Summary, SummaryCopy, SummaryParagraph
from hld_portal.reports.permissions import summary_is_open
from hld_portal.reports.reading.budget import report_budget
from hld_portal.reports.reading.check import check_lines
from hld_portal.reports.reading.clearing import Standing, standing_of
from hld_portal.reports.reading.presence import people_at
from hld_portal.reports.reading.rows import cited_rows, may_cite
from hld_portal.reports.reading.sources import sources_behind
from hld_portal.reports.reading.summary import (
    WORDS_LEAST,
    ShownSummary,
    contributors_by_group,
    drafted_difference,
    moves_of,
    show_summary,
    texts_of,
    words_of,
)
from hld_portal.reports.soundness import are_sound
from hld_portal.reports.sources import gather_sources
from hld_portal.text.counting import count_words
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event


def editor_context(event: Event, *, chosen: int | None, user: Any, **state: Any) -> dict[str, Any]:
    """Return what the drafting page of an event shows to a person. Queries: 26 at most.

    Args:
        state: what was just done or refused: `offer` (to undo), `refused`, `typed`.
    """
    shown = show_summary(event)
    context: dict[str, Any] = {
        "event": event,
        "dialogue": event.dialogue,
        "shown": shown,
        "chosen": shown.numbered(chosen),
        "check_lines": check_lines(shown, least=WORDS_LEAST, most=shown.words_most),
        "uncited": sources_behind(shown.uncited, shown.sources, []),
        "is_open": shown.summary is None or summary_is_open(shown.summary),
        **state,
    }
    if shown.paragraphs:
        at_work = people_at(shown.summary, but=user)
        for row in shown.paragraphs:
            row.at_work = at_work.get(row.paragraph.pk, [])
        context["copies"] = shown.summary.copies.select_related("made_by") if shown.summary else []
        context["budget"] = report_budget(event.dialogue)
    else:
        context |= _to_draw_on(shown)
    if context["chosen"] is not None:
        context |= _chosen_context(shown, context["chosen"])
    return context


def _chosen_context(shown: ShownSummary, row: Any) -> dict[str, Any]:
    moves = moves_of(row.paragraph)
    return {
        "cited_rows": cited_rows(shown, row),
        "may_cite": may_cite(row),
        "has_list": bool(row.items)
        or row.leads_nowhere
        or row.paragraph.role == ParagraphRole.RECOMMENDATIONS,
        "word_rows": words_of(shown, row),
        "moves": moves,
        "difference": drafted_difference(row.paragraph, moves),
    }


def _to_draw_on(shown: ShownSummary) -> dict[str, Any]:
    """Say what a draft would be made from, before there is one."""
    sources = shown.sources
    reasons = dict(left_out(sources.table))
    quotable = {key for key in sources.points if key.startswith("p")}
    return {
        "contributors": contributors_by_group(sources),
        "contributors_total": sources.table.contributors.total,
        "findings_count": len(sources.findings),
        "loose_count": len(sources.loose),
        "unworded_count": sum(f"p{point.pk}" not in quotable for point in sources.loose),
        "left_out": [
            (source, reasons[source.key]) for source in sources_behind(reasons, sources, [])
        ],
    }


def copy_context(event: Event, copy: SummaryCopy) -> dict[str, Any]:
    texts = [row["text"] for p in copy.paragraphs for row in [*p["sentences"], *p["items"]]]
    return {
        "event": event,
        "dialogue": event.dialogue,
        "copy": copy,
        "words": sum(count_words(text, "en") for text in texts),
    }


def home_context(user: Any, dialogue: Dialogue) -> dict[str, Any]:
    """Return the meetings with how far their summaries are.

    Queries: 4, and 14 at most for each summary that has to hold: all approved, or sent.
    """
    participation = count_participation(dialogue)
    events = (
        dialogue.events.select_related("round_table", "summary", "dialogue")
        .annotate(findings_count=Count("findings", distinct=True))
        .prefetch_related("summary__paragraphs")
    )
    mine = _events_of(user, dialogue)
    rows = [
        _home_row(event, participation.get(event.pk, Counts()), mine)
        for event in events
        if hasattr(event, "round_table") or event.pk in participation
    ]
    return {"dialogue": dialogue, "rows": rows, "words_most": dialogue.summary_words}


def _events_of(user: Any, dialogue: Dialogue) -> set[int | None]:
    """Return the events a person drafts; None among them stands for all."""
    drafts = [AppointmentRole.RAPPORTEUR, AppointmentRole.SECRETARIAT]
    tasks = Appointment.objects.filter(user=user, dialogue=dialogue, role__in=drafts)
    return set(tasks.values_list("event", flat=True))


def _home_row(event: Event, submissions: Counts, mine: set[int | None]) -> dict[str, Any]:
    summary = getattr(event, "summary", None)
    paragraphs = list(summary.paragraphs.all()) if summary else []
    texts = [text for paragraph in paragraphs for text in texts_of(paragraph)]
    words = sum(count_words(text, "en") for text in texts)
    return {
        "event": event,
        "standing": _standing(event, summary, paragraphs),
        "over": max(words - event.dialogue.summary_words, 0),
        "open": None in mine or event.pk in mine,
        "submissions": {
            Group.STATES: submissions.states,
            Group.CIVIL_SOCIETY: submissions.civil_society,
            Group.OTHERS: submissions.others,
        },
        "submissions_total": submissions.total,
        "words": words,
        "paragraphs": len(paragraphs),
        "approved": sum(paragraph.is_approved for paragraph in paragraphs),
    }


def _standing(
    event: Event, summary: Summary | None, paragraphs: list[SummaryParagraph]
) -> Standing:
    settled = bool(paragraphs) and all(paragraph.is_approved for paragraph in paragraphs)
    holds = not settled or are_sound(paragraphs, gather_sources(event))
    return standing_of(summary, paragraphs, holds=holds)
