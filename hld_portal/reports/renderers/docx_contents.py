"""The list of contents of a DOCX: a field, whose page numbers the word processor counts.

Source: un-document.md, item 50.
"""

from __future__ import annotations

from typing import Any

from hld_portal.reports.content import Document
from hld_portal.reports.content_walk import count_words
from hld_portal.reports.renderers.contents import DEEPEST, LONG, listed_entries
from hld_portal.reports.renderers.docx_inline import (
    Tone,
    bookmark_name,
    direction_props,
    link,
    text_runs,
)
from hld_portal.reports.renderers.docx_xml import field, paragraph, tab, w
from hld_portal.reports.renderers.entries import Entry
from hld_portal.reports.renderers.words import word

WORDS_PER_PAGE = 410  # of A/69/207, tables and headings included
CODE = f'TOC \\o "1-{DEEPEST}" \\h \\z \\u'


def wants_contents(document: Document) -> bool:
    """Whether a list is called for; here the pages are guessed from the words."""
    if not listed_entries(document):
        return False
    if document.contents is not None:
        return document.contents
    return count_words(document) >= LONG * WORDS_PER_PAGE


def contents_lines(document: Document) -> list[Any]:
    """Give the heading and the lines of the list; the field is marked to be counted anew."""
    language = document.language
    props = direction_props(language)
    head = paragraph(
        "ContentsHead", *text_runs(word("contents", language), Tone(language)), props=props
    )
    column = text_runs(word("page", language), Tone(language))
    page = paragraph("ContentsPage", *column, props=direction_props(language))
    lines = [_line(each, document) for each in listed_entries(document)]
    *opening, _, closing = field(CODE, "", dirty=1)
    for place, each in enumerate(opening, start=1):
        lines[0].insert(place, each)
    lines[-1].append(closing)
    return [head, page, *lines]


def _line(entry: Entry, document: Document) -> Any:
    tone = Tone(entry.language, around=document.language)
    number = [tab(), *text_runs(entry.number, tone), tab()] if entry.number else []
    shown = field(f"PAGEREF {bookmark_name(entry.anchor)} \\h", "–")
    words = [*number, *text_runs(entry.title, tone), tab(), *shown]
    props = list(direction_props(document.language))
    if not entry.number:
        props.append(w("ind", firstLine=0))
    return paragraph(f"TOC{entry.level}", link(words, entry.anchor), props=tuple(props))
