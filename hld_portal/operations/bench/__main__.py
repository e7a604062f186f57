"""`./portal bench [NAME ...]`: run benches, print their table and one line of JSON.

`--submissions N` and `--chunked` are for `compile`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import sys
import tempfile
from collections.abc import Iterable

import django

from hld_portal.operations import bench
from hld_portal.operations.bench import Measure


def main(arguments: list[str]) -> int:
    options = parse(arguments)
    names = benches()
    unknown = [name for name in options.names if name not in names]
    if unknown or not names:
        there = f"there are: {', '.join(names)}." if names else "there is none yet."
        print(
            f"error: NAME: no bench called {', '.join(unknown) or 'anything'}; {there}",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="hld-bench-") as home:
        os.environ["PORTAL_HOME"] = home
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hld_portal.settings")
        if options.submissions:
            os.environ["PORTAL_BENCH_SUBMISSIONS"] = str(options.submissions)
        if options.chunked:
            os.environ["PORTAL_BENCH_CHUNKED"] = "1"
        django.setup()
        measures = [measure for name in options.names or names for measure in run(name)]
    for line in table(measures):
        print(line)
    print(json.dumps(as_json(measures)))
    return 0 if all(measure.holds for measure in measures) else 1


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./portal bench", allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument(
        "--submissions", type=_count, metavar="N", help="how many compile sets (default: 300)"
    )
    parser.add_argument(
        "--chunked", action="store_true", help="compile without WeasyPrint alone and rebuilds"
    )
    return parser.parse_args(arguments)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of submissions (2 or more).")
    return int(text)


def benches() -> list[str]:
    """Return the names of the benches that exist."""
    found = (module.name for module in pkgutil.iter_modules(bench.__path__))
    return sorted(name for name in found if not name.startswith("_"))


def run(name: str) -> Iterable[Measure]:
    print(f"Measuring {name} ...", file=sys.stderr, flush=True)
    return importlib.import_module(f"{bench.__name__}.{name}").measure()


def table(measures: list[Measure]) -> list[str]:
    width = max(len(measure.name) for measure in measures)
    return [
        f"{measure.name:<{width}}  {measure.value:>10.3g} {measure.unit:<8} goal "
        f"{'≥' if measure.at_least else '≤'} {measure.goal:<8.3g} {'holds' if measure.holds else 'MISSED'}"
        for measure in measures
    ]


def as_json(measures: list[Measure]) -> dict[str, dict[str, object]]:
    return {
        measure.name: {"value": measure.value, "goal": measure.goal, "holds": measure.holds}
        for measure in measures
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
