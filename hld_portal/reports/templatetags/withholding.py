"""What the desk's first page tells a documents officer."""

from __future__ import annotations

from django import template

from hld_portal.reports.models import Build
from roundtables.models import Dialogue

register = template.Library()


@register.filter
def withheld_builds(dialogue: Dialogue) -> list[Build]:
    """Return the published drafts that nobody may read until they are compiled again. Queries: 1"""
    held = Build.objects.withheld().filter(report__dialogue=dialogue)
    return list(held.select_related("report").defer("snapshot").order_by("report"))
