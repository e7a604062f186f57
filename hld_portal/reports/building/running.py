"""The steps of a build. Each takes an id, may run twice, and leaves the rows telling the truth."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, Q
from django.utils.timezone import now

from hld_portal.reports.building.chunk_store import (
    has_chunk,
    load_chunk,
    remember_chunk,
    save_chunk,
)
from hld_portal.reports.building.leases import LEASE, keep_lease
from hld_portal.reports.building.merging import merge_chunks
from hld_portal.reports.building.queueing import queue_chunk, queue_step
from hld_portal.reports.building.source_check import find_warnings
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content import Document
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import from_json, to_json
from hld_portal.reports.enums import BuildState, BuildStep, ChunkState
from hld_portal.reports.models import Build, BuildChunk
from hld_portal.reports.renderers.chunks import Chunk, references_of, split_into_chunks
from hld_portal.reports.renderers.glyphs import glyph_faults
from hld_portal.reports.renderers.pdf import RenderedPdf, chunk_key, render_chunk

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 4  # a chunk that kills its worker must not do so for ever


def prepare_build(build_id: int) -> None:
    """Freeze the content, check it, lay out the chunks and send them off."""
    build = _claim(build_id, step__in=[BuildStep.SNAPSHOT, BuildStep.CHECK])
    if build is None:
        return
    with keep_lease(build), failing_visibly(build):
        document = _snapshot(build)
        warnings = find_warnings(build.report)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.CHECK, warnings=warnings)
        faults = [*faults_of(document), *glyph_faults(document)]
        if faults:
            raise BuildFault("; ".join(f"{fault.place}: {fault.message}" for fault in faults[:5]))
        _lay_out_chunks(build, document)
    send_off(build.pk)


def render_build_chunk(chunk_id: int) -> None:
    """Set the pages of one chunk; the one that finishes last starts the assembly."""
    chunk = _claim_chunk(chunk_id)
    if chunk is None:
        return
    build = chunk.build
    with keep_lease(chunk), failing_visibly(build, chunk):
        if not has_chunk(chunk.key):
            document = from_json(build.snapshot)
            part = split_into_chunks(document)[chunk.number]
            with naming_the_place(part):
                save_chunk(chunk.key, render_chunk(document, part))
        pages = load_chunk(chunk.key).pages
        BuildChunk.objects.filter(pk=chunk.pk, state=ChunkState.RUNNING).update(
            state=ChunkState.DONE, pages=pages, lease_until=None
        )
    send_off(build.pk)


def assemble_build(build_id: int) -> None:
    """Join the chunks, verify the file, store it."""
    build = _claim(build_id, step__in=[BuildStep.ASSEMBLY, BuildStep.VERIFY, BuildStep.STORE])
    if build is None:
        return
    with keep_lease(build), failing_visibly(build):
        keys = list(build.chunks.values_list("key", flat=True))
        if _evicted(build, keys):
            return
        merged = merge_chunks(
            [load_chunk(key) for key in keys],
            from_json(build.snapshot),
            remember=remember_chunk,
        )
        Build.objects.filter(pk=build.pk).update(step=BuildStep.VERIFY)
        _verify(merged)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.STORE)
        _store(build, merged)


class BuildFault(Exception):
    """The content cannot be compiled; the message says where and what to change."""


@contextmanager
def naming_the_place(part: Chunk) -> Iterator[None]:
    """Say which submissions cannot be set, or not in the time there is."""
    try:
        yield
    except OSError:
        raise  # passing: tried again
    except Exception as error:
        place = references_of(part)
        if not place:
            raise
        raise BuildFault(f"{place}: {type(error).__name__}: {error}") from error


class failing_visibly:  # noqa: N801 -- reads as a clause after `with`
    """Turn an error into the failed state of the build, with what to do about it.

    OSError passes: the disk or the network may be back when the sweeper tries again.
    """

    def __init__(self, build: Build, chunk: BuildChunk | None = None) -> None:
        self.build, self.chunk = build, chunk

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if error is None or isinstance(error, OSError) or not isinstance(error, Exception):
            return False
        logger.error("Build %s failed.", self.build.pk, exc_info=error)
        message = (
            str(error) if isinstance(error, BuildFault) else f"{type(error).__name__}: {error}"
        )
        fail_build(self.build.pk, message, self.chunk)
        return True


def fail_build(build_id: int, message: str, chunk: BuildChunk | None = None) -> None:
    """Say why a build failed; it can be started again as a new one."""
    if chunk is not None:
        BuildChunk.objects.filter(pk=chunk.pk).update(state=ChunkState.FAILED, error=message)
    Build.objects.filter(pk=build_id, state__in=_ACTIVE).update(
        state=BuildState.FAILED, error=message, finished_at=now(), lease_until=None
    )


_ACTIVE = [BuildState.QUEUED, BuildState.RUNNING]


def _free() -> Q:
    return Q(lease_until=None) | Q(lease_until__lt=now())


def _claim(build_id: int, **where: object) -> Build | None:
    """Take the lease of a build that waits at a step; None when another has it."""
    claimed = Build.objects.filter(_free(), pk=build_id, state__in=_ACTIVE, **where).update(
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


def _claim_chunk(chunk_id: int) -> BuildChunk | None:
    claimed = BuildChunk.objects.filter(
        Q(state=ChunkState.WAITING) | Q(state=ChunkState.RUNNING) & _free(),
        pk=chunk_id,
        build__state=BuildState.RUNNING,
    ).update(state=ChunkState.RUNNING, lease_until=now() + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return None
    chunk = BuildChunk.objects.select_related("build").get(pk=chunk_id)
    if chunk.attempts > MOST_ATTEMPTS:
        message = f"Part {chunk.number + 1} could not be set in {MOST_ATTEMPTS} attempts."
        fail_build(chunk.build_id, message, chunk)
        return None
    return chunk


def _snapshot(build: Build) -> Document:
    """Freeze the content once; every later step reads the snapshot only."""
    if not build.snapshot:
        build.snapshot = to_json(freeze_document(build))
        Build.objects.filter(pk=build.pk).update(snapshot=build.snapshot)
    return from_json(build.snapshot)


def _lay_out_chunks(build: Build, document: Document) -> None:
    parts: list[Chunk] = split_into_chunks(document)
    keys = [chunk_key(document, part) for part in parts]
    rows = [
        BuildChunk(build=build, number=part.number, key=key)
        for part, key in zip(parts, keys, strict=True)
    ]
    with transaction.atomic():
        BuildChunk.objects.bulk_create(rows, ignore_conflicts=True)
        Build.objects.filter(pk=build.pk).update(
            step=BuildStep.CHUNKS, chunks_total=len(rows), lease_until=None
        )


def send_off(build_id: int) -> None:
    """Queue what waits: chunks, or the assembly once all are done."""
    done = BuildChunk.objects.filter(build=build_id, state=ChunkState.DONE).count()
    Build.objects.filter(pk=build_id).update(chunks_done=done)
    waiting = BuildChunk.objects.filter(build=build_id, state=ChunkState.WAITING)
    if done == 0:
        for pk in waiting.values_list("pk", flat=True):
            queue_chunk(pk)
    unfinished = BuildChunk.objects.filter(build=build_id).exclude(state=ChunkState.DONE)
    # Of two tasks that finish together, one finds the step changed already.
    last = (
        Build.objects.filter(
            pk=build_id, state=BuildState.RUNNING, step=BuildStep.CHUNKS, chunks_total__gt=0
        )
        .exclude(pk__in=unfinished.values("build"))
        .update(step=BuildStep.ASSEMBLY, lease_until=None)
    )
    if last:
        queue_step("reports.assemble_build", build_id)


def _evicted(build: Build, keys: list[str]) -> bool:
    """Send chunks whose files are gone back to be set again."""
    gone = [key for key in keys if not has_chunk(key)]
    if gone:
        build.chunks.filter(key__in=gone).update(state=ChunkState.WAITING, lease_until=None)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.CHUNKS, lease_until=None)
        for pk in build.chunks.filter(key__in=gone).values_list("pk", flat=True):
            queue_chunk(pk)
    return bool(gone)


def _verify(merged: RenderedPdf) -> None:
    """Read the file back: whole, tagged, and as long as it says."""
    import io  # noqa: PLC0415 -- with pikepdf, which only workers need

    import pikepdf  # noqa: PLC0415 -- as above

    with pikepdf.open(io.BytesIO(merged.pdf)) as pdf:
        if len(pdf.pages) != merged.pages:
            raise BuildFault(f"The file has {len(pdf.pages)} pages instead of {merged.pages}.")
        if "/StructTreeRoot" not in pdf.Root:
            raise BuildFault("The file lost its tags when its parts were joined.")


def _store(build: Build, merged: RenderedPdf) -> None:
    name = storages["private"].save(f"builds/{build.public_id}.pdf", ContentFile(merged.pdf))
    finished = now()
    started = Build.objects.values_list("started_at", flat=True).get(pk=build.pk) or finished
    Build.objects.filter(pk=build.pk, state=BuildState.RUNNING).update(
        state=BuildState.DONE,
        pages=merged.pages,
        seconds=round((finished - started) / timedelta(seconds=1), 1),
        sha256=hashlib.sha256(merged.pdf).hexdigest(),
        file=name,
        finished_at=finished,
        lease_until=None,
    )
