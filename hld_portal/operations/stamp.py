"""What was prepared already, for which code and which database; read before Django is there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from hld_portal.operations.home import CHECKOUT, run_folder

SOURCES = ("hld_portal", "locale", "roundtables", "submissions", "static", "templates")
MADE_BY_US = (".pyc", ".mo", ".part")


def is_current(*, database: str, sample: bool) -> bool:
    """Say whether everything was prepared for exactly this code and this database.

    Args:
        database: path of the SQLite file; empty for a server, whose contents no stamp can know.
    """
    stored = read()
    return bool(database) and stored == wanted(
        database, sample=sample or bool(stored.get("sample"))
    )


def wanted(database: str, *, sample: bool) -> dict[str, object]:
    return {"code": code_digest(), "database": _identity(database), "sample": sample}


def _identity(database: str) -> str:
    try:
        status = os.stat(database)
    except OSError:
        return "none"
    return f"{database}:{status.st_ino}"  # a file put in its place is another database


def code_digest() -> str:
    """Return one hash over every file that decides what preparing does."""
    digest = hashlib.sha256()
    for path in _source_files():
        digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _source_files() -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.is_file() and path.suffix not in MADE_BY_US:
                yield path


def read() -> dict[str, object]:
    try:
        return json.loads(_path().read_text())
    except (OSError, ValueError):
        return {}


def write(database: str, *, sample: bool) -> None:
    _path().write_text(json.dumps(wanted(database, sample=sample)))


def _path() -> Path:
    return run_folder() / "prepared.json"
