"""The blocks of a document as the hierarchy of Akoma Ntoso.

Source: un-document.md, section 4.
"""

from __future__ import annotations

import re
from typing import Any

from hld_portal.reports.content import (
    Block,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    SubParagraph,
    Table,
)
from hld_portal.reports.content_walk import anchor_of
from hld_portal.reports.renderers.akn_inline import (
    XML_LANG,
    Around,
    add,
    eid_of,
    element,
    fill,
    remark,
)
from hld_portal.reports.renderers.akn_tables import table_element
from hld_portal.reports.renderers.entries import heading_number
from hld_portal.reports.renderers.words import word

Worded = Paragraph | SubParagraph

LEVELS = {1: "section", 2: "subsection"}
SHORT = {1: "sec", 2: "subsec"}


def add_blocks(parent: Any, blocks: tuple[Block, ...], around: Around) -> None:
    """Append blocks; what stands under a heading stands within its section."""
    open_sections: list[tuple[int, Any, str]] = [(0, parent, "")]
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if isinstance(block, Heading):
            while open_sections[-1][0] >= block.level:
                open_sections.pop()
            _, under, owner = open_sections[-1]
            section, name = _section(block, around, owner)
            under.append(section)
            open_sections.append((block.level, section, name))
            place += 1
            continue
        first = place if isinstance(block, SubParagraph) else place + 1
        items = _items_from(blocks, first) if isinstance(block, Worded) else []
        made = _block(block, items, around)
        if made is not None:
            open_sections[-1][1].append(made)
        place = first + len(items)


def _items_from(blocks: tuple[Block, ...], place: int) -> list[SubParagraph]:
    items: list[SubParagraph] = []
    for block in blocks[place:]:
        if not isinstance(block, SubParagraph):
            break
        items.append(block)
    return items


def _section(block: Heading, around: Around, owner: str) -> tuple[Any, str]:
    number = heading_number(block)
    short = SHORT.get(block.level, f"level{block.level}")
    label = f"{short}_{_slug(block.number or '') or 'unnumbered'}"
    name = around.names.take(f"{owner}__{label}") if owner else around.name(label)
    if block.level in LEVELS:
        made = element(LEVELS[block.level], eId=name)
    else:
        made = element("hcontainer", name=f"level{block.level}", eId=name)
    if number:
        add(made, "num", number)
    fill(add(made, "heading"), block.text, around, name)
    return made, name


def _slug(text: str) -> str:
    return re.sub(r"[^\w-]+", "", text)


def _block(block: Block, items: list[SubParagraph], around: Around) -> Any:
    match block:
        case Paragraph():
            return _paragraph(block, items, around)
        case SubParagraph():
            return _list(None, items, around, around.name("list"))
        case Quote():
            return _quote(block, around)
        case Table():
            return table_element(block, around)
        case Part():
            return _part(block, around)
        case Heading() | PageBreak():
            return None


# Paragraphs and their items


def _paragraph(block: Paragraph, items: list[SubParagraph], around: Around) -> Any:
    if block.number is None:
        name = around.name("text")
        made = element("hcontainer", name="unnumbered", eId=name)
    else:
        name = around.names.take(eid_of(anchor_of(block.number, around.reference)))
        made = element("paragraph", eId=name)
        add(made, "num", f"{block.number}.")
    if block.bold:
        made.set("class", "recommendation")
    _add_words(made, block, items, around, name)
    return made


def _add_words(
    made: Any, block: Worded, items: list[SubParagraph], around: Around, name: str
) -> None:
    """Add the words of a paragraph or point, and its items as a list after them."""
    if not items:
        _words(add(made, "content", eId=f"{name}__content"), block, around, name)
        return
    made.append(_list(block, items, around, f"{name}__list_1"))


def _list(block: Worded | None, items: list[SubParagraph], around: Around, name: str) -> Any:
    made = element("list", eId=name)
    if block is not None:
        _words(add(made, "intro", eId=f"{name}__intro"), block, around, name)
    top = min(each.level for each in items)
    place = 0
    while place < len(items):
        item = items[place]
        below = _deeper(items[place + 1 :], top)
        made.append(_point(item, below, around, name))
        place += 1 + len(below)
    return made


def _deeper(items: list[SubParagraph], level: int) -> list[SubParagraph]:
    found = []
    for item in items:
        if item.level <= level:
            break
        found.append(item)
    return found


def _point(item: SubParagraph, below: list[SubParagraph], around: Around, owner: str) -> Any:
    name = around.names.take(f"{owner}__point_{_slug(item.label) or 'item'}")
    made = element("point", eId=name)
    if item.bold:
        made.set("class", "recommendation")
    add(made, "num", item.label)
    _add_words(made, item, below, around, name)
    return made


def _words(content: Any, block: Worded, around: Around, name: str) -> None:
    line = fill(add(content, "p"), block.text, around, name, bold=block.bold)
    if around.show_sources and block.citations:
        remark(line, "; ".join(block.citations), class_="sources")
    if block.draft:
        remark(line, word("draft", around.language), status="editorial")


# Quotations and parts


def _quote(block: Quote, around: Around) -> Any:
    name = around.name("quote")
    made = element("hcontainer", name="quotation", eId=name)
    if block.language:
        made.set(XML_LANG, block.language)
    content = add(made, "content", eId=f"{name}__content")
    for runs in block.paragraphs:
        fill(add(add(content, "p"), "embeddedText"), runs, around, name)
    if block.source:
        add(content, "p", block.source, class_="source")
    return made


def _part(block: Part, around: Around) -> Any:
    name = around.names.take(block.reference.replace("/", "-") or "part")
    made = element("hcontainer", name="part", eId=name)
    if block.language:
        made.set(XML_LANG, block.language)
    add_blocks(made, block.blocks, around.within(block.reference, block.language))
    return made
