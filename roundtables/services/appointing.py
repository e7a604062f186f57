"""Give a person a task in a dialogue, and take it back."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from hld_portal.accounts.languages import language_of
from hld_portal.accounts.models import User
from hld_portal.accounts.services.registering import password_path
from hld_portal.record.services import log_move, queue_mail
from hld_portal.refusals import Refused
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event
from roundtables.permissions import is_secretariat

OF_ONE_TABLE = (AppointmentRole.MODERATOR, AppointmentRole.RAPPORTEUR)


def appoint_person(
    *,
    user: User,
    role: AppointmentRole,
    dialogue: Dialogue,
    event: Event | None = None,
    by: User | None,
) -> tuple[Appointment, bool]:
    """Give a person a task and tell them by mail; returns it and whether it is new.

    The mail holds a link to choose a password for who has none yet.

    Args:
        event: None is the whole dialogue.
        by: of the secretariat; None is the command line.

    Raises:
        Refused: `not_allowed`; `whole_dialogue` (422) for a task that no single event has.
    """
    _check_secretariat(by, dialogue)
    if event is not None and role not in OF_ONE_TABLE:
        message = _("%(role)s is a task for the whole dialogue, not for one round table.")
        raise Refused("whole_dialogue", message % {"role": AppointmentRole(role).label})
    with transaction.atomic():
        appointment, made = Appointment.objects.get_or_create(
            user=user, role=role, dialogue=dialogue, event=event
        )
        if made:
            _log(appointment, "appointed", by)
            _queue_letter(appointment)
    return appointment, made


def end_appointment(*, appointment: Appointment, by: User | None) -> None:
    """Take a task back; what was done in it stays.

    Raises:
        Refused: `not_allowed`; `moved_on` (409) when it was taken back already;
            `last_secretariat` (422): a dialogue that has a secretariat keeps one.
    """
    _check_secretariat(by, appointment.dialogue)
    with transaction.atomic():
        Dialogue.objects.select_for_update().get(pk=appointment.dialogue_id)
        if appointment.role == AppointmentRole.SECRETARIAT:
            _check_other_secretariat(appointment)
        gone, _rows = Appointment.objects.filter(pk=appointment.pk).delete()
        if not gone:
            raise Refused("moved_on", _("This task was taken back already."))
        _log(appointment, "appointment_ended", by)


def _check_secretariat(by: User | None, dialogue: Dialogue) -> None:
    if by is not None and not is_secretariat(by, dialogue):
        raise Refused("not_allowed", _("Only the secretariat gives tasks."))


def _check_other_secretariat(appointment: Appointment) -> None:
    others = Appointment.objects.filter(
        dialogue=appointment.dialogue, role=AppointmentRole.SECRETARIAT, user__is_active=True
    ).exclude(user=appointment.user)
    if not others.exists():
        message = _("%(name)s is the only one of the secretariat. Appoint somebody else first.")
        raise Refused("last_secretariat", message % {"name": appointment.user})


def _log(appointment: Appointment, verb: str, by: User | None) -> None:
    log_move(
        appointment.dialogue,
        verb=verb,
        by=by,
        person=appointment.user_id,
        role=str(appointment.role),
        event=appointment.event.slug if appointment.event else "",
    )


def _queue_letter(appointment: Appointment) -> None:
    user, event = appointment.user, appointment.event
    has_password = user.has_usable_password()
    language = language_of(user)
    with override(language):
        queue_mail(
            "roundtables/appointed",
            to=[user.email],
            secret=not has_password,
            language=language,
            name=user.get_short_name(),
            role=str(AppointmentRole(appointment.role).label),
            dialogue=appointment.dialogue.title or str(appointment.dialogue),
            event=event.title if event else "",
            has_password=has_password,
            path=reverse("account_login") if has_password else password_path(user),
        )


def password_link(user: User) -> str:
    """Return the whole address at which a person without a password chooses one, else ""."""
    return "" if user.has_usable_password() else settings.PORTAL_URL + password_path(user)
