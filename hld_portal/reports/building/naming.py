"""Naming chunks by the tree they are made of, before a line of HTML is written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from hld_portal import reports, text
from hld_portal.reports.building.chunk_store import (
    Manuscript,
    has_chunk,
    note_key,
    recall_key,
    save_manuscript,
)
from hld_portal.reports.building.setting import place_of
from hld_portal.reports.content import Block, Document, Heading, Part
from hld_portal.reports.renderers.chunks import Chunk
from hld_portal.reports.renderers.pdf import chunk_html, pages_key
from hld_portal.reports.renderers.pdf_html import Setting, setting_of


def name_chunks(document: Document, parts: list[Chunk]) -> list[str]:
    """Give the key of each chunk, and keep what those are set from that are not set yet.

    Writing the HTML of a long document costs more than joining it; of a chunk that is
    known by its tree it is not written.
    """
    setting = setting_of(document)
    frame = repr(replace(document, blocks=(), annexes=()))
    return [_name(document, part, setting, tree_key(frame, part, setting)) for part in parts]


def _name(document: Document, part: Chunk, setting: Setting, tree: str) -> str:
    known = recall_key(tree)
    if known is not None and has_chunk(known):
        return known
    html = chunk_html(document, part, setting=setting)
    key = pages_key(html)
    if not has_chunk(key):
        save_manuscript(key, Manuscript(html, place_of(part)))
    note_key(tree, key)
    return key


def tree_key(frame: str, part: Chunk, setting: Setting) -> str:
    """Hash all that the HTML of a chunk is made of: tree, anchors, code, style sheets, fonts.

    Args:
        frame: the document without its blocks.
    """
    anchors = [setting.headings.get(id(each)) for each in _headings(part.blocks)]
    parts = (pages_key(""), _code(), frame, repr(replace(part, number=0)), repr(anchors))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Part):
            yield from _headings(block.blocks)


@cache
def _code() -> str:
    """Give a digest of the code and style sheets that write HTML."""
    digest = hashlib.sha256()
    for package in (reports, text):
        for folder in package.__path__:
            for path in sorted(Path(folder).rglob("*")):
                if path.suffix in (".py", ".css", ".svg"):
                    digest.update(path.read_bytes())
    return digest.hexdigest()
