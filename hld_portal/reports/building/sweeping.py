"""Find builds that nobody is at, and put them back to work."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import now

from hld_portal.reports.building.faults import ACTIVE
from hld_portal.reports.building.queueing import queue_chunk, queue_step
from hld_portal.reports.building.running import send_off
from hld_portal.reports.enums import BuildStep, ChunkState
from hld_portal.reports.models import Build, BuildChunk

PATIENCE = timedelta(seconds=20)  # a queued build's task may still be on its way


def sweep_builds() -> int:
    """Queue again what has no living lease; returns how many tasks that made."""
    free = Q(lease_until=None) | Q(lease_until__lt=now())
    queued = 0
    stale = Build.objects.filter(free, state__in=ACTIVE).defer("snapshot")
    for build in stale.filter(created_at__lt=now() - PATIENCE):
        if build.step in (BuildStep.SNAPSHOT, BuildStep.CHECK):
            queue_step("reports.prepare_build", build.pk)
            queued += 1
        elif build.step == BuildStep.CHUNKS:
            queued += _sweep_chunks(build, free)
        elif build.step in (BuildStep.ASSEMBLY, BuildStep.VERIFY):
            queue_step("reports.assemble_build", build.pk)
            queued += 1
        else:
            queue_step("reports.finish_build", build.pk)
            queued += 1
    return queued


def _sweep_chunks(build: Build, free: Q) -> int:
    chunks = BuildChunk.objects.filter(build=build)
    lost = chunks.filter(free, state=ChunkState.RUNNING)
    waiting = chunks.filter(state=ChunkState.WAITING)
    # While others are at it, those that wait are most likely in the queue already.
    busy = chunks.filter(state=ChunkState.RUNNING).exclude(pk__in=lost).exists()
    ids = list(lost.values_list("pk", flat=True))
    ids += [] if busy else list(waiting.values_list("pk", flat=True))
    for pk in ids:
        queue_chunk(pk)
    if not ids and not busy:
        return int(send_off(build.pk))
    return len(ids)
