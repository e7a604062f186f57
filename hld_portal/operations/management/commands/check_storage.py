"""Prove that issued files are safe: `ok issued`, or what their storage should have refused."""

from typing import Any

from django.core.files.storage import storages
from django.core.management.base import BaseCommand

from hld_portal.operations.write_once import find_faults


class Command(BaseCommand):
    help = "Try to replace and to delete a file where issued documents are kept."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            faults = list(find_faults(storages["issued"]))
        except Exception as error:
            faults = [f"it cannot be used: {error or type(error).__name__}"]
        for fault in faults:
            self.stderr.write(f"error: issued: {fault}")
        if faults:
            raise SystemExit(1)
        self.stdout.write("ok issued: nothing there is replaced or deleted")
