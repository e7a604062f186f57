"""What a table looks like, whatever the format: kept on a page or not, figures or words."""

from __future__ import annotations

import re

from hld_portal.reports.content import Inline, Table, TableNote, Text, plain
from hld_portal.reports.content_walk import direction
from hld_portal.reports.renderers.words import word

SHORT_TABLE = 12  # rows; up to here a table is kept on one page, a longer one would leave it empty

CROWDED, CROWDED_LANDSCAPE = 10, 14  # columns; with more the letters are small
COLUMN, WIDE, LANDSCAPE = 365.5, 492.0, 672.0  # points across
LEAST = 6.0  # points for a column of words, which may be parted anywhere

# One number: "41 945.0", "2010-2013", "(12)", "8 per cent" not, nor a list such as "5, 10, 11".
FIGURE = re.compile(r"[(+–−-]?\d+(?:[\s.,:/–−-]\d+)*\s?%?\)?")


def is_figure(cell: Inline) -> bool:
    """Whether a cell is a figure alone, such as "41 945.0": it runs from left to right."""
    return len(cell) == 1 and isinstance(cell[0], Text) and bool(FIGURE.fullmatch(cell[0].text))


def figure_html(cell: Inline, shown: str, language: str) -> str:
    """Keep a figure running from left to right where its language does not."""
    turned = direction(language) == "rtl" and is_figure(cell)
    return f'<bdi dir="ltr">{shown}</bdi>' if turned else shown


def note_name(note: TableNote, language: str) -> str:
    """Give "Note:" or "Source:" in a language; empty for a lettered note."""
    marker = note.marker.lower().rstrip(":")
    return word(marker, language) if marker in ("note", "source") else ""


def is_crowded(table: Table) -> bool:
    """Whether its columns are so many that it is set in small letters."""
    return len(table.columns) > (CROWDED_LANDSCAPE if table.landscape else CROWDED)


def measure_of(table: Table) -> float:
    """Give the points that a table has from side to side."""
    if table.landscape:
        return LANDSCAPE
    return WIDE if table.wide else COLUMN


def width_of_figures(table: Table) -> float:
    """Give the points that its figures need side by side, for they are never parted; 0 of words."""
    size, tracking, gap = (6.0, 0.0, 2.0) if is_crowded(table) else (8.5, 0.4, 8.0)
    if table.words:
        size, tracking = 10.0, 0.32
    widths = [
        max((size * _ems(each) + tracking * len(each) for each in figures), default=0.0)
        for figures in _figures_by_column(table)
    ]
    return sum(max(each, LEAST) + gap for each in widths) if any(widths) else 0.0


def _figures_by_column(table: Table) -> list[list[str]]:
    by_column = zip(*(row.cells for row in table.rows), strict=True)
    return [[plain(cell) for cell in cells if cell and is_figure(cell)] for cells in by_column]


def _ems(figure: str) -> float:
    """Give the width of a figure in Liberation Serif: a sign other than a digit is narrower."""
    return sum(0.5 if each.isdigit() else 0.25 for each in figure)


def is_short(table: Table) -> bool:
    return len(table.rows) <= SHORT_TABLE


def holds_figures_only(table: Table) -> bool:
    """Whether all columns but the first hold figures: these stand at the last line of a row.

    Among words they stand at the first line, as the words do.
    Source: Editorial Manual, tables: figures are opposite the last line of the stub.
    """
    return all(each.align != "start" for each in table.columns[1:])
