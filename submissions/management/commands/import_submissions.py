"""Take statements from a JSON Lines file: all rows or none."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand

from hld_portal.env import LOCAL
from roundtables.models import Dialogue
from submissions.importing.rows import Row, RowReader
from submissions.importing.storing import store_rows


class Command(BaseCommand):
    help = "Import submissions from JSON Lines (docs/import.md); all rows or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dialogue", metavar="DIALOGUE", help="its address: hld-2013")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--publish",
            action="store_true",
            help="local mode only: confirm the best suggestions and publish, for a rehearsal",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["publish"] and not LOCAL:
            self._fail("--publish: works in local mode only; here a moderator decides")
        dialogue = Dialogue.objects.filter(slug=options["dialogue"]).first()
        if dialogue is None:
            known = ", ".join(Dialogue.objects.values_list("slug", flat=True)) or "none"
            self._fail(f"{options['dialogue']}: there is no such dialogue; known: {known}")
        path: Path = options["file"]
        rows, faults = RowReader(dialogue).read(self._lines(path))
        if faults:
            for fault in faults:
                place = f"row {fault.row}" + (f", {fault.field}" if fault.field else "")
                self.stderr.write(f"error: {place}: {fault.message}")
            self._result(len(rows) + len({fault.row for fault in faults}), 0, faults)
            sys.exit(1)
        self._name_ignored(rows)
        done = store_rows(dialogue, rows, source=path.name, publish=options["publish"])
        if done.repeated:
            self.stdout.write(f"{done.repeated} rows were here already and are left as they are.")
        self._result(len(rows), len(done.submissions), [])

    def _lines(self, path: Path) -> list[str]:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self._fail(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8")
        except OSError as error:
            self._fail(f"{path}: {error.strerror}")
        # Not splitlines(): a statement may hold U+2028, which ends no line of JSON Lines.
        return text.split("\n")

    def _name_ignored(self, rows: list[Row]) -> None:
        ignored = sorted({name for row in rows for name in row.unknown_fields})
        if ignored:
            self.stdout.write(f"Unknown fields are ignored: {', '.join(ignored)}.")

    def _result(self, rows: int, imported: int, faults: list[Any]) -> None:
        errors = [
            {"row": fault.row, "field": fault.field, "message": fault.message} for fault in faults
        ]
        result = {"rows": rows, "imported": imported, "errors": errors}
        self.stdout.write(json.dumps(result, ensure_ascii=False))

    def _fail(self, message: str) -> NoReturn:
        self.stderr.write(f"error: {message}")
        sys.exit(1)
