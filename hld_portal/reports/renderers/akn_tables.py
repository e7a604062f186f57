"""The tables of a document in Akoma Ntoso."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from hld_portal.reports.content import Row, Table, TableNote
from hld_portal.reports.renderers.akn_inline import Around, add, element, fill
from hld_portal.reports.renderers.words import word

NAMED = {"note": "note", "source": "source"}


def table_element(table: Table, around: Around) -> Any:
    """Make a container that holds a table and what stands straight under it."""
    label = "table" if table.number is None else f"table_{table.number}"
    name = around.name(label)
    holder = element("hcontainer", name="table", eId=name)
    content = add(holder, "content", eId=f"{name}__content")
    made = add(content, "table", eId=f"{name}__table_1")
    add(made, "caption", _caption(table, around))
    _merged(made, table, "spanner", "th")
    _heads(made, table)
    _merged(made, table, "unit", "td")
    for row in table.rows:
        _row(made, row, around, name)
    for note in table.notes:
        _note(content, note, around, name)
    return holder


def _caption(table: Table, around: Around) -> str:
    number = "" if table.number is None else word("table", around.language).format(table.number)
    unit = f"({table.unit})" if table.unit else ""
    return " ".join(filter(None, (number, table.title, unit)))


def _merged(made: Any, table: Table, name: str, tag: str) -> None:
    """Add a row of cells over several columns, where any column asks for it."""
    values = [getattr(each, name) for each in table.columns]
    if not any(values):
        return
    row = add(made, "tr", class_=name)
    for value, group in groupby(values):
        add(add(row, tag, colspan=str(len(list(group)))), "p", value)


def _heads(made: Any, table: Table) -> None:
    row = add(made, "tr", class_="heads")
    for column in table.columns:
        cell = add(add(row, "th"), "p", column.head)
        if column.note:
            add(cell, "sup", column.note)


def _row(made: Any, row: Row, around: Around, owner: str) -> None:
    line = add(made, "tr", **({"class_": "total"} if row.total else {}))
    for place, cell in enumerate(row.cells):
        inner = add(add(line, "th" if place == 0 else "td"), "p")
        if cell is not None:
            fill(inner, cell, around, owner, bold=row.total)


def _note(content: Any, note: TableNote, around: Around, owner: str) -> None:
    named = NAMED.get(note.marker.lower().rstrip(":"))
    if named:
        line = add(content, "p", class_=named)
        add(line, "i", word(named, around.language)).tail = " "
        fill(line, note.text, around, owner)
        return
    name = around.names.take(f"{owner}__authorialNote_{note.marker}")
    holder = add(content, "p", class_="note")
    made = add(holder, "authorialNote", marker=note.marker, placement="inline", eId=name)
    fill(add(made, "p"), note.text, around, name)
