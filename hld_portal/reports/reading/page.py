"""A leaf of a document as the portal's page shows it: paragraphs with their margin of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from hld_portal.reports.content import (
    Block,
    Inline,
    Paragraph,
    Run,
    SubParagraph,
    Text,
    Voice,
)
from hld_portal.reports.content_walk import anchor_of, citations_of, direction
from hld_portal.reports.leaves import Leaf, Leaves
from hld_portal.reports.models import Chain
from hld_portal.reports.reading.chain import reference_of, with_chain
from hld_portal.reports.reading.published import Edition
from hld_portal.reports.reading.standing import Behind, Standing, standing_behind
from hld_portal.reports.renderers.entries import Entry, annex_anchor
from hld_portal.reports.renderers.html import Around, blocks_html, inline_html
from hld_portal.reports.renderers.words import front_lines, word

CONTENTS = "contents"
VOICES = {
    "said": _("What was said"),
    "participants": _("Participants’ recommendations"),
    "author": _("The author’s own text"),
}


@dataclass(frozen=True)
class Sentence:
    """A sentence's letter in the margin, and the submissions behind it."""

    letter: str
    sources: list[Behind]


@dataclass
class Row:
    """A numbered paragraph, an item of one, or other blocks (`html` alone)."""

    html: SafeString
    is_paragraph: bool = False
    number: int | None = None
    anchor: str = ""
    label: str = ""  # "(a)" of an item
    level: int = 1
    voice: Voice = ""
    voice_label: str = ""  # where the voice changes
    bold: bool = False
    draft: bool = False
    sentences: list[Sentence] = field(default_factory=list)
    own: list[tuple[str, str]] = field(default_factory=list)  # reference and address


@dataclass(frozen=True)
class Section:
    """Rows of the body, or of an annex with its head."""

    rows: list[Row]
    anchor: str = ""
    label: str = ""
    title: str = ""


@dataclass(frozen=True)
class Line:
    """A line of the contents, with where it leads."""

    entry: Entry
    href: str


def page_of(user: Any, edition: Edition, leaves: Leaves, at: str) -> dict[str, Any]:
    """Return what the page shows at a place: "" for the beginning, `contents`, or an anchor.

    Queries: see `standing_behind`; 1 more for the chain when signed in
    """
    leaf = None if at == CONTENTS else leaves.at(at)
    lost = at if leaf is None and at != CONTENTS else ""
    if lost:
        leaf = leaves.leaves[0]
    context = front_of(leaves) | {
        "leaves": leaves,
        "leaf": leaf,
        "lost": lost,
        "contents": contents_of(leaves, leaf),
        "is_first": leaf is not None and leaf.number == 1,
    }
    if leaf is None:
        return context
    dialogue = edition.report.dialogue
    chain = Chain.objects.filter(build=edition.build).first() if user.is_authenticated else None
    cited = replace(leaf, blocks=with_chain(leaf.blocks, chain.passages)) if chain else leaf
    standing = standing_behind(user, dialogue, references_on(cited))
    return context | {
        "standing": standing,
        "printed": _own_printed(leaves, leaf, chain, standing),
        "sections": sections_of(leaves, cited, standing),
        "notes": notes_of(leaves, leaf),
        "previous": leaves.leaves[leaf.number - 2] if leaf.number > 1 else None,
        "next": leaves.leaves[leaf.number] if leaf.number < len(leaves.leaves) else None,
    }


def _own_printed(
    leaves: Leaves, leaf: Leaf, chain: Chain | None, standing: Standing
) -> list[tuple[str, str]]:
    """Say where the reader's own submissions are printed in full: reference and address."""
    anchors = chain.printed if chain else {}
    return [
        (reference, address_of(leaves, anchor, here=anchor in leaf.anchors))
        for reference, anchor in anchors.items()
        if reference in standing.own and anchor in leaves.places
    ]


def references_on(leaf: Leaf) -> set[str]:
    """Collect all that the sentences of a leaf cite."""
    blocks = [*leaf.blocks, *(each for _, annex in leaf.annexes for each in annex.blocks)]
    return {reference_of(key) for block in blocks for key in citations_of(block)}


def sections_of(leaves: Leaves, leaf: Leaf, standing: Standing) -> list[Section]:
    """Return what stands on a leaf, each sentence marked whose sources the reader may know."""
    document = leaves.document
    around = Around(document.language, headings=leaves.headings)
    sections = [Section(list(_rows(leaf.blocks, around, standing)))] if leaf.blocks else []
    for place, annex in leaf.annexes:
        anchor = annex_anchor(place)
        label = word("annex", document.language) + (f" {annex.number}" if annex.number else "")
        within = replace(around, reference=annex.reference or anchor)
        rows = list(_rows(annex.blocks, within, standing))
        sections.append(Section(rows, anchor, label, annex.title))
    if not leaves.is_whole:
        for row in (row for section in sections for row in section.rows):
            row.html = _leading_across(row.html, leaves, leaf)
    return sections


def _leading_across(html: str, leaves: Leaves, leaf: Leaf) -> SafeString:
    """Let links to places on other leaves lead there."""

    def address(found: re.Match[str]) -> str:
        anchor = found[1]
        here = anchor in leaf.anchors or anchor not in leaves.places
        return f'href="{address_of(leaves, anchor, here=here)}"'

    return _safe(re.sub(r'href="#([^"]+)"', address, html))


def front_of(leaves: Leaves) -> dict[str, Any]:
    """Return what stands before the text: masthead, marks, notes, summary."""
    document = leaves.document
    masthead = document.masthead
    around = Around(document.language)
    lines = front_lines(
        document.language, masthead.distribution, masthead.date, masthead.original_language
    )
    return {
        "document": document,
        "direction": direction(document.language),
        "masthead": masthead,
        "front_lines": [line for line in lines if line],
        "front_notes": [_safe(inline_html(each, around)) for each in document.front_notes],
        "summary_head": word("summary", document.language),
        "contents_head": word("contents", document.language),
        "draft_word": word("draft", document.language),
        "summary": [_safe(inline_html(each, around)) for each in document.summary],
    }


def notes_of(leaves: Leaves, leaf: Leaf) -> list[tuple[int, SafeString]]:
    """Return the footnotes that a leaf calls."""
    language = leaves.document.language
    around = Around(language)
    return [
        (
            note.number,
            _safe(inline_html(note.text, around) if note.text else word("unknown", language)),
        )
        for note in leaves.footnotes(leaf)
    ]


def contents_of(leaves: Leaves, leaf: Leaf | None) -> list[Line]:
    """Return the lines of the contents; of a long document those of this leaf in full.

    Args:
        leaf: the one that is open; None for all lines of all leaves.
    """
    shown = []
    for each in leaves.leaves:
        full = leaves.is_whole or leaf is None or each.number == leaf.number
        for entry in each.entries:
            if full or entry.level == 1:
                here = leaf is not None and each.number == leaf.number
                shown.append(Line(entry, address_of(leaves, entry.anchor, here=here)))
    return shown


def address_of(leaves: Leaves, anchor: str, *, here: bool) -> str:
    """Give the address of an anchor from a page of the document."""
    return f"#{anchor}" if here or leaves.is_whole else f"?at={anchor}#{anchor}"


def _rows(blocks: Iterable[Block], around: Around, standing: Standing) -> Iterator[Row]:
    voice: Voice = ""
    for block in blocks:
        if isinstance(block, Paragraph | SubParagraph):
            row = _paragraph(block, around, standing)
            if block.voice != voice:
                voice = block.voice
                row.voice_label = str(VOICES.get(voice, ""))
            yield row
        else:
            voice = ""
            yield Row(_safe(blocks_html((block,), around)))


def _paragraph(block: Paragraph | SubParagraph, around: Around, standing: Standing) -> Row:
    html, sentences = _worded(block.text, around, standing)
    number = block.number if isinstance(block, Paragraph) else None
    return Row(
        html=html,
        is_paragraph=True,
        number=number,
        anchor=anchor_of(number, around.reference) if number is not None else "",
        label=block.label if isinstance(block, SubParagraph) else "",
        level=block.level if isinstance(block, SubParagraph) else 1,
        voice=block.voice,
        bold=block.bold,
        draft=block.draft,
        sentences=[*sentences, *_of_the_block(block, standing)],
        own=[(each, standing.own[each]) for each in _references(block) if each in standing.own],
    )


def _of_the_block(block: Paragraph | SubParagraph, standing: Standing) -> list[Sentence]:
    behind = _behind(block.citations, standing)
    return [Sentence("", behind)] if behind else []


def _behind(keys: Iterable[str], standing: Standing) -> list[Behind]:
    references = dict.fromkeys(reference_of(key) for key in keys)
    return [standing.sources[each] for each in references if each in standing.sources]


def _references(block: Block) -> list[str]:
    return list(dict.fromkeys(reference_of(key) for key in citations_of(block)))


def _worded(runs: Inline, around: Around, standing: Standing) -> tuple[SafeString, list[Sentence]]:
    """Write a paragraph; a sentence whose sources are shown ends with its letter."""
    html = ""
    sentences: list[Sentence] = []
    for run in runs:
        behind = _behind(run.citations, standing) if isinstance(run, Text) else []
        if not behind or not isinstance(run, Text):
            html += inline_html((_bare(run),), around)
            continue
        letter = letter_of(len(sentences))
        sentences.append(Sentence(letter, behind))
        words = run.text.rstrip()
        mark = format_html('<sup class="src">{}</sup>', letter)
        html += inline_html((Text(words),), around) + mark + run.text[len(words) :]
    return _safe(html), sentences


def letter_of(place: int) -> str:
    """Give the letter of a place, from 0: a, b … z, aa, bb …"""
    return ascii_lowercase[place % 26] * (place // 26 + 1)


def _bare(run: Run) -> Run:
    """Drop the keys of what stands behind a sentence: this page decides what of them it shows."""
    return Text(run.text) if isinstance(run, Text) else run


def _safe(html: str) -> SafeString:
    """Mark what the HTML renderer wrote: it escapes every text of the tree."""
    return mark_safe(html)  # noqa: S308 -- escaped in renderers.html
