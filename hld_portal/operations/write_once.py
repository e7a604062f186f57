"""Whether the storage of issued files keeps what it was given: asked of the storage itself.

A class that looks before it writes is not enough, since two writers may look at the same time;
so the write is tried without that look, as Django's storages define it (`_save`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

# Written once and never deleted, as everything there: the same name and bytes every time.
PROBE = "write-once/probe.txt"
KEPT = b"Kept here to see that nothing can take its place.\n"
OTHER = b"This must never be read.\n"


def find_faults(storage: Any) -> Iterator[str]:
    """Try to replace and to delete a file; say each thing that the storage should not have done.

    Raises:
        Exception: whatever the storage raises when it cannot be reached or written at all.
    """
    if not storage.exists(PROBE):
        name = storage.save(PROBE, ContentFile(KEPT))
        if name != PROBE:
            yield f"it kept {PROBE} under another name, {name}"
            return
    if _read(storage) != KEPT:
        yield f"{PROBE} does not read as it was written"
        return
    yield from _tried(storage, "replaced a file without complaint", _replace)
    yield from _tried(storage, "deleted a file without complaint", _delete)
    if not storage.exists(PROBE):
        yield f"{PROBE} is gone"
    elif _read(storage) != KEPT:
        yield f"{PROBE} reads otherwise now: a file of an issued document could be changed"


def _tried(storage: Any, fault: str, deed: Any) -> Iterator[str]:
    try:
        deed(storage)
    except Exception:
        return
    yield f"it {fault}"


def _replace(storage: Any) -> None:
    storage._save(PROBE, ContentFile(OTHER))


def _delete(storage: Storage) -> None:
    storage.delete(PROBE)


def _read(storage: Storage) -> bytes:
    with storage.open(PROBE) as file:
        return file.read()
