"""Where summaries stand, for pages that other modules prepare."""

from __future__ import annotations

from django import template

from hld_portal.reports.reading.clearing import (
    history_of,
    standing_of_shown,
    waiting_for,
)

register = template.Library()

register.filter("history_of", history_of)
register.filter("standing", standing_of_shown)
register.filter("waiting_to_clear", waiting_for)
