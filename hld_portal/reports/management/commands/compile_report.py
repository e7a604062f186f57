"""Compile a report in this process, without Redis, and write it to a file."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from hld_portal.reports.building.alone import render_alone
from hld_portal.reports.building.faults import BuildFault
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import ContentFaults
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.management.output import told, write_volumes
from hld_portal.reports.renderers import UnknownFormat, check_format
from hld_portal.reports.renderers.pdf import MachineLacks
from roundtables.models import Dialogue, Event

KINDS = [str(kind) for kind in ReportKind]


class Command(BaseCommand):
    help = "Compile a report of a dialogue into a file; the suffix chooses the format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dialogue", help="its address: hld-2013")
        parser.add_argument("--kind", choices=KINDS, default=KINDS[0])
        parser.add_argument("--round-table", type=int, metavar="N")
        parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        dialogue = Dialogue.objects.filter(slug=options["dialogue"]).first()
        if dialogue is None:
            known = ", ".join(Dialogue.objects.values_list("slug", flat=True)) or "none"
            self._fail(options["dialogue"], f"there is no such dialogue; known: {known}")
        event = self._event(dialogue, options)
        output: Path = options["output"]
        try:
            check_format(output.suffix)
        except UnknownFormat as error:
            self._fail("--output", str(error))
        document = compose_report(dialogue, options["kind"], event=event, on=options["date"])
        faults = faults_of(document)
        if faults:
            self._fail(*[part for fault in faults for part in (fault.place, fault.message)])
        try:
            volumes = render_alone(document, output.suffix)
        except ContentFaults as error:
            self._fail(*[part for fault in error.faults for part in fault])
        except BuildFault as error:
            self._fail(*str(error).split(": ", 1))
        except MachineLacks as error:
            self._fail("machine", str(error), status=3)
        try:
            write_volumes(output, volumes)
        except OSError as error:
            self._fail(str(output), f"cannot be written: {error.strerror}")
        self.stdout.write(json.dumps(told(output, volumes, time.monotonic() - started)))

    def _event(self, dialogue: Dialogue, options: dict[str, Any]) -> Event | None:
        number = options["round_table"]
        if options["kind"] != ReportKind.ROUND_TABLE:
            return None
        event = dialogue.events.filter(round_table__number=number).first()
        if event is None:
            self._fail("--round-table", f"there is no round table {number}; give its number")
        return event

    def _fail(self, *places_and_messages: str, status: int = 1) -> NoReturn:
        pairs = zip(places_and_messages[::2], places_and_messages[1::2], strict=True)
        for place, message in pairs:
            self.stderr.write(f"error: {place}: {message}")
        sys.exit(status)
