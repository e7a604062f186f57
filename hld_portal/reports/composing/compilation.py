"""All published submissions in full, by round table and group of participants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hld_portal.accounts.enums import Group
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.composing.statements import plain_letters, submission_part
from hld_portal.reports.content import Block, Heading, Paragraph
from hld_portal.reports.drafting.numbers import number as in_words
from roundtables.models import Dialogue, Event
from submissions.models import Submission

# Member States first, what is left last.
GROUP_HEADS = {
    Group.STATES: "Member States",
    Group.CIVIL_SOCIETY: "Civil society",
    Group.UN_SYSTEM: "United Nations system",
    Group.OTHERS: "Other participants",
}

AS_RECEIVED = (
    "The submissions are reproduced as they were received, without editing. The designations they "
    "use and the order in which they stand imply no opinion of the secretariat on the legal status "
    "of any State, territory or area, on its authorities, or on its borders."
)


def published_submissions(dialogue: Dialogue) -> list[Submission]:
    """Return what the public may read and a document may quote, with points. Queries: 6"""
    return list(
        Submission.objects.citable()
        .published()
        .filter(dialogue=dialogue)
        .select_related("dialogue", "stakeholder", "published_version", "event__round_table")
        .prefetch_related(
            "on_behalf_of",
            "published_version__points__links__paragraph",
            "published_version__points__links__instrument",
        )
    )


def compilation_blocks(
    events: Sequence[Event], submissions: Sequence[Submission], numbering: Numbering
) -> Iterator[Block]:
    """Set the submissions under their events; a round table without any says so.

    Paragraph numbers restart with each submission, so that a change in one leaves
    the pages of the others alone.
    """
    for event in events:
        of_event = [each for each in submissions if each.event_id == event.pk]
        if of_event or hasattr(event, "round_table"):
            yield Heading(1, event_title(event), numbering.next_heading(1))  # type: ignore[arg-type]
            yield from _event_blocks(of_event, numbering)
    unassigned = [each for each in submissions if each.event_id is None]
    if unassigned:
        yield Heading(1, "Submissions to the Dialogue as a whole", numbering.next_heading(1))  # type: ignore[arg-type]
        yield from _event_blocks(unassigned, numbering)


def event_title(event: Event) -> str:
    """Name an event with its theme: "Round table 2: Rights of crews"."""
    title = event.titles.get("en", "")
    table = getattr(event, "round_table", None)
    theme = (table.themes.get("en", "") if table else "").rstrip(".")
    return f"{title}: {theme[:1].lower() + theme[1:]}" if theme else title


def _event_blocks(submissions: Sequence[Submission], numbering: Numbering) -> Iterator[Block]:
    if not submissions:
        yield Paragraph("No submission to this round table has been published.")  # type: ignore[arg-type]
    for group, head in GROUP_HEADS.items():
        of_group = [each for each in submissions if each.stakeholder.group == group]
        if of_group:
            yield Heading(2, head, numbering.next_heading(2))  # type: ignore[arg-type]
            yield from (submission_part(each) for each in sorted(of_group, key=_printed_order))


def _printed_order(submission: Submission) -> tuple[str, str]:
    """Sort by the author as printed: the place of an unnamed one tells nothing of its name."""
    return plain_letters(submission.public_author), submission.reference or ""


def compilation_summary(submissions: Sequence[Submission]) -> tuple[str, ...]:
    """Say what the compilation holds and in which order."""
    if not submissions:
        return ("No submission has been published.",)
    many = len(submissions) > 1
    return (
        f"The present document reproduces in full {_submissions(len(submissions))} that "
        f"{'were' if many else 'was'} published. They stand by round table and by group of "
        "participants: Member States in alphabetical order, then the others. Each has its own "
        "reference and its own paragraph numbers.",
        "Where an author asked not to be named, the kind of organization stands in place of the "
        "name. Under each text stand its points, with the paragraphs to which they speak.",
    )


def latest_publication(dialogue: Dialogue, submissions: Sequence[Submission]) -> date:
    """Give the date of the newest text; never today."""
    times = [each.published_version.submitted_at for each in submissions if each.published_version]
    return max(times).date() if times else dialogue.ends_on


def _submissions(total: int) -> str:
    return f"{in_words(total)} submission{'s' if total != 1 else ''}"
