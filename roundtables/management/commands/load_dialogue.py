"""Set up a dialogue from a file, or bring it up to date with it."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import IntegrityError

from roundtables.enums import RESERVED_SLUGS
from roundtables.loading.applying import apply_plan
from roundtables.loading.faults import Fault, FaultyFile
from roundtables.loading.reading import read_dialogue_file
from roundtables.loading.sections import SLUG
from roundtables.loading.tally import Tally


class Command(BaseCommand):
    help = "Load a dialogue from its set-up file (docs/dialogue-file.md); all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the set-up file, YAML")
        parser.add_argument(
            "--check", action="store_true", help="list every problem; change nothing"
        )
        parser.add_argument(
            "--trial", metavar="SLUG", default="", help="make a rehearsal copy at this address"
        )

    def handle(self, *args: Any, file: str, check: bool, trial: str, **options: Any) -> None:
        if trial and (not SLUG.fullmatch(trial) or len(trial) > 50 or trial in RESERVED_SLUGS):
            self.stderr.write(f'error: --trial: "{trial}" cannot be the address of a dialogue')
            sys.exit(2)
        try:
            plan = read_dialogue_file(Path(file))
            tally = apply_plan(plan, trial_slug=trial, check=check)
        except FaultyFile as faulty:
            self._refuse(file, faulty.faults)
        except IntegrityError as problem:
            self._refuse(file, [Fault(0, f"this collides with what is stored: {problem}")])
        else:
            self._report(trial or plan.slug, tally, check=check)

    def _refuse(self, file: str, faults: list[Fault]) -> None:
        for fault in faults:
            self.stderr.write(fault.at(file))
        sys.exit(1)

    def _report(self, slug: str, tally: Tally, *, check: bool) -> None:
        for remark in tally.remarks:
            self.stdout.write(remark)
        if not tally.wrote_anything:
            self.stdout.write(f"Nothing to change: {slug} is as the file says.")
        elif check:
            self.stdout.write(f"Checked only; nothing was changed. {slug} would be loaded so:")
        else:
            self.stdout.write(f"Loaded {slug}.")
        self.stdout.write(json.dumps(tally.counts()))
