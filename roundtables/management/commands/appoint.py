"""Give a person a task in a dialogue, or take it back."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.db import transaction

from hld_portal.accounts.models import User
from hld_portal.accounts.services.registering import register_person
from hld_portal.refusals import Refused
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment, Dialogue, Event
from roundtables.services.appointing import appoint_person, end_appointment, password_link


class Command(BaseCommand):
    help = "Give a person a task in a dialogue; makes the account when there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("role", metavar="ROLE", help=", ".join(AppointmentRole.values))
        parser.add_argument("dialogue", metavar="DIALOGUE", help="its address, such as hld-2013")
        parser.add_argument("--round-table", type=int, metavar="N", help="for this one alone")
        parser.add_argument("--remove", action="store_true", help="take the task back")

    def handle(self, *args: Any, **options: Any) -> None:
        role = self._role(options["role"])
        dialogue = Dialogue.objects.filter(slug=options["dialogue"]).first()
        if dialogue is None:
            known = ", ".join(Dialogue.objects.values_list("slug", flat=True)) or "none is loaded"
            self._fail("DIALOGUE", f"there is no {options['dialogue']!r} (there is: {known}).")
        event = self._event(dialogue, options["round_table"])
        try:
            validate_email(options["email"])
            with transaction.atomic():
                work = self._remove if options["remove"] else self._appoint
                work(options["email"], role, dialogue, event)
        except ValidationError:
            self._fail("EMAIL", f"{options['email']!r} is not an e-mail address.")
        except Refused as refused:
            self._fail("appoint", refused.message)

    def _appoint(
        self, email: str, role: AppointmentRole, dialogue: Dialogue, event: Event | None
    ) -> None:
        user, _made = register_person(email=email)
        task, made = appoint_person(user=user, role=role, dialogue=dialogue, event=event, by=None)
        if not made:
            self.stdout.write(f"Nothing to change: {user.email} is {_in_words(task)} already.")
            return
        self.stdout.write(f"{user.email} is {_in_words(task)}; a mail says so.")
        link = password_link(user)
        if link:
            self.stdout.write(f"To choose a password, within three days: {link}")

    def _remove(
        self, email: str, role: AppointmentRole, dialogue: Dialogue, event: Event | None
    ) -> None:
        user = User.objects.filter(email__iexact=email).first()
        task = Appointment.objects.filter(
            user=user, role=role, dialogue=dialogue, event=event
        ).first()
        if user is None or task is None:
            self._fail("appoint", f"{email} does not have this task.")
        end_appointment(appointment=task, by=None)
        self.stdout.write(f"{user.email} is no longer {_in_words(task)}.")

    def _role(self, text: str) -> AppointmentRole:
        try:
            return AppointmentRole(text.replace("-", "_"))
        except ValueError:
            known = ", ".join(AppointmentRole.values)
            self._fail("ROLE", f"{text!r} is none; it is one of: {known}.")

    def _event(self, dialogue: Dialogue, number: int | None) -> Event | None:
        if number is None:
            return None
        event = dialogue.events.filter(round_table__number=number).first()
        if event is None:
            self._fail("--round-table", f"{dialogue.slug} has no round table {number}.")
        return event

    def _fail(self, place: str, message: str) -> NoReturn:
        self.stderr.write(f"error: {place}: {message}")
        sys.exit(1)


def _in_words(task: Appointment) -> str:
    """Say a task in English: moderator of hld-2013, Round table 2."""
    role = AppointmentRole(task.role).value.replace("_", " ")
    place = f", round table {task.event.number}" if task.event else ""
    return f"{role} of {task.dialogue.slug}{place}"
