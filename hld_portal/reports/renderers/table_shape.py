"""What a table looks like, whatever the format: kept on a page or not, figures or words."""

from __future__ import annotations

from hld_portal.reports.content import Table

SHORT_TABLE = 12  # rows; up to here a table is kept on one page, a longer one would leave it empty


def is_short(table: Table) -> bool:
    return len(table.rows) <= SHORT_TABLE


def holds_figures_only(table: Table) -> bool:
    """Whether all columns but the first hold figures: these stand at the last line of a row.

    Among words they stand at the first line, as the words do.
    Source: Editorial Manual, tables: figures are opposite the last line of the stub.
    """
    return all(each.align != "start" for each in table.columns[1:])
