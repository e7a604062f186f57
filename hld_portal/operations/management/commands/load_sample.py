"""Load the invented contents of a local portal."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand

from hld_portal.operations.sampling.loading import load_sample
from hld_portal.refusals import Refused


class Command(BaseCommand):
    help = "Load the sample: invented stakeholders, people, submissions and findings; once."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_sample()
        except Refused as refused:
            self.stderr.write(f"error: load_sample: {refused.message}")
            sys.exit(1)
        if not loaded.submissions:
            self.stdout.write("Nothing to change: the sample is loaded.")
        self.stdout.write(json.dumps(loaded.as_dict()))
