"""The record: the log, the outbox, the counters."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class RecordConfig(AppConfig):
    name = "hld_portal.record"
    label = "record"

    def ready(self) -> None:
        from hld_portal.record.triggers import check_triggers, install_triggers  # noqa: PLC0415 -- apps must be loaded

        # Altering a table drops its triggers on SQLite, so each migrate puts them back.
        post_migrate.connect(install_triggers, sender=self)
        register(check_triggers, Tags.database)
