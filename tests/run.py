"""`./portal test`: every test on SQLite, those marked `database` again on PostgreSQL."""

from __future__ import annotations

import collections
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from hld_portal.operations.catalogues import compile_catalogues
from tests.services import ROOT, PostgreSQL

NOTHING_COLLECTED = 5
ONLY_LOOKING = {
    "--help",
    "-h",
    "--version",
    "-V",
    "--collect-only",
    "--co",
    "--fixtures",
    "--markers",
}
TAKE_A_VALUE = {"-k", "-m", "-p", "-n", "-o", "-W", "-c", "--maxfail", "--tb", "--durations"}


@dataclass
class Result:
    """How one run of pytest ended."""

    name: str
    status: int
    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def line(self) -> str:
        words = [f"{count} {name}" for name, count in self.counts.items() if count]
        return f"{self.name}: {', '.join(words) or 'nothing ran'} in {self.seconds:.0f} s"


def main(arguments: list[str]) -> int:
    compile_catalogues()
    arguments = absolute(arguments)
    first = pytest("SQLite", [*side_by_side(arguments), *arguments], "")
    results = [first]
    if first.status == NOTHING_COLLECTED:
        first.status = 1  # a typing error must not look like success
    elif not ONLY_LOOKING & set(arguments) and first.status in (0, 1):
        results.append(on_postgresql(arguments))
    summarize(results)
    return next((result.status for result in results if result.status), 0)


def side_by_side(arguments: list[str]) -> list[str]:
    """Use two processes, unless the caller wants to watch one; a file stays in one of them."""
    alone = {"--pdb", "--trace", "no:xdist"} & set(arguments)
    return [] if alone else ["-n", "2", "--dist", "loadfile"]


def on_postgresql(arguments: list[str]) -> Result:
    reason = PostgreSQL.why_not()
    if reason:
        required = os.environ.get("PORTAL_REQUIRE_ALL") == "1"
        return Result("PostgreSQL", status=int(required), skipped=[reason])
    with PostgreSQL() as server:
        result = pytest(
            "PostgreSQL", [*arguments, "-m", also_marked_database(arguments)], server.url
        )
    if result.status == NOTHING_COLLECTED:
        result.status = 0  # what was asked for has nothing to do with databases
    return result


def also_marked_database(arguments: list[str]) -> str:
    """Return the -m expression that narrows the caller's own to what is marked `database`."""
    expressions = [value for name, value in itertools.pairwise(arguments) if name == "-m"]
    return f"({expressions[-1]}) and database" if expressions else "database"


def pytest(name: str, arguments: list[str], database_url: str) -> Result:
    """Run pytest from the caller's folder and collect its figures."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hld-result-") as folder:
        figures = Path(folder) / "figures.json"
        # A DATABASE_URL of the caller's is left out: tests never touch data that are real.
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        environment["PORTAL_TEST_RESULT"] = str(figures)
        environment |= {"DATABASE_URL": database_url} if database_url else {}
        command = [sys.executable, "-P", "-m", "pytest", "-c", str(ROOT / "pyproject.toml")]
        status = subprocess.call([*command, "--rootdir", str(ROOT), *arguments], env=environment)
        found = json.loads(figures.read_text()) if figures.exists() else {}
    return Result(name, status, time.monotonic() - began, **found)


def absolute(arguments: list[str]) -> list[str]:
    """Make paths of tests absolute: the caller's, else the checkout's; none means all."""
    found, result = False, []
    for before, argument in zip(["", *arguments], arguments, strict=False):
        path, colons, rest = argument.partition("::")
        place = None if argument.startswith("-") or before in TAKE_A_VALUE else _place(path)
        found = found or bool(place)
        result.append(f"{place}{colons}{rest}" if place else argument)
    return result if found else [*result, str(ROOT / "tests")]


def _place(path: str) -> Path | None:
    places = (Path.cwd() / path, ROOT / path)
    return next((place for place in places if path and place.exists()), None)


def summarize(results: list[Result]) -> None:
    """Print what ran, what did not and why."""
    print("\n=== Closing summary ===")
    for result in results:
        print(result.line())
    reasons = collections.Counter(
        f"{result.name}: {reason.removeprefix('Skipped: ')}"
        for result in results
        for reason in result.skipped
    )
    for reason, count in reasons.most_common():
        print(f"  skipped {count}: {reason}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
