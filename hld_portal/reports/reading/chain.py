"""The chain of a build laid over its text again, for those who may know it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hld_portal.reports.content import Block, Inline, Paragraph, Run, SubParagraph, Text
from hld_portal.reports.content_walk import anchor_of

Sentences = list[dict[str, Any]]  # {"text", "behind": [keys]}


def reference_of(key: str) -> str:
    """Give the submission of a key: `HLD2013/0042:1:2` (its version, its point) or bare."""
    return key.split(":", 1)[0]


def with_chain(
    blocks: Iterable[Block], passages: Iterable[dict[str, Any]], reference: str = ""
) -> tuple[Block, ...]:
    """Give each sentence of the blocks back what stands behind it.

    Args:
        passages: of `composing.attribution.passages_of`; items stand with their paragraph.
    """
    waiting = {passage["anchor"]: list(passage["sentences"]) for passage in passages}
    due: Sentences = []
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            due = waiting.get(anchor_of(block.number, reference), []) if block.number else []
        if isinstance(block, Paragraph | SubParagraph) and due:
            found.append(replace(block, text=_cited(block.text, due)))
        else:
            found.append(block)
    return tuple(found)


def _cited(runs: Inline, due: Sentences) -> Inline:
    """Find the sentences that are due in the order of the text; each is taken once."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Text):
            found += _pieces(run.text, due)
        else:
            found.append(run)
    return tuple(found)


def _pieces(text: str, due: Sentences) -> list[Run]:
    pieces: list[Run] = []
    at = 0
    for sentence in list(due):
        start = text.find(sentence["text"], at)
        if start < 0:
            continue
        end = start + len(sentence["text"])
        behind = tuple(dict.fromkeys(reference_of(key) for key in sentence["behind"]))
        pieces += [Text(text[at:start]), Text(text[start:end], behind)]
        due.remove(sentence)
        at = end
    return [*pieces, Text(text[at:])]
