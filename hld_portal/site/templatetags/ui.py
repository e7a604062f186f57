"""What the components of `templates/_ui/` need beyond an include. Reads no table."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import get_language, get_language_info, ngettext
from django.utils.translation import gettext as _

from hld_portal.accounts.enums import Group
from hld_portal.site.wheel import Arc, wheel_arcs

register = template.Library()

FILLS = {Group.STATES: "m", Group.CIVIL_SOCIETY: "c", Group.UN_SYSTEM: "u", Group.OTHERS: "o"}
MOST_SQUARES = 40
DAY = 86_400  # seconds
HOUR = 3_600  # seconds


@register.simple_tag(takes_context=True)
def aria_current(context: Any, url: str, exact: bool = False) -> SafeString | str:
    """Mark a link to this page, or (unless `exact`) to what this page is a part of."""
    request = context.get("request")
    if request is None:
        return ""
    if request.path == url:
        return SafeString(' aria-current="page"')
    if not exact and request.path.startswith(url):
        return SafeString(' aria-current="true"')
    return ""


@register.simple_tag(takes_context=True)
def language_links(context: Any) -> list[dict[str, Any]]:
    """List the six languages, each with this page's address in it."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    current = get_language() or settings.LANGUAGE_CODE
    links = []
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        links.append(
            {
                "code": code,
                "name": info["name_local"],
                "dir": "rtl" if info["bidi"] else "ltr",
                "url": translate_url(here, code),
                "current": code == current,
            }
        )
    return links


def squares_of(counts: Mapping[str, int]) -> tuple[list[str], int]:
    """Return the fills of the squares, and how many submissions one square stands for.

    At most 40 squares; a group that has spoken never falls out, so its last square may
    stand for fewer.
    """
    held = [(FILLS[group], counts.get(group, 0) or 0) for group in Group]
    per = next(
        step * 10**power
        for power in range(9)
        for step in (1, 2, 5)
        if sum(math.ceil(count / (step * 10**power)) for _fill, count in held) <= MOST_SQUARES
    )
    return [fill for fill, count in held for _ in range(math.ceil(count / per))], per


def group_words(counts: Mapping[str, int]) -> str:
    """Say counts by group in words: "14 Member States, 6 civil society". Empty: "none"."""
    said = {
        Group.STATES: lambda n: ngettext("%(n)d Member State", "%(n)d Member States", n),
        Group.CIVIL_SOCIETY: lambda n: ngettext("%(n)d civil society", "%(n)d civil society", n),
        Group.UN_SYSTEM: lambda n: ngettext(
            "%(n)d United Nations system", "%(n)d United Nations system", n
        ),
        Group.OTHERS: lambda n: ngettext("%(n)d other", "%(n)d others", n),
    }
    parts = [said[group](n) % {"n": n} for group in Group if (n := counts.get(group, 0) or 0)]
    return ", ".join(parts) or _("none")


@register.filter(name="group_words")
def group_words_filter(counts: Mapping[str, int]) -> str:
    return group_words(counts)


@register.inclusion_tag("_ui/strip.html")
def strip(counts: Mapping[str, int]) -> dict[str, Any]:
    """Draw counts by group (`{"states": 3, "civil_society": 1, …}`) as squares."""
    squares, per = squares_of(counts)
    return {"squares": squares, "per": per, "label": group_words(counts)}


@register.inclusion_tag("_ui/legend.html")
def legend() -> dict[str, Any]:
    """Explain the squares."""
    return {"groups": [(FILLS[group], group.label) for group in Group]}


@register.inclusion_tag("_ui/wheel.html")
def wheel(tables: Iterable[tuple[int, Mapping[str, int]]], total: int) -> dict[str, Any]:
    """Draw the mark as a figure: an arc for each round table, inner arcs for the groups.

    Args:
        tables: pairs `(2, {"states": 3, …})`, the first four are drawn.
        total: the number in the middle.
    """
    drawn: list[Arc] = wheel_arcs(list(tables)[:4])
    return {"arcs": drawn, "total": total}


@register.inclusion_tag("_ui/times.html", takes_context=True)
def time_in_zone(
    context: Any, moment: datetime, zone: str | ZoneInfo, place: str = ""
) -> dict[str, Any]:
    """Show a moment in the call's zone, in UTC and, when it differs, in the reader's."""
    zone = str(zone)
    user = getattr(context.get("request"), "user", None)
    own = str(getattr(user, "time_zone", "") or "UTC")
    rows = [(place or zone_city(zone), in_zone(moment, zone))]
    if zone != "UTC":
        rows.append(("UTC", in_zone(moment, "UTC")))
    if own not in (zone, "UTC"):
        rows.append((_("%(place)s (you)") % {"place": zone_city(own)}, in_zone(moment, own)))
    return {"rows": rows}


def zone_city(zone: str | ZoneInfo) -> str:
    """Return the city of a zone's name: America/New_York → New York."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")


def in_zone(moment: datetime, zone: str | ZoneInfo) -> datetime:
    """Move a moment into a zone, given by its name; an unknown name gives UTC."""
    try:
        return moment.astimezone(ZoneInfo(str(zone)))
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone(ZoneInfo("UTC"))


@register.filter
def zoned(moment: datetime | None, zone: str | ZoneInfo) -> datetime | str:
    """Move a moment into a zone for display: `{{ call.closes_at|zoned:call.zone|date:… }}`."""
    return in_zone(moment, zone) if moment else ""


@register.filter
def time_left(moment: datetime | None) -> str:
    """Say how long until a moment, rounded down: "6 days", "5 hours", "12 minutes", ""."""
    if moment is None:
        return ""
    seconds = int((moment - now()).total_seconds())
    if seconds <= 0:
        return ""
    if seconds >= 2 * DAY:
        days = seconds // DAY
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if seconds >= 2 * HOUR:
        hours = seconds // HOUR
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    minutes = max(seconds // 60, 1)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


@register.filter
def attr_if(value: Any, name: str) -> SafeString | str:
    """Write an attribute only when it has a value: `{{ language|attr_if:"lang" }}`."""
    return format_html(' {}="{}"', name, value) if value else ""


@register.filter
def day_span(first: date, last: date | None = None) -> str:
    """Say days as an institution does: "3–4 October 2013", "30 June–2 July 2014"."""
    whole = date_format(last or first, "DATE_FORMAT")
    if last is None or last == first:
        return whole
    if not whole.startswith(f"{last.day} "):  # the year comes first, as in Chinese
        return f"{date_format(first, 'DATE_FORMAT')}–{whole}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{whole}"
    start = "MONTH_DAY_FORMAT" if first.year == last.year else "DATE_FORMAT"
    return f"{date_format(first, start)}–{whole}"
