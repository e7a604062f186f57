"""Tell with which accounts one can sign in to a local portal."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hld_portal.accounts.samples import is_offered, sample_accounts

COLUMNS = {"role": "Role", "email": "E-mail", "password": "Password"}


class Command(BaseCommand):
    help = "List the sample accounts, one per role (local mode only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="as one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_offered():
            self.stderr.write("error: accounts: there are no sample accounts in production.")
            sys.exit(1)
        rows = sample_accounts()
        if options["json"]:
            self.stdout.write(json.dumps(rows))
        elif rows:
            self._write_table(rows)
        else:
            self.stdout.write("No sample: ./portal manage load_sample loads it.")

    def _write_table(self, rows: list[dict[str, Any]]) -> None:
        lines = [COLUMNS, *rows]
        widths = {name: max(len(line[name]) for line in lines) for name in COLUMNS}
        for line in lines:
            cells = (line[name].ljust(widths[name]) for name in COLUMNS)
            self.stdout.write("  ".join(cells).rstrip())
