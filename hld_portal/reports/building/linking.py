"""Links of joined PDFs, led to named places of the same file."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from hld_portal.reports.renderers.pdf_html import LINK


def lead_links(pdf: pikepdf.Pdf, known: set[bytes]) -> None:
    """Turn links of our own scheme into links to named places.

    A link to a place in another volume becomes plain words, in the tags, too.
    """
    lost = []
    for page in pdf.pages:
        kept = []
        for annotation in page.obj.get("/Annots", ()):
            name = _place(annotation)
            if name is not None and name.encode() not in known:
                lost.append(annotation)
                continue
            kept.append(annotation)
            if name is not None:
                del annotation.A
                annotation.Dest = String(name)
                annotation.Contents = String(name)
        if lost and len(kept) < len(page.obj.get("/Annots", ())):
            page.obj.Annots = Array(kept)
    if lost:
        _make_plain(pdf, lost)


def _place(annotation: Any) -> str | None:
    """Give the place to which a link of our own leads; None for any other annotation."""
    address = str(annotation.A.get("/URI", "")) if "/A" in annotation else ""
    return unquote(address.removeprefix(LINK)) if address.startswith(LINK) else None


def _make_plain(pdf: pikepdf.Pdf, links: list[Any]) -> None:
    """Take links from the structure: their element stays, as a span of words."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    gone = {int(link.StructParent) for link in links if "/StructParent" in link}
    objects = {link.objgen for link in links}
    kept = Array()
    for i in range(0, len(numbers), 2):
        if int(numbers[i]) not in gone:
            kept.extend([numbers[i], numbers[i + 1]])
            continue
        element = numbers[i + 1]
        element.S = Name.Span
        element.K = Array([each for each in _kids(element) if not _refers(each, objects)])
    pdf.Root.StructTreeRoot.ParentTree.Nums = kept


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _refers(kid: Any, objects: set[tuple[int, int]]) -> bool:
    return (
        isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR and kid.Obj.objgen in objects
    )
