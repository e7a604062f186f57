"""The whole document of a report, from its outline to its annexes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import override

from hld_portal.reports.composing import compilation, sections
from hld_portal.reports.composing.attribution import attributed
from hld_portal.reports.composing.author_text import (
    author_texts,
    conclusions,
    opening_paragraphs,
    still_to_come,
    with_homes,
)
from hld_portal.reports.composing.brief import brief_blocks
from hld_portal.reports.composing.composition import Composition, Identity, make_document
from hld_portal.reports.composing.listing import submissions_table, unlisted_count
from hld_portal.reports.composing.numbering import roman
from hld_portal.reports.composing.tables import (
    counted_words_table,
    coverage_table,
    event_order,
    participation_table,
)
from hld_portal.reports.content import (
    Annex,
    Block,
    Document,
    Heading,
    Paragraph,
    inline,
)
from hld_portal.reports.enums import ReportKind
from hld_portal.reports.sources import main_instrument
from roundtables.models import Dialogue, Event
from submissions.models import Submission


def compose_report(
    dialogue: Dialogue,
    kind: str,
    *,
    event: Event | None = None,
    on: date | None = None,
    identity: Identity | None = None,
    keep_sources: bool = False,
) -> Document:
    """Put together the tree of a report from what stands in the database now.

    It shows no more of the chain to submissions than the dialogue's attribution allows.

    Args:
        on: the date it bears; None takes the latest change among its sources.
        identity: symbol, session, item and date of a document that is to be issued; it
            takes no mark away ("Draft" stays until all is approved and cleared).
        keep_sources: each sentence keeps its private keys; `composing.attribution` must
            take them out before anybody gets the tree.

    Raises:
        ValueError: for a kind that is not composed, or a round table that is missing.
    """
    composition = Composition(dialogue, identity)
    with override("en"):  # sentences are drafted in English
        document = _compose(composition, kind, event, on)
        return document if keep_sources else attributed(document, dialogue)


def _compose(composition: Composition, kind: str, event: Event | None, on: date | None) -> Document:
    if kind == ReportKind.SUMMARY:
        return _compose_summary_report(composition, on)
    if kind == ReportKind.ROUND_TABLE and event is not None:
        return _compose_round_table(composition, event, on)
    if kind == ReportKind.COMPILATION:
        return _compose_compilation(composition, on)
    if kind == ReportKind.BRIEF:
        return _compose_brief(composition, on)
    raise ValueError(f"{kind} cannot be compiled")


def _compose_summary_report(composition: Composition, on: date | None) -> Document:
    dialogue = composition.dialogue
    composition.texts = author_texts(dialogue)
    outline = with_homes(dialogue.outline, composition.texts)
    blocks = list(_outline_blocks(composition, outline, level=1))
    title = f"Summary of submissions to the {dialogue.titles.get('en', dialogue.short_title)}"
    return make_document(
        composition,
        title=title,
        symbol=f"{dialogue.reference_prefix}/SR",
        summary=sections.summary_box(dialogue, concludes=bool(composition.texts.conclusions)),
        blocks=blocks,
        annexes=_annexes(composition, outline),
        on=on,
    )


def _compose_round_table(composition: Composition, event: Event, on: date | None) -> Document:
    account = composition.account(event)
    numbering = composition.numbering
    blocks: list[Block] = [
        Heading(1, inline("Summary of the discussion in writing")),
        *account.blocks(numbering),
        Heading(1, inline("Participation and coverage")),
        sections.said(numbering, "Participation is shown in table 1."),
        participation_table(numbering.next_table(), [event]),
    ]
    main = main_instrument(composition.dialogue)
    title = f"{event.titles.get('en', '')}: summary of submissions"
    annexes = [
        Annex("I", "List of submissions", (_listing(composition.dialogue, event),)),
        Annex(
            "II",
            "How words were counted",
            (*sections.scale_notes(), counted_words_table([account])),
        ),
    ]
    return make_document(
        composition,
        title=title,
        symbol=f"{composition.dialogue.reference_prefix}/RT.{event.number}",
        summary=(),
        blocks=blocks,
        annexes=annexes if main else annexes[:1],
        on=on,
    )


def _compose_compilation(composition: Composition, on: date | None) -> Document:
    dialogue = composition.dialogue
    submissions = compilation.published_submissions(dialogue)
    events = event_order(_events(dialogue))
    return make_document(
        composition,
        title=f"Compilation of submissions to the {dialogue.titles.get('en', dialogue.short_title)}",
        symbol=f"{dialogue.reference_prefix}/CS",
        summary=compilation.compilation_summary(submissions),
        blocks=list(compilation.compilation_blocks(events, submissions, composition.numbering)),
        annexes=[],
        on=on or compilation.latest_publication(dialogue, submissions),
        front_notes=(compilation.AS_RECEIVED,),
        contents=True,
    )


def _compose_brief(composition: Composition, on: date | None) -> Document:
    dialogue = composition.dialogue
    tables = dialogue.events.filter(round_table__isnull=False).select_related("round_table")
    accounts = [composition.account(event) for event in tables.order_by("round_table__number")]
    document = make_document(
        composition,
        title="Press brief: what was submitted and said",
        symbol=f"{dialogue.reference_prefix}/PB",
        summary=(),
        blocks=brief_blocks(dialogue, accounts),
        annexes=[],
        on=on,
        contents=False,
    )
    # It has to fit one page.
    masthead = replace(document.masthead, session="", agenda_item="", agenda_title="")
    return replace(document, author_line="", masthead=masthead)


def _outline_blocks(
    composition: Composition, outline: list[dict[str, Any]], level: int
) -> Iterator[Block]:
    """Walk the outline; an annex is left to the end, an introduction bears no number."""
    numbering = composition.numbering
    for section in outline:
        if section["kind"] == "annex" or _is_left_out(composition, section):
            continue
        unnumbered = section["kind"] == "introduction"
        number = None if unnumbered else numbering.next_heading(level)
        yield Heading(level, section["titles"]["en"], number=number)
        if section["kind"] == "part":
            yield from _outline_blocks(composition, section["sections"], level + 1)
        else:
            yield from _section_blocks(composition, section)


def _is_left_out(composition: Composition, section: dict[str, Any]) -> bool:
    """Without the author's conclusions a draft says so, and a report that is whole has none."""
    written = composition.texts.conclusions
    return section["kind"] == "recommendations" and not written and composition.is_final


def _section_blocks(composition: Composition, section: dict[str, Any]) -> Iterator[Block]:
    dialogue, numbering = composition.dialogue, composition.numbering
    match section["kind"]:
        case "introduction":
            yield from opening_paragraphs(composition.texts, numbering)
            yield from sections.introduction(dialogue, numbering)
            yield participation_table(numbering.next_table(), event_order(_events(dialogue)))
        case "event":
            event = dialogue.events.get(slug=section["event"])
            yield from _event_blocks(composition, event)
        case "round_table":
            event = dialogue.events.get(round_table__number=section["round_table"])
            yield from composition.account(event).blocks(numbering)
        case "framework" | "civil_society":
            instrument = dialogue.instruments.get(slug=section["instrument"])
            only = "civil_society" if section["kind"] == "civil_society" else ""
            yield from sections.framework(instrument, numbering, only=only)
        case "coverage":
            main = main_instrument(dialogue)
            if main is not None:
                yield from sections.coverage(main, numbering)
                yield coverage_table(numbering.next_table(), main)
        case "recommendations":
            yield from conclusions(composition.texts, numbering)
            yield from still_to_come(composition.texts, composition.not_final, numbering)


def _event_blocks(composition: Composition, event: Event) -> Iterator[Block]:
    if Submission.objects.citable().for_event(event).exists():
        yield from composition.account(event).blocks(composition.numbering)
    else:
        yield sections.event_without_submissions(event, composition.numbering)


def _events(dialogue: Dialogue) -> list[Event]:
    return list(dialogue.events.select_related("round_table"))


def _annexes(composition: Composition, outline: list[dict[str, Any]]) -> list[Annex]:
    wanted = [section for section in outline if section["kind"] == "annex"]
    annexes = []
    for place, section in enumerate(wanted, start=1):
        content = section["content"]
        if content == "submissions":
            blocks: tuple[Block, ...] = tuple(_listing_blocks(composition.dialogue))
        elif content == "counted_words":
            blocks = (*sections.scale_notes(), counted_words_table(composition.accounts))
        else:
            main = main_instrument(composition.dialogue)
            blocks = (coverage_table(1, main),) if main else ()
        number = roman(place) if len(wanted) > 1 else None
        annexes.append(Annex(number, section["titles"]["en"], blocks))
    return annexes


def _listing_blocks(dialogue: Dialogue) -> Iterator[Block]:
    unlisted = unlisted_count(dialogue)
    if unlisted:
        yield Paragraph(inline(sections.unlisted_sentence(unlisted)))
    yield submissions_table(dialogue)


def _listing(dialogue: Dialogue, event: Event) -> Block:
    return submissions_table(dialogue, event)
