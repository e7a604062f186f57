"""Prove the log: `ok N entries`, or where it is broken."""

from typing import Any

from django.core.management.base import BaseCommand

from hld_portal.record.models import LogEntry
from hld_portal.record.verifying import find_breaks


class Command(BaseCommand):
    help = "Check the chain of every object's history, its heads, anchors and triggers."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        breaks = list(find_breaks())
        if not breaks:
            self.stdout.write(f"ok {LogEntry.objects.count()} entries")
            return
        for place in breaks:
            self.stdout.write(f"broken at {place}")
        raise SystemExit(1)
