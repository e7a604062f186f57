"""A corrigendum: the places of an issued document that are corrected, and what they now read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from hld_portal.reports.composing.composition import Composition, Identity, make_document
from hld_portal.reports.content import Block, Document, Heading, Italic, Paragraph, Quote, Text
from hld_portal.reports.content_json import from_json
from hld_portal.reports.issuing.following import corrigenda_of
from hld_portal.reports.issuing.units import Unit, units_of
from hld_portal.reports.models import Issue

PARAGRAPH = re.compile(r"^para(?:graph)?s?\.?\s*(\d+)")
NUMBER = re.compile(r"(?:para(?:graph)?s?\.?\s*)?(\d+)\s*(\(\w+\))?", re.IGNORECASE)

REPLACED = (Italic("For"), Text(" the existing text "), Italic("read"))
SHOULD_READ = (Italic("Should read"),)


@dataclass(frozen=True)
class Correction:
    """One place as printed, the text that stands there now, and what it shall read.

    `was` is empty where the place is described in words and the portal does not know its text,
    and of an instruction ("delete the second sentence"), which is printed as it is written.
    """

    place: str
    reads: str
    was: str = ""
    anchor: str = ""
    is_instruction: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class NoSuchPlace(Exception):
    """The document has no such paragraph."""


def corrections_in(issue: Issue) -> list[Correction]:
    return [Correction(**row) for row in issue.manifest.get("corrections", [])]


def read_correction(
    changes: Issue,
    units: Sequence[Unit],
    place: str,
    reads: str,
    *,
    is_instruction: bool = False,
) -> Correction:
    """Find what the officer wrote as a place: "12", "para. 12 (a)", or words of their own.

    Raises:
        NoSuchPlace: for a number of a paragraph that the document does not have.
    """
    place = " ".join(place.split())
    match = NUMBER.fullmatch(place)
    if match is None:
        return Correction(place, reads, is_instruction=is_instruction)
    number = f"{match[1]} {match[2] or ''}".strip()
    for unit in units:
        if (unit.kind, unit.number, unit.reference) == ("paragraph", number, ""):
            label = unit.printed_label
            was = "" if is_instruction else _text_now(changes, label, unit.text)
            return Correction(label, reads, was, unit.anchor, is_instruction)
    raise NoSuchPlace(number)


def units_to_correct(changes: Issue) -> list[Unit]:
    """Return the pieces of an issued document, as it was issued."""
    assert changes.build is not None  # every issued document has one
    return units_of(from_json(changes.build.snapshot))


def _text_now(changes: Issue, place: str, text: str) -> str:
    """A place that was corrected before reads as the last corrigendum has it."""
    for issue in corrigenda_of(changes):
        for correction in corrections_in(issue):
            # An instruction says what to do to the text, and is not the text.
            if correction.place == place and correction.was:
                text = correction.reads
    return text


def in_order(corrections: Sequence[Correction], units: Sequence[Unit]) -> list[Correction]:
    """Put corrections in the order of the document that they correct.

    A place in words stands where the piece is that its words begin with ("Table 1, second row",
    "Paragraph 12, last line"); what names no piece comes last, as it was typed.
    """
    labels = [unit.printed_label.casefold() for unit in units]
    return sorted(corrections, key=lambda each: _position(each.place, labels))


def _position(place: str, labels: Sequence[str]) -> int:
    words = PARAGRAPH.sub(r"paragraph \1", place.casefold())
    fits = [
        (len(label), -at)
        for at, label in enumerate(labels)
        if words.startswith(label) and not words[len(label) :][:1].isalnum()
    ]
    # Of "paragraph 12" and "paragraph 12 (a)" the longer one is meant.
    return -max(fits)[1] if fits else len(labels)


def compose_corrigendum(
    changes: Issue, corrections: Sequence[Correction], identity: Identity
) -> Document:
    """Set the masthead, the word "Corrigendum", then each place and its new text.

    Source: un-document.md, item 71.
    """
    assert changes.build is not None  # every issued document has one
    document = make_document(
        Composition(changes.dialogue, identity),
        title=from_json(changes.build.snapshot).title,
        symbol=identity.symbol,
        summary=(),
        blocks=list(_blocks(corrections)),
        annexes=[],
        on=identity.dated_on,
        contents=False,
    )
    return replace(document, author_line=identity.label)


def _blocks(corrections: Sequence[Correction]) -> Iterator[Block]:
    for each in corrections:
        yield Heading(3, (Text(each.place),))
        parts = [(Text(part),) for part in paragraphs_of(each.reads)]
        if each.is_instruction:
            yield from (Paragraph(part) for part in parts)
            continue
        yield Paragraph(REPLACED if each.was else SHOULD_READ)
        yield Quote(tuple(parts))


def paragraphs_of(text: str) -> list[str]:
    """Part a typed text at its empty lines, its other line ends turned into spaces."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return [joined for part in parts if (joined := " ".join(part.split()))]
