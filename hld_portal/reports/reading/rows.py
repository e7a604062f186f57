"""The sentences of a paragraph with their sources one by one, and what else could be cited."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from hld_portal.reports.drafting.inputs import FindingInput
from hld_portal.reports.drafting.summary import draft_summary, word_item
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.reading.sources import Source, sources_behind
from hld_portal.reports.reading.summary import ShownParagraph, ShownRow, ShownSummary
from hld_portal.reports.services.editing import WITHOUT_SOURCES
from hld_portal.reports.sources import Sources, scale_of
from submissions.enums import LinkTarget


@dataclass(frozen=True)
class CitedRow:
    """A sentence or item with what stands behind it, and the ways it can move."""

    place: int
    shown: ShownRow
    sources: list[Source]
    may_rise: bool
    may_sink: bool
    may_go: bool


@dataclass
class Candidate:
    """A finding or point that could stand behind a sentence, and where it does already."""

    source: Source
    places: list[str] = field(default_factory=list)  # names of what it speaks to
    cited_in: list[int] = field(default_factory=list)  # numbers of paragraphs
    order: int = 0  # of the first paragraph it speaks to

    def has(self, words: list[str]) -> bool:
        """Whether all the words occur in it, its points or their references."""
        told = [self.source.wording, self.source.kind]
        for member in self.source.members:
            told += [member.point.text, member.author, member.submission.reference or ""]
        text = " ".join(told).casefold()
        return all(word in text for word in words)


def cited_rows(shown: ShownSummary, row: ShownParagraph) -> list[CitedRow]:
    """Return the rows of a paragraph, sentences first, each with its sources."""
    found = []
    for rows, first in ((row.sentences, 0), (row.items, len(row.sentences))):
        last = len(rows) - 1
        for at, one in enumerate(rows):
            sources = sources_behind(one.check.row["citations"], shown.sources, row.lost)
            may_go = first > 0 or last > 0
            found.append(CitedRow(first + at, one, sources, at > 0, at < last, may_go))
    return found


def place_of_new(paragraph: SummaryParagraph, *, as_item: bool) -> int:
    """Return before which row a new one stands: at the end, but before what leads to the list."""
    rows = paragraph.items if as_item else paragraph.sentences
    leads = not as_item and bool(rows) and bool(rows[-1].get("is_lead"))
    return len(rows) - leads


def may_cite(row: ShownParagraph) -> bool:
    return row.paragraph.role not in WITHOUT_SOURCES


def candidates(shown: ShownSummary, *, leave_out: list[str]) -> list[Candidate]:
    """Return what may be cited, what no sentence cites yet first, then by paragraph."""
    cited: dict[str, list[int]] = {}
    for row in shown.paragraphs:
        for key in row.keys:
            cited.setdefault(key, []).append(row.number)
    inputs = [one for one in shown.sources.table.findings if shown.sources.points.get(one.key)]
    inputs = [one for one in inputs if one.key not in leave_out]
    behind = sources_behind([one.key for one in inputs], shown.sources, [])
    found = [
        Candidate(
            source,
            [place_label(place) for place in one.paragraphs],
            cited.get(one.key, []),
            _order(one),
        )
        for one, source in zip(inputs, behind, strict=True)
    ]
    uncited = set(shown.uncited)
    return sorted(found, key=lambda one: (one.source.key not in uncited, one.order))


def _order(told: FindingInput) -> int:
    numbers = [int(place) for place in told.paragraphs if place.isdecimal()]
    return min(numbers, default=10_000)


def place_label(reference: str) -> str:
    """Name a place as drafting keeps it: "12", "general", "A/RES/1:missing"."""
    text, _colon, end = reference.rpartition(":")
    if end in (LinkTarget.GENERAL, LinkTarget.MISSING):
        name = str(LinkTarget(end).label)
    else:
        name = _("para. %(number)s") % {"number": end}
    return f"{text}, {name}" if text else name


def pick_context(shown: ShownSummary, query: Any, *, leave_out: list[str]) -> dict[str, Any]:
    """Return the sources that match a search by words and place."""
    every = candidates(shown, leave_out=leave_out)
    words = query.get("q", "").casefold().split()
    place = query.get("place", "")
    places = list(dict.fromkeys(name for one in every for name in one.places))
    found = [one for one in every if one.has(words) and (not place or place in one.places)]
    return {
        "candidates": found,
        "candidates_count": len(found),
        "all_count": len(every),
        "q": query.get("q", ""),
        "place_chosen": place,
        "places": places,
    }


def propose_text(sources: Sources, key: str, *, as_item: bool) -> str:
    """Word a sentence or item for a source, as the draft would; a person changes it."""
    told = next((one for one in sources.table.findings if one.key == key), None)
    if told is None or not told.counts.total:
        return ""
    scale = scale_of(sources.event.dialogue)
    alone = replace(
        sources.table, findings=(replace(told, contrasts_with=None),), already_cited=True
    )
    if as_item:
        return word_item(alone, scale)
    _opening, *drafted = draft_summary(alone, scale)
    return " ".join(paragraph.text for paragraph in drafted)
