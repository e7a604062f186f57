"""Invite the first head of a State or an organization."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.core.validators import validate_email
from django.db import transaction

from hld_portal.accounts.enums import Accreditation, MemberRole, Region, StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.accounts.services.inviting import invite_member
from hld_portal.refusals import Refused
from roundtables.services.registering import OF_STATES, register_organization, register_state
from roundtables.states import find_state

KINDS = [kind.value for kind in StakeholderKind if kind not in OF_STATES]


class Command(BaseCommand):
    help = "Invite the head of a State (--iso3) or an organization (--name, --kind)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", metavar="EMAIL")
        who = parser.add_mutually_exclusive_group(required=True)
        who.add_argument("--iso3", metavar="CODE", help="a State of the list")
        who.add_argument("--name", metavar="NAME", help="an organization, under its full name")
        parser.add_argument("--kind", choices=KINDS, help="needed with --name")
        parser.add_argument("--country", default="", help="where an organization has its seat")
        parser.add_argument("--region", choices=Region.values, default=Region.NONE)
        parser.add_argument(
            "--accreditation", choices=Accreditation.values, default=Accreditation.NONE
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"])
            with transaction.atomic():
                stakeholder, made = _register(options)
                invite_member(
                    stakeholder=stakeholder, email=options["email"], role=MemberRole.HEAD, by=None
                )
        except ValidationError:
            self._fail("EMAIL", f"{options['email']!r} is not an e-mail address.")
        except Refused as refused:
            place = f"--{refused.field}" if refused.field in options else "invite_head"
            self._fail(place, refused.message)
        else:
            new = "new" if made else "on file"
            self.stdout.write(
                f"{options['email']} is invited to be head of {stakeholder.name} ({new}); "
                "the mail with the link is on its way."
            )

    def _fail(self, place: str, message: str) -> None:
        self.stderr.write(f"error: {place}: {message}")
        sys.exit(1)


def _register(options: dict[str, Any]) -> tuple[Stakeholder, bool]:
    if options["iso3"]:
        state = find_state(options["iso3"])
        if state is None:
            message = f"{options['iso3']!r} is not the code of a State on the list."
            raise Refused("unknown", message, field="iso3")
        return register_state(state=state, by=None)
    if not options["kind"]:
        raise Refused("incomplete", f"it is one of: {', '.join(KINDS)}.", field="kind")
    return register_organization(
        name=" ".join(options["name"].split()),
        kind=StakeholderKind(options["kind"]),
        by=None,
        country=options["country"],
        region=options["region"],
        accreditation=options["accreditation"],
    )
