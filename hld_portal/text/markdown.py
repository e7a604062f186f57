"""A small, safe Markdown: what people write in a statement, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import groupby
from typing import Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from hld_portal.text.language import direction

# Without these rules the signs stay visible as typed: what a writer gave never vanishes.
_LEFT_OUT = (
    *("code", "fence", "reference", "html_block", "lheading"),
    *("backticks", "image", "html_inline", "entity"),
)
_LINK = re.compile(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_REL = "nofollow ugc noopener noreferrer"
_TAGS = {"p", "strong", "em", "a", "br", "ul", "ol", "li", "blockquote"}
_ATTRIBUTES = {tag: {"lang", "dir"} for tag in _TAGS} | {
    "a": {"href", "lang", "dir"},
    "ol": {"start", "lang", "dir"},
}
# Beyond this depth markdown-it drops text without a word, and Python's stack ends.
_MARK = r"[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))"
_TOO_DEEP = re.compile(rf"(?m)^((?:{_MARK}){{8}})(?:{_MARK})+")
_TOO_FAR_IN = re.compile(r"(?m)^[ \t]{17,}")
_NESTING = 80
# Between two of these a line end is no space: Han, kana, their punctuation, full width.
_NO_SPACE = re.compile("[\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")

Kind = Literal["paragraph", "list", "item", "quote"]


@dataclass(frozen=True)
class Run:
    """A stretch of words in one style. A line break inside a paragraph is "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A block of a statement; a paragraph has runs, the others have children.

    A list holds items; items and quotes hold paragraphs, lists and quotes.
    """

    kind: Kind
    runs: tuple[Run, ...] = ()
    children: tuple[Paragraph, ...] = ()
    ordered: bool = False
    start: int = 1

    @property
    def text(self) -> str:
        """The words alone; blocks within are parted by line ends."""
        return "\n".join(_lines(self)) if self.children else "".join(r.text for r in self.runs)


def paragraphs(source: str) -> list[Paragraph]:
    """Read a Markdown text as blocks, for documents that are not HTML.

    Headings become paragraphs in bold; a rule across the page is left out.
    """
    shallow = _TOO_FAR_IN.sub(" " * 16, _TOO_DEEP.sub(r"\1 ", source))
    return list(_blocks(SyntaxTreeNode(_parser().parse(shallow))))


def render_markdown(source: str, language: str | None = None) -> str:
    """Write a Markdown text as HTML that is safe to mark as such in a template.

    Args:
        language: sets `lang` and `dir` on each outermost block; leave it out where an
            element around the text has them.
    """
    attributes = f' lang="{escape(language)}" dir="{direction(language)}"' if language else ""
    return _cleaned("\n".join(_html(block, attributes) for block in paragraphs(source)))


def _cleaned(html: str) -> str:
    # Second fence: what is written here is clean, and stays so if somebody changes it.
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=_REL,
    )


@dataclass(frozen=True)
class Block:
    """A numbered paragraph with the lists and quotes that follow it, or a heading (no number)."""

    number: int | None
    html: str


def render_blocks(source: str) -> list[Block]:
    """Write a Markdown text as HTML in pieces, each with its number in the margin.

    A paragraph in bold throughout is a heading; lists and quotes belong to what precedes them.
    """
    found: list[Block] = []
    count = 0
    for block in paragraphs(source):
        html = _cleaned(_html(block))
        if block.runs and all(run.bold for run in block.runs):
            found.append(Block(None, html))
        elif block.runs or not found or found[-1].number is None:
            count += 1
            found.append(Block(count, html))
        else:
            found[-1] = replace(found[-1], html=f"{found[-1].html}\n{html}")
    return found


def plain_text(source: str) -> str:
    """Give the words of a Markdown text without its signs; of a link, its text.

    Paragraphs are parted by an empty line; list items keep "- " or their number.
    """
    return "\n\n".join("\n".join(_lines(block)) for block in paragraphs(source))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING})
    parser.disable(list(_LEFT_OUT))
    parser.validateLink = lambda url: bool(_LINK.match(url))  # type: ignore[method-assign]
    return parser


def _blocks(parent: SyntaxTreeNode) -> Iterator[Paragraph]:
    for node in parent.children:
        if node.type in ("paragraph", "heading"):
            if runs := _runs(node, bold=node.type == "heading"):
                yield Paragraph("paragraph", runs=runs)
        elif node.type == "blockquote":
            yield Paragraph("quote", children=tuple(_blocks(node)))
        elif node.type == "list_item":
            yield Paragraph("item", children=tuple(_blocks(node)))
        elif node.type in ("bullet_list", "ordered_list"):
            yield Paragraph(
                "list",
                children=tuple(_blocks(node)),
                ordered=node.type == "ordered_list",
                start=int(node.attrs.get("start", 1)),
            )


def _runs(block: SyntaxTreeNode, *, bold: bool) -> tuple[Run, ...]:
    runs: list[Run] = []
    for run in _inline(block, Run("", bold=bold)):
        if run.text and runs and replace(runs[-1], text="") == replace(run, text=""):
            runs[-1] = replace(run, text=runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return _without_soft_breaks(runs)


def _inline(node: SyntaxTreeNode, style: Run) -> Iterator[Run]:
    for child in node.children:
        if child.type in ("text", "text_special"):
            yield replace(style, text=child.content)
        elif child.type == "softbreak":
            yield replace(style, text=_SOFT)
        elif child.type == "hardbreak":
            yield replace(style, text="\n")
        elif child.type == "strong":
            yield from _inline(child, replace(style, bold=True))
        elif child.type == "em":
            yield from _inline(child, replace(style, italic=True))
        elif child.type == "link":
            yield from _inline(child, replace(style, link=str(child.attrs["href"])))
        else:
            yield from _inline(child, style)


_SOFT = "\x00"  # cannot occur: markdown-it replaces it in the source


def _without_soft_breaks(runs: list[Run]) -> tuple[Run, ...]:
    text = "".join(run.text for run in runs)
    found: list[Run] = []
    position = 0
    for run in runs:
        letters = [
            _soft_break(text, position + at) if letter == _SOFT else letter
            for at, letter in enumerate(run.text)
        ]
        position += len(run.text)
        if any(letters):
            found.append(replace(run, text="".join(letters)))
    return tuple(found)


def _soft_break(text: str, at: int) -> str:
    between = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return "" if len(_NO_SPACE.findall(between)) == 2 else " "


def _html(block: Paragraph, attributes: str = "") -> str:
    if block.kind == "paragraph":
        return f"<p{attributes}>{_html_runs(block.runs)}</p>"
    if block.kind == "item" and len(block.children) == 1 and block.children[0].runs:
        return f"<li>{_html_runs(block.children[0].runs)}</li>"
    inner = "".join(_html(child) for child in block.children)
    if block.kind == "list" and block.ordered:
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{start}{attributes}>{inner}</ol>"
    tag = {"list": "ul", "item": "li", "quote": "blockquote"}[block.kind]
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _html_runs(runs: tuple[Run, ...]) -> str:
    html = ""
    for link, linked in groupby(runs, key=lambda run: run.link):
        words = "".join(_html_run(run) for run in linked)
        html += f'<a href="{escape(link)}">{words}</a>' if link else words
    return html


def _html_run(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br>")
    if run.italic:
        html = f"<em>{html}</em>"
    return f"<strong>{html}</strong>" if run.bold else html


def _lines(block: Paragraph) -> Iterator[str]:
    if block.kind == "paragraph":
        yield from block.text.split("\n")
    elif block.kind == "list":
        for number, item in enumerate(block.children, start=block.start):
            mark = f"{number}. " if block.ordered else "- "
            for line in _lines(item):
                yield mark + line
                mark = " " * len(mark)
    else:
        for at, child in enumerate(block.children):
            if at and block.kind == "quote":
                yield ""
            yield from _lines(child)
