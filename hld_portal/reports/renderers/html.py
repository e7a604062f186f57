"""A document as HTML: a fragment for a page of the portal, or a file of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Footnote,
    FootnoteCall,
    Foreign,
    Heading,
    Inline,
    Italic,
    Link,
    PageBreak,
    Paragraph,
    Part,
    Quote,
    Row,
    Run,
    SubParagraph,
    Table,
    TableNote,
)
from hld_portal.reports.content_walk import anchor_of
from hld_portal.reports.renderers.entries import heading_anchors, heading_number
from hld_portal.reports.renderers.html_front import has_agenda_note, line, mast_html, stars
from hld_portal.reports.renderers.pdf import ASSETS
from hld_portal.reports.renderers.pdf_html import lang_attributes
from hld_portal.reports.renderers.table_shape import figure_html, note_name
from hld_portal.reports.renderers.words import word

ALIGN = {"start": "", "end": ' class="num"', "centre": ' class="mid"'}


@dataclass(frozen=True)
class Around:
    """What a block needs to know of the document around it."""

    language: str
    reference: str = ""
    headings: dict[int, str] = field(default_factory=dict)  # identity of a block → anchor
    show_sources: bool = False


def render_page(document: Document) -> str:
    """Write a document as one HTML file that needs nothing else."""
    css = (ASSETS / "page.css").read_text(encoding="utf-8")
    return (
        f"<!doctype html>\n<html{lang_attributes(document.language)}><head>"
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(document.title)}</title><style>{css}</style></head><body>\n"
        f"{mast_html(document)}<h1>{escape(document.title)}{stars(document)}</h1>\n"
        f"{line('p', document.author_line)}{render_html(document)}"
        f"{line('footer', document.foot_line)}</body></html>\n"
    )


def render_html(document: Document) -> str:
    """Write the text of a document as a fragment, without masthead and title.

    Paragraphs carry the anchors `para-N`; in a part its reference stands in
    front. Everything is escaped.
    """
    headings = heading_anchors(document)
    around = Around(document.language, headings=headings, show_sources=document.show_sources)
    parts = [
        _marks_html(document),
        _front_notes_html(document, around),
        _summary_html(document, around),
        blocks_html(document.blocks, around),
        *(_annex_html(each, i, around) for i, each in enumerate(document.annexes)),
        _notes_html(document, around),
    ]
    return (
        f"<article{lang_attributes(document.language)}>\n"
        + "\n".join(filter(None, parts))
        + "\n</article>\n"
    )


def _marks_html(document: Document) -> str:
    return "".join(f'<p class="mark">{escape(each)}</p>' for each in document.marks)


def _front_notes_html(document: Document, around: Around) -> str:
    first = 2 if has_agenda_note(document) else 1
    return "".join(
        f'<p class="mark">{"*" * place} {inline_html(each, around)}</p>'
        for place, each in enumerate(document.front_notes, start=first)
    )


def _summary_html(document: Document, around: Around) -> str:
    if not document.summary:
        return ""
    lines = "".join(f"<p>{inline_html(each, around)}</p>" for each in document.summary)
    head = escape(word("summary", document.language))
    return f'<section class="pane"><h2>{head}</h2>{lines}</section>'


def _annex_html(annex: Annex, place: int, around: Around) -> str:
    label = word("annex", around.language) + (f" {annex.number}" if annex.number else "")
    within = replace(around, reference=annex.reference or f"annex-{place + 1}")
    head = f'<h2 class="sub" id="annex-{place + 1}">{escape(label)}<br>{escape(annex.title)}</h2>'
    return f"<section>{head}\n{blocks_html(annex.blocks, within)}</section>"


def _notes_html(document: Document, around: Around) -> str:
    if not document.footnotes:
        return ""
    lines = "\n".join(_note_html(each, around) for each in document.footnotes)
    return f'<section class="sec notes" role="doc-endnotes">\n{lines}\n</section>'


def _note_html(note: Footnote, around: Around) -> str:
    if note.text is None:
        text = escape(word("unknown", around.language))
    else:
        text = inline_html(note.text, around)
    n = note.number
    return f'<p id="fn-{n}"><a href="#call-{n}"><sup>{n}</sup></a> {text}</p>'


# Inline text


def inline_html(runs: Inline, around: Around) -> str:
    """Write inline text; footnote calls lead to the notes at the end, and back."""
    parts = []
    for before, run in zip((None, *runs), runs, strict=False):
        if isinstance(before, FootnoteCall) and isinstance(run, FootnoteCall):
            parts.append("<sup>,</sup>")
        parts.append(_run_html(run, around))
    return "".join(parts)


def _run_html(run: Run, around: Around) -> str:
    match run:
        case FootnoteCall():
            n = run.number
            return f'<sup><a class="fn" id="call-{n}" href="#fn-{n}">{n}</a></sup>'
        case Italic():
            return f"<i>{escape(run.text)}</i>"
        case Foreign():
            return f"<bdi{lang_attributes(run.language)}>{escape(run.text)}</bdi>"
        case Link():
            return f'<a href="#{escape(run.target)}">{escape(run.text)}</a>'
        case _:
            return escape(run.text) + _sources_html(run.citations, around)


def _sources_html(citations: tuple[str, ...], around: Around) -> str:
    if not (citations and around.show_sources):
        return ""
    return f" <small>[{escape('; '.join(citations))}]</small>"


# Blocks


def blocks_html(blocks: tuple[Block, ...], around: Around) -> str:
    """Write blocks in their order."""
    return "\n".join(_block_html(each, around) for each in blocks)


def _block_html(block: Block, around: Around) -> str:
    match block:
        case Heading():
            return _heading_html(block, around)
        case Paragraph():
            return _paragraph_html(block, around)
        case SubParagraph():
            label = escape(block.label)
            text = f'<span class="level-{block.level}">{label}</span> {_worded(block, around)}'
            return f'<div class="para"><span class="n"></span><p class="b">{text}</p></div>'
        case Quote():
            return _quote_html(block, around)
        case Table():
            return table_html(block, around)
        case Part():
            within = replace(
                around,
                language=block.language or around.language,
                reference=block.reference or around.reference,
            )
            inner = blocks_html(block.blocks, within)
            return f"<section{lang_attributes(block.language)}>{inner}</section>"
        case PageBreak():
            return "<hr>"


def _heading_html(block: Heading, around: Around) -> str:
    tag = f"h{min(block.level + 1, 6)}"
    shown = escape(heading_number(block))
    anchor = around.headings.get(id(block))
    name = f' id="{escape(anchor)}"' if anchor else ""
    text = inline_html(block.text, around)
    return f'<{tag} class="sub"{name}><span>{shown}</span> {text}</{tag}>'


def _paragraph_html(block: Paragraph, around: Around) -> str:
    text = _worded(block, around)
    if block.number is None:
        return f'<div class="para"><span class="n"></span><p class="b">{text}</p></div>'
    anchor = escape(anchor_of(block.number, around.reference))
    number = f'<a class="n" href="#{anchor}">{block.number}.</a>'
    return f'<div class="para" id="{anchor}">{number}<p class="b">{text}</p></div>'


def _worded(block: Paragraph | SubParagraph, around: Around) -> str:
    text = inline_html(block.text, around) + _sources_html(block.citations, around)
    text = f"<b>{text}</b>" if block.bold else text
    if block.draft:
        text += f" <small>[{escape(word('draft', around.language))}]</small>"
    return text


def _quote_html(block: Quote, around: Around) -> str:
    within = replace(around, language=block.language or around.language)
    lines = "".join(f"<p>{inline_html(each, within)}</p>" for each in block.paragraphs)
    source = f"<footer>{escape(block.source)}</footer>" if block.source else ""
    return f"<blockquote{lang_attributes(block.language)}>{lines}{source}</blockquote>"


# Tables


def table_html(table: Table, around: Around) -> str:
    """Write a table in a region that scrolls by itself."""
    number = ""
    if table.number is not None:
        number = escape(word("table", around.language).format(table.number)) + "<br>"
    unit = f" <small>({escape(table.unit)})</small>" if table.unit else ""
    rows = "".join(_row_html(each, table, around) for each in table.rows)
    notes = "".join(_table_note_html(each, around) for each in table.notes)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}">'
        f"<table><caption>{number}{escape(table.title)}{unit}</caption>"
        f"<thead>{_over_html(table, 'spanner', 'th')}{_heads_html(table)}"
        f"{_over_html(table, 'unit', 'td')}</thead><tbody>{rows}</tbody></table>{notes}</div>"
    )


def _over_html(table: Table, name: str, tag: str) -> str:
    values = [getattr(each, name) for each in table.columns]
    if not any(values):
        return ""
    groups = [(value, len(list(group))) for value, group in groupby(values)]
    cells = (f'<{tag} class="mid" colspan="{n}">{escape(value)}</{tag}>' for value, n in groups)
    return f"<tr>{''.join(cells)}</tr>"


def _heads_html(table: Table) -> str:
    cells = []
    for column in table.columns:
        note = f"<sup>{escape(column.note)}</sup>" if column.note else ""
        cells.append(f'<th scope="col"{ALIGN[column.align]}>{escape(column.head)}{note}</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _row_html(row: Row, table: Table, around: Around) -> str:
    cells = []
    for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        text = ""
        if cell is not None:
            text = figure_html(cell, inline_html(cell, around), around.language)
        tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
        cells.append(f"<{tag}{scope}{ALIGN[column.align]}>{text}</{tag}>")
    kind = ' class="total"' if row.total else ""
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _table_note_html(note: TableNote, around: Around) -> str:
    text = inline_html(note.text, around)
    if name := note_name(note, around.language):
        return f"<p><small><i>{escape(name)}</i> {text}</small></p>"
    return f"<p><small><sup>{escape(note.marker)}</sup> {text}</small></p>"
