"""What a person writes for the summary report: before the introduction, and its conclusions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.composing.sections import own
from hld_portal.reports.content import Block, Paragraph, inline
from hld_portal.reports.enums import AuthorSection
from hld_portal.text.english import join_list
from roundtables.models import Dialogue, Event


@dataclass(frozen=True)
class Texts:
    """The author's paragraphs in order, and when they last changed."""

    introduction: list[str] = field(default_factory=list)
    conclusions: list[str] = field(default_factory=list)
    changed_at: list[datetime] = field(default_factory=list)

    def of(self, section: str) -> list[str]:
        return self.conclusions if section == AuthorSection.CONCLUSIONS else self.introduction


# The section of an outline that takes each text up, and its heading where the outline has none.
HOMES = {
    AuthorSection.INTRODUCTION: ("introduction", "Introduction"),
    AuthorSection.CONCLUSIONS: ("recommendations", "Conclusions and recommendations"),
}


def author_texts(dialogue: Dialogue) -> Texts:
    """Return what is written for the report of a dialogue. Queries: 1"""
    found = Texts()
    for paragraph in dialogue.author_paragraphs.order_by("section", "position"):
        found.of(paragraph.section).append(paragraph.text)
        found.changed_at.append(paragraph.updated_at)
    return found


def with_homes(outline: Sequence[dict[str, Any]], texts: Texts) -> list[dict[str, Any]]:
    """Return an outline in which every written text has a section: nothing is lost in silence."""
    kinds = {kind for section in outline for kind in _kinds(section)}
    body = [section for section in outline if section["kind"] != "annex"]
    annexes = [section for section in outline if section["kind"] == "annex"]
    for name, (kind, title) in HOMES.items():
        if texts.of(name) and kind not in kinds:
            section = {"kind": kind, "titles": {"en": title}}
            body.insert(0 if name == AuthorSection.INTRODUCTION else len(body), section)
    return [*body, *annexes]


def _kinds(section: dict[str, Any]) -> Iterator[str]:
    yield section["kind"]
    for inner in section.get("sections", []):
        yield from _kinds(inner)


def opening_paragraphs(texts: Texts, numbering: Numbering) -> Iterator[Block]:
    """The author's introduction, in roman, before what the portal says of mandate and figures."""
    for text in texts.introduction:
        yield own(numbering, text)


def conclusions(texts: Texts, numbering: Numbering) -> Iterator[Block]:
    """Conclusions and recommendations: all in bold, the numbers run on."""
    for text in texts.conclusions:
        number = numbering.next_paragraph()
        yield Paragraph(inline(text), number=number, bold=True, voice="author")


def still_to_come(
    texts: Texts, not_final: Sequence[Event], numbering: Numbering
) -> Iterator[Block]:
    """What a draft says of itself: no conclusions yet, summaries that are not cleared."""
    if not texts.conclusions:
        text = "The conclusions and recommendations of the author are still to be written."
        yield own(numbering, text, draft=True)
    if not_final:
        names = join_list([_in_running_text(event.titles.get("en", "")) for event in not_final])
        which = "The summary of" if len(not_final) == 1 else "The summaries of"
        verb = "is" if len(not_final) == 1 else "are"
        text = f"{which} {names} {verb} not cleared by the co-chairs yet."
        yield own(numbering, text, draft=True)


def _in_running_text(title: str) -> str:
    return title[:1].lower() + title[1:] if title.startswith("Round table") else title
