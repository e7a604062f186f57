"""What a dialogue is about."""

from roundtables.models.calls import Call, Extension
from roundtables.models.dialogues import Appointment, Dialogue, Event, RoundTable, in_language
from roundtables.models.instruments import Instrument, Paragraph, ParagraphText, SuggestedLink

__all__ = [
    "Appointment",
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
