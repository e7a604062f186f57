"""Make the search terms of everything published anew."""

import json
from typing import Any

from django.core.management.base import BaseCommand

from hld_portal.search.indexing import index_missing, reindex


class Command(BaseCommand):
    help = "Make the search terms of all published submissions anew."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="only what has no terms yet, as the clock does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        count = index_missing() if options["missing"] else reindex()
        self.stdout.write(json.dumps({"indexed": count}))
