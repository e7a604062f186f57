"""A document as Akoma Ntoso 3.0, after the AKN4UN guidelines.

Source: un-document.md, section 4.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from hld_portal.reports.content import Annex, Document
from hld_portal.reports.renderers.akn_blocks import add_blocks
from hld_portal.reports.renderers.akn_inline import (
    XML_LANG,
    Around,
    add,
    around_of,
    element,
    fill,
    front_note,
)
from hld_portal.reports.renderers.akn_meta import KIND, meta_element
from hld_portal.reports.renderers.entries import annex_anchor
from hld_portal.reports.renderers.signs import check_signs
from hld_portal.reports.renderers.words import front_language, front_lines, show_date, word

# Elements that hold others only, so that a line may end between these.
CONTAINERS = [
    "akomaNtoso",
    "doc",
    "meta",
    "identification",
    "FRBRWork",
    "FRBRExpression",
    "FRBRManifestation",
    "references",
    "coverPage",
    "preface",
    "longTitle",
    "container",
    "mainBody",
    "section",
    "subsection",
    "hcontainer",
    "paragraph",
    "list",
    "point",
    "intro",
    "content",
    "table",
    "tr",
    "attachments",
    "attachment",
]


def render_akn(document: Document) -> bytes:
    """Write a document as Akoma Ntoso, valid against the strict schema of version 3.0.

    Paragraph N is `<paragraph eId="para_N">`, behind the reference of its part
    where it stands in one.

    Raises:
        ContentFaults: a text holds a sign that no XML can carry.
    """
    check_signs(document)
    root = element("akomaNtoso")
    around = around_of(document)
    # The names of the references in `meta`, and of the containers.
    around.names.given.update(("owner", "portal", "author", "editor"))
    doc = add(root, "doc", name=KIND, contains="originalVersion")
    doc.append(meta_element(document))
    doc.append(_cover(document))
    doc.append(_preface(document, around))
    body = add(doc, "mainBody", eId=around.names.take("body"), lang=document.language)
    add_blocks(body, document.blocks, around)
    if not len(body):
        add(body, "p")
    if document.annexes:
        _attachments(doc, document, around)
    _break_lines(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _break_lines(root: Any) -> None:
    for each in root.iter():
        if etree.QName(each).localname in CONTAINERS and len(each):
            each.text = "\n"
            for inner in each:
                inner.tail = "\n"


# The first page


def _cover(document: Document) -> Any:
    masthead, language = document.masthead, document.language
    cover = element("coverPage", eId="cover")
    box = add(cover, "container", name="masthead", eId="cover__masthead")
    add(box, "p", masthead.owner, lang=language)
    add(box, "p", masthead.organ, lang=language)
    front = front_language(language)
    line = add(box, "p", lang=front)
    add(line, "docNumber", masthead.symbol)
    distribution, _, *rest = front_lines(
        language, masthead.distribution, masthead.date, masthead.original_language
    )
    add(box, "p", distribution, lang=front)
    add(
        add(box, "p", lang=front), "docDate", show_date(masthead.date, language), date=masthead.date
    )
    for each in filter(None, rest):
        add(box, "p", each, lang=front)
    if masthead.job_number:
        add(box, "p", f"{masthead.job_number} {masthead.release_code}".strip(), class_="job")
    _more(cover, "marks", document.marks)
    _more(cover, "foot", (document.foot_line,) if document.foot_line else ())
    return cover


def _more(cover: Any, name: str, lines: tuple[str, ...]) -> None:
    if lines:
        box = add(cover, "container", name=name, eId=f"cover__{name}")
        for each in lines:
            add(box, "p", each)


def _preface(document: Document, around: Around) -> Any:
    masthead = document.masthead
    preface = element("preface", eId="preface", lang=document.language)
    if masthead.session:
        add(add(preface, "p"), "session", masthead.session)
    if masthead.agenda_item:
        line = add(preface, "p", masthead.agenda_item, class_="agenda-item")
        if masthead.agenda_footnote:
            note, words = front_note("*", "preface", around)
            words.text = masthead.agenda_footnote
            line.append(note)
    if masthead.agenda_title:
        add(preface, "p", masthead.agenda_title, class_="agenda-title")
    _title(preface, document, around)
    if document.author_line:
        add(add(preface, "p"), "docProponent", document.author_line)
    if document.summary:
        _summary(preface, document, around)
    return preface


def _title(preface: Any, document: Document, around: Around) -> None:
    line = add(add(preface, "longTitle", eId="preface__longTitle"), "p")
    add(line, "docTitle", document.title)
    masthead = document.masthead
    stars = 2 if masthead.agenda_footnote and masthead.agenda_item else 1
    for place, runs in enumerate(document.front_notes):
        note, words = front_note("*" * (stars + place), "preface__longTitle", around)
        fill(words, runs, around, note.get("eId"))
        line.append(note)


def _summary(preface: Any, document: Document, around: Around) -> None:
    name = "preface__summary"
    box = add(preface, "container", name="summary", eId=name)
    add(add(box, "p", class_="heading"), "i", word("summary", document.language))
    for runs in document.summary:
        fill(add(box, "p"), runs, around, name)


# Annexes


def _attachments(doc: Any, document: Document, around: Around) -> None:
    holder = add(doc, "attachments")
    for place, annex in enumerate(document.annexes):
        holder.append(_attachment(annex, place, document, around))


def _attachment(annex: Annex, place: int, document: Document, around: Around) -> Any:
    anchor = annex_anchor(place)
    within = around.within(annex.reference or anchor)
    made = element("attachment", eId=around.names.take(anchor))
    label = word("annex", document.language)
    add(made, "num", f"{label} {annex.number}" if annex.number else label)
    add(made, "heading", annex.title)
    doc = add(made, "doc", name="annex", contains="originalVersion")
    doc.append(meta_element(document, f"annex_{place + 1}"))
    body = add(doc, "mainBody", eId=within.name("body"))
    body.set(XML_LANG, document.language)
    add_blocks(body, annex.blocks, within)
    if not len(body):
        add(body, "p")
    return made
