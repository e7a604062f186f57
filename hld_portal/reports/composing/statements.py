"""One submission as a part of a document: its head, its statement, its points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count

from hld_portal.reports.composing.listing import LANGUAGE_NAMES
from hld_portal.reports.content import (
    Block,
    Foreign,
    Heading,
    Inline,
    Italic,
    Paragraph,
    Part,
    Quote,
    Run,
    SubParagraph,
    Text,
    inline,
    plain,
)
from hld_portal.reports.drafting.outputs import letter
from hld_portal.reports.sources import instrument_name
from hld_portal.text import markdown
from hld_portal.text.english import join_list
from roundtables.models import Dialogue
from submissions.enums import LinkTarget, PointKind
from submissions.models import PointLink, PointVersion, Submission, Version

DOCUMENT_LANGUAGE = "en"
BULLET = "•"
DEEPEST_ITEM = 4
OWN_STOPS = (".", "!", "?", ";", "…", "。", "！", "？", "؟", "؛")
FULL_STOP = re.compile(r"(?<![.…])(?<!\betc)(?<!\.\w)[.。]$")  # not of "etc." or "U.S."


def submission_part(submission: Submission) -> Part:
    """Set a published submission in full, in its own language and direction."""
    version = submission.published_version
    assert version is not None  # the queryset asks for published ones
    reference = submission.reference or ""
    statement = Part(
        reference, tuple(_statement_blocks(version)), language=_other_language(version)
    )
    blocks = (
        *_head_blocks(submission, version),
        statement,
        *_point_blocks(version, submission.dialogue),
    )
    return Part(reference, blocks)


def _other_language(version: Version) -> str | None:
    return version.language if version.language != DOCUMENT_LANGUAGE else None


def _head_blocks(submission: Submission, version: Version) -> Iterator[Block]:
    author = submission.public_author
    yield Heading(3, inline(author[:1].upper() + author[1:]))
    if spoken_for := _spoken_for(submission):
        yield Paragraph(inline(spoken_for))
    language = LANGUAGE_NAMES.get(version.language, version.language)
    yield Paragraph(inline(f"[{submission.reference}] [Original: {language}]"))


def _spoken_for(submission: Submission) -> str:
    """Name those a joint statement speaks for; only count them where its author is not named."""
    names = sorted((each.local_name for each in submission.on_behalf_of.all()), key=plain_letters)
    if not names:
        return ""
    if submission.is_named:
        return f"Also on behalf of {join_list(names)}."
    return f"Also on behalf of {len(names)} other{'s' if len(names) > 1 else ''}."


def plain_letters(name: str) -> str:
    """Give a name without accents and case: "Côte d'Ivoire" stands before "Croatia"."""
    letters = unicodedata.normalize("NFD", name)
    return "".join(each for each in letters if not unicodedata.combining(each)).casefold()


# The statement


def _statement_blocks(version: Version) -> Iterator[Block]:
    yield Heading(4, inline(version.title))
    numbers = count(1)
    for block in markdown.paragraphs(version.statement):
        if block.kind == "quote":
            yield _quote(block)
        elif block.kind == "list":
            yield from _list_blocks(block, level=1)
        elif all(run.bold for run in block.runs):
            yield Heading(5, _inline(block))
        else:
            yield Paragraph(_inline(block), number=next(numbers))


def _inline(block: markdown.Paragraph) -> Inline:
    """Give the words of a paragraph; bold is dropped, a link shows where it leads."""
    runs: list[Run] = []
    for place, run in enumerate(block.runs):
        text = run.text.replace("\n", " ")
        runs.append(Italic(text) if run.italic else Text(text))
        following = block.runs[place + 1].link if place + 1 < len(block.runs) else ""
        address = run.link.removeprefix("mailto:")
        if address and run.link != following and address != text:
            runs.append(Text(f" ({address})"))
    return inline(runs)


def _list_blocks(block: markdown.Paragraph, level: int) -> Iterator[Block]:
    for number, item in enumerate(block.children, start=block.start):
        label = f"{number}." if block.ordered else BULLET
        for child in item.children:
            if child.kind == "list":
                yield from _list_blocks(child, level + 1)
            elif child.kind == "quote":
                yield _quote(child)
            else:
                yield SubParagraph(label, _inline(child), level=min(level, DEEPEST_ITEM))
                label = ""


def _quote(block: markdown.Paragraph) -> Quote:
    return Quote(tuple(_flat(block)))


def _flat(block: markdown.Paragraph) -> Iterator[Inline]:
    """Give all paragraphs within a quote, those of lists and inner quotes, too."""
    for place, child in enumerate(block.children, start=block.start):
        if child.kind == "paragraph":
            yield _inline(child)
        elif child.kind == "item":
            label = f"{place}." if block.ordered else BULLET
            first, *others = [*_flat(child)] or [()]
            yield inline([Text(f"{label} "), *first])
            yield from others
        else:
            yield from _flat(child)


# The points


def _point_blocks(version: Version, dialogue: Dialogue) -> Iterator[Block]:
    points = list(version.points.all())
    if points:
        yield Paragraph(inline("Points made:" if len(points) > 1 else "Point made:"))
    for place, point in enumerate(points):
        runs = list(_point_runs(point, version, dialogue))
        stop = "." if place == len(points) - 1 else ";"
        yield SubParagraph(f"({letter(place)})", inline([*runs, Text(_closing(runs, stop))]))


def _closing(runs: list[Run], stop: str) -> str:
    """Give the stop of an item; none where the words as received bring their own."""
    words = plain(inline(runs))
    return "" if words.endswith(OWN_STOPS) else stop


def _without_stop(words: str) -> str:
    return FULL_STOP.sub("", words.rstrip())


def _point_runs(point: PointVersion, version: Version, dialogue: Dialogue) -> Iterator[Run]:
    places = _places([link for link in point.links.all() if link.is_confirmed])
    yield Text(f"{PointKind(point.kind).label}{_addressee(point, dialogue)}: ")
    # A sentence taken from the statement ends where the item does: behind the brackets.
    yield from _worded(_without_stop(point.text) if places else point.text, version)
    if point.replaces:
        yield Text(" (in place of ")
        yield from _worded(point.replaces, version)
        yield Text(")")
    yield Text(f" ({places})" if places else "")


def _worded(text: str, version: Version) -> Iterator[Run]:
    words = " ".join(text.split())
    yield Foreign(words, version.language) if _other_language(version) else Text(words)


def _addressee(point: PointVersion, dialogue: Dialogue) -> str:
    if not point.addressee:
        return ""
    return f" to {dialogue.addressee_name(point.addressee)}"


def _places(links: Sequence[PointLink]) -> str:
    """Say to what a point speaks: "the Declaration, paras. 9 and 12; missing from the …"."""
    by_instrument: dict[int, list[PointLink]] = {}
    for link in links:
        by_instrument.setdefault(link.instrument_id, []).append(link)
    return "; ".join(_places_in(each) for each in by_instrument.values())


def _places_in(links: Sequence[PointLink]) -> str:
    name = instrument_name(links[0].instrument)
    found = [link.paragraph for link in links if link.paragraph is not None]
    numbers = [each.number for each in sorted(found, key=lambda each: each.order)]
    phrases = []
    if numbers:
        phrases.append(f"{name}, para{'s' if len(numbers) > 1 else ''}. {join_list(numbers)}")
    targets = {link.target for link in links}
    if LinkTarget.GENERAL in targets:
        phrases.append(f"{name} as a whole")
    if LinkTarget.MISSING in targets:
        phrases.append(f"missing from {name}")
    return "; ".join(phrases)
