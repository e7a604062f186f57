"""Read the layout of an extract: `meta`, `summary`, `blocks`, `footnotes` with unknown texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from hld_portal.reports.content import (
    Block,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Heading,
    Inline,
    Masthead,
    Paragraph,
    Row,
    Run,
    Table,
    TableNote,
    Text,
)
from hld_portal.reports.content_json import Reader

LANGUAGES = {
    "Arabic": "ar",
    "Chinese": "zh",
    "English": "en",
    "French": "fr",
    "Russian": "ru",
    "Spanish": "es",
}
NEITHER = object()


def read_extract(data: dict[str, Any], reader: Reader) -> Document | None:
    """Read a whole extract; faults go to the reader, with their paths in this layout."""
    source = Source(data, "", reader)
    meta = source.node("meta")
    language = meta.word("language", "English")
    found = [_read_block(each) for each in source.nodes("blocks")]
    blocks = tuple(each for each in found if each is not None)
    notes = [each for each in source.nodes("footnotes") if each.data.get("number") != "*"]
    document = Document(
        language=LANGUAGES.get(language, "en"),
        title=meta.word("title"),
        author_line=meta.word("author_line", ""),
        masthead=_read_masthead(meta),
        summary=tuple((Text(each),) for each in source.words("summary")),
        blocks=blocks,
        footnotes=tuple(Footnote(each.count("number"), _note_text(each)) for each in notes),
        annexes=(),
        marks=("Specimen",) if meta.data.get("specimen") else (),
    )
    return None if reader.faults else document


class Source:
    """One object of the extract, which asks for its values and reports what does not fit."""

    def __init__(self, data: Any, place: str, reader: Reader) -> None:
        if not isinstance(data, dict):
            reader.fault(place, "not an object")
            data = {}
        self.data: dict[str, Any] = data
        self.place = place
        self.reader = reader

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def read(self, hint: Any, name: str, default: Any = NEITHER) -> Any:
        if self.data.get(name) is None and default is not NEITHER:
            return default
        if name not in self.data:
            return self.reader.fault(self.at(name), "missing")
        return self.reader.read(hint, self.data[name], self.at(name))

    def word(self, name: str, default: Any = NEITHER) -> str:
        return self.read(str, name, default) or ""

    def count(self, name: str, default: Any = NEITHER) -> int:
        return self.read(int, name, default) or 0

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(filter(None, self.read(tuple[str, ...], name, ())))

    def node(self, name: str) -> Source:
        return Source(self.data.get(name), self.at(name), self.reader)

    def nodes(self, name: str) -> list[Source]:
        found = self.data.get(name, [])
        if not isinstance(found, list):
            self.reader.fault(self.at(name), "not a list")
            return []
        return [Source(each, f"{self.at(name)}[{i}]", self.reader) for i, each in enumerate(found)]


def _read_masthead(meta: Source) -> Masthead:
    job, _, _ = meta.word("job_number", "").partition(" ")
    return Masthead(
        owner=meta.word("owner", "United Nations"),
        organ=meta.word("organ"),
        symbol=meta.word("symbol"),
        date=meta.word("date"),
        session=meta.word("session", ""),
        agenda_item=meta.word("agenda_item", ""),
        agenda_title=meta.word("agenda_title", ""),
        agenda_footnote=meta.word("agenda_footnote", ""),
        distribution=meta.word("distribution", "General"),
        original_language=LANGUAGES.get(meta.word("original_language", "English"), "en"),
        job_number=job,
        release_code=meta.word("date_code", ""),
    )


def _note_text(note: Source) -> Inline | None:
    text = note.read(str, "text", None)
    return None if text is None else (Text(text),)


def _read_block(block: Source) -> Block | None:
    kind = block.data.get("type")
    readers: dict[str, Callable[[Source], Block]] = {
        "heading": _read_heading,
        "para": _read_paragraph,
        "table": _read_table,
    }
    if not isinstance(kind, str) or kind not in readers:
        return block.reader.fault(block.at("type"), f"{kind!r} is none of {', '.join(readers)}")
    return readers[kind](block)


def _read_heading(block: Source) -> Heading:
    calls = block.read(tuple[int, ...], "footnote_refs", ())
    text: Inline = (Text(block.word("text")), *(FootnoteCall(each) for each in calls))
    number = block.word("number", "") or None
    return Heading(level=block.count("level"), text=text, number=number)


def _read_paragraph(block: Source) -> Paragraph:
    return Paragraph(
        text=_with_calls(block),
        number=block.count("number"),
        bold=bool(block.read(bool, "bold", False)),
    )


class CallPlace(TypedDict):
    """Where a footnote is called: `offset` counts characters of the paragraph's text."""

    footnote: int
    offset: int


def _with_calls(block: Source) -> Inline:
    text, done = block.word("text"), 0
    runs: list[Run] = []
    for call in block.nodes("footnote_refs"):
        offset = call.count("offset")
        if not done <= offset <= len(text):
            call.reader.fault(call.at("offset"), f"{offset} is not between {done} and {len(text)}")
            continue
        runs += [Text(text[done:offset]), FootnoteCall(call.count("footnote"))]
        done = offset
    runs.append(Text(text[done:]))
    return tuple(runs)


def _read_table(block: Source) -> Table:
    heads = block.words("columns")
    columns = (Column(block.word("stub_head", "")), *_read_columns(block, heads))
    rows = [_read_row(each, len(heads)) for each in block.nodes("rows")]
    notes = [
        TableNote(each.word("marker"), (Text(each.word("text")),)) for each in block.nodes("notes")
    ]
    return Table(
        number=block.count("number", 0) or None,
        title=block.word("title"),
        columns=columns,
        rows=tuple(rows),
        notes=tuple(notes),
        wide=bool(block.data.get("wide", len(heads) > 4)),
        words=not block.data.get("unit_applies_to"),
    )


def _read_note(note: Source) -> TableNote:
    return TableNote(note.word("marker"), (Text(note.word("text")),))


def _read_columns(block: Source, heads: tuple[str, ...]) -> list[Column]:
    units = block.words("unit_applies_to")
    unit, spanner = block.word("unit", ""), block.word("spanner", "")
    notes = block.words("column_notes")
    figures = not notes
    return [
        Column(
            head,
            align="end" if figures else "centre",
            unit=unit if head in units else "",
            spanner=spanner if head in units else "",
            note=notes[i] if i < len(notes) else "",
        )
        for i, head in enumerate(heads)
    ]


def _read_row(row: Source, columns: int) -> Row:
    stub: Inline = (Text(row.word("stub", "")),)
    cells = row.read(tuple[str | None, ...], "cells", None)
    if cells is None:
        cells = (None,) * columns
    elif len(cells) != columns:
        row.reader.fault(row.place, f"{len(cells)} cells, {columns} columns")
    found: list[Inline | None] = [None if each is None else (Text(each),) for each in cells]
    return Row((stub, *found), total=bool(row.read(bool, "total", False)))
