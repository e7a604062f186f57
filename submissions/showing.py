"""Statements and points as pages show them."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from hld_portal.text.markdown import render_markdown
from submissions.enums import State

# Kind and fill of the mark of state: a word and a shape, never colour alone.
SHAPES: dict[str, tuple[str, str]] = {
    State.DRAFT: ("", ""),
    State.SUBMITTED: ("info", ""),
    State.IN_REVIEW: ("info", "half"),
    State.RETURNED: ("warn", ""),
    State.ACCEPTED: ("good", "half"),
    State.PUBLISHED: ("good", "full"),
    State.DECLINED: ("bad", ""),
    State.WITHDRAWN: ("", "full"),
}


def statement_blocks(statement: str, language: str) -> list[tuple[int | str, SafeString]]:
    """Return the blocks of a statement as safe HTML, its paragraphs numbered from 1.

    Lists and quotations belong to the paragraph before them and carry no number.
    """
    blocks: list[tuple[int | str, SafeString]] = []
    number = 0
    # One line a block; a line break within one is a tag. nh3 has cleaned them all.
    for html in render_markdown(statement, language or None).split("\n"):
        if not html:
            continue
        number += html.startswith("<p")
        blocks.append((number if html.startswith("<p") else "", mark_safe(html)))  # noqa: S308
    return blocks
