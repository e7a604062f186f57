"""Reference texts with numbered paragraphs, and the editorial links between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from roundtables.enums import (
    InstrumentStatus,
    TextStatus,
)
from roundtables.models.dialogues import Dialogue, Event, in_language


class Instrument(models.Model):
    """A text with numbered paragraphs that one can speak to."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="instruments")
    slug = models.SlugField()
    symbol = models.CharField(max_length=60)
    titles = models.JSONField(default=dict)
    short_titles = models.JSONField(default=dict)  # "the Declaration"
    citation = models.CharField(max_length=200, blank=True)  # "resolution 68/4, annex"
    status = models.CharField(max_length=10, choices=InstrumentStatus.choices)
    is_main = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True, blank=True)
    source = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["dialogue", "order"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "slug"], name="one_instrument_per_address"),
            models.UniqueConstraint(
                fields=["dialogue", "symbol"], name="one_instrument_per_symbol"
            ),
            models.UniqueConstraint(
                fields=["dialogue"],
                condition=models.Q(is_main=True),
                name="one_main_instrument_per_dialogue",
            ),
        ]

    def __str__(self) -> str:
        return self.symbol

    @property
    def title(self) -> str:
        return in_language(self.titles)

    @property
    def short_title(self) -> str:
        return in_language(self.short_titles) or self.title


class Paragraph(models.Model):
    """The smallest unit of an instrument. Never removed once anything links to it."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="paragraphs")
    number = models.CharField(max_length=20)  # "12", "12 bis"
    order = models.PositiveIntegerField()
    heading = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["instrument", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "number"], name="one_paragraph_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.instrument.symbol}, para. {self.number}"

    @property
    def code(self) -> str:
        """How forms name it: `A/RES/68/4:12`. Reads the instrument."""
        return f"{self.instrument.symbol}:{self.number}"

    @property
    def anchor(self) -> str:
        return f"para-{self.number.replace(' ', '-')}"

    @property
    def shown_text(self) -> ParagraphText | None:
        """The text in the reader's language, else English, else any (of prefetched `texts`)."""
        texts = {text.language: text for text in self.texts.all()}
        language = (get_language() or "en").split("-")[0]
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), None)

    @property
    def heading_text(self) -> str:
        return in_language(self.heading)


class ParagraphText(models.Model):
    """A paragraph in one language: official, described in other words, or not loaded."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    status = models.CharField(max_length=12, choices=TextStatus.choices)
    text = models.TextField(blank=True)
    footnote = models.TextField(blank=True)
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["paragraph", "language"], name="one_text_per_paragraph_and_language"
            ),
            models.CheckConstraint(
                condition=models.Q(status="not_loaded", text="")
                | (~models.Q(status="not_loaded") & ~models.Q(text="")),
                name="text_is_there_unless_not_loaded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} ({self.language})"

    @property
    def is_official(self) -> bool:
        return self.status == TextStatus.OFFICIAL

    @property
    def is_described(self) -> bool:
        return self.status == TextStatus.DESCRIBED


class SuggestedLink(models.Model):
    """An editorial bridge from a paragraph to a round table or to another framework."""

    paragraph = models.ForeignKey(
        Paragraph, on_delete=models.CASCADE, related_name="suggested_links"
    )
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.CASCADE)
    other = models.ForeignKey(
        Paragraph, null=True, blank=True, on_delete=models.CASCADE, related_name="suggested_from"
    )
    is_primary = models.BooleanField(default=False)
    confidence = models.DecimalField(max_digits=3, decimal_places=2)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=True) ^ models.Q(other__isnull=True),
                name="suggested_link_has_one_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paragraph} → {self.event or self.other}"
