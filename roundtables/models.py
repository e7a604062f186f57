"""A dialogue, its events and round tables, its reference texts and its calls."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import StakeholderKind
from hld_portal.accounts.models import Stakeholder
from hld_portal.record.models import Logged
from roundtables.enums import (
    AppointmentRole,
    Attribution,
    EventKind,
    InstrumentStatus,
    TextStatus,
)


def in_language(texts: dict[str, str]) -> str:
    """Return the text in the reader's language, else English, else any, else ""."""
    language = (get_language() or "en").split("-")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


class Dialogue(Logged):
    """The whole process, set up from a file (`load_dialogue`)."""

    slug = models.SlugField(unique=True)
    titles = models.JSONField(default=dict)  # language → title
    short_title = models.CharField(max_length=80)
    reference_prefix = models.CharField(max_length=20, unique=True)  # HLD2013 of HLD2013/0042
    mandate = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=100, blank=True)
    themes = models.JSONField(default=dict, blank=True)  # overall theme by language
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.CharField(max_length=100, blank=True)
    zone = models.CharField(max_length=50, default="UTC")
    # A copy for rehearsals: banner on every page, mark in every document.
    trial = models.BooleanField(default=False)
    attribution = models.CharField(
        max_length=10, choices=Attribution.choices, default=Attribution.NONE
    )
    addressees = models.JSONField(default=list, blank=True)  # [{"key", "labels": {…}}]
    outline = models.JSONField(default=list, blank=True)  # sections of the report
    owner = models.JSONField(default=dict, blank=True)  # masthead: name, organ, foot line
    scale = models.JSONField(default=dict, blank=True)  # own scale of counted words
    source_note = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["trial", "-starts_on", "slug"]

    def __str__(self) -> str:
        return self.short_title

    @property
    def title(self) -> str:
        return in_language(self.titles)

    @property
    def theme(self) -> str:
        return in_language(self.themes)

    def addressee_choices(self) -> list[tuple[str, str]]:
        """Return key and name of those to whom a recommendation may be made."""
        return [(entry["key"], in_language(entry["labels"])) for entry in self.addressees]

    def addressee_name(self, key: str) -> str:
        """The English wording of an addressee, as sentences use it."""
        for entry in self.addressees:
            if entry["key"] == key:
                return entry["labels"].get("en", key)
        return key


class Event(models.Model):
    """A meeting of the dialogue; submissions go to one."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.PROTECT, related_name="events")
    slug = models.SlugField()  # in addresses: "2" for round table 2, "hearings", …
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    titles = models.JSONField(default=dict)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    description = models.JSONField(default=dict, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["dialogue", "order"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "slug"], name="one_event_per_address")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.titles)

    @property
    def number(self) -> int | None:
        """The round table's number, None for other events. May run one query."""
        round_table = getattr(self, "round_table", None)
        return round_table.number if round_table else None


class RoundTable(models.Model):
    """One of the thematic meetings; what is not known stays empty and says so."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="round_table")
    number = models.PositiveSmallIntegerField()
    themes = models.JSONField(default=dict)
    # How the theme continues "The second round table considered …", in English.
    theme_clause = models.TextField(blank=True)
    theme_source = models.CharField(max_length=200, blank=True)
    guiding_questions = models.JSONField(default=list, blank=True)
    co_chairs = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return _("Round table %(number)s") % {"number": self.number}

    @property
    def theme(self) -> str:
        return in_language(self.themes)

    @property
    def hue(self) -> int:
        """Which of the four arcs it lights, 1 to 4."""
        return (self.number - 1) % 4 + 1


class Appointment(models.Model):
    """A task that a person has in a dialogue; a moderator's is for one round table."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="appointments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(max_length=20, choices=AppointmentRole.choices)
    # Empty: for all events of the dialogue.
    event = models.ForeignKey(
        Event, null=True, blank=True, on_delete=models.CASCADE, related_name="appointments"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "user", "role", "event"], name="one_appointment_of_a_kind"
            ),
            # NULLs are distinct to a unique constraint, so the empty ones need their own.
            models.UniqueConstraint(
                fields=["dialogue", "user", "role"],
                condition=models.Q(event=None),
                name="one_appointment_of_a_kind_without_event",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


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


class Call(models.Model):
    """The invitation to submit to one event: its window and its rules."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="call")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    # Closed by the secretariat, whatever the times say.
    closed = models.BooleanField(default=False)
    languages = models.JSONField(default=list)
    word_limits = models.JSONField(default=dict)  # {"default": 500, "state": 1000, "joint": …}
    points_most = models.PositiveSmallIntegerField(default=5)
    point_words = models.PositiveSmallIntegerField(default=60)
    consent_wording = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.event}: call"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.event.dialogue.zone)

    def is_open(self, at: datetime | None = None) -> bool:
        """Whether the window is open; extensions of single stakeholders come on top."""
        at = at or now()
        return (
            not self.closed
            and (self.opens_at is None or self.opens_at <= at)
            and (self.closes_at is None or at < self.closes_at)
        )

    def has_closed(self, at: datetime | None = None) -> bool:
        at = at or now()
        return self.closed or (self.closes_at is not None and self.closes_at <= at)

    def word_limit(self, stakeholder: Stakeholder | None, *, joint: bool = False) -> int:
        """Return how many words a statement may have: joint, by kind, by status, default."""
        keys = ["joint"] if joint else []
        if stakeholder is not None:
            if joint:
                keys.insert(0, f"joint_{stakeholder.kind}")
            keys += [stakeholder.kind, stakeholder.accreditation]
        for key in keys:
            if key in self.word_limits:
                return int(self.word_limits[key])
        return int(self.word_limits["default"])

    def limits_table(self) -> list[tuple[str, int]]:
        """Return who may write how much, for reading, in the order of the file."""
        names: dict[str, Any] = dict(StakeholderKind.choices)
        names |= {
            "default": _("Others"),
            "joint": _("Joint statements"),
            "none": _("Not accredited"),
        }
        names |= {"consultative_status": _("In consultative status"), "invited": _("Invited")}
        return [(str(names.get(key, key)), int(limit)) for key, limit in self.word_limits.items()]


class Extension(models.Model):
    """More time for one stakeholder, given by the secretariat with a reason."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="extensions")
    stakeholder = models.ForeignKey(
        Stakeholder, on_delete=models.CASCADE, related_name="extensions"
    )
    closes_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "stakeholder"], name="one_extension_per_stakeholder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.stakeholder} until {self.closes_at}"


__all__ = [
    "Appointment",
    "AppointmentRole",
    "Call",
    "Dialogue",
    "Event",
    "Extension",
    "Instrument",
    "Paragraph",
    "ParagraphText",
    "RoundTable",
    "SuggestedLink",
    "in_language",
]
