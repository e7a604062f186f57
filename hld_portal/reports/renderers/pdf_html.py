"""The HTML from which WeasyPrint sets pages; nothing else reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import groupby

from hld_portal.reports.content import (
    Annex,
    Block,
    Column,
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
    plain,
)
from hld_portal.reports.content_walk import anchor_of, citations_of, direction
from hld_portal.reports.renderers.glue import glue
from hld_portal.reports.renderers.runts import split_runs, tightening
from hld_portal.reports.renderers.words import word

SHORT_TABLE = 25  # rows; up to here a table is kept on one page
LONGEST_WORD = 30  # letters; a longer one may be broken anywhere


@dataclass(frozen=True)
class Setting:
    """What every block needs to know of the document around it."""

    language: str
    footnotes: dict[int, Footnote]
    reference: str = ""
    show_sources: bool = False

    def within(self, reference: str = "", language: str | None = None) -> Setting:
        """Give the setting of a part or annex inside the document."""
        return replace(
            self, language=language or self.language, reference=reference or self.reference
        )


def setting_of(document: Document) -> Setting:
    """Take from a document what its blocks need."""
    notes = {each.number: each for each in document.footnotes}
    return Setting(document.language, notes, show_sources=document.show_sources)


# Inline text


def inline_html(runs: Inline, setting: Setting) -> str:
    """Set inline text; calls that follow each other are parted by a comma."""
    parts = []
    for before, run in zip((None, *runs), runs, strict=False):
        if isinstance(before, FootnoteCall) and isinstance(run, FootnoteCall):
            parts.append("<sup>,</sup>")
        parts.append(_run_html(run, setting))
    return "".join(parts)


def _run_html(run: Run, setting: Setting) -> str:
    match run:
        case FootnoteCall():
            return _footnote_html(run.number, setting)
        case Italic():
            return f"<i>{_text(run.text, setting)}</i>"
        case Foreign():
            return f"<bdi{lang_attributes(run.language)}>{escape(run.text)}</bdi>"
        case Link():
            return f'<a href="#{escape(run.target)}">{_text(run.text, setting)}</a>'
        case _:
            return _text(run.text, setting) + _sources_html(run.citations, setting)


def _text(text: str, setting: Setting) -> str:
    return escape(glue(text, setting.language))


def _footnote_html(number: int, setting: Setting) -> str:
    note = setting.footnotes.get(number)
    if note is None or note.text is None:
        text = escape(word("unknown", setting.language))
    else:
        text = inline_html(note.text, setting)
    return f'<span class="fn" id="fn-{number}" data-n="{number}">{text}</span>'


def _sources_html(citations: tuple[str, ...], setting: Setting) -> str:
    if not (citations and setting.show_sources):
        return ""
    return f' <span class="src">[{escape("; ".join(citations))}]</span>'


def lang_attributes(language: str | None) -> str:
    """Write `lang` and `dir` for a language; nothing for None."""
    if language is None:
        return ""
    return f' lang="{escape(language)}" dir="{direction(language)}"'


# Blocks


def blocks_html(blocks: tuple[Block, ...], setting: Setting) -> str:
    """Set blocks in their order."""
    return "\n".join(_block_html(each, setting) for each in blocks)


def _block_html(block: Block, setting: Setting) -> str:
    match block:
        case Heading():
            return _heading_html(block, setting)
        case Paragraph():
            return _paragraph_html(block, setting)
        case SubParagraph():
            return _subparagraph_html(block, setting)
        case Quote():
            return _quote_html(block, setting)
        case Table():
            return table_html(block, setting)
        case Part():
            return _part_html(block, setting)
        case PageBreak():
            return '<div class="newpage"></div>'


def _heading_html(block: Heading, setting: Setting) -> str:
    text = inline_html(block.text, setting)
    tag = f"h{min(block.level + 1, 6)}"
    number = "" if block.number is None else f'<span class="no">{_heading_number(block)}</span>'
    label = escape(
        " ".join(filter(None, (block.number and f"{_heading_number(block)}", plain(block.text))))
    )
    return f'<{tag} class="l{block.level}" data-label="{label}">{number}{text}</{tag}>'


def _heading_number(block: Heading) -> str:
    number = escape(block.number or "")
    # "(a)" and "(i)" carry brackets, other scripts their own signs; I, A, 1 and a a full stop.
    return f"{number}." if number[-1:].isalnum() else number


def _paragraph_html(block: Paragraph, setting: Setting) -> str:
    text = _worded(block, setting)
    if block.number is None:
        return f'<p class="plain">{text}</p>'
    anchor = anchor_of(block.number, setting.reference)
    return f'<p><span class="n" id="{escape(anchor)}">{block.number}.</span>{text}</p>'


def _subparagraph_html(block: SubParagraph, setting: Setting) -> str:
    text = _worded(block, setting)
    return f'<p class="s{block.level}"><span class="n">{escape(block.label)}</span>{text}</p>'


def _worded(block: Paragraph | SubParagraph, setting: Setting) -> str:
    text = _tightened(block, setting) + _sources_html(_own_sources(block), setting)
    text = f"<b>{text}</b>" if block.bold else text
    if block.draft:
        text += f' <span class="draft">[{escape(word("draft", setting.language))}]</span>'
    return text


def _tightened(block: Paragraph | SubParagraph, setting: Setting) -> str:
    numbered = isinstance(block, Paragraph) and block.number is not None
    tight = tightening(block.text, bold=block.bold, language=setting.language) if numbered else None
    if tight is None:
        return inline_html(block.text, setting)
    before, after = split_runs(block.text, tight.start)
    rest = inline_html(after, setting)
    return f'{inline_html(before, setting)}<span class="t{tight.step}">{rest}</span>'


def _own_sources(block: Paragraph | SubParagraph) -> tuple[str, ...]:
    """Give the citations that no sentence of the block carries itself."""
    of_sentences = {key for run in block.text for key in getattr(run, "citations", ())}
    return tuple(key for key in citations_of(block) if key not in of_sentences)


def _quote_html(block: Quote, setting: Setting) -> str:
    within = setting.within(language=block.language)
    lines = [f"<p>{inline_html(each, within)}</p>" for each in block.paragraphs]
    if block.source:
        lines.append(f'<p class="source">{escape(block.source)}</p>')
    return f"<blockquote{lang_attributes(block.language)}>{''.join(lines)}</blockquote>"


def _part_html(block: Part, setting: Setting) -> str:
    within = setting.within(block.reference, block.language)
    return (
        f"<section{lang_attributes(block.language)}>{blocks_html(block.blocks, within)}</section>"
    )


def annex_html(annex: Annex, place: int, setting: Setting) -> str:
    """Set an annex: its number line, its title, its blocks."""
    label = word("annex", setting.language) + (f" {annex.number}" if annex.number else "")
    within = setting.within(annex.reference or f"annex-{place + 1}")
    head = (
        f'<h2 class="annex" id="annex-{place + 1}" data-label="{escape(f"{label}. {annex.title}")}">'
        f'<span class="annexno">{escape(label)}</span>'
        f"<br>{escape(annex.title)}</h2>"
    )
    return f"{head}\n{blocks_html(annex.blocks, within)}"


# Tables


def table_html(table: Table, setting: Setting) -> str:
    """Set a table with its number, title, unit and notes."""
    classes = ["table", *_table_classes(table)]
    caption = []
    if table.number is not None:
        number = escape(word("table", setting.language).format(table.number))
        caption.append(f'<p class="tno">{number}</p>')
    caption.append(f'<p class="tt">{_text(table.title, setting)}</p>')
    if table.unit:
        caption.append(f'<p class="tu">({escape(table.unit)})</p>')
    return (
        # Not a caption: WeasyPrint would leave it alone at the foot of a page.
        f'<div class="{" ".join(classes)}">{"".join(caption)}<table>'
        f"{_columns_html(table)}<thead>{_spanners_html(table)}{_heads_html(table)}"
        f"{_units_html(table)}</thead>"
        f"<tbody>{''.join(_row_html(each, table, setting) for each in table.rows)}</tbody>"
        f"</table>{''.join(_note_html(each, setting) for each in table.notes)}</div>"
    )


def _table_classes(table: Table) -> list[str]:
    chosen = {
        "short": len(table.rows) <= SHORT_TABLE,
        "wide": table.wide and not table.landscape,
        "landscape": table.landscape,
        "words": table.words,
        "unbroken": _longest_word(table) > LONGEST_WORD,
        "crowded": len(table.columns) > (14 if table.landscape else 10),
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
    if others < 2 or any(each.align == "start" for each in table.columns[1:]):
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


def _row_html(row: Row, table: Table, setting: Setting) -> str:
    cells = []
    for i, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
        text = "" if cell is None else inline_html(cell, setting)
        tag, scope = ("th", ' scope="row"') if i == 0 else ("td", "")
        cells.append(f'<{tag}{scope} class="{column.align}">{text}</{tag}>')
    return (
        f"<tr{' class=' + chr(34) + 'total' + chr(34) if row.total else ''}>{''.join(cells)}</tr>"
    )


def _note_html(note: TableNote, setting: Setting) -> str:
    named = {"note": "note", "source": "source"}.get(note.marker.lower().rstrip(":"))
    text = inline_html(note.text, setting)
    if named:
        return f'<p class="tn"><i>{escape(word(named, setting.language))}</i> {text}</p>'
    return f'<p class="tn"><sup class="letter">{escape(note.marker)}</sup> {text}</p>'
