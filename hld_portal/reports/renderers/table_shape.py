"""What a table looks like, whatever the format: kept on a page or not, figures or words."""

from __future__ import annotations

import re

from hld_portal.reports.content import Inline, Table, Text

SHORT_TABLE = 12  # rows; up to here a table is kept on one page, a longer one would leave it empty


# Signs that stand in figures; a space within them would part and turn them among Arabic.
FIGURES = re.compile(r"[\d\s.,:%()+/–−-]*\d[\d\s.,:%()+/–−-]*")


def is_figure(cell: Inline) -> bool:
    """Whether a cell is a figure alone, such as "41 945.0": it runs from left to right."""
    return len(cell) == 1 and isinstance(cell[0], Text) and bool(FIGURES.fullmatch(cell[0].text))


def is_short(table: Table) -> bool:
    return len(table.rows) <= SHORT_TABLE


def holds_figures_only(table: Table) -> bool:
    """Whether all columns but the first hold figures: these stand at the last line of a row.

    Among words they stand at the first line, as the words do.
    Source: Editorial Manual, tables: figures are opposite the last line of the stub.
    """
    return all(each.align != "start" for each in table.columns[1:])
