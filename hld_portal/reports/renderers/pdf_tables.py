"""The tables of a document, for pages: horizontal rules only, heads repeated."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from hld_portal.reports.content import Column, Inline, Row, Table, TableNote, plain
from hld_portal.reports.renderers.glue import glue
from hld_portal.reports.renderers.table_shape import (
    figure_html,
    holds_figures_only,
    is_crowded,
    is_figure,
    is_short,
    note_name,
)
from hld_portal.reports.renderers.words import word

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf_html import Setting

    SetInline = Callable[[Inline, Setting], str]

LONGEST_WORD = 30  # letters; a longer one may be broken anywhere


def table_html(table: Table, setting: Setting, set_inline: SetInline) -> str:
    """Set a table with its number, title, unit and notes."""
    classes = ["table", *_table_classes(table)]
    caption = []
    if table.number is not None:
        number = escape(word("table", setting.language).format(table.number))
        caption.append(f'<p class="tno">{number}</p>')
    caption.append(f'<p class="tt">{escape(glue(table.title, setting.language))}</p>')
    if table.unit:
        caption.append(f'<p class="tu">({escape(table.unit)})</p>')
    return (
        # Not a caption: WeasyPrint would leave it alone at the foot of a page.
        f'<div class="{" ".join(classes)}">{"".join(caption)}<table>'
        f"{_columns_html(table)}<thead>{_spanners_html(table)}{_heads_html(table)}"
        f"{_units_html(table)}</thead>"
        f"<tbody>{''.join(_row_html(each, table, setting, set_inline) for each in table.rows)}</tbody>"
        f"</table>{''.join(_note_html(each, setting, set_inline) for each in table.notes)}</div>"
    )


def _table_classes(table: Table) -> list[str]:
    chosen = {
        "short": is_short(table),
        "figures": holds_figures_only(table),
        "wide": table.wide and not table.landscape,
        "landscape": table.landscape,
        "words": table.words,
        "unbroken": _longest_word(table) > LONGEST_WORD,
        "crowded": is_crowded(table),
    }
    return [name for name, holds in chosen.items() if holds]


def _longest_word(table: Table) -> int:
    cells = [cell for row in table.rows for cell in row.cells if cell is not None]
    texts = [*(plain(each) for each in cells), *(each.head for each in table.columns)]
    return max((len(word) for text in texts for word in text.split()), default=0)


def _columns_html(table: Table) -> str:
    shares = [each.share for each in table.columns]
    if not any(shares):
        shares = _usual_shares(table)
    widths = [f' style="width:{each}%"' if each else "" for each in shares]
    return f"<colgroup>{''.join(f'<col{each}>' for each in widths)}</colgroup>"


def _usual_shares(table: Table) -> list[int | None]:
    """Give the columns of figures one width, so that long heads do not push them apart."""
    others = len(table.columns) - 1
    if others < 2 or is_crowded(table) or any(each.align == "start" for each in table.columns[1:]):
        return [None] * (others + 1)
    stub = max(28, 100 - 12 * others)
    return [stub, *[(100 - stub) // others] * others]


def _spanners_html(table: Table) -> str:
    return _merged_html(table, "spanner", "spanners", "th") if _any(table, "spanner") else ""


def _units_html(table: Table) -> str:
    return _merged_html(table, "unit", "units", "td") if _any(table, "unit") else ""


def _any(table: Table, name: str) -> bool:
    return any(getattr(each, name) for each in table.columns)


def _merged_html(table: Table, name: str, row_class: str, tag: str) -> str:
    cells = []
    for value, group in groupby(table.columns, key=lambda each: getattr(each, name)):
        span = f' colspan="{len(list(group))}"'
        shown = f"<span>{escape(value)}</span>" if value else ""
        kind = ' class="over"' if value else ""
        cells.append(f"<{tag}{span}{kind}>{shown}</{tag}>")
    return f'<tr class="{row_class}">{"".join(cells)}</tr>'


def _heads_html(table: Table) -> str:
    return f'<tr class="heads">{"".join(_head_html(each) for each in table.columns)}</tr>'


def _head_html(column: Column) -> str:
    note = f'<sup class="letter">{escape(column.note)}</sup>' if column.note else ""
    return f'<th scope="col" class="{column.align}">{escape(column.head)}{note}</th>'


def _row_html(row: Row, table: Table, setting: Setting, set_inline: SetInline) -> str:
    cells = []
    for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        text = ""
        if cell is not None:
            text = figure_html(cell, set_inline(cell, setting), setting.language)
        tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
        kind = f"{column.align} figure" if cell is not None and is_figure(cell) else column.align
        cells.append(f'<{tag}{scope} class="{kind}">{text}</{tag}>')
    return (
        f"<tr{' class=' + chr(34) + 'total' + chr(34) if row.total else ''}>{''.join(cells)}</tr>"
    )


def _note_html(note: TableNote, setting: Setting, set_inline: SetInline) -> str:
    text = set_inline(note.text, setting)
    if name := note_name(note, setting.language):
        return f'<p class="tn"><i>{escape(name)}</i> {text}</p>'
    return f'<p class="tn"><sup class="letter">{escape(note.marker)}</sup> {text}</p>'
