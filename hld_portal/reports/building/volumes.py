"""Parting a very long document into volumes, each a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil

from hld_portal.reports.building.unlinking import unlinked
from hld_portal.reports.composing.numbering import roman
from hld_portal.reports.content import Annex, Block, Document, Footnote, FootnoteCall
from hld_portal.reports.content_walk import inline_of, iterate_blocks
from hld_portal.reports.renderers.chunks import Chunk, front_stands_alone
from hld_portal.reports.renderers.contents import likely_length, listed_entries
from hld_portal.reports.renderers.entries import Entry, entries_of
from hld_portal.reports.renderers.words import word

MOST_PAGES = 2_000  # of a volume, front page and contents included


@dataclass(frozen=True)
class Volume:
    """A volume: its tree, with front page and title of its own, and the chunks that fill it."""

    number: int  # from 1
    total: int
    document: Document
    first: int  # number of its first chunk
    end: int  # number of the chunk after its last

    @property
    def is_only(self) -> bool:
        return self.total == 1


def volumes_of(document: Document, parts: Sequence[Chunk], pages: Sequence[int]) -> list[Volume]:
    """Part a document where it is longer than one volume holds; most have only one.

    Volumes are of about the same length and are cut only where a chunk starts, that is
    between submissions. The first chunk, the front page, belongs to none of several.

    Args:
        parts: the chunks of the document, in order.
        pages: how many pages each of them has.
    """
    starts = _starts(document, parts, pages)
    total = len(starts)
    if total == 1:
        return [Volume(1, 1, document, 0, len(parts))]
    ends = [*starts[1:], len(parts)]
    return [
        Volume(number, total, _document(document, parts[first:end], number, total), first, end)
        for number, (first, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]


def volume_entries(volume: Volume, document: Document, anchors: set[str]) -> list[Entry]:
    """List the headings of a volume, led by those that were open when it began.

    Args:
        document: the whole, by which the anchors on the pages are counted.
        anchors: those on the pages of the volume.
    """
    open_heads: dict[int, Entry] = {}
    own: list[Entry] = []
    for entry in entries_of(document):
        if entry.anchor in anchors:
            own.append(entry)
        elif own:
            break
        else:
            open_heads = {level: held for level, held in open_heads.items() if level < entry.level}
            open_heads[entry.level] = entry
    if not own:
        return []
    suffix = word("continued", document.language)
    return [
        replace(entry, anchor=own[0].anchor, title=f"{entry.title} {suffix}")
        for level, entry in sorted(open_heads.items())
        if level < own[0].level
    ] + own


# Where volumes are cut


def _starts(document: Document, parts: Sequence[Chunk], pages: Sequence[int]) -> list[int]:
    """Give the first chunk of each volume; [0] where one volume holds all."""
    listed = likely_length(len(listed_entries(document)))
    if sum(pages) + listed <= MOST_PAGES or not front_stands_alone(document):
        return [0]
    # Contents grow with what they list: each chunk bears its share of them.
    share = listed / max(1, sum(pages[1:]))
    lengths = [each * (1 + share) for each in pages[1:]]
    room = max(1, MOST_PAGES - pages[0])
    allowed = [place for place, part in enumerate(parts[1:]) if _may_start(part)]
    starts = [0]
    for count in range(ceil(sum(lengths) / room), len(allowed) + 1):
        starts = _even_starts(lengths, allowed, count)
        if max(_filled(lengths, starts)) <= room:
            break
    if len(starts) == 1:
        return [0]
    return [place + 1 for place in starts]


def _may_start(part: Chunk) -> bool:
    """An annex is kept in one volume; the body may be cut before each of its chunks."""
    return part.annex is not None or not part.reference


def _even_starts(lengths: Sequence[float], allowed: Sequence[int], count: int) -> list[int]:
    """Cut into `count` parts of about the same length, where it is allowed."""
    before = [0.0, *accumulate(lengths)]
    wanted = [before[-1] * place / count for place in range(1, count)]
    cuts = {min(allowed[1:], key=lambda at: abs(before[at] - each), default=0) for each in wanted}
    return sorted({0, *cuts})


def _filled(lengths: Sequence[float], starts: Sequence[int]) -> list[float]:
    ends = [*starts[1:], len(lengths)]
    return [sum(lengths[first:end]) for first, end in zip(starts, ends, strict=True)]


# The tree of a volume


def _document(document: Document, parts: Sequence[Chunk], number: int, total: int) -> Document:
    shown = word("volume", document.language).format(number, total)
    masthead = document.masthead
    own = replace(
        document,
        title=f"{document.title} ({shown})",
        masthead=replace(masthead, symbol=f"{masthead.symbol} (Vol. {roman(number)})"),
        blocks=tuple(block for part in parts if not _is_annex(part) for block in part.blocks),
        annexes=tuple(_annexes(document, parts)),
        contents=True,
    )
    return unlinked(replace(own, footnotes=_footnotes(own)))


def _is_annex(part: Chunk) -> bool:
    return bool(part.reference)


def _annexes(document: Document, parts: Sequence[Chunk]) -> Iterator[Annex]:
    for place in dict.fromkeys(part.annex_place for part in parts if _is_annex(part)):
        yield document.annexes[place]


def _footnotes(document: Document) -> tuple[Footnote, ...]:
    called = {
        run.number
        for block in _blocks(document)
        for runs in inline_of(block)
        for run in runs
        if isinstance(run, FootnoteCall)
    }
    return tuple(note for note in document.footnotes if note.number in called)


def _blocks(document: Document) -> Iterator[Block]:
    return (block for _, block in iterate_blocks(document))
