"""`./portal manage`: Django's commands, on a database that is there, with our exit statuses."""

import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command, execute_from_command_line, get_commands
from django.db import OperationalError, ProgrammingError
from environs import EnvError

from hld_portal.operations.catalogues import compile_catalogues
from hld_portal.operations.home import ensure_home, fail

# Commands that make, inspect or replace the database themselves, or need none.
WITHOUT_DATABASE = {
    "check",
    "compilemessages",
    "count_words",
    "dbshell",
    "diffsettings",
    "flush",
    "help",
    "makemessages",
    "makemigrations",
    "migrate",
    "showmigrations",
    "sqlmigrate",
    "test",
    "typeset",
    "version",
}
# Steps of putting a new version in place. Without compiled catalogues the portal speaks English
# at /fr/, too, and says nothing of it.
DEPLOYING = {"collectstatic", "migrate"}


def main(arguments: list[str]) -> int:
    ensure_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hld_portal.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, EnvError) as error:
        fail("settings", str(error))
    command = arguments[0] if arguments else "help"
    if not command.startswith("-"):
        if command not in {*get_commands(), "help", "version"}:
            message = f"{command!r} is not one; ./portal manage help lists them."
            print(f"error: COMMAND: {message}", file=sys.stderr)
            return 2
        if command not in WITHOUT_DATABASE:
            make_missing_database()
        if command in DEPLOYING:
            compile_catalogues()
    try:
        execute_from_command_line(["./portal manage", *arguments])
    except (OperationalError, ProgrammingError) as error:
        if "--traceback" in arguments:
            raise
        fail("database", f"{error}; is it up to date? ./portal manage migrate brings it there.")
    except KeyboardInterrupt:
        return 130
    return 0


def make_missing_database() -> None:
    """Create the tables of a local SQLite database that does not exist yet.

    So that the first command on a fresh checkout works. A database that exists is left alone:
    bringing it up to date is a decision (`run` takes it, `migrate` takes it).
    """
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or os.path.exists(database["NAME"]):
        return
    print("Making the database ...", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
