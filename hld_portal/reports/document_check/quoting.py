"""Quotations of a summary against the published texts that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from hld_portal.reports.document_check.items import CheckItem, Level
from hld_portal.reports.document_check.places import Spot
from hld_portal.reports.document_check.quotations import (
    Quotation,
    find_quotations,
    fold,
    is_verbatim,
    published_words,
)
from hld_portal.reports.document_check.sayings import say as _
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import SummaryParagraph
from hld_portal.reports.sources import Sources
from roundtables.models import ParagraphText
from submissions.models import Submission


class Library:
    """The texts a summary may quote: read once, and only when it quotes at all."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    @cached_property
    def published(self) -> dict[int, str]:
        """What the public reads of each submission behind the summary. Queries: 2"""
        ids = {point.version.submission_id for point in self.sources.standing}
        submissions = (
            Submission.objects.filter(pk__in=ids)
            .select_related("published_version")
            .prefetch_related("published_version__points")
        )
        return {each.pk: _words_of(each) for each in submissions}

    @cached_property
    def reference_texts(self) -> list[str]:
        """The instruments' paragraphs and the dialogue's own titles and themes. Queries: 2"""
        dialogue = self.sources.event.dialogue
        texts = ParagraphText.objects.filter(paragraph__instrument__dialogue=dialogue)
        round_table = getattr(self.sources.event, "round_table", None)
        own = [dialogue.titles, dialogue.themes, round_table.themes if round_table else {}]
        own += [instrument.titles for instrument in dialogue.instruments.all()]
        titles = [title for each in own for title in each.values()]
        return [fold(text) for text in (*texts.values_list("text", flat=True), *titles)]

    def texts(self, keys: Iterable[str]) -> list[str]:
        """Return what may be quoted under some citations; without any, what all published."""
        cited = {each.pk for each in self.sources.submissions(keys)}
        wanted = [self.published.get(pk, "") for pk in cited or self.published]
        return [*filter(None, wanted), *self.reference_texts]


def _words_of(submission: Submission) -> str:
    version = submission.published_version
    points = version.points.all() if version else []
    return published_words(submission, [f"{point.text}\n{point.replaces}" for point in points])


def quotation_faults(
    paragraph: SummaryParagraph, spot: Spot, library: Library
) -> Iterator[CheckItem]:
    """Find what stands in quotation marks and in no text that its sentence cites.

    A quotation may run over several sentences; the rapporteur's own text quotes freely.
    """
    if paragraph.role == ParagraphRole.OWN:
        return
    for text, spans in _stretches(paragraph):
        for quotation in find_quotations(text):
            keys = [
                key for start, end, keys in spans for key in keys if _meet(quotation, start, end)
            ]
            yield from _faults_of(quotation, library.texts(keys), spot)


def _faults_of(quotation: Quotation, texts: Sequence[str], spot: Spot) -> Iterator[CheckItem]:
    readings = (quotation.text, *quotation.others)
    verbatim = any(is_verbatim(words, texts) for words in readings)
    # A single mark without a partner may be an apostrophe: nothing that nobody could let stand.
    if not verbatim and not quotation.is_doubtful:
        said = _("%(place)s: a quotation is not verbatim") % {"place": spot.label}
        yield _fault("quotation", "error", said, spot, quotation)
    elif quotation.is_open:
        said = _("%(place)s: a quotation mark has no partner") % {"place": spot.label}
        yield _fault("quotation_open", "warning", said, spot, quotation)


Spans = list[tuple[int, int, list[str]]]


def _stretches(paragraph: SummaryParagraph) -> Iterator[tuple[str, Spans]]:
    """Give the running sentences as one text, then each item, with the citations of each span."""
    text, spans = "", []
    for row in paragraph.sentences:
        spans.append((len(text), len(text) + len(row["text"]), row["citations"]))
        text += row["text"] + " "
    yield text, spans
    for row in paragraph.items:
        yield row["text"], [(0, len(row["text"]), row["citations"])]


def _meet(quotation: Quotation, start: int, end: int) -> bool:
    return quotation.start < end and start < quotation.end


def _fault(code: str, level: Level, text: str, spot: Spot, quotation: Quotation) -> CheckItem:
    return CheckItem(code, level, text, f"“{quotation.text}”", spot.name, spot.url, quotation.text)
