"""The record: the log, the outbox, the counters."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class RecordConfig(AppConfig):
    name = "hld_portal.record"
    label = "record"

    def ready(self) -> None:
        from hld_portal.record.triggers import (  # noqa: PLC0415 -- apps must be loaded
            check_triggers,
            install_triggers,
            lift_triggers,
        )

        # Altering a table is not possible under some triggers; each migrate puts them back.
        pre_migrate.connect(lift_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        register(check_triggers, Tags.database)
