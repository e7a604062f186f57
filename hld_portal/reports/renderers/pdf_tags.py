"""The tags of set pages, freed of what says nothing.

WeasyPrint gives every line of text an element of its own: three quarters of all objects of a
file, each of which is read, copied and written again whenever chunks are joined. A paragraph
and a heading can hold their lines themselves.
"""

from __future__ import annotations

from typing import Any

TAGS = "lines held"  # part of the name of set pages: another when this changes what they hold
HOLDERS = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/Span"})
OF_A_LINE = {"Type", "S", "K", "Pg", "P"}  # nothing else: no language, no attributes

Elements = dict[bytes, Any]


def hold_lines(document: Any, pdf: Any) -> None:
    """Let paragraphs and headings hold their lines; for `finisher` of WeasyPrint."""
    elements: Elements = {each.reference: each for each in pdf.objects if _is_element(each)}
    moved: dict[bytes, bytes] = {}
    for reference, element in reversed(elements.items()):  # what is inside comes after
        if element.get("S") in HOLDERS:
            _take_lines(element, reference, elements, moved)
    # What took lines may have been taken itself.
    while chained := {line: moved[to] for line, to in moved.items() if to in moved}:
        moved |= chained
    root = _found(pdf, pdf.catalog["StructTreeRoot"])
    for value in _found(pdf, root["ParentTree"])["Nums"]:
        if isinstance(value, list):
            value[:] = [moved.get(each, each) for each in value]


def _take_lines(element: Any, reference: bytes, elements: Elements, moved: Any) -> None:
    kids: list[Any] = []
    for kid in element["K"]:
        line = elements.get(kid) if isinstance(kid, bytes) else None
        if line is None or not _is_line(line, element):
            kids.append(kid)
            continue
        kids += line["K"]
        moved[kid] = reference
        line.clear()  # its number stays, and nothing leads to it
    element["K"][:] = kids


def _is_element(each: Any) -> bool:
    return isinstance(each, dict) and each.get("Type") == "/StructElem"


def _is_line(element: Any, holder: Any) -> bool:
    return (
        element.get("S") == "/Span"
        and set(element) == OF_A_LINE
        and element["Pg"] == holder["Pg"]
        and all(isinstance(each, int) for each in element["K"])
    )


def _found(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
