"""What was prepared already, for which code and which database; read before Django is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from hld_portal.operations.home import CHECKOUT

SOURCES = ("hld_portal", "locale", "roundtables", "submissions", "static", "templates")
MADE_BY_US = (".pyc", ".mo", ".part")


def is_current(home: Path, *, sample: bool) -> bool:
    """Say whether everything was prepared for exactly this code and this SQLite database."""
    stored = read(home)
    return stored == wanted(home, sample=sample or bool(stored.get("sample")))


def wanted(home: Path, *, sample: bool) -> dict[str, object]:
    return {"code": code_digest(), "database": _identity(home / "db.sqlite3"), "sample": sample}


def _identity(database: Path) -> str:
    try:
        return f"{database}:{database.stat().st_ino}"  # a file put in its place is another one
    except OSError:
        return "none"


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


def read(home: Path) -> dict[str, object]:
    try:
        return json.loads(_path(home).read_text())
    except (OSError, ValueError):
        return {}


def write(home: Path, *, sample: bool) -> None:
    _path(home).parent.mkdir(exist_ok=True)
    _path(home).write_text(json.dumps(wanted(home, sample=sample)))


def _path(home: Path) -> Path:
    return home / "run" / "prepared.json"
