"""The steps of a build. Each takes an id, may run twice, and leaves the rows telling the truth."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from hld_portal.reports.building.chunk_store import (
    Manuscript,
    chunk_pages,
    drop_manuscript,
    has_chunk,
    load_chunk,
    load_manuscript,
    remember_chunk,
    save_chunk,
)
from hld_portal.reports.building.claiming import claim_build, claim_chunk
from hld_portal.reports.building.faults import BuildFault, failing_visibly, naming_the_place
from hld_portal.reports.building.files import files_of, has_file, open_file, store_file
from hld_portal.reports.building.leases import keep_lease
from hld_portal.reports.building.limits import STEP_MEGABYTES, STEP_SECONDS, bounded
from hld_portal.reports.building.merging import merge_chunks, merge_volume
from hld_portal.reports.building.naming import name_chunks
from hld_portal.reports.building.queueing import queue_chunk, queue_step
from hld_portal.reports.building.setting import manuscripts_of, set_manuscript, warm_up
from hld_portal.reports.building.source_check import find_warnings
from hld_portal.reports.building.stamping import load_fonts
from hld_portal.reports.building.volumes import Volume, volumes_of
from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content import Document
from hld_portal.reports.content_json import ContentFaults, from_json, to_json
from hld_portal.reports.enums import BuildState, BuildStep, ChunkState, FileFormat
from hld_portal.reports.models import Build, BuildChunk, BuildFile
from hld_portal.reports.renderers import render
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.glyphs import glyph_faults
from hld_portal.reports.renderers.pdf import RenderedPdf

# Of each volume; the JSON holds the whole document.
FURTHER_FORMATS = (FileFormat.DOCX, FileFormat.XML, FileFormat.HTML)


def prepare_build(build_id: int) -> None:
    """Freeze the content, check it, lay out the chunks and send them off."""
    build = claim_build(build_id, BuildStep.SNAPSHOT, BuildStep.CHECK)
    if build is None:
        return
    with keep_lease(build), failing_visibly(build):
        document = _snapshot(build)
        warnings = find_warnings(build.report, document)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.CHECK, warnings=warnings)
        if faults := glyph_faults(document):
            raise ContentFaults(faults)
        _lay_out_chunks(build, document)
    send_off(build.pk, first=True)


def render_build_chunk(chunk_id: int) -> None:
    """Set the pages of one chunk; the one that finishes last starts the assembly."""
    chunk = claim_chunk(chunk_id)
    if chunk is None:
        return
    with keep_lease(chunk), failing_visibly(chunk.build, chunk):
        if not has_chunk(chunk.key):
            save_chunk(chunk.key, set_manuscript(_manuscript(chunk)))
        drop_manuscript(chunk.key)
        BuildChunk.objects.filter(pk=chunk.pk, state=ChunkState.RUNNING).update(
            state=ChunkState.DONE, pages=chunk_pages(chunk.key), lease_until=None
        )
    send_off(chunk.build_id)


def assemble_build(build_id: int) -> None:
    """Join the chunks to one PDF, or one for each volume, and verify what was stored."""
    _leave_chunks(build_id)
    build = claim_build(build_id, BuildStep.ASSEMBLY, BuildStep.VERIFY)
    if build is None:
        return
    with keep_lease(build), failing_visibly(build):
        keys = list(build.chunks.values_list("key", flat=True))
        if _evicted(build, keys):
            return
        document = from_json(build.snapshot)
        for volume in _volumes(build, document):
            if not has_file(build, FileFormat.PDF, volume.number):
                merged = _merge(volume, keys, document)
                store_file(
                    build,
                    FileFormat.PDF,
                    merged.pdf,
                    volume=volume.number,
                    pages=merged.pages,
                )
        Build.objects.filter(pk=build.pk).update(step=BuildStep.VERIFY)
        for row in files_of(build).filter(format=FileFormat.PDF):
            _verify(row)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.FORMATS, lease_until=None)
    queue_step("reports.finish_build", build.pk)


def finish_build(build_id: int) -> None:
    """Render the further formats and close the build."""
    build = claim_build(build_id, BuildStep.FORMATS, BuildStep.STORE)
    if build is None:
        return
    with keep_lease(build), failing_visibly(build):
        document = from_json(build.snapshot)
        for volume in _volumes(build, document):
            for kind in FURTHER_FORMATS:
                _store_format(build, kind, volume)
        if not has_file(build, FileFormat.JSON, 1):
            store_file(build, FileFormat.JSON, build.snapshot.encode())
        Build.objects.filter(pk=build.pk).update(step=BuildStep.STORE)
        _close(build)


# Freezing and laying out


def _snapshot(build: Build) -> Document:
    """Freeze the content once; every later step reads the snapshot only."""
    if not build.snapshot:
        build.snapshot = to_json(freeze_document(build))
        Build.objects.filter(pk=build.pk).update(snapshot=build.snapshot)
    return from_json(build.snapshot)


def _lay_out_chunks(build: Build, document: Document) -> None:
    keys = name_chunks(document, split_into_chunks(document))
    rows = [_row(build, number, key) for number, key in enumerate(keys)]
    with transaction.atomic():
        BuildChunk.objects.bulk_create(rows, ignore_conflicts=True)
        Build.objects.filter(pk=build.pk).update(
            step=BuildStep.CHUNKS, chunks_total=len(rows), lease_until=None
        )


def _row(build: Build, number: int, key: str) -> BuildChunk:
    """Note a chunk; one that was set before is done, and no task looks at it."""
    row = BuildChunk(build=build, number=number, key=key)
    if has_chunk(key):
        row.state, row.pages = ChunkState.DONE, chunk_pages(key)
    return row


def _manuscript(chunk: BuildChunk) -> Manuscript:
    """Find what a chunk is set from, or write it again where it was evicted."""
    found = load_manuscript(chunk.key)
    if found is None:
        document = from_json(chunk.build.snapshot)
        part = split_into_chunks(document)[chunk.number]
        found = manuscripts_of(document, [part])[0][1]
    return found


def send_off(build_id: int, *, first: bool = False) -> bool:
    """Queue what waits: the chunks at first, the assembly once all are done; say if it was that.

    While chunks are set nothing is written to the row of the build: a database may have to
    read and copy the snapshot in it, which of ten thousand submissions takes 80 MB.
    """
    unfinished = BuildChunk.objects.filter(build=build_id).exclude(state=ChunkState.DONE)
    if first:
        for pk in unfinished.filter(state=ChunkState.WAITING).values_list("pk", flat=True):
            queue_chunk(pk)
    laid_out = Build.objects.filter(
        pk=build_id, state=BuildState.RUNNING, step=BuildStep.CHUNKS
    ).exists()
    last = laid_out and not unfinished.exists()
    if last:
        queue_step("reports.assemble_build", build_id)
    return last


def _leave_chunks(build_id: int) -> None:
    """Go on to the assembly; of two tasks that were queued together, one finds it claimed."""
    unfinished = BuildChunk.objects.filter(build=build_id).exclude(state=ChunkState.DONE)
    Build.objects.filter(
        pk=build_id, state=BuildState.RUNNING, step=BuildStep.CHUNKS, chunks_total__gt=0
    ).exclude(pk__in=unfinished.values("build")).update(
        step=BuildStep.ASSEMBLY, chunks_done=F("chunks_total"), lease_until=None
    )


# Joining and storing


def _evicted(build: Build, keys: list[str]) -> bool:
    """Send chunks whose files are gone back to be set again."""
    gone = [key for key in keys if not has_chunk(key)]
    if gone:
        build.chunks.filter(key__in=gone).update(state=ChunkState.WAITING, lease_until=None)
        Build.objects.filter(pk=build.pk).update(step=BuildStep.CHUNKS, lease_until=None)
        for pk in build.chunks.filter(key__in=gone).values_list("pk", flat=True):
            queue_chunk(pk)
    return bool(gone)


def _volumes(build: Build, document: Document) -> list[Volume]:
    pages = [pages or 0 for pages in build.chunks.values_list("pages", flat=True)]
    return volumes_of(document, split_into_chunks(document), pages)


def _merge(volume: Volume, keys: list[str], document: Document) -> RenderedPdf:
    """Join in a child process, which takes the memory that this needs with it."""

    def merge() -> RenderedPdf:
        chunks = [load_chunk(key) for key in keys[volume.first : volume.end]]
        if volume.is_only:
            return merge_chunks(chunks, document, remember=remember_chunk)
        return merge_volume(volume, chunks, document, remember=remember_chunk)

    warm_up()
    with naming_the_place("The document" if volume.is_only else f"Volume {volume.number}"):
        load_fonts(volume.document)
        merged: RenderedPdf = bounded(merge, seconds=STEP_SECONDS, megabytes=STEP_MEGABYTES)
    return merged


def _verify(row: BuildFile) -> None:
    """Read the file back: the same bytes, whole, tagged, and as long as it says."""
    import io  # noqa: PLC0415 -- with pikepdf, which only workers need

    import pikepdf  # noqa: PLC0415 -- as above

    with open_file(row) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise BuildFault(f"{row.name}: the storage gave back other bytes than it was given.")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if len(pdf.pages) != row.pages:
            raise BuildFault(f"The file has {len(pdf.pages)} pages instead of {row.pages}.")
        if "/StructTreeRoot" not in pdf.Root:
            raise BuildFault("The file lost its tags when its parts were joined.")


def _store_format(build: Build, kind: FileFormat, volume: Volume) -> None:
    if has_file(build, kind, volume.number):
        return
    with naming_the_place(str(kind.label)):
        content: bytes = bounded(
            lambda: render(volume.document, f".{kind}").content,
            seconds=STEP_SECONDS,
            megabytes=STEP_MEGABYTES,
        )
    store_file(build, kind, content, volume=volume.number)


def _close(build: Build) -> None:
    """Finish a build that nobody cancelled meanwhile; its first volume stands for it."""
    volumes = list(files_of(build).filter(format=FileFormat.PDF))
    finished = now()
    started = Build.objects.values_list("started_at", flat=True).get(pk=build.pk) or finished
    Build.objects.filter(pk=build.pk, state=BuildState.RUNNING).update(
        state=BuildState.DONE,
        pages=sum(each.pages or 0 for each in volumes),
        seconds=round((finished - started) / timedelta(seconds=1), 1),
        sha256=volumes[0].sha256,
        file=volumes[0].name,
        finished_at=finished,
        lease_until=None,
    )
