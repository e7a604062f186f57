"""One tree, several formats; the suffix of a file name chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hld_portal.reports.content import Document

if TYPE_CHECKING:
    from hld_portal.reports.renderers.pdf import Geometry

FORMATS = (".pdf", ".docx", ".xml", ".html", ".json")


class UnknownFormat(ValueError):
    """No renderer is known for a suffix; the message lists those that are."""

    def __init__(self, suffix: str) -> None:
        shown = suffix or "no suffix"
        super().__init__(f"{shown} is not a known format; known are {', '.join(FORMATS)}")


@dataclass(frozen=True)
class Rendered:
    """A finished file; `pages` is None for formats without pages."""

    content: bytes
    pages: int | None = None


def check_format(suffix: str) -> str:
    """Settle a suffix, before any work is done.

    Raises:
        UnknownFormat: it is none of `FORMATS`.
    """
    if suffix.lower() not in FORMATS:
        raise UnknownFormat(suffix)
    return suffix.lower()


def render(document: Document, suffix: str, geometry: Geometry = "2014") -> Rendered:
    """Render a document in the format of `suffix` (".pdf", ".docx", ".xml", ".html", ".json").

    Raises:
        UnknownFormat: no renderer for the suffix.
        ContentFaults: a text holds a sign that DOCX or XML cannot carry.
        MachineLacks: a PDF is asked for where WeasyPrint's libraries are missing.
    """
    # Each renderer is imported when asked for: one alone needs WeasyPrint.
    match check_format(suffix):
        case ".pdf":
            from hld_portal.reports.renderers.pdf import render_pdf  # noqa: PLC0415 -- leaf

            done = render_pdf(document, geometry)
            return Rendered(done.pdf, done.pages)
        case ".docx":
            from hld_portal.reports.renderers.docx import render_docx  # noqa: PLC0415 -- leaf

            return Rendered(render_docx(document))
        case ".xml":
            from hld_portal.reports.renderers.akn import render_akn  # noqa: PLC0415 -- leaf

            return Rendered(render_akn(document))
        case ".html":
            from hld_portal.reports.renderers.html import render_page  # noqa: PLC0415 -- leaf

            return Rendered(render_page(document).encode())
        case _:
            from hld_portal.reports.renderers.json import render_json  # noqa: PLC0415 -- leaf

            return Rendered(render_json(document))
