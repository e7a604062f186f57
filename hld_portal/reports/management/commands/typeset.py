"""Typeset a document given as JSON, in the format that the suffix of the output names."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from hld_portal.reports.building.alone import render_alone
from hld_portal.reports.building.faults import BuildFault
from hld_portal.reports.content import Document
from hld_portal.reports.content_json import ContentFaults, from_json
from hld_portal.reports.management.output import told, write_volumes
from hld_portal.reports.renderers import UnknownFormat, check_format
from hld_portal.reports.renderers.pdf import MachineLacks

INPUT_AT_FAULT, MACHINE_LACKS = 1, 3


class Command(BaseCommand):
    help = "Typeset a document given as JSON; the suffix of the output chooses the format."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.json")
        parser.add_argument("--geometry", choices=["2014", "2026"], default="2014")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        output: Path = options["output"]
        try:
            check_format(output.suffix)
            document = self._read(options["file"])
            volumes = render_alone(document, output.suffix, options["geometry"])
        except UnknownFormat as error:
            self._fail(INPUT_AT_FAULT, f"--output: {error}")
        except ContentFaults as error:
            self._fail(INPUT_AT_FAULT, *(str(each) for each in error.faults))
        except BuildFault as error:
            self._fail(INPUT_AT_FAULT, str(error))
        except MachineLacks as error:
            self._fail(MACHINE_LACKS, f"machine: {error}")
        try:
            write_volumes(output, volumes)
        except OSError as error:
            self._fail(INPUT_AT_FAULT, f"{output}: cannot be written: {error.strerror}")
        self.stdout.write(json.dumps(told(output, volumes, time.monotonic() - started)))

    def _read(self, path: Path) -> Document:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self._fail(INPUT_AT_FAULT, f"{path}: cannot be read: {error.strerror}")
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            line = before.count(b"\n") + 1
            column = error.start - (before.rfind(b"\n") + 1) + 1
            self._fail(INPUT_AT_FAULT, f"line {line} column {column}: not UTF-8")
        return from_json(text)

    def _fail(self, status: int, *faults: str) -> NoReturn:
        for each in faults:
            self.stderr.write(f"error: {each}")
        sys.exit(status)
