"""The HTML from which WeasyPrint sets pages; nothing else reads it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape

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
    Run,
    SubParagraph,
    Table,
)
from hld_portal.reports.content_walk import anchor_of, citations_of, direction
from hld_portal.reports.renderers.entries import annex_anchor, heading_anchors, heading_number
from hld_portal.reports.renderers.glue import glue
from hld_portal.reports.renderers.pdf_tables import table_html
from hld_portal.reports.renderers.runts import split_runs, tightening
from hld_portal.reports.renderers.words import word

# A place may lie in another chunk: links lead there once the chunks are joined.
LINK = "hld:"
LONGEST_KEPT = 60  # signs of a word that is kept on one line with its footnote call


@dataclass(frozen=True)
class Setting:
    """What every block needs to know of the document around it."""

    language: str
    footnotes: dict[int, Footnote]
    headings: dict[int, str] = field(default_factory=dict)  # identity of a block → anchor
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
    headings = heading_anchors(document)
    return Setting(document.language, notes, headings, show_sources=document.show_sources)


# Inline text


def inline_html(runs: Inline, setting: Setting) -> str:
    """Set inline text; a footnote call never starts a line, and several are parted by commas."""
    parts: list[str] = []
    for before, run in zip((None, *runs), runs, strict=False):
        if not isinstance(run, FootnoteCall):
            parts.append(_run_html(run, setting))
            continue
        comma = "<sup>,</sup>" if isinstance(before, FootnoteCall) else ""
        word_before = _take_last_word(parts)
        parts.append(f'<span class="kept">{word_before}{comma}{_run_html(run, setting)}</span>')
    return "".join(parts)


def _take_last_word(parts: list[str]) -> str:
    """Take from what is set already the word, or the call, to which a call is tied."""
    last = parts.pop() if parts else ""
    if last.startswith('<span class="kept">'):
        return last
    # A tag is never cut: the text after the last one holds the word, or there is none.
    head, space, end = last.rpartition(" ")
    if "<" in end or ">" in end or len(end) > LONGEST_KEPT:
        parts.append(last)
        return ""
    if space:
        parts.append(head + space)
    return end


def _run_html(run: Run, setting: Setting) -> str:
    match run:
        case FootnoteCall():
            return _footnote_html(run.number, setting)
        case Italic():
            return f"<i>{_text(run.text, setting)}</i>"
        case Foreign():
            return f"<bdi{lang_attributes(run.language)}>{escape(run.text)}</bdi>"
        case Link():
            return f'<a href="{LINK}{escape(run.target)}">{_text(run.text, setting)}</a>'
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
    """Set blocks in their order; a line that leads to a list or part stays with it."""
    parts: list[str] = []
    leads = False
    for block in reversed(blocks):
        unnumbered = isinstance(block, Paragraph) and block.number is None
        if leads and isinstance(block, Paragraph) and block.number is None:
            parts.append(_plain_html(block, setting, "plain lead-in"))
        else:
            parts.append(_block_html(block, setting))
        leads = (leads and unnumbered) or isinstance(block, SubParagraph | Part)
    return "\n".join(reversed(parts))


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
            return table_html(block, setting, inline_html)
        case Part():
            return _part_html(block, setting)
        case PageBreak():
            return '<div class="newpage"></div>'


def _heading_html(block: Heading, setting: Setting) -> str:
    text = inline_html(block.text, setting)
    tag = f"h{min(block.level + 1, 6)}"
    shown = escape(heading_number(block))
    number = f'<span class="no">{shown}</span>' if shown else ""
    anchor = setting.headings.get(id(block))
    name = f' id="{escape(anchor)}"' if anchor else ""
    return f'<{tag} class="l{block.level}"{name}>{number}{text}</{tag}>'


def _paragraph_html(block: Paragraph, setting: Setting) -> str:
    if block.number is None:
        return _plain_html(block, setting, "plain")
    text = _worded(block, setting)
    anchor = anchor_of(block.number, setting.reference)
    return f'<p><span class="n" id="{escape(anchor)}">{block.number}.</span>{text}</p>'


def _plain_html(block: Paragraph, setting: Setting, kind: str) -> str:
    return f'<p class="{kind}">{_worded(block, setting)}</p>'


def _subparagraph_html(block: SubParagraph, setting: Setting) -> str:
    text = _worded(block, setting)
    mixed = " mixed" if any(isinstance(run, Foreign) for run in block.text) else ""
    label = f'<span class="n">{escape(block.label)}</span>'
    return f'<p class="s{block.level}{mixed}">{label}{text}</p>'


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
    before, rest = split_runs(block.text, tight.start)
    tightened, after = (
        (rest, ()) if tight.end is None else split_runs(rest, tight.end - tight.start)
    )
    return (
        f'{inline_html(before, setting)}<span class="t{tight.step}">'
        f"{inline_html(tightened, setting)}</span>{inline_html(after, setting)}"
    )


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
    within = setting.within(annex.reference or annex_anchor(place))
    head = (
        f'<h2 class="annex" id="{annex_anchor(place)}">'
        f'<span class="annexno">{escape(label)}</span>'
        f"<br>{escape(annex.title)}</h2>"
    )
    return f"{head}\n{blocks_html(annex.blocks, within)}"
