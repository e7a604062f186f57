"""Where a summary stands on its way to the co-chairs, who acts next, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hld_portal.record.models import LogEntry
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.permissions import can_clear
from hld_portal.reports.reading.summary import ShownParagraph, ShownSummary, behind, show_summary
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Event
from submissions.history import Happening

VERBS = {
    "draft": gettext_lazy("drafted it"),
    "restore": gettext_lazy("brought an earlier draft back"),
    "delete_paragraph": gettext_lazy("took a paragraph out"),
    "send": gettext_lazy("sent it to the co-chairs"),
    "clear": gettext_lazy("cleared it for the co-chairs"),
    "return": gettext_lazy("returned it for the co-chairs"),
    "reopen": gettext_lazy("took it back"),
}


@dataclass(frozen=True)
class Standing:
    """The state in a word and a shape, and who acts next."""

    label: str
    next_step: str
    kind: str = ""
    fill: str = ""
    may_send: bool = False


def standing_of(
    summary: Summary | None, paragraphs: list[SummaryParagraph], *, holds: bool
) -> Standing:
    """Say where a summary stands.

    Args:
        holds: whether everything in it is sound now.
    """
    state = summary.state if summary else SummaryState.DRAFT
    if state == SummaryState.CLEARED:
        return _cleared(holds)
    if state == SummaryState.WITH_CO_CHAIRS:
        return _with_co_chairs(holds)
    return _draft(summary, paragraphs, holds)


def _cleared(holds: bool) -> Standing:
    if holds:
        return Standing(_("Cleared"), _("It goes into the report as it is."), "good", "full")
    step = _("A source fell away or a count changed: the rapporteur takes it back and mends it.")
    return Standing(_("Cleared, but no longer sound"), step, "bad", "half")


def _with_co_chairs(holds: bool) -> Standing:
    step = _("The co-chairs’ office reads it, then clears or returns it.")
    if not holds:
        step = _("It no longer holds: the rapporteur takes it back, or the office returns it.")
    return Standing(_("With the co-chairs"), step, "info" if holds else "bad", "half")


def _draft(summary: Summary | None, paragraphs: list[SummaryParagraph], holds: bool) -> Standing:
    if not paragraphs:
        return Standing(_("Not drafted"), _("The rapporteur drafts it."))
    waiting = sum(not paragraph.is_approved for paragraph in paragraphs)
    returned = bool(summary and summary.returned_reason)
    label = _("Draft, to be changed") if returned else _("Draft")
    kind = "warn" if returned else ""
    if waiting:
        step = ngettext(
            "The rapporteur approves the last paragraph.",
            "The rapporteur approves %(n)d paragraphs.",
            waiting,
        )
        return Standing(label, step % {"n": waiting}, kind, "half" if returned else "")
    if not holds:
        step = _("A paragraph no longer holds: the rapporteur mends it.")
        return Standing(label, step, "bad", "half")
    step = _("Every paragraph is approved: the rapporteur sends it to the co-chairs.")
    return Standing(label, step, "warn", "half", may_send=True)


def standing_of_shown(shown: ShownSummary) -> Standing:
    return standing_of(
        shown.summary, [row.paragraph for row in shown.paragraphs], holds=not unsound_of(shown)
    )


def unsound_of(shown: ShownSummary) -> list[ShownParagraph]:
    """Return the paragraphs that no longer hold."""
    return [
        row
        for row in shown.paragraphs
        if row.opening_now or any(one.check.is_unsound for one in row.rows)
    ]


def history_of(summary: Summary, zone: str) -> list[Happening]:
    """Return what was done with a summary, newest first, in a zone. Queries: 1"""
    return [_happening(entry, ZoneInfo(zone)) for entry in reversed(summary.log_entries())]


def _happening(entry: LogEntry, zone: ZoneInfo) -> Happening:
    text = str(VERBS.get(entry.verb, entry.verb.replace("_", " ")))
    by = str(entry.actor) if entry.actor else _("The portal")
    return Happening(entry.created_at.astimezone(zone), text, by)


def clearing_context(user: Any, event: Event) -> dict[str, Any]:
    """Return what the co-chairs' office reads of a summary. Queries: 18 at most."""
    shown = show_summary(event)
    summary = shown.summary
    if summary is not None:
        summary.event = event  # known already, with its dialogue
    away = summary is not None and summary.state != SummaryState.DRAFT
    return {
        "event": event,
        "dialogue": event.dialogue,
        "shown": shown,
        "summary": summary,
        "standing": standing_of_shown(shown),
        "rows": [(row, behind(shown, row)) for row in shown.paragraphs] if away else [],
        "may_clear": summary is not None
        and summary.state == SummaryState.WITH_CO_CHAIRS
        and can_clear(user, summary),
        "sent_it": summary is not None and summary.sent_by_id == user.pk,
        "holds": not unsound_of(shown),
        "happenings": history_of(summary, event.dialogue.zone) if summary else [],
        "words_most": event.dialogue.summary_words,
    }


def waiting_for(user: Any) -> list[str]:
    """Name the meetings whose summary a person's office has to clear: "hld-2013/2". Queries: 1"""
    office = Appointment.objects.filter(
        Q(event=None) | Q(event=OuterRef("event")),
        user=user,
        role__in=(AppointmentRole.MODERATOR, AppointmentRole.SECRETARIAT),
        dialogue=OuterRef("event__dialogue"),
    )
    waiting = Summary.objects.filter(Exists(office), state=SummaryState.WITH_CO_CHAIRS)
    names = waiting.exclude(sent_by=user).values_list("event__dialogue__slug", "event__slug")
    return [f"{dialogue}/{event}" for dialogue, event in names]
