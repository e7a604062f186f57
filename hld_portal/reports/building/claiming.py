"""Taking a build or a chunk: of two workers that reach for it, one gets it."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils.timezone import now

from hld_portal.reports.building.chunk_store import load_manuscript
from hld_portal.reports.building.faults import ACTIVE, WHAT_TO_DO, fail_build
from hld_portal.reports.building.leases import LEASE
from hld_portal.reports.enums import BuildState, ChunkState
from hld_portal.reports.models import Build, BuildChunk

MOST_ATTEMPTS = 4  # a chunk that kills its worker must not do so for ever


def free() -> Q:
    """Match what nobody is at."""
    return Q(lease_until=None) | Q(lease_until__lt=now())


def claim_build(build_id: int, *steps: str) -> Build | None:
    """Take the lease of a build that waits at one of the steps; None when another has it."""
    claimed = Build.objects.filter(free(), pk=build_id, state__in=ACTIVE, step__in=steps).update(
        state=BuildState.RUNNING, lease_until=now() + LEASE, attempts=F("attempts") + 1
    )
    if not claimed:
        return None
    Build.objects.filter(pk=build_id, started_at=None).update(started_at=now())
    build = Build.objects.select_related("report__dialogue", "report__event").get(pk=build_id)
    if build.attempts > 3 * MOST_ATTEMPTS:
        fail_build(build_id, "The build was interrupted too often; see the worker's log.")
        return None
    return build


def claim_chunk(chunk_id: int) -> BuildChunk | None:
    """Take the lease of a chunk, with its build but for the snapshot, which can be long."""
    claimed = BuildChunk.objects.filter(
        Q(state=ChunkState.WAITING) | Q(state=ChunkState.RUNNING) & free(),
        pk=chunk_id,
        build__state=BuildState.RUNNING,
    ).update(state=ChunkState.RUNNING, lease_until=now() + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return None
    chunk = BuildChunk.objects.select_related("build").defer("build__snapshot").get(pk=chunk_id)
    if chunk.attempts > MOST_ATTEMPTS:
        fail_build(chunk.build_id, _given_up(chunk), chunk)
        return None
    return chunk


def _given_up(chunk: BuildChunk) -> str:
    manuscript = load_manuscript(chunk.key)
    place = f" ({manuscript.place})" if manuscript else ""
    return (
        f"Part {chunk.number + 1}{place} could not be set in {MOST_ATTEMPTS} attempts. {WHAT_TO_DO}"
    )
