"""Inline text in a DOCX: runs with language and direction, links, calls of footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

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
from hld_portal.reports.content_walk import direction, iterate_inline
from hld_portal.reports.renderers.docx_bidi import HEBREW, split_directions
from hld_portal.reports.renderers.docx_package import empty_footnotes
from hld_portal.reports.renderers.docx_styles import locale_of
from hld_portal.reports.renderers.docx_xml import paragraph, run, tab, text_element, w
from hld_portal.reports.renderers.words import word

LONGEST_BOOKMARK = 40  # letters, as word processors hold them
BOOKMARK = re.compile(r"[^\W\d_][\w-]{0,39}")
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
EAST_ASIAN = frozenset({"zh", "ja", "ko"})


@dataclass(frozen=True)
class Tone:
    """How words are set; `language` is theirs, `around` that of their paragraph."""

    language: str
    around: str = ""
    bold: bool = False
    italic: bool = False
    style: str = ""

    @property
    def rtl(self) -> bool:
        """Whether the paragraph around runs from right to left."""
        return direction(self.around or self.language) == "rtl"


@dataclass
class Notes:
    """The footnotes of a DOCX, in the order of their calls."""

    document: Document
    root: Any = field(default_factory=empty_footnotes)
    count: int = 0

    def __post_init__(self) -> None:
        self.texts: dict[int, Footnote] = {each.number: each for each in self.document.footnotes}
        calls = [
            run.number
            for runs in iterate_inline(self.document)
            for run in runs
            if isinstance(run, FootnoteCall)
        ]
        # Word counts by itself. Where it would count otherwise, numbers are literal.
        self.counted = calls == list(range(1, len(calls) + 1))

    def call(self, number: int, language: str) -> Any:
        """Give the run that calls footnote `number`, and set its text."""
        note = self.texts.get(number)
        if note is None or note.text is None:
            words = text_runs(word("unknown", language), self.tone(language))
        else:
            words = inline_runs(note.text, self.tone(language), self)
        return self._add(words, None if self.counted else str(number), language)

    def star(self, marker: str, runs: Inline, language: str) -> Any:
        """Give the run that calls a note under an asterisk, which stands on the line."""
        words = inline_runs(runs, self.tone(language), self)
        return self._add(words, marker, language, raised=False)

    def tone(self, language: str) -> Tone:
        return Tone(language, around=language)

    def _add(
        self, words: list[Any], mark: str | None, language: str, *, raised: bool = True
    ) -> Any:
        self.count += 1
        shown = w("footnoteRef") if mark is None else text_element(mark)
        # In one run, and in the style of calls even where it stands on the line: so
        # LibreOffice knows a mark that it has set itself, and does not show it twice.
        line = [run(w("tab"), shown, props=_raised(raised)), tab(), *words]
        props = direction_props(language)
        note = w("footnote", paragraph("FootnoteText", *line, props=props), id=self.count)
        self.root.append(note)
        if mark is None:
            return run(w("footnoteReference", id=self.count), props=_raised(raised))
        call = w("footnoteReference", customMarkFollows=1, id=self.count)
        return run(call, text_element(mark), props=_raised(raised))


def _raised(raised: bool = True) -> tuple[Any, ...]:
    style = w("rStyle", val="FootnoteReference")
    return (style,) if raised else (style, w("vertAlign", val="baseline"))


def direction_props(language: str) -> tuple[Any, ...]:
    """Give the properties of a paragraph in a language that runs from right to left."""
    return (w("bidi"),) if direction(language) == "rtl" else ()


def bookmark_name(anchor: str) -> str:
    """Give the bookmark of an anchor; one that no word processor takes is replaced."""
    if BOOKMARK.fullmatch(anchor):
        return anchor
    return f"b{sha256(anchor.encode()).hexdigest()[: LONGEST_BOOKMARK - 1]}"


# Runs


def inline_runs(runs: Inline, tone: Tone, notes: Notes, *, show_sources: bool = False) -> list[Any]:
    """Set inline text; calls that follow each other are parted by a comma."""
    found: list[Any] = []
    for before, each in zip((None, *runs), runs, strict=False):
        if isinstance(before, FootnoteCall) and isinstance(each, FootnoteCall):
            found.append(run(text_element(","), props=_raised()))
        found += _set(each, tone, notes, show_sources)
    return found


def _set(each: Run, tone: Tone, notes: Notes, show_sources: bool) -> list[Any]:
    around = tone.around or tone.language
    match each:
        case FootnoteCall():
            return [notes.call(each.number, around)]
        case Italic():
            return text_runs(each.text, Tone(tone.language, around, tone.bold, italic=True))
        case Foreign():
            return text_runs(each.text, Tone(each.language, around, tone.bold, tone.italic))
        case Link():
            return [link(text_runs(each.text, tone), each.target)]
        case _:
            found = text_runs(each.text, tone)
            if show_sources and each.citations:
                found += aside("; ".join(each.citations), tone)
            return found


def link(runs: list[Any], target: str) -> Any:
    """Make words lead to a place in the document."""
    return w("hyperlink", *runs, anchor=bookmark_name(target), history=1)


def aside(words: str, tone: Tone) -> list[Any]:
    """Set small words in square brackets that are not part of the text."""
    return text_runs(f" [{words}]", Tone(tone.language, tone.around, style="DraftMark"))


def text_runs(text: str, tone: Tone) -> list[Any]:
    """Set words; where their direction changes a new run begins."""
    # The parts of "41 945" belong together, and keep their order in every direction.
    text = THOUSANDS.sub("\u00a0", re.sub(r"[\t\n]+", " ", text))
    if not text:
        return []
    pieces = split_directions(text, rtl=tone.rtl)
    return [run(text_element(piece), props=_props(piece, rtl, tone)) for piece, rtl in pieces]


def _props(piece: str, rtl: bool, tone: Tone) -> tuple[Any, ...]:
    found: list[Any] = []
    if tone.style:
        found.append(w("rStyle", val=tone.style))
    if tone.bold:
        found += [w("b"), w("bCs")]
    if tone.italic:
        found += [w("i"), w("iCs")]
    if rtl:
        # Letters that join must not be parted.
        found += [w("spacing", val=0), w("w", val=100), w("rtl")]
    found.append(_language(piece, rtl, tone))
    return tuple(found)


def _language(piece: str, rtl: bool, tone: Tone) -> Any:
    known = direction(tone.language) == "rtl"
    if rtl:
        guess = "he-IL" if HEBREW.search(piece) else "ar-SA"
        return w("lang", bidi=locale_of(tone.language) if known else guess)
    if known:
        # Latin words within words that run the other way.
        return w("lang", val="en-GB")
    if tone.language.split("-")[0] in EAST_ASIAN:
        return w("lang", val="en-GB", eastAsia=locale_of(tone.language))
    return w("lang", val=locale_of(tone.language))
