"""Where rendered chunks lie, each under the hash of all that went into it."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from hld_portal.reports.renderers.pdf import RenderedChunk


def chunk_storage() -> Storage:
    return storages["chunks"]


def has_chunk(key: str) -> bool:
    """Whether the chunk lies there whole: the note is written after the pages."""
    return chunk_storage().exists(_note_name(key))


def save_chunk(key: str, chunk: RenderedChunk) -> None:
    """Keep a chunk; writing it twice leaves the same bytes."""
    storage = chunk_storage()
    storage.save(_pdf_name(key), ContentFile(chunk.pdf))
    told = {"pages": chunk.pages, "anchors": chunk.anchors, "leaders": chunk.leaders}
    note = json.dumps(told, sort_keys=True)
    storage.save(_note_name(key), ContentFile(note.encode()))


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
    storage = chunk_storage()
    with storage.open(_note_name(key)) as file:
        note = json.load(file)
    with storage.open(_pdf_name(key)) as file:
        return RenderedChunk(
            pdf=file.read(),
            pages=note["pages"],
            anchors=note["anchors"],
            leaders=tuple((page, x, y) for page, x, y in note["leaders"]),
        )


def _pdf_name(key: str) -> str:
    return f"{key[:2]}/{key}.pdf"


def _note_name(key: str) -> str:
    return f"{key[:2]}/{key}.json"
