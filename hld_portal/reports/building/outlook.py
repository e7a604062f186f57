"""How a build is likely to go on: how long it takes, or what it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, Sum
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hld_portal.reports.enums import BuildState, BuildStep, ChunkState
from hld_portal.reports.models import Build

PATIENCE = timedelta(seconds=5)  # before that, a task is most likely on its way
FEWEST_DONE = 2  # parts; fewer are nothing to go by
LONGEST_IN_MINUTES = 90
ALL_BUT_PARTS = 1.15  # joining and the other formats take about a seventh of setting the parts


@dataclass(frozen=True)
class Outlook:
    """Words for the page of a build; at most one of the two is there."""

    time_left: str = ""
    waits_for: str = ""


def count_parts(build: Build) -> int:
    """Note on a build how many of its parts are done, and return how many pages these have.

    The row is told only when all are: see `send_off`.

    Queries: 1
    """
    parts = build.chunks.aggregate(
        done=Count("pk", filter=Q(state=ChunkState.DONE)), pages=Sum("pages")
    )
    build.chunks_done = parts["done"]
    return parts["pages"] or 0


def outlook_of(build: Build) -> Outlook:
    """Say what a build waits for, or how long it still takes where that can be told.

    Queries: 1, none for a build that has ended
    """
    if not build.is_active:
        return Outlook()
    at = now()
    parts = build.chunks.aggregate(
        lease=Min("lease_until", filter=Q(state=ChunkState.RUNNING)),
        running=Count("pk", filter=Q(state=ChunkState.RUNNING)),
    )
    leases = [each for each in (build.lease_until, parts["lease"]) if each is not None]
    if any(each < at for each in leases):
        stopped = _("The worker stopped; the build goes on by itself within 45 seconds.")
        return Outlook(waits_for=stopped)
    if _waits_for_a_worker(build, parts, at):
        return Outlook(waits_for=_("Waiting for a worker. The build goes on when one is free."))
    return Outlook(time_left=_time_left(build, at))


def _waits_for_a_worker(build: Build, parts: dict[str, Any], at: datetime) -> bool:
    if build.state == BuildState.QUEUED:
        return at - build.created_at > PATIENCE
    laid_out = build.step == BuildStep.CHUNKS and build.lease_until is None
    nobody = not parts["running"] and build.chunks_done < build.chunks_total
    return laid_out and nobody and at - build.created_at > PATIENCE


def _time_left(build: Build, at: datetime) -> str:
    """Tell the time from the parts that are done; nothing before there is a basis."""
    if build.step != BuildStep.CHUNKS or build.chunks_done < FEWEST_DONE or not build.started_at:
        return ""
    passed = (at - build.started_at).total_seconds()
    left = passed / build.chunks_done * build.chunks_total * ALL_BUT_PARTS - passed
    minutes = round(left / 60)
    if minutes < 1:
        return _("less than a minute left")
    if minutes > LONGEST_IN_MINUTES:
        hours = round(minutes / 60)
        return ngettext("about %(n)s hour left", "about %(n)s hours left", hours) % {"n": hours}
    told = ngettext("about %(n)s minute left", "about %(n)s minutes left", minutes)
    return told % {"n": minutes}
