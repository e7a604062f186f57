"""Triggers that make the database itself refuse to change what must not change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections


class Guard(NamedTuple):
    """One trigger: refuse `event` (UPDATE or DELETE) on a table, or on some of its columns."""

    model: str
    event: str
    columns: tuple[str, ...] = ()

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.event.lower()}"


# Models of other apps are named by text, so that the record imports none of them.
GUARDS = [
    Guard("record.LogEntry", "UPDATE"),
    Guard("record.LogEntry", "DELETE"),
    Guard("record.LogAnchor", "UPDATE"),
    Guard("record.LogAnchor", "DELETE"),
    Guard(
        "submissions.Version",
        "UPDATE",
        ("number", "title", "statement", "language", "sha256", "submission_id", "submitted_at"),
    ),
    Guard(
        "submissions.PointVersion", "UPDATE", ("text", "kind", "addressee", "replaces", "concern")
    ),
]


def install_triggers(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Create every missing trigger; runs after each migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for guard in GUARDS:
        if guard.table in tables and guard.name not in existing_triggers(using):
            with connection.cursor() as cursor:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)


def _statements(guard: Guard, vendor: str) -> list[str]:
    message = f"{guard.table} may not be changed: {guard.event}"
    columns = f" OF {', '.join(guard.columns)}" if guard.columns else ""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event}{columns} ON {guard.table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        ]
    return [
        "CREATE OR REPLACE FUNCTION guard_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% may not be changed: %', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event}{columns} ON {guard.table} "
        "FOR EACH ROW EXECUTE FUNCTION guard_refuse()",
    ]


def existing_triggers(using: str = "default") -> set[str]:
    """Return the names of all triggers of the database."""
    connection = connections[using]
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def missing_triggers(using: str = "default") -> list[str]:
    """Return the guards that are not in place, by name."""
    existing = existing_triggers(using)
    tables = set(connections[using].introspection.table_names())
    return [guard.name for guard in GUARDS if guard.table in tables and guard.name not in existing]


def check_triggers(
    *, app_configs: Any = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """System check (tag database): every guard must stand.

    A warning, since an error would keep `migrate`, which mends it, from running.
    """
    return [
        Warning(
            f"The trigger {name} is missing.", hint="Run ./portal manage migrate.", id="record.W001"
        )
        for alias in databases or []
        for name in missing_triggers(alias)
    ]
