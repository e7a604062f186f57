"""What must be done before the portal can serve: tables, static files, dialogue, sample.

Runs in the process that supervises, with Django set up. Every step may run twice.
"""

from __future__ import annotations

import io
import json
import sys

from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from hld_portal.operations import stamp
from hld_portal.operations.catalogues import compile_catalogues
from hld_portal.operations.home import CHECKOUT, fail, portal_home
from hld_portal.record.triggers import missing_triggers

DIALOGUE = CHECKOUT / "roundtables" / "data" / "hld-2013.yaml"


def prepare(*, sample: bool) -> None:
    """Bring database, static files and contents in line with the code.

    Args:
        sample: load the invented stakeholders and submissions too; never removes them.
    """
    try:
        _migrate()
        _prepare_files()
        _load("the dialogue", "load_dialogue", str(DIALOGUE))
        if sample:
            _load("the sample", "load_sample")
        stamp.write(portal_home(), sample=sample or has_sample())
    except (CommandError, DatabaseError, OSError) as error:
        fail("setting up", str(error))


def has_sample() -> bool:
    return bool(accounts())


def accounts() -> list[dict[str, str]]:
    """Return the sample accounts, empty when there is no sample."""
    if "accounts" not in get_commands():
        return []
    try:
        return json.loads(_output("accounts", "--json").splitlines()[-1])
    except (CommandError, IndexError):
        return []


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    planned = executor.migration_plan(executor.loader.graph.leaf_nodes())
    # A trigger that is new in the code comes without a migration: migrate puts it in place.
    missing = missing_triggers()
    if missing and not planned:
        # Said aloud: somebody may have taken it away, and `verify_log` cannot tell any more.
        names = ", ".join(missing)
        print(f"Guards of the database were missing, put back now: {names}", file=sys.stderr)
    if planned or missing:
        _say("the database")
        _output("migrate", interactive=False)
        _output("createcachetable")


def _prepare_files() -> None:
    _say("static files")
    compile_catalogues()
    _output("collectstatic", interactive=False, clear=True)


def _load(what: str, command: str, *arguments: str) -> None:
    """Call a command that brings contents; each of them changes nothing the second time."""
    if command not in get_commands():
        return
    _say(what)
    _output(command, *arguments)


def _say(what: str) -> None:
    print(f"Preparing {what} ...", file=sys.stderr, flush=True)


def _output(command: str, *arguments: str, **options: object) -> str:
    text = io.StringIO()
    call_command(command, *arguments, stdout=text, **options)
    return text.getvalue()
