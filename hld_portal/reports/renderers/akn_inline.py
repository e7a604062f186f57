"""Inline text in Akoma Ntoso, and what every element of a document needs to know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from hld_portal.reports.content import (
    Document,
    Footnote,
    FootnoteCall,
    Foreign,
    Inline,
    Italic,
    Link,
    Run,
)
from hld_portal.reports.renderers.words import word

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARAGRAPH_ANCHOR = re.compile(r"(^|__)para-(?=\d+$)")


def element(tag: str, text: str | None = None, /, **attributes: str) -> Any:
    """Make an element of Akoma Ntoso; `class_` and `as_` stand for words of Python."""
    made = etree.Element(f"{{{NAMESPACE}}}{tag}", nsmap={None: NAMESPACE})
    for key, value in attributes.items():
        made.set(XML_LANG if key == "lang" else key.rstrip("_"), value)
    made.text = text
    return made


def add(parent: Any, tag: str, text: str | None = None, /, **attributes: str) -> Any:
    """Append a new element and give it."""
    made = element(tag, text, **attributes)
    parent.append(made)
    return made


def add_text(parent: Any, text: str) -> None:
    """Append words after whatever `parent` holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def remark(line: Any, words: str, **attributes: str) -> None:
    """Append words that are not part of the text, in square brackets."""
    add_text(line, " ")
    add(line, "remark", f"[{words}]", **attributes)


class Names:
    """The `eId`s of a document, none of them given twice."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def take(self, wanted: str) -> str:
        """Give `wanted`, with a number behind it where it is taken."""
        name = wanted = re.sub(r"\s+", "-", wanted)
        count = 1
        while name in self.given:
            count += 1
            name = f"{wanted}_{count}"
        self.given.add(name)
        return name


@dataclass(frozen=True)
class Around:
    """What a block needs to know of the document around it."""

    language: str
    footnotes: dict[int, Footnote]
    names: Names = field(default_factory=Names)
    reference: str = ""
    show_sources: bool = False

    def within(self, reference: str = "", language: str | None = None) -> Around:
        """Give the surroundings of a part or annex inside the document."""
        return replace(
            self, language=language or self.language, reference=reference or self.reference
        )

    def name(self, wanted: str) -> str:
        """Give a free `eId`, behind the reference of the part it stands in."""
        start = self.reference.replace("/", "-")
        return self.names.take(f"{start}__{wanted}" if start else wanted)


def around_of(document: Document) -> Around:
    """Take from a document what its blocks need."""
    notes = {each.number: each for each in document.footnotes}
    return Around(document.language, notes, show_sources=document.show_sources)


def eid_of(anchor: str) -> str:
    """Turn an anchor of the tree into an `eId`: `para-3` is `para_3`."""
    return PARAGRAPH_ANCHOR.sub(r"\1para_", anchor)


def fill(parent: Any, runs: Inline, around: Around, owner: str, *, bold: bool = False) -> Any:
    """Append inline text to an element; footnotes stand at their calls.

    Args:
        owner: the `eId` in front of those of the footnotes.
        bold: words in `b`, but not the footnotes between them.
    """
    target = parent
    for run in runs:
        if isinstance(run, FootnoteCall):
            parent.append(_footnote(run.number, around, owner))
            target = parent
            continue
        if bold and target is parent:
            target = add(parent, "b")
        for piece in _pieces(run, around):
            if isinstance(piece, str):
                add_text(target, piece)
            else:
                target.append(piece)
    return parent


def _pieces(run: Run, around: Around) -> Iterator[Any]:
    match run:
        case Italic():
            yield element("i", run.text)
        case Foreign():
            yield element("span", run.text, lang=run.language)
        case Link():
            yield element("ref", run.text, href=f"#{eid_of(run.target)}")
        case FootnoteCall():
            return
        case _:
            yield run.text
            if around.show_sources and run.citations:
                yield " "
                yield element("remark", f"[{'; '.join(run.citations)}]", class_="sources")


def _footnote(number: int, around: Around, owner: str) -> Any:
    note = around.footnotes.get(number)
    name = around.names.take(f"{owner}__authorialNote_{number}")
    made = element("authorialNote", marker=str(number), placement="bottom", eId=name)
    inner = add(made, "p")
    if note is None or note.text is None:
        add(inner, "remark", word("unknown", around.language), status="editorial")
        return made
    fill(inner, note.text, around, name)
    return made


def front_note(marker: str, owner: str, around: Around) -> tuple[Any, Any]:
    """Make a note under an asterisk; gives it and the paragraph to fill."""
    name = around.names.take(f"{owner}__authorialNote_1")
    made = element("authorialNote", marker=marker, placement="bottom", eId=name)
    return made, add(made, "p")
