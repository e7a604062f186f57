"""Triggers that make the database itself refuse to change what must not change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.core.checks import CheckMessage, Warning
from django.db import connections

ISSUES = "reports_issue"


class Guard(NamedTuple):
    """One trigger: refuse `event` (INSERT, UPDATE or DELETE) on a table.

    Of an update it may watch some columns, or all but some (`free`); with a `condition`, SQL
    over OLD and NEW, it refuses only where that holds.
    """

    model: str
    event: str
    columns: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    condition: str = ""

    @property
    def table(self) -> str:
        return apps.get_model(self.model)._meta.db_table

    @property
    def name(self) -> str:
        return f"guard_{self.table}_{self.event.lower()}"

    def fits(self, tables: set[str]) -> bool:
        """Whether all that it names is there: not while only some apps are migrated."""
        return self.table in tables and (ISSUES not in self.condition or ISSUES in tables)

    @property
    def watched(self) -> tuple[str, ...]:
        """The columns it watches; none stands for all."""
        if not self.free:
            return self.columns
        fields = apps.get_model(self.model)._meta.concrete_fields
        names = [field.column for field in fields]
        return tuple(name for name in names if name not in self.free)


def _behind_issued(column: str, row: str) -> str:
    """Say in SQL that a row belongs to a document that is issued."""
    return f"EXISTS (SELECT 1 FROM {ISSUES} WHERE {column} = {row} AND state = 'issued')"  # noqa: S608 -- constants


def _guards_behind_issued(model: str, column: str, key: str) -> list[Guard]:
    """Refuse every change of the rows behind an issued document, and new ones, too."""
    old, new = _behind_issued(column, f"OLD.{key}"), _behind_issued(column, f"NEW.{key}")
    return [
        Guard(model, "INSERT", condition=new),
        Guard(model, "UPDATE", condition=f"{old} OR {new}"),
        Guard(model, "DELETE", condition=old),
    ]


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
    # An issued document never changes; its log goes on.
    Guard(
        "reports.Issue",
        "UPDATE",
        free=("log_head", "log_count"),
        condition="OLD.state = 'issued'",
    ),
    Guard("reports.Issue", "DELETE", condition="OLD.state = 'issued'"),
    *_guards_behind_issued("reports.IssueSource", "id", "issue_id"),
    *_guards_behind_issued("reports.BuildFile", "build_id", "build_id"),
    *_guards_behind_issued("reports.Chain", "build_id", "build_id"),
    Guard("reports.Build", "UPDATE", condition=_behind_issued("build_id", "OLD.id")),
    Guard("reports.Build", "DELETE", condition=_behind_issued("build_id", "OLD.id")),
]


def install_triggers(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Create every missing trigger; runs after each migrate."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for guard in GUARDS:
        if guard.fits(tables) and guard.name not in existing_triggers(using):
            with connection.cursor() as cursor:
                for statement in _statements(guard, connection.vendor):
                    cursor.execute(statement)


def lift_triggers(
    sender: Any = None, using: str = "default", plan: Sequence[Any] = (), **kwargs: Any
) -> None:
    """Take the guards away while tables are altered; `install_triggers` puts them back.

    SQLite renames no table while a trigger names one that is being made anew, PostgreSQL
    changes no column that a trigger watches. Nothing is lifted when nothing is to be migrated.
    """
    connection = connections[using]
    existing = existing_triggers(using) if plan else set()
    for guard in GUARDS:
        if guard.name in existing:
            table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TRIGGER {guard.name}{table}")


def _statements(guard: Guard, vendor: str) -> list[str]:
    columns = f" OF {', '.join(guard.watched)}" if guard.watched else ""
    head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event}{columns} ON {guard.table}"
    if vendor == "sqlite":
        message = f"{guard.table} may not be changed: {guard.event}"
        when = f" WHEN {guard.condition}" if guard.condition else ""
        return [f"{head}{when} BEGIN SELECT RAISE(ABORT, '{message}'); END"]
    return [_function(guard), f"{head} FOR EACH ROW EXECUTE FUNCTION {guard.name}()"]


def _function(guard: Guard) -> str:
    """PostgreSQL looks into no other table in a WHEN, so the condition stands in the function."""
    refuse = (
        "RAISE EXCEPTION '% may not be changed: %', TG_TABLE_NAME, TG_OP "
        "USING ERRCODE = 'restrict_violation';"
    )
    if guard.condition:
        row = "OLD" if guard.event == "DELETE" else "NEW"
        refuse = f"IF {guard.condition} THEN {refuse} END IF; RETURN {row};"
    return (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {refuse} END $$"
    )


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
    return [guard.name for guard in GUARDS if guard.fits(tables) and guard.name not in existing]


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
