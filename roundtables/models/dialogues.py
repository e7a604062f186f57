"""A dialogue, its events and round tables, and who has which task in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hld_portal.record.models import Logged
from roundtables.enums import (
    AppointmentRole,
    Attribution,
    EventKind,
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
    # Series of its documents' symbols; empty: the reference prefix.
    symbol_series = models.CharField(max_length=40, blank=True)
    # Days in which contributors may object before an issue; 0: they are not asked.
    contributors_check_days = models.PositiveSmallIntegerField(default=0)
    summary_words = models.PositiveSmallIntegerField(default=350)  # budget of a round table
    report_words = models.PositiveIntegerField(default=8500)  # budget of the summary report
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
