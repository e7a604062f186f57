"""Tables of a DOCX: horizontal rules only, heads that repeat, figures on the end side.

Source: un-document.md, items 45 to 48.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from hld_portal.reports.content import Column, Inline, Row, Table, TableNote, inline, plain
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.docx_inline import (
    Notes,
    Tone,
    direction_props,
    inline_runs,
    text_runs,
)
from hld_portal.reports.renderers.docx_styles import INDENT, MEASURE, MEASURE_LANDSCAPE
from hld_portal.reports.renderers.docx_xml import paragraph, run, text_element, w
from hld_portal.reports.renderers.table_shape import (
    holds_figures_only,
    is_crowded,
    is_short,
    note_name,
)
from hld_portal.reports.renderers.words import word

RULE, HEAVY = 4, 12  # eighths of a point
GAP, TINY_GAP = 160, 40  # before every column but the first
TOTAL_INDENT = 288
BEFORE_TABLE = 120
UNDER_TABLE = 80  # before the first note
SIDES = {"start": "left", "end": "right", "centre": "center"}
FEWEST, MOST, MOST_OF_STUB = 5, 28, 43  # letters that a column counts for


# Parts that other tables, such as the masthead, are made of


def borders(**sides: int) -> Any:
    """Make the borders of a cell; widths in eighths of a point."""
    order = [each for each in ("top", "left", "bottom", "right") if sides.get(each)]
    return w(
        "tcBorders",
        *(w(each, val="single", sz=sides[each], space=0, color="auto") for each in order),
    )


def cell(
    width: int,
    *lines: Any,
    span: int = 1,
    borders: Any = None,
    gap: int = 0,
    align: str = "top",
) -> Any:
    """Make a cell; it must hold a paragraph, and ends with one."""
    props = w("tcPr", w("tcW", w=width, type="dxa"))
    if span > 1:
        props.append(w("gridSpan", val=span))
    if borders is not None and len(borders):
        props.append(borders)
    if gap:
        props.append(w("tcMar", w("left", w=gap, type="dxa")))
    props.append(w("vAlign", val=align))
    return w("tc", props, *lines)


def row(*cells: Any, height: int = 0, head: bool = False, whole: bool = True) -> Any:
    """Make a row; a head is repeated on every page, a `whole` row is not parted."""
    props = w("trPr")
    if whole:
        props.append(w("cantSplit"))
    if height:
        props.append(w("trHeight", val=height, hRule="atLeast"))
    if head:
        props.append(w("tblHeader"))
    return w("tr", *([props] if len(props) else []), *cells)


def table_element(widths: tuple[int, ...], rows: list[Any], language: str, indent: int = 0) -> Any:
    """Make a table of fixed columns; it is mirrored where the language is."""
    props = w("tblPr")
    if direction(language) == "rtl":
        props.append(w("bidiVisual"))
    props.append(w("tblW", w=sum(widths), type="dxa"))
    props.append(w("tblInd", w=indent, type="dxa"))
    props.append(w("tblLayout", type="fixed"))
    sides = (w(each, w=0, type="dxa") for each in ("left", "right"))
    props.append(w("tblCellMar", *sides))
    grid = w("tblGrid", *(w("gridCol", w=each) for each in widths))
    return w("tbl", props, grid, *rows)


# Tables of the text


class TableSetter:
    """Sets one table of the tree."""

    def __init__(self, table: Table, language: str, notes: Notes) -> None:
        self.table = table
        self.language = language
        self.notes = notes
        self.full = table.wide or table.landscape
        measure = MEASURE_LANDSCAPE if table.landscape else MEASURE
        self.widths = column_widths(table, measure if self.full else measure - 2 * INDENT)
        crowded = is_crowded(table)
        self.gap = TINY_GAP if crowded else GAP
        self.style = "TableWords" if table.words else "TableTxt"
        if crowded:
            self.style = "TableTiny"

    def lines(self) -> list[Any]:
        """Give number, title, unit, table and notes."""
        rows = [*self._merged("spanner"), self._heads(), *self._merged("unit")]
        rows += [self._row(place, each) for place, each in enumerate(self.table.rows)]
        indent = 0 if self.full else INDENT
        return [
            *self._caption(),
            table_element(self.widths, rows, self.language, indent),
            *(self._note(each, first=not place) for place, each in enumerate(self.table.notes)),
        ]

    def _caption(self) -> list[Any]:
        found = []
        if self.table.number is not None:
            number = word("table", self.language).format(self.table.number)
            found.append(self._line("TableNumber", inline(number)))
        alone = [] if found else [w("spacing", before=BEFORE_TABLE)]
        found.append(self._line("TableTitle", inline(self.table.title), *alone))
        if self.table.unit:
            found.append(self._line("TableUnit", inline(f"({self.table.unit})")))
        return found

    def _line(self, style: str, runs: Inline, *more: Any, lead: tuple[Any, ...] = ()) -> Any:
        """Make a line over or under the table, as wide as the table."""
        props = [*direction_props(self.language), *more]
        if not self.full:
            props.append(w("ind", left=INDENT, right=INDENT))
        words = inline_runs(runs, Tone(self.language), self.notes)
        return paragraph(style, *lead, *words, props=tuple(props))

    def _note(self, note: TableNote, *, first: bool) -> Any:
        space = [w("spacing", before=UNDER_TABLE)] if first else []
        if name := note_name(note, self.language):
            tone = Tone(self.language, italic=True)
            lead = [*text_runs(name, tone), run(text_element(" "))]
        else:
            lead = [_letter(note.marker), run(text_element(" "))]
        return self._line("TableNote", note.text, *space, lead=tuple(lead))

    # Heads

    def _merged(self, name: str) -> list[Any]:
        """Give a row of cells over several columns, where any column asks for it."""
        values = [getattr(each, name) for each in self.table.columns]
        if not any(values):
            return []
        top = RULE if name == "spanner" else 0
        cells, place = [], 0
        for value, group in groupby(values):
            span = len(list(group))
            width = sum(self.widths[place : place + span])
            under = RULE if value and name == "spanner" else 0
            cells.append(
                cell(
                    width,
                    self._head_line(value, "centre", plain_style=name == "unit"),
                    span=span,
                    borders=borders(top=top, bottom=under),
                    gap=self.gap if place else 0,
                    align="bottom",
                )
            )
            place += span
        return [row(*cells, head=True)]

    def _heads(self) -> Any:
        over = any(each.spanner for each in self.table.columns)
        cells = []
        for place, column in enumerate(self.table.columns):
            rules = borders(top=0 if over else RULE, bottom=HEAVY)
            line = self._head_line(column.head, column.align)
            if column.note:
                line.append(_letter(column.note))
            gap = self.gap if place else 0
            cells.append(cell(self.widths[place], line, borders=rules, gap=gap, align="bottom"))
        return row(*cells, head=True)

    def _head_line(self, words: str, align: str, *, plain_style: bool = False) -> Any:
        props = [*direction_props(self.language), w("jc", val=SIDES[align])]
        runs = text_runs(words, Tone(self.language))
        style = "TableUnits" if plain_style else "TableHead"
        if self.style == "TableTiny":
            style = self.style
        return paragraph(style, *runs, props=tuple(props))

    # Body

    def _row(self, place: int, given: Row) -> Any:
        rows = self.table.rows
        last = place == len(rows) - 1
        over = RULE if given.total and place and not rows[place - 1].total else 0
        figures = holds_figures_only(self.table)
        cells = []
        for at, (text, column) in enumerate(zip(given.cells, self.table.columns, strict=True)):
            # The heavy rule of the heads is theirs; the last row carries that of the foot.
            rules = borders(top=over, bottom=HEAVY if last else 0)
            line = self._body_line(text, column, total=given.total, stub=at == 0)
            if self._keeps(place):
                line[0].insert(1, w("keepNext"))
            gap = self.gap if at else 0
            bottom = "bottom" if figures and at else "top"
            cells.append(cell(self.widths[at], line, borders=rules, gap=gap, align=bottom))
        return row(*cells)

    def _body_line(self, text: Inline | None, column: Column, *, total: bool, stub: bool) -> Any:
        props = [*direction_props(self.language), w("jc", val=SIDES[column.align])]
        if total and stub:
            props.append(w("ind", left=TOTAL_INDENT))
        tone = Tone(self.language, bold=total)
        runs = [] if text is None else inline_runs(text, tone, self.notes)
        return paragraph(self.style, *runs, props=tuple(props))

    def _keeps(self, place: int) -> bool:
        """Whether a row stays with the next one: all of a short table, else the ends."""
        count = len(self.table.rows)
        if place == count - 1:
            return False
        return is_short(self.table) or place == 0 or place == count - 2


def _letter(marker: str) -> Any:
    return run(text_element(marker), props=(w("i"), w("iCs"), w("vertAlign", val="superscript")))


def column_widths(table: Table, measure: int) -> tuple[int, ...]:
    """Share the measure among the columns: as the tree says, else by their words."""
    shares = [each.share for each in table.columns]
    weights = [float(each or 0) for each in shares]
    if not any(shares):
        weights = [_weight(table, place) for place in range(len(table.columns))]
    elif not all(shares):
        rest = max(5.0, (100 - sum(weights)) / shares.count(None))
        weights = [each or rest for each in weights]
    total = sum(weights)
    found = [int(measure * each / total) for each in weights]
    found[0] += measure - sum(found)
    return tuple(found)


def _weight(table: Table, place: int) -> float:
    cells = [row.cells[place] for row in table.rows]
    texts = [plain(each) for each in cells if each is not None]
    longest = max((len(each) for each in texts), default=0)
    words = [*texts, table.columns[place].head]
    unbroken = max((len(each) for text in words for each in text.split()), default=0)
    most = MOST * 2 if table.words else MOST
    if not place and holds_figures_only(table):
        most = MOST_OF_STUB
    return float(min(max(longest, unbroken, FEWEST) + 2, most))
