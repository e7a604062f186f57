"""The way of a summary to the co-chairs and back: sent, cleared, returned, reopened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from hld_portal.accounts.languages import language_of
from hld_portal.accounts.models import User
from hld_portal.record.services import log_move, queue_mail
from hld_portal.refusals import Refused
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary, SummaryParagraph
from hld_portal.reports.permissions import can_clear
from hld_portal.reports.services.summaries import check_rapporteur, lock_open
from hld_portal.reports.soundness import unsound_numbers
from hld_portal.reports.sources import gather_sources
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Event


def send_to_co_chairs(*, summary: Summary, by: Any) -> Summary:
    """Give a summary to the co-chairs' office, which is told by mail; its text stands still.

    Raises:
        Refused: `not_allowed` (403); `not_approved` (422) while a paragraph waits for
            approval; `unsound` (422) where one no longer holds; `not_open` (422) when it
            was sent before.
    """
    check_rapporteur(summary.event, by)
    with transaction.atomic():
        lock_open(summary)
        _check_ready(summary)
        changes = {"sent_at": now(), "sent_by": by, "returned_reason": ""}
        _move(summary, "send", SummaryState.WITH_CO_CHAIRS, by=by, **changes)
        _tell("sent", summary, _co_chairs_office(summary.event, but=by), by=by)
    summary.refresh_from_db()
    return summary


def clear_summary(*, summary: Summary, seen: int, by: Any) -> Summary:
    """Clear a summary for the co-chairs: reports count it as theirs from now on.

    Args:
        seen: the length of its log when it was read; another one means another text.

    Raises:
        Refused: `not_allowed` (403), for the person who sent it, too; `unsound` (422) where
            a paragraph no longer holds; `moved_on` (409) when it is not the one read.
    """
    _check_office(summary, by)
    with transaction.atomic():
        _check_holds(summary, list(summary.paragraphs.all()))
        changes = {"cleared_at": now(), "cleared_by": by}
        _move(summary, "clear", SummaryState.CLEARED, by=by, seen=seen, **changes)
        _tell("cleared", summary, _drafters(summary), by=by)
    summary.refresh_from_db()
    return summary


def return_to_rapporteur(*, summary: Summary, reason: str, seen: int, by: Any) -> Summary:
    """Give a summary back with what the co-chairs want changed; it is a draft again.

    Raises:
        Refused: `not_allowed` (403); `reason_missing` (422); `moved_on` (409) when it is
            not the one read.
    """
    _check_office(summary, by)
    if not reason.strip():
        message = _("Write what is to be changed; the rapporteur reads it.")
        raise Refused("reason_missing", message, field="reason")
    with transaction.atomic():
        changes = {"returned_reason": reason.strip()}
        _move(summary, "return", SummaryState.DRAFT, by=by, seen=seen, reason=reason, **changes)
        _tell("returned", summary, _drafters(summary), by=by, reason=reason.strip())
    summary.refresh_from_db()
    return summary


def reopen_summary(*, summary: Summary, reason: str, seen: int, by: Any) -> Summary:
    """Take a summary back from the co-chairs, or from being cleared; it is a draft again.

    Raises:
        Refused: `not_allowed` (403); `reason_missing` (422) for a cleared one; `moved_on`
            (409) when it moved since.
    """
    check_rapporteur(summary.event, by)
    if summary.state == SummaryState.CLEARED and not reason.strip():
        message = _("Write why it is taken back; the co-chairs’ office reads it.")
        raise Refused("reason_missing", message, field="reason")
    with transaction.atomic():
        changes = {
            "cleared_at": None,
            "cleared_by": None,
            "returned_reason": reason.strip(),
        }
        _move(summary, "reopen", SummaryState.DRAFT, by=by, seen=seen, reason=reason, **changes)
        office = _co_chairs_office(summary.event, but=by)
        _tell("reopened", summary, office, by=by, reason=reason.strip())
    summary.refresh_from_db()
    return summary


# From which states each step may be taken.
SOURCES = {
    "send": [SummaryState.DRAFT],
    "clear": [SummaryState.WITH_CO_CHAIRS],
    "return": [SummaryState.WITH_CO_CHAIRS],
    "reopen": [SummaryState.WITH_CO_CHAIRS, SummaryState.CLEARED],
}


def _move(
    summary: Summary,
    verb: str,
    target: SummaryState,
    *,
    by: Any,
    seen: int | None = None,
    reason: str = "",
    **changes: Any,
) -> None:
    """Take the step with one conditional UPDATE, which is the lock, and log it."""
    before = summary.state
    rows = Summary.objects.filter(pk=summary.pk, state__in=SOURCES[verb], state=before)
    if seen is not None:
        rows = rows.filter(log_count=seen)
    if not rows.update(state=target, **changes):
        raise Refused("moved_on", _("Somebody was faster: load the page again and read it there."))
    log_move(summary, verb=verb, by=by, from_state=before, to_state=target, reason=reason.strip())


def _check_ready(summary: Summary) -> None:
    paragraphs = list(summary.paragraphs.all())
    waiting = sum(not paragraph.is_approved for paragraph in paragraphs)
    if not paragraphs:
        raise Refused("not_approved", _("There is nothing to send yet: draft the summary first."))
    if waiting:
        message = ngettext(
            "%(n)d paragraph is not approved yet. Approve it, then send the summary.",
            "%(n)d paragraphs are not approved yet. Approve them, then send the summary.",
            waiting,
        )
        raise Refused("not_approved", message % {"n": waiting})
    _check_holds(summary, paragraphs)


def _check_holds(summary: Summary, paragraphs: list[SummaryParagraph]) -> None:
    wrong = unsound_numbers(paragraphs, gather_sources(summary.event))
    if wrong:
        message = _(
            "Paragraph %(number)d no longer holds: a source, a counted word or a figure changed. "
            "It has to be mended first."
        )
        raise Refused("unsound", message % {"number": wrong[0]})


def _check_office(summary: Summary, by: Any) -> None:
    if not can_clear(by, summary):
        message = _("The co-chairs’ office clears a summary, and never the person who sent it.")
        raise Refused("not_allowed", message)


def _co_chairs_office(event: Event, *, but: Any) -> list[User]:
    """Return the moderators of an event, save the one who acts; else the secretariat."""
    moderators = _holders(event, AppointmentRole.MODERATOR)
    others = [each for each in moderators if each.pk != but.pk]
    return others or _holders(event, AppointmentRole.SECRETARIAT)


def _drafters(summary: Summary) -> list[User]:
    """Return the rapporteurs of an event, and who sent the summary."""
    found = _holders(summary.event, AppointmentRole.RAPPORTEUR)
    return [*found, summary.sent_by] if summary.sent_by else found


def _holders(event: Event, role: AppointmentRole) -> list[User]:
    tasks = Appointment.objects.filter(dialogue=event.dialogue_id, role=role, user__is_active=True)
    return [task.user for task in tasks.select_related("user") if task.event_id in (None, event.pk)]


def _tell(
    what: str, summary: Summary, people: Iterable[User], *, by: Any, reason: str = ""
) -> None:
    """Mail each person once, in their language; never the one who acts."""
    event = summary.event
    page = "clearing_show" if what in ("sent", "reopened") else "summary_edit"
    path = reverse(f"reports:{page}", args=[event.dialogue.slug, event.slug])
    for person in {person.pk: person for person in people if person.pk != by.pk}.values():
        language = language_of(person)
        with override(language):
            queue_mail(
                f"reports/summary_{what}",
                to=[person.email],
                language=language,
                event=event.title,
                dialogue=event.dialogue.title,
                who=by.get_short_name(),
                reason=reason,
                path=path,
            )
