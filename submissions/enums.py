"""States, consent, kinds of points, ways in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("Accepted, not for publication")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Consent(models.TextChoices):
    """How a submission may be shown. Never preset to `named` for an organization."""

    NAMED = "named", _("Yes, under our name")
    TYPE_ONLY = "type_only", _("Yes, with the type of organization only")
    NOT_PUBLISHED = "not_published", _("No, it is counted but not published")


class Channel(models.TextChoices):
    PORTAL = "portal", _("Portal")
    MAIL = "mail", _("Received by mail")
    NOTE_VERBALE = "note_verbale", _("Note verbale")
    FLOOR = "floor", _("From the floor")
    RAPPORTEUR = "rapporteur", _("Rapporteur’s note")


class PointKind(models.TextChoices):
    MESSAGE = "message", _("Key message")
    RECOMMENDATION = "recommendation", _("Recommendation")
    PRACTICE = "practice", _("Good practice")
    COMMITMENT = "commitment", _("Commitment")
    PROPOSAL = "proposal", _("Language proposal")
    GAP = "gap", _("Gap")


class PointOrigin(models.TextChoices):
    """Who gave a point its words: the submitter, or the portal by taking a sentence."""

    SUBMITTER = "submitter", _("Submitter")
    PROPOSED = "proposed", _("Taken from the statement")


class LinkTarget(models.TextChoices):
    PARAGRAPH = "paragraph", _("Paragraph")
    GENERAL = "general", _("Text as a whole")
    MISSING = "missing", _("Missing from the text")


class LinkOrigin(models.TextChoices):
    SUBMITTER = "submitter", _("Submitter")
    SUGGESTION = "suggestion", _("Suggestion")
    MODERATOR = "moderator", _("Moderator")


class ReturnGround(models.TextChoices):
    """Why a text goes back. A Member State's goes back for the first two only."""

    FORMAT = "format", _("Format: the file or the form cannot be used as it is")
    DUPLICATION = "duplication", _("Duplication: the same text is here already")
    CONTENT = "content", _("Content: the text does not meet the terms of the call")
