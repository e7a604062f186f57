"""Cross-references: to paragraphs, sections, tables, annexes of the document and to instruments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from hld_portal.reports.content import Document, Table
from hld_portal.reports.content_walk import iterate_blocks, paragraphs
from hld_portal.reports.document_check import sections

NUMBER = r"\d+(?: (?:bis|ter|quater))?"
NUMBERS = rf"{NUMBER}(?:(?:, | and | or | to |[-–]|, and ){NUMBER})*"
REFERENCE = re.compile(
    rf"\b(?:[Pp]aras?\.|[Pp]aragraphs?)\s(?P<paragraphs>{NUMBERS})(?![\w/]|\.\d)"
    rf"|(?<![Rr]ound\s)\b[Tt]ables?\s(?P<tables>{NUMBERS})(?![\w/]|\.\d)"
    rf"|\b[Aa]nnex(?:es)?\s(?P<annexes>[IVXL]+(?:(?:, | and | or | to )[IVXL]+)*)(?!\w)"
    rf"|{sections.REFERENCE}"
    rf"|\b(?:[Ff]igures?|[Ff]igs?\.|[Bb]ox(?:es)?)\s(?P<figures>{NUMBERS})(?![\w/]|\.\d)"
)
PART = re.compile(rf"(?P<first>{NUMBER})(?:(?: to |[-–])(?P<last>\d+))?")
# What follows a reference and says of which text it is.
DIRECTION = re.compile(r",?\s(?P<way>above|below)\b")
OF_ANOTHER = re.compile(
    r",?\s(?:of|to|in)\s(?:the\s|its\s|that\s|this\s)?(?P<text>[^.;,()]{2,120})"
)
# What stands before it within the same bracket or clause: a symbol, a resolution, its annex.
CITED_BEFORE = re.compile(
    r"(?P<text>(?:[A-Z]+/[\w./()-]+|[Rr]esolutions?\s[\w/() -]+?|[Cc]onvention\b[^,;()]*|[Dd]eclaration\b[^,;()]*)"
    r"(?:,\s(?:annex(?:\s[IVX]+)?|sect\.\s[\w.]+|chap\.\s[\w.]+))*),\s(?:\w+\.\s[\w.]+,\s)*$"
)
FAR = 200  # letters: how far from a reference the text it belongs to is named
PRESENT = re.compile(r"(?:present|this)\s(?:report|document|compilation|summary)\b")


@dataclass(frozen=True)
class Target:
    """A text that may be cited: the numbers of its paragraphs, and how it is named."""

    names: tuple[str, ...]
    numbers: frozenset[str]


@dataclass(frozen=True)
class Known:
    """Everything that a cross-reference of a document may lead to."""

    paragraphs: frozenset[str]
    tables: frozenset[str]
    annexes: frozenset[str]
    sections: frozenset[str] = frozenset()
    instruments: tuple[Target, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Broken:
    """A reference that leads nowhere: as written, the number, and the text it should be in."""

    words: str
    number: str
    text: str  # "" for the document itself
    start: int


def known_in(document: Document, instruments: tuple[Target, ...]) -> Known:
    """Collect the numbers of a document's paragraphs, tables, annexes and sections."""
    tables = [block for _, block in iterate_blocks(document) if isinstance(block, Table)]
    return Known(
        frozenset(str(each.number) for each in paragraphs(document)),
        frozenset(str(table.number) for table in tables if table.number),
        frozenset(annex.number for annex in document.annexes if annex.number),
        sections.numbers_of_sections(document),
        instruments,
    )


def find_broken(text: str, known: Known) -> Iterator[Broken]:
    """Find the references of a text that lead nowhere.

    A bare "para. 12" may mean the document or an instrument, as drafts cite the main one
    in full only once: it is wrong where neither has it. References to texts that the
    portal does not hold are passed over, and so is what the tree cannot tell: a figure or a
    section "3" counts as the document's own only where the words say so ("below").
    """
    for found in REFERENCE.finditer(text):
        kind = str(found.lastgroup)
        places = _places(found, kind, text, known)
        if places is None:
            continue
        numbers, name = places
        for number in _numbers(found[kind], kind):
            if number not in numbers:
                yield Broken(found[0], number, name, found.start())


def _places(
    found: re.Match[str], kind: str, text: str, known: Known
) -> tuple[Collection[str], str] | None:
    """Say among which numbers a reference has to be found; None where nobody can tell."""
    own = _own(kind, known)
    before = text[max(0, found.start() - FAR) : found.start()]
    after = text[found.end() : found.end() + FAR]
    if DIRECTION.match(after):
        return own, ""
    named = OF_ANOTHER.match(after) or CITED_BEFORE.search(before)
    if named and PRESENT.match(named["text"]):
        return own, ""
    if named:
        target = _target(named["text"], known)
        return (target.numbers, target.names[0]) if target and kind == "paragraphs" else None
    if kind == "paragraphs":
        return own.union(*(each.numbers for each in known.instruments)), ""
    if kind == "sections" and (
        found[kind][0].isdigit() or sections.belongs_elsewhere(before, after)
    ):
        return None
    return None if kind == "figures" else (own, "")


def _own(kind: str, known: Known) -> frozenset[str]:
    """Return the numbers that the document itself has; no document has figures or boxes."""
    numbers = {
        "paragraphs": known.paragraphs,
        "tables": known.tables,
        "annexes": known.annexes,
        "sections": known.sections,
    }
    return numbers.get(kind, frozenset())


def _target(words: str, known: Known) -> Target | None:
    """Find the instrument that some words name; the longest name wins."""
    named = [
        (len(name), target)
        for target in known.instruments
        for name in target.names
        if re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/])", words)
    ]
    return max(named, key=lambda each: each[0])[1] if named else None


def _numbers(words: str, kind: str) -> Iterator[str]:
    if kind == "annexes":
        yield from re.findall(r"[IVXL]+", words)
        return
    if kind == "sections":
        yield from sections.read_sections(words)
        return
    for part in PART.finditer(words):
        first, last = part["first"], part["last"]
        if last and first.isdigit() and 0 <= int(last) - int(first) < 500:
            yield from map(str, range(int(first), int(last) + 1))
        else:
            yield from filter(None, (first, last))


def tables_mentioned(text: str) -> set[str]:
    """Return the numbers of the tables of the document that a text mentions."""
    return {
        number
        for found in REFERENCE.finditer(text)
        if found["tables"] and not OF_ANOTHER.match(text[found.end() : found.end() + FAR])
        for number in _numbers(found["tables"], "tables")
    }
