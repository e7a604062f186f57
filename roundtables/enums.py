"""Kinds and states of what a dialogue is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    PANEL = "panel", _("Panel discussion")
    HEARING = "hearing", _("Informal interactive hearings")
    PLENARY = "plenary", _("Plenary")
    ROUND_TABLE = "round_table", _("Round table")


class InstrumentStatus(models.TextChoices):
    """Only a draft takes proposals of other wording."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")


class TextStatus(models.TextChoices):
    OFFICIAL = "official", _("Official text")
    DESCRIBED = "described", _("Described in other words")
    NOT_LOADED = "not_loaded", _("Text not loaded")


class AppointmentRole(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    MODERATOR = "moderator", _("Moderator")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    DOCUMENTS_OFFICER = "documents_officer", _("Documents officer")


class Attribution(models.TextChoices):
    """What the issued document shows of the chain from sentence to submission."""

    NONE = "none", _("No attribution")
    REFERENCE = "reference", _("References in footnotes")
    NAMED = "named", _("Names")


# Addresses that begin with one of these belong to the portal, not to a dialogue.
RESERVED_SLUGS = frozenset(
    {
        *("accessibility", "accounts", "api", "desk", "healthz", "help", "i18n", "mine"),
        *("readyz", "start", "static", "styleguide", "submit", "verify"),
        *("ar", "zh-hans", "en", "fr", "ru", "es"),
    }
)
