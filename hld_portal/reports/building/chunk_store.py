"""Where rendered chunks lie, each under the hash of all that went into it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from hld_portal.reports.renderers.pdf import RenderedChunk


@dataclass(frozen=True)
class Manuscript:
    """What is to be set: HTML that needs nothing else, and what to call it in a message."""

    html: str
    place: str


def chunk_storage() -> Storage:
    return storages["chunks"]


def has_chunk(key: str) -> bool:
    """Whether the chunk lies there whole: the note is written after the pages."""
    return chunk_storage().exists(_name(key, "json"))


def save_chunk(key: str, chunk: RenderedChunk) -> None:
    """Keep a chunk; writing it twice leaves the same bytes."""
    storage = chunk_storage()
    storage.save(_name(key, "pdf"), ContentFile(chunk.pdf))
    told = {"pages": chunk.pages, "anchors": chunk.anchors, "leaders": chunk.leaders}
    _save_json(key, "json", told)


def remember_chunk(key: str, make: Callable[[], RenderedChunk]) -> RenderedChunk:
    """Return the chunk kept under a key, made and kept where there is none."""
    if not has_chunk(key):
        save_chunk(key, make())
    return load_chunk(key)


def load_chunk(key: str) -> RenderedChunk:
    """Return a stored chunk.

    Raises:
        FileNotFoundError: it was evicted; render it again.
    """
    note = _load_json(key, "json")
    with chunk_storage().open(_name(key, "pdf")) as file:
        return RenderedChunk(
            pdf=file.read(),
            pages=note["pages"],
            anchors=note["anchors"],
            leaders=tuple((page, x, y) for page, x, y in note["leaders"]),
        )


def chunk_pages(key: str) -> int:
    """Say how many pages a stored chunk has, without reading them."""
    pages: int = _load_json(key, "json")["pages"]
    return pages


def recall_key(tree: str) -> str | None:
    """Return the key of the chunk that was made of a tree before; None where nobody noted it."""
    try:
        key: str = _load_json(tree, "key")["key"]
    except FileNotFoundError:
        return None
    return key


def note_key(tree: str, key: str) -> None:
    """Note which chunk a tree becomes, so that its HTML is not written again to learn that."""
    if not chunk_storage().exists(_name(tree, "key")):
        _save_json(tree, "key", {"key": key})


def save_manuscript(key: str, manuscript: Manuscript) -> None:
    """Keep what a chunk is set from: no task needs to read the whole document for its part."""
    if not chunk_storage().exists(_name(key, "todo")):
        _save_json(key, "todo", asdict(manuscript))


def load_manuscript(key: str) -> Manuscript | None:
    """Return what a chunk is set from; None where it was evicted."""
    try:
        return Manuscript(**_load_json(key, "todo"))
    except FileNotFoundError:
        return None


def drop_manuscript(key: str) -> None:
    """Forget it once the chunk is set."""
    chunk_storage().delete(_name(key, "todo"))


def _save_json(key: str, suffix: str, value: dict[str, Any]) -> None:
    text = json.dumps(value, sort_keys=True)
    chunk_storage().save(_name(key, suffix), ContentFile(text.encode()))


def _load_json(key: str, suffix: str) -> dict[str, Any]:
    with chunk_storage().open(_name(key, suffix)) as file:
        found: dict[str, Any] = json.load(file)
    return found


def _name(key: str, suffix: str) -> str:
    return f"{key[:2]}/{key}.{suffix}"
