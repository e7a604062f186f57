"""How often submissions touch the points of another framework, by way of suggested links."""

from __future__ import annotations

from collections import defaultdict

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.reports.composing.tables import GROUP_NAMES, NIL, note, row
from hld_portal.reports.content import Column, Table, plain
from hld_portal.reports.sources import instrument_name
from roundtables.models import Instrument, Paragraph, SuggestedLink
from submissions.models import PointLink, Submission

FIGURES_SHARE = 13  # per cent of the table, of a column of figures
CLEAR_OVERLAP = 0.7  # confidence of a suggested link: direct wording 0.9, weak 0.5


def framework_table(number: int, framework: Instrument, *, only: str = "") -> Table:
    """Participants by point of a framework. Queries: 5

    A participant stands behind a point when one of its own points is linked to it, or to
    a paragraph that the editorial links tie to it.

    Args:
        only: the key of one group (`civil_society`) to count alone.
    """
    tied = _tied_paragraphs(framework)
    speakers = _speakers(framework)
    groups = [only] if only else ["states", "civil_society", "others"]
    rows = []
    for point in framework.paragraphs.prefetch_related("texts"):
        behind: dict[str, set[int]] = defaultdict(set)
        for paragraph_id in [point.pk, *(p.pk for p in tied[point.pk])]:
            for group, stakeholder in speakers[paragraph_id]:
                behind[group].add(stakeholder)
        figures = [str(len(behind[group])) if behind[group] else NIL for group in groups]
        numbers = ", ".join(p.number for p in tied[point.pk]) or NIL
        rows.append(row(f"{point.number}. {_words(point)}", numbers, *figures))
    return Table(
        number=number,
        title=f"Participants that spoke to matters of {instrument_name(framework)}",
        columns=(
            Column("Point", share=61 if only else 41),
            Column("Related paragraphs", share=26 if only else 20),
            *(Column(GROUP_NAMES[group], align="end", share=FIGURES_SHARE) for group in groups),
        ),
        rows=tuple(rows),
        notes=(
            note(
                "By way of the paragraphs that the secretariat holds to be "
                "related; the relation is editorial."
            ),
        ),
    )


def anyone_in(table: Table) -> bool:
    """Whether a participant is counted anywhere in a table of this kind."""
    figures = (cell for each in table.rows for cell in each.cells[2:] if cell is not None)
    return any(plain(cell) != NIL for cell in figures)


def _words(point: Paragraph) -> str:
    text = point.shown_text
    return point.heading.get("en") or (text.text if text else "")


def _tied_paragraphs(framework: Instrument) -> dict[int | None, list[Paragraph]]:
    tied: dict[int | None, list[Paragraph]] = defaultdict(list)
    links = (
        SuggestedLink.objects.filter(other__instrument=framework, confidence__gte=CLEAR_OVERLAP)
        .select_related("paragraph")
        .order_by("paragraph__order")
    )
    for link in links:
        tied[link.other_id].append(link.paragraph)
    return tied


def _speakers(framework: Instrument) -> dict[int, set[tuple[str, int]]]:
    standing = Submission.objects.citable().filter(dialogue=framework.dialogue)
    links = PointLink.objects.filter(
        paragraph__isnull=False,
        confirmed_at__isnull=False,
        point_version__version__in=standing.values("standing_version"),
    ).values_list(
        "paragraph",
        "point_version__version__submission__stakeholder",
        "point_version__version__submission__stakeholder__kind",
    )
    speakers: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for paragraph, stakeholder, kind in links:
        speakers[paragraph].add((StakeholderKind(kind).group.counted_as, stakeholder))
    return speakers
