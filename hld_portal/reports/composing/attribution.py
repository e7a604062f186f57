"""What a document shows of the chain from a sentence to those behind it, and what is kept aside.

While a document is put together each sentence carries keys such as `HLD2013/0042:1:2`: the
submission, its version, the point. They never leave the portal: `attributed` takes them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, NamedTuple

from hld_portal.reports.content import (
    Block,
    Document,
    Footnote,
    FootnoteCall,
    Inline,
    Paragraph,
    Part,
    Run,
    SubParagraph,
    Text,
    inline,
    plain,
)
from hld_portal.reports.content_walk import anchor_of, iterate_blocks
from hld_portal.reports.drafting.numbers import number as in_words
from hld_portal.text.english import join_list
from roundtables.enums import Attribution
from roundtables.models import Dialogue
from submissions.models import Submission

DRAFTING_COPY = "Drafting copy"
MOST_IN_A_NOTE = 20  # more would fill the page; the others are counted

Blocks = tuple[Block, ...]
Named = dict[str, str]  # reference of a submission → its author, if both may be shown


class Cited(NamedTuple):
    """A point at a version, as a sentence cites it."""

    reference: str
    version: int
    point: int

    @classmethod
    def from_key(cls, key: str) -> Cited:
        reference, version, point = key.rsplit(":", 2)
        return cls(reference, int(version), int(point))


def attributed(document: Document, dialogue: Dialogue) -> Document:
    """Return the tree as everybody may have it: what the dialogue's setting shows, no more.

    With `none` no trace of the chain is left. With `reference` and `named` a footnote after
    each sentence tells of the submissions that are published and named; the others are
    counted. Every document but a drafting copy goes through here. Queries: 1 at most

    Source: design/portal.md, section 2, attribution.
    """
    if dialogue.attribution == Attribution.NONE:
        return _with_runs(document, lambda runs: inline([_bare(run) for run in runs]))
    notes = Notes(document, named_among(document, dialogue), dialogue.attribution)
    found = _with_runs(document, notes.add)
    return replace(found, footnotes=tuple(notes.texts))


def drafting_copy(document: Document) -> Document:
    """Return the tree for those who draft: every source printed, the mark on every page."""
    marks = tuple(dict.fromkeys((*document.marks, DRAFTING_COPY)))
    shown = _with_runs(
        document, lambda runs: inline([r for run in runs for r in _for_drafters(run)])
    )
    return replace(shown, marks=marks, show_sources=True)


def named_among(document: Document, dialogue: Dialogue) -> Named:
    """Return those submissions behind a document that may be shown, with their authors.

    Source: design/portal.md, section 2, "what may be cited and counted".
    """
    wanted = {Cited.from_key(key).reference for key in _keys_in(document.blocks)}
    shown = Submission.objects.citable().published().named().filter(dialogue=dialogue)
    if not wanted:
        return {}
    return {
        each.reference or "": each.stakeholder.local_name
        for each in shown.select_related("stakeholder").order_by("reference")
        if each.reference in wanted
    }


# The pass over the tree


def _with_runs(document: Document, change: Callable[[Inline], Inline]) -> Document:
    """Change the text of every paragraph and item, in reading order."""
    annexes = tuple(
        replace(annex, blocks=_changed(annex.blocks, change)) for annex in document.annexes
    )
    return replace(document, blocks=_changed(document.blocks, change), annexes=annexes)


def _changed(blocks: Blocks, change: Callable[[Inline], Inline]) -> Blocks:
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | SubParagraph):
            found.append(replace(block, text=change(block.text), citations=()))
        elif isinstance(block, Part):
            found.append(replace(block, blocks=_changed(block.blocks, change)))
        else:
            found.append(block)
    return tuple(found)


def _keys_in(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Part):
            yield from _keys_in(block.blocks)
        for run in getattr(block, "text", ()):
            yield from getattr(run, "citations", ())


def _bare(run: Run) -> Run:
    return Text(run.text) if isinstance(run, Text) else run


def _for_drafters(run: Run) -> list[Run]:
    """Name the points as people do; the space after a sentence stays behind its sources."""
    if not (isinstance(run, Text) and run.citations):
        return [run]
    cited = [Cited.from_key(key) for key in run.citations]
    named = tuple(f"{each.reference}, point {each.point}" for each in cited)
    words = run.text.rstrip()
    return [Text(words, named), Text(run.text[len(words) :])]


# Footnotes


@dataclass
class Notes:
    """The footnotes of a document, numbered anew in the order of their calls."""

    document: Document
    named: Named
    attribution: str
    texts: list[Footnote] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._own = {note.number: note.text for note in self.document.footnotes}

    def add(self, runs: Inline) -> Inline:
        """Put a call behind each sentence that has sources, before the space that follows it."""
        found: list[Run] = []
        for run in runs:
            if isinstance(run, FootnoteCall):
                found.append(self._call(self._own.get(run.number)))
            elif isinstance(run, Text) and run.citations:
                found += self._with_note(run)
            else:
                found.append(run)
        return inline(found)

    def _with_note(self, run: Text) -> list[Run]:
        references = tuple(dict.fromkeys(Cited.from_key(key).reference for key in run.citations))
        shown = tuple(each for each in references if each in self.named)
        words = run.text.rstrip()
        if words.endswith(":"):  # the items that follow have their own
            return [Text(run.text, shown)]
        text = note_text(shown, len(references) - len(shown), self.named, self.attribution)
        return [Text(words, shown), self._call(inline(text)), Text(run.text[len(words) :])]

    def _call(self, text: Inline | None) -> FootnoteCall:
        number = next(self._numbers)
        self.texts.append(Footnote(number, text))
        return FootnoteCall(number)


def note_text(shown: Sequence[str], unnamed: int, named: Named, attribution: str) -> str:
    """Word a footnote: "HLD2013/0001, HLD2013/0004 and two other submissions."."""
    first, rest = shown[:MOST_IN_A_NOTE], unnamed + len(shown[MOST_IN_A_NOTE:])
    others = f"{in_words(rest)}{' other' if first else ''} submission{'s' if rest > 1 else ''}"
    parts = [_shown(each, named, attribution) for each in first] + ([others] if rest else [])
    words = join_list(parts)
    return f"{words[:1].upper()}{words[1:]}{'' if first else ' not named here'}."


def _shown(reference: str, named: Named, attribution: str) -> str:
    return f"{named[reference]} ({reference})" if attribution == Attribution.NAMED else reference


# The chain, kept aside


def passages_of(document: Document) -> list[dict[str, Any]]:
    """Return what stands behind each numbered paragraph: the chain, kept beside a build.

    Each is {"anchor", "number", "text", "sentences": [{"text", "behind": [keys]}]}; a listed
    item speaks for the paragraph that it belongs to. The author's own text is not part of it.
    """
    found: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(_passage(block))
        elif isinstance(block, SubParagraph) and found:
            found[-1]["text"] += f"\n{block.label} {plain(block.text)}"
            found[-1]["sentences"] += _sentences(block)
    return [each for each in found if each["number"] and each["sentences"]]


def _passage(block: Paragraph) -> dict[str, Any]:
    number = block.number or 0
    return {
        "anchor": anchor_of(number),
        "number": number,
        "text": plain(block.text),
        "sentences": _sentences(block),
    }


def _sentences(block: Paragraph | SubParagraph) -> list[dict[str, Any]]:
    if block.voice == "author" or block.bold:
        return []
    return [
        {"text": run.text.strip(), "behind": list(run.citations)}
        for run in block.text
        if isinstance(run, Text) and run.citations
    ]


def printed_in(document: Document) -> dict[str, str]:
    """Return the submissions that a document reproduces in full, each with its first anchor."""
    found: dict[str, str] = {}
    for reference, block in iterate_blocks(document):
        if isinstance(block, Part):
            found.setdefault(block.reference, "")
        elif isinstance(block, Paragraph) and block.number and found.get(reference) == "":
            found[reference] = anchor_of(block.number, reference)
    return found
