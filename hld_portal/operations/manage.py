"""`./portal manage`: Django's commands, on a database that is there, with our exit statuses."""

import os
import sys

from hld_portal.operations.home import ensure_home

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


def main(arguments: list[str]) -> int:
    ensure_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hld_portal.settings")
    from django.core.management import (  # noqa: PLC0415 -- the folder is checked first
        execute_from_command_line,
        get_commands,
    )

    command = arguments[0] if arguments else "help"
    if not command.startswith("-") and command not in {*get_commands(), "help", "version"}:
        print(
            f"error: COMMAND: {command!r} is not one; ./portal manage help lists them.",
            file=sys.stderr,
        )
        return 2
    if not command.startswith("-") and command not in WITHOUT_DATABASE:
        make_missing_database()
    execute_from_command_line(["./portal manage", *arguments])
    return 0


def make_missing_database() -> None:
    """Create the tables of a local SQLite database that does not exist yet.

    So that the first command on a fresh checkout works. A database that exists is left alone:
    bringing it up to date is a decision (`run` takes it, `migrate` takes it).
    """
    import django  # noqa: PLC0415 -- the folder is checked first
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or os.path.exists(database["NAME"]):
        return
    django.setup()
    print("Making the database ...", file=sys.stderr, flush=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
