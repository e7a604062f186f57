"""Sections that the portal words itself: introduction, coverage, what is missing.

Plain statements of fact and figures, in the author's voice or as what was counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hld_portal.reports.composing.frameworks import anyone_in, framework_table
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import Block, Paragraph, inline
from hld_portal.reports.counting import count_coverage, count_participation
from hld_portal.reports.drafting.inputs import Counts
from hld_portal.reports.drafting.numbers import number as in_words
from hld_portal.reports.drafting.numbers import series
from hld_portal.reports.sources import instrument_name
from hld_portal.text.english import join_list
from roundtables.models import Dialogue, Event, Instrument
from submissions.enums import LinkTarget

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


NONE_ON_FILE = "No submissions that may be cited are on file."
FROM_ONE = {
    "from Member States": "from a Member State",
    "from civil society": "from a civil society organization",
    "from other participants": "from another participant",
}


def said(numbering: Numbering, text: str) -> Paragraph:
    return Paragraph(inline(text), number=numbering.next_paragraph(), voice="said")


def own(numbering: Numbering, text: str, *, draft: bool = False) -> Paragraph:
    return Paragraph(inline(text), number=numbering.next_paragraph(), voice="author", draft=draft)


def span(first: date, last: date) -> str:
    """Write a span of days: "3 and 4 October 2013", "25 June 2013"."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) != (last.year, last.month):
        year = f" {first.year}" if first.year != last.year else ""
        return f"{first.day} {MONTHS[first.month - 1]}{year} to {end}"
    return f"{first.day} {'and' if last.day - first.day == 1 else 'to'} {end}"


def summary_box(dialogue: Dialogue, *, concludes: bool) -> tuple[str, ...]:
    """The summary on the front page: what the report is, what it rests on and who speaks.

    Args:
        concludes: whether the author has written conclusions.
    """
    counts = list(count_participation(dialogue).values())
    total = sum(each.total for each in counts)
    title = dialogue.titles.get("en", dialogue.short_title)
    when = span(dialogue.starts_on, dialogue.ends_on)
    each = ", each" if total > 1 else ""
    basis = f"It rests on {_submissions(total)}{each} tied to the paragraphs spoken to."
    return (
        f"The present report summarizes the submissions made to the {title}, held in "
        f"{dialogue.place} on {when}. {basis if total else NONE_ON_FILE}",
        "The account of each round table sets out who contributed, what was said and what was "
        "recommended. Views are not attributed to named participants. Each counted word, such as "
        "“several” or “most”, follows from the number of participants on file; an annex gives the "
        f"figures.{_who_concludes(dialogue) if concludes else ''}",
    )


def _who_concludes(dialogue: Dialogue) -> str:
    owner = dialogue.owner.get("name", "secretariat")
    return (
        " Recommendations of participants are set out under each round table; the introduction and "
        f"the conclusions and recommendations, in bold at the end, are the text of the {owner} alone."
    )


def introduction(dialogue: Dialogue, numbering: Numbering) -> Iterator[Block]:
    title = dialogue.titles.get("en", dialogue.short_title)
    mandate = f", held pursuant to {dialogue.mandate}" if dialogue.mandate else ""
    yield own(
        numbering,
        f"The present report gives an account of the written submissions made to the {title}"
        f"{mandate}. The Dialogue took place in {dialogue.place} on "
        f"{span(dialogue.starts_on, dialogue.ends_on)}.",
    )
    theme = dialogue.themes.get("en", "")
    if theme:
        yield own(numbering, f"The overall theme was: “{theme.rstrip('.')}”.")
    counts = list(count_participation(dialogue).values())
    shown = "shows them by event" if any(each.total for each in counts) else "lists the events"
    yield own(numbering, f"{participation_sentence(counts)} Table 1 {shown}.")


def event_without_submissions(event: Event, numbering: Numbering) -> Paragraph:
    title = event.titles.get("en", "")
    where = f" in {event.place}" if event.place else ""
    when = (
        f" on {span(event.starts_on, event.ends_on or event.starts_on)}" if event.starts_on else ""
    )
    verb = "were" if event.kind == "hearing" else "was"
    name = title[:1].lower() + title[1:]
    return own(
        numbering,
        f"The {name} {verb} held{where}{when}. No written submissions to {'them' if verb == 'were' else 'it'} "
        "are on file.",
    )


def framework(instrument: Instrument, numbering: Numbering, *, only: str) -> Iterator[Block]:
    name = instrument_name(instrument)
    table = framework_table(numbering.next_table(), instrument, only=only)
    who = "civil society organizations" if only else "participants"
    text = (
        f"Through the paragraphs they addressed, {who} also spoke to matters of {name}. "
        f"Table {table.number} shows how many did so."
    )
    if not anyone_in(table):
        text = f"No submission spoke to matters of {name}; table {table.number} lists them."
    yield said(numbering, text)
    yield table


def coverage(instrument: Instrument, numbering: Numbering) -> Iterator[Block]:
    """Which paragraphs were spoken to most, and which by nobody."""
    counts = count_coverage(instrument)
    numbers = [paragraph.number for paragraph in instrument.paragraphs.all()]
    silent = [number for number in numbers if not counts.get(number, Counts()).total]
    spoken = sorted(
        (number for number in numbers if number not in silent),
        key=lambda number: -counts[number].total,
    )
    name = instrument_name(instrument)
    table = numbering.tables + 1
    text = f"Table {table} shows how many participants spoke to each paragraph of {name}."
    if spoken:
        most = counts[spoken[0]].total
        text += (
            f" Paragraph {spoken[0]} was spoken to by the largest number, "
            f"{in_words(most)} participant{'s' if most != 1 else ''}."
        )
    missing = counts.get(LinkTarget.MISSING, Counts()).total
    if missing:
        text += (
            f" Matters that {name} did not address were named by {in_words(missing)} "
            f"participant{'s' if missing != 1 else ''}."
        )
    yield said(numbering, text)
    if silent:
        word = "paragraph" if len(silent) == 1 else "paragraphs"
        yield said(numbering, f"No submission spoke to {word} {join_list(silent)}.")


def unlisted_sentence(unlisted: int) -> str:
    if unlisted == 1:
        return "One further submission is counted but not listed, since it may not be published."
    return (
        f"A further {in_words(unlisted)} submissions are counted but not listed, since they may "
        "not be published."
    )


def scale_notes() -> tuple[Block, ...]:
    """How the words of the scale follow from the figures."""
    texts = (
        "Participants are counted by group, each once for a finding. Of those in a "
        "group that contributed to a round table, “all” stands for every one; “one” for a "
        "single one; “nearly all” for more than nine tenths; “most” for more than half; “some” "
        "for two or three; “many” for more than a quarter; “several” for fewer.",
        "Where fewer than 10 contributed, a weaker word is used (“most” for “nearly all”, “many” "
        "for “most”, “some” for “many” and “several”); where fewer than four did, the figures "
        "themselves.",
    )
    return tuple(Paragraph(inline(text)) for text in texts)


def _submissions(total: int) -> str:
    return f"{in_words(total)} submission{'s' if total != 1 else ''}"


def participation_sentence(counts: list[Counts]) -> str:
    figures = [
        ("from Member States", sum(each.states for each in counts)),
        ("from civil society", sum(each.civil_society for each in counts)),
        ("from other participants", sum(each.others for each in counts)),
    ]
    present = [(whence, figure) for whence, figure in figures if figure]
    total = sum(figure for _whence, figure in present)
    if not total:
        return NONE_ON_FILE
    verb = "was" if total == 1 else "were"
    begin = f"In all, {_submissions(total)} {verb} taken into account"
    if len(present) == 1:
        whence = present[0][0]
        return f"{begin}, {FROM_ONE[whence] if total == 1 else f'all {whence}'}."
    words = series([figure for _whence, figure in present])
    parts = [f"{word} {whence}" for word, (whence, _figure) in zip(words, present, strict=True)]
    return f"{begin}: {join_list(parts)}."
