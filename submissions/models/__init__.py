"""What stakeholders say."""

from submissions.models.points import Point, PointLink, PointVersion
from submissions.models.submissions import (
    Draft,
    EventSuggestion,
    Submission,
    Version,
    new_public_id,
)

__all__ = [
    "Draft",
    "EventSuggestion",
    "Point",
    "PointLink",
    "PointVersion",
    "Submission",
    "Version",
    "new_public_id",
]
