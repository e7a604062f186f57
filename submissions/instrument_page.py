"""What the reader of an instrument shows: its paragraphs, and who speaks to each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hld_portal.text.language import direction
from roundtables.enums import TextStatus
from roundtables.models import Dialogue, Instrument, Paragraph, ParagraphText, SuggestedLink
from submissions.enums import LinkTarget
from submissions.listing import language_name, list_rows
from submissions.models import Submission
from submissions.voices import (
    Key,
    count_speakers,
    latest_by_target,
    published_links,
)

LATEST = 3


@dataclass
class Spoken:
    """A paragraph, or the text as a whole, or what it lacks, with those who speak to it."""

    number: str
    anchor: str
    code: str  # as the list's filter names it
    paragraph: Paragraph | None = None
    text: ParagraphText | None = None
    title: str = ""  # of what is no paragraph
    note: str = ""
    counts: Counter = field(default_factory=Counter)
    latest: list[Submission] = field(default_factory=list)
    editorial: list[SuggestedLink] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_official(self) -> bool:
        return self.text is not None and self.text.is_official

    @property
    def is_described(self) -> bool:
        return self.text is not None and self.text.is_described

    @property
    def is_loaded(self) -> bool:
        return self.is_official or self.is_described

    @property
    def direction(self) -> str:
        return direction(self.text.language) if self.text else ""


def instrument_context(dialogue: Dialogue, instrument: Instrument, user: Any) -> dict[str, Any]:
    """Return everything the reader shows. Queries: 9, however long the text is."""
    rows = [_spoken(paragraph) for paragraph in _paragraphs(instrument)]
    beyond = _beyond(instrument)
    _add_voices(dialogue, instrument, rows + beyond, user)
    _add_editorial(rows)
    return {
        "dialogue": dialogue,
        "instrument": instrument,
        "rows": rows,
        "beyond": beyond,
        "most": max((row.total for row in rows), default=0),
        "held": Counter(_status(row) for row in rows),
        "foreign": _foreign_languages(rows),
        "others": [
            other for other in dialogue.instruments.order_by("order") if other.pk != instrument.pk
        ],
    }


def _paragraphs(instrument: Instrument) -> QuerySet[Paragraph]:
    """Return the paragraphs with texts and editorial links. Queries: 4"""
    ends = SuggestedLink.objects.select_related("event__round_table", "other__instrument")
    starts = SuggestedLink.objects.select_related("paragraph__instrument")
    return instrument.paragraphs.order_by("order").prefetch_related(
        "texts",
        Prefetch("suggested_links", ends.order_by("-is_primary", "-confidence", "pk")),
        Prefetch("suggested_from", starts.order_by("-confidence", "pk")),
    )


def _spoken(paragraph: Paragraph) -> Spoken:
    return Spoken(
        number=paragraph.number,
        anchor=paragraph.anchor,
        code=paragraph.number,
        paragraph=paragraph,
        text=paragraph.shown_text,
    )


def _beyond(instrument: Instrument) -> list[Spoken]:
    whole, missing = LinkTarget.GENERAL, LinkTarget.MISSING
    return [
        Spoken(
            number="∗",
            anchor=whole.value,
            code=whole.value,
            title=str(whole.label),
            note=_("Points that speak to all of it rather than to a paragraph."),
        ),
        Spoken(
            number="+",
            anchor=missing.value,
            code=missing.value,
            title=str(missing.label),
            note=_("Points on what it does not say."),
        ),
    ]


def _add_voices(dialogue: Dialogue, instrument: Instrument, rows: list[Spoken], user: Any) -> None:
    """Put counts and the latest texts on each row. Queries: 4"""
    links = published_links(dialogue, user).filter(instrument=instrument)
    counts = count_speakers(links)
    latest = latest_by_target(links, LATEST)
    ids = {pk for found in latest.values() for pk in found}
    by_pk = {row.pk: row for row in list_rows(Submission.objects.filter(pk__in=ids))}
    for row in rows:
        key: Key = (instrument.pk, row.paragraph.pk if row.paragraph else row.code)
        row.counts = counts.get(key, Counter())
        row.latest = [by_pk[pk] for pk in latest.get(key, [])]
        if not instrument.is_main:
            row.code = f"{instrument.slug}:{row.code}"


def _add_editorial(rows: list[Spoken]) -> None:
    """Bring the links of both directions to one shape: `event` or `other` is the far end."""
    for row in rows:
        if row.paragraph is None:
            continue
        row.editorial = list(row.paragraph.suggested_links.all())
        for link in row.paragraph.suggested_from.all():
            link.other = link.paragraph
            row.editorial.append(link)


def _status(row: Spoken) -> str:
    return row.text.status if row.text else TextStatus.NOT_LOADED.value


def _foreign_languages(rows: list[Spoken]) -> list[str]:
    """Return the names of the languages shown that are not the reader's."""
    own = (get_language() or "en").split("-")[0]
    codes = {row.text.language for row in rows if row.text and row.is_loaded}
    return [language_name(code) for code in sorted(codes) if code.split("-")[0] != own]


__all__ = ["Spoken", "instrument_context"]
