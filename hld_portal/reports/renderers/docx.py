"""A document as DOCX: real styles, real footnotes, literal numbers, ready for a translator."""

from __future__ import annotations

from io import BytesIO

import docx

from hld_portal.reports.content import Document
from hld_portal.reports.renderers.docx_blocks import Around, Body
from hld_portal.reports.renderers.docx_contents import contents_lines, wants_contents
from hld_portal.reports.renderers.docx_front import foot, front_blocks, masthead
from hld_portal.reports.renderers.docx_inline import Notes
from hld_portal.reports.renderers.docx_package import FOOTNOTES, make_template, write_again
from hld_portal.reports.renderers.docx_pages import Pages
from hld_portal.reports.renderers.docx_xml import to_bytes
from hld_portal.reports.renderers.signs import check_signs


def render_docx(document: Document) -> bytes:
    """Write a document as DOCX, in the geometry of 2014.

    The numbers of paragraphs are text ("15." and a tab), so that they survive
    every editor; each has the bookmark of its anchor. Same tree, same bytes.

    Raises:
        ContentFaults: a text holds a sign that no XML can carry.
    """
    check_signs(document)
    opened = docx.Document(BytesIO(make_template(document)))
    part = opened.part
    notes = Notes(document)
    pages = Pages(document, part)
    pages.add_first("header", lambda held: masthead(document, held))
    pages.add_first("footer", lambda held: foot(document, held))
    body = Body(document, part.element.body, notes, pages)
    body.body.extend(front_blocks(document, notes))
    # With a summary on it, the front page stands alone (A/69/207).
    body.new_page = bool(document.summary and document.blocks)
    if wants_contents(document):
        body.add_contents(contents_lines(document))
    body.add_all(document.blocks, Around(document.language))
    for place, annex in enumerate(document.annexes):
        body.add_annex(annex, place)
    body.finish()
    # python-docx keeps footnotes as bytes that it does not look into.
    part.part_related_by(FOOTNOTES)._blob = to_bytes(notes.root)
    held = BytesIO()
    opened.save(held)
    return write_again(held.getvalue())
