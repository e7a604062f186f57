"""The list of contents, set when the pages of all chunks are known.

Source: un-document.md, item 50; compiling.md, "The shape", 3.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import escape
from math import ceil
from typing import TYPE_CHECKING, Any

from hld_portal.reports.content import Document
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.contents_numbers import (
    Unnumbered,
    can_number,
    sample_numbers,
    with_numbers,
)
from hld_portal.reports.renderers.entries import Entry, entries_of
from hld_portal.reports.renderers.pdf_html import LINK, lang_attributes
from hld_portal.reports.renderers.words import word

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry, RenderedChunk

LONG = 24  # pages; from here on a document has contents
DEEPEST = 3  # I., A. and 1. are listed
LINES_PER_PAGE, HEAD_LINES = 34, 2  # of 18 points, without the last one’s space, on 610
MOST_PASSES = 4
TO_POINTS = 0.75  # from the pixels of the layout

Remember = Callable[[str, Callable[[], "RenderedChunk"]], "RenderedChunk"]


def set_afresh(key: str, make: Callable[[], RenderedChunk]) -> RenderedChunk:
    """Set pages without looking for them in a store."""
    return make()


def wants_contents(document: Document, pages: int) -> bool:
    """Whether a document of so many pages, contents not counted, has a list of them."""
    if document.contents is not None:
        return document.contents and bool(listed_entries(document))
    return pages >= LONG


def listed_entries(document: Document) -> list[Entry]:
    return [each for each in entries_of(document) if each.level <= DEEPEST]


def likely_length(entries: int) -> int:
    """Guess how many pages a list takes; a right guess saves setting it a second time."""
    return ceil((entries + HEAD_LINES) / LINES_PER_PAGE)


def set_contents(
    document: Document,
    anchors: dict[str, int],
    front: int,
    geometry: Geometry,
    remember: Remember = set_afresh,
    entries: Sequence[Entry] | None = None,
) -> RenderedChunk:
    """Set the list of contents, whose own length moves the numbers that it shows.

    Args:
        entries: those of a volume; of the whole document if not given.
        anchors: the page of each place, contents not counted.
        front: pages before the contents.
        remember: gives the pages kept under a key, or makes and keeps them.
    """
    if entries is None:
        entries = listed_entries(document)
    length = likely_length(len(entries))
    for _ in range(MOST_PASSES):
        pages = [_page(anchors.get(each.anchor, 1), front, length) for each in entries]
        chunk = _set(document, entries, pages, geometry, remember)
        if chunk.pages == length:
            break
        length = chunk.pages
    return chunk


def _page(page: int, front: int, length: int) -> int:
    return page + length if page > front else page


def _set(
    document: Document,
    entries: Sequence[Entry],
    pages: Sequence[int],
    geometry: Geometry,
    remember: Remember,
) -> RenderedChunk:
    """Set the list; a long one, which is likely to come back with other numbers, without them."""
    if can_number(pages, mirrored=direction(document.language) == "rtl"):
        unnumbered = _set_lines(document, entries, sample_numbers(len(pages)), geometry, remember)
        with suppress(Unnumbered):
            return with_numbers(unnumbered, pages)
    return _set_lines(document, entries, pages, geometry, remember)


def _set_lines(
    document: Document,
    entries: Sequence[Entry],
    pages: Sequence[int],
    geometry: Geometry,
    remember: Remember,
) -> RenderedChunk:
    from hld_portal.reports.renderers.pdf import page_html, pages_key, set_pages  # noqa: PLC0415 -- cycle

    html = page_html(document, contents_html(document, entries, pages), geometry)
    key = hashlib.sha256(f"contents\0{pages_key(html)}".encode()).hexdigest()
    return remember(key, lambda: set_pages(html))


def contents_html(document: Document, entries: Sequence[Entry], pages: Sequence[int]) -> str:
    """Write the list; its dots are stamped later, as artifacts."""
    lines = []
    annexes = sum(each.annex for each in entries)
    for i, (entry, page) in enumerate(zip(entries, pages, strict=True)):
        if entry.annex and annexes > 1 and not entries[i - 1].annex and _first_annex(entries, i):
            lines.append(f'<p class="toc l1">{escape(word("annexes", document.language))}</p>')
        following = entries[i + 1].level if i + 1 < len(entries) else 0
        leads = not entry.annex and following > entry.level
        lines.append(_line_html(entry, page, document.language, alone=annexes == 1, leads=leads))
    head = escape(word("contents", document.language))
    column = escape(word("page", document.language))
    return (
        f'<p class="tochead">{head}</p><p class="tocpage">{column}</p>'
        f'<div class="tocs">{"".join(lines)}</div>'
    )


def _first_annex(entries: Sequence[Entry], at: int) -> bool:
    return not any(each.annex for each in entries[:at])


def _line_html(entry: Entry, page: int, language: str, *, alone: bool, leads: bool) -> str:
    number = entry.number
    if entry.annex and not alone:
        number = number.removeprefix(word("annex", language)).strip()
    elif entry.annex:
        number = ""
    foreign = lang_attributes(entry.language) if entry.language != language else ""
    title = escape(entry.title) if not entry.annex or not alone else escape(entry.label)
    kind = (
        f"l{min(entry.level, DEEPEST)}" + ("" if number else " bare") + (" leads" if leads else "")
    )
    shown = f'<span class="no">{escape(number)}</span>' if number else ""
    return (
        f'<p class="toc {kind}">{shown}<a href="{LINK}{escape(entry.anchor)}"{foreign}>{title}</a>'
        f'<span class="lead"></span><span class="to">{page}</span></p>'
    )


def leaders_of(laid_out: Any) -> tuple[tuple[int, float, float], ...]:
    """Find where the dots of each line start: page from 1, points from left and top."""
    found = []
    for number, page in enumerate(laid_out.pages, start=1):
        for box in page._page_box.descendants():
            if box.element is not None and box.element.get("class") == "lead":
                top = (box.position_y + box.baseline) * TO_POINTS
                found.append((number, round(box.position_x * TO_POINTS, 2), round(top, 2)))
    return tuple(dict.fromkeys(found))
