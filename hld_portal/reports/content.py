"""The tree of a document: what it says and in which order, never how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Voice = Literal["", "said", "participants", "author"]
Align = Literal["start", "end", "centre"]


# Inline text: a tuple of small runs. Wherever a tree takes inline text, a plain
# string will do; it becomes one Text run.


@dataclass(frozen=True)
class Text:
    """Plain words; `citations` are opaque keys of what stands behind this sentence."""

    text: str
    citations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Italic:
    """The title of a publication, or a foreign word; never emphasis."""

    text: str


@dataclass(frozen=True)
class Foreign:
    """Words in another language than their surroundings."""

    text: str
    language: str


@dataclass(frozen=True)
class Link:
    """A reference within the document; `target` is an anchor such as `para-12`."""

    text: str
    target: str


@dataclass(frozen=True)
class FootnoteCall:
    """The place where footnote `number` is called; its text is in `Document.footnotes`."""

    number: int


Run = Text | Italic | Foreign | Link | FootnoteCall
Inline = tuple[Run, ...]


def inline(value: str | Inline | list[Run]) -> Inline:
    """Settle inline text into its one form: a tuple without empty or mergeable runs."""
    runs: list[Run] = []
    for run in (Text(value),) if isinstance(value, str) else value:
        last = runs[-1] if runs else None
        if isinstance(run, Text) and isinstance(last, Text) and run.citations == last.citations:
            runs[-1] = Text(last.text + run.text, last.citations)
        elif isinstance(run, FootnoteCall) or run.text:
            runs.append(run)
    return tuple(runs)


def plain(runs: Inline) -> str:
    """Give the words of inline text, without footnote calls."""
    return "".join("" if isinstance(run, FootnoteCall) else run.text for run in runs)


def _settle(node: object, *names: str) -> None:
    for name in names:
        object.__setattr__(node, name, inline(getattr(node, name)))


# Blocks


@dataclass(frozen=True)
class Heading:
    """Level 1 is "I.", 2 "A.", 3 "1.", 4 "(a)", 5 "(i)", 6 "a."; `number` without the stop."""

    level: int
    text: Inline
    number: str | None = None

    def __post_init__(self) -> None:
        _settle(self, "text")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, numbered or not; `bold` only for conclusions and recommendations.

    `draft` marks one that nobody has approved yet. The voice says whose words
    these are: what was said, what participants recommended, or the author's own.
    """

    text: Inline
    number: int | None = None
    bold: bool = False
    citations: tuple[str, ...] = ()
    voice: Voice = ""
    draft: bool = False

    def __post_init__(self) -> None:
        _settle(self, "text")


@dataclass(frozen=True)
class SubParagraph:
    """An item "(a)" (level 1) or "(i)" (level 2) of the paragraph before it."""

    label: str
    text: Inline
    level: int = 1
    bold: bool = False
    citations: tuple[str, ...] = ()
    voice: Voice = ""
    draft: bool = False

    def __post_init__(self) -> None:
        _settle(self, "text")


@dataclass(frozen=True)
class Quote:
    """Words reproduced as received, set in from both sides."""

    paragraphs: tuple[Inline, ...]
    language: str | None = None
    source: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "paragraphs", tuple(inline(each) for each in self.paragraphs))


@dataclass(frozen=True)
class Column:
    """A column; equal `spanner`s or `unit`s side by side share one cell over the columns."""

    head: str
    align: Align = "start"
    spanner: str = ""
    unit: str = ""
    note: str = ""
    share: int | None = None  # width in per cent of the table; None lets the words decide


@dataclass(frozen=True)
class Row:
    """One cell per column; None prints empty. A total is bold under a rule."""

    cells: tuple[Inline | None, ...]
    total: bool = False

    def __post_init__(self) -> None:
        settled = tuple(None if cell is None else inline(cell) for cell in self.cells)
        object.__setattr__(self, "cells", settled)


@dataclass(frozen=True)
class TableNote:
    """ "Source", "Note", or a lettered note (a, b, c) straight under the table."""

    marker: str
    text: Inline

    def __post_init__(self) -> None:
        _settle(self, "text")


@dataclass(frozen=True)
class Table:
    """A table; `wide` takes the full measure, `landscape` a turned page of its own.

    `words` sets the body in text size, for tables of sentences rather than figures.
    """

    number: int | None
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    notes: tuple[TableNote, ...] = ()
    wide: bool = False
    landscape: bool = False
    words: bool = False


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


@dataclass(frozen=True)
class Part:
    """A text with paragraph numbers of its own, such as a submission in a compilation.

    `reference` stands in front of its anchors, so that one part's change leaves
    the numbers and anchors of the others alone.
    """

    reference: str
    blocks: tuple[Block, ...]
    language: str | None = None


Block = Heading | Paragraph | SubParagraph | Quote | Table | PageBreak | Part


@dataclass(frozen=True)
class Annex:
    """An annex; it starts a page. `number` is "I", "II", or None for an only one."""

    number: str | None
    title: str
    blocks: tuple[Block, ...]
    reference: str = ""


@dataclass(frozen=True)
class Footnote:
    """A footnote; a text of None prints as not in the extract."""

    number: int
    text: Inline | None

    def __post_init__(self) -> None:
        if self.text is not None:
            _settle(self, "text")


@dataclass(frozen=True)
class Masthead:
    """What stands over the title of page 1 and in the running heads.

    `owner` stands where "United Nations" would, `organ` is the large name under
    the rule. `job_number` is bare ("26-00123"); letter and barcode follow from it.
    `mark` is the owner's own mark as a `data:` URI (PNG or SVG), never the
    emblem of the United Nations. Dates are ISO.
    """

    owner: str
    organ: str
    symbol: str
    date: str
    session: str = ""
    agenda_item: str = ""
    agenda_title: str = ""
    agenda_footnote: str = ""
    distribution: str = "General"
    original_language: str = "en"
    job_number: str = ""
    release_code: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Document:
    """A whole document.

    Paragraph and footnote numbers stand in the tree; no renderer counts. `marks`
    ("Specimen", "Draft", "Trial", "Drafting copy") are printed on every page;
    `show_sources` prints the citations, for drafters' copies only; `contents`
    None lets the length decide.
    """

    language: str
    title: str
    masthead: Masthead
    author_line: str = ""
    summary: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    annexes: tuple[Annex, ...] = ()
    front_notes: tuple[Inline, ...] = ()
    foot_line: str = ""
    marks: tuple[str, ...] = ()
    show_sources: bool = False
    contents: bool | None = None

    def __post_init__(self) -> None:
        for name in ("summary", "front_notes"):
            settled = tuple(inline(each) for each in getattr(self, name))
            object.__setattr__(self, name, settled)
