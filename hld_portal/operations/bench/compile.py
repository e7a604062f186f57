"""How fast a compilation is built, in chunks and by WeasyPrint alone, and built again.

Submissions of 500 words, invented; `--submissions 1000` measures what the goals are set for
(some five minutes on two free cores), `--chunked` leaves out WeasyPrint alone and the rebuilds,
for sizes that it cannot set. With fewer submissions one part is a larger share of the whole,
and the goals of a rebuild grow accordingly. The formats beside PDF are told apart: WeasyPrint
alone does not write them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing import get_context
from random import Random

from django.core.management import call_command

from hld_portal.operations.bench import Measure, _compile_steps
from hld_portal.operations.bench._compile_steps import Cost
from hld_portal.reports.content import (
    Document,
    Heading,
    Masthead,
    Paragraph,
    Part,
    Text,
    inline,
)
from hld_portal.reports.content_json import to_json
from hld_portal.reports.enums import BuildState, FileFormat, ReportKind
from hld_portal.reports.models import Build, BuildChunk, Report
from roundtables.models import Dialogue

QUICK, FULL = 300, 1000  # submissions
SIZE, CHUNKED = "PORTAL_BENCH_SUBMISSIONS", "PORTAL_BENCH_CHUNKED"
PARAGRAPHS, WORDS = 5, 100
CORES = 2
SHIFT_WORDS = 700  # more than a page
WALL_GOAL, CPU_GOAL = 0.6, 1.0
SAME_PAGES_GOAL, SHIFTED_GOAL = 0.05, 0.10
WORKER_PEAK, MERGE_PEAK, MERGE_PEAK_PER_PAGE = 150.0, 100.0, 0.5

LEXICON = """
harbour registers lodgings crews ferries wages schools certificates nights lanterns assemblies
towns ports families letters winters permits bridges councils and the of to in with for that are
were from between before after every several most whoever arrives keeps
"""


@dataclass(frozen=True)
class Run:
    """One build: wall time of all steps, and what each process cost."""

    seconds: float
    pages: int
    prepare: Cost
    workers: list[Cost]
    merge: Cost
    formats: Cost
    formats_seconds: float
    volumes: int

    @property
    def cpu_seconds(self) -> float:
        return sum(each.cpu_seconds for each in [self.prepare, *self.workers, self.merge])


def measure() -> Iterator[Measure]:
    count = int(os.environ.get(SIZE) or QUICK)
    report = _report()
    document = _compilation(count)
    with ExitStack() as stack:
        alone = None if os.environ.get(CHUNKED) else _alone(stack, document)
        workers, merger = _pool(stack, CORES), _pool(stack, 1, prepares=True)
        full = _build(report, document, workers, merger)
        yield from _measures_of_a_build(full)
        if alone is None:
            return
        same = _build(report, _changed(document, WORDS), workers, merger)
        shifted = _build(report, _changed(document, WORDS + SHIFT_WORDS), workers, merger)
    yield from _measures_beside(count, alone, full, same, shifted)


def _measures_of_a_build(full: Run) -> Iterator[Measure]:
    worker = max(each.peak_megabytes for each in full.workers)
    yield _told("compile pages", full.pages, "pages")
    yield _told("compile volumes", full.volumes, "")
    yield _told("compile chunked seconds", full.seconds, "s")
    yield _told("compile chunked CPU", full.cpu_seconds, "s")
    yield _told("compile chunked pages per second", full.pages / full.seconds, "per s")
    yield Measure("compile worker peak", worker, WORKER_PEAK, "MB")
    most = MERGE_PEAK + MERGE_PEAK_PER_PAGE * full.pages
    yield Measure("compile merge peak", full.merge.peak_megabytes, most, "MB")
    yield _told("compile other formats seconds", full.formats_seconds, "s")
    yield _told("compile other formats peak", full.formats.peak_megabytes, "MB")


def _measures_beside(
    count: int, alone: tuple[float, Cost], full: Run, same: Run, shifted: Run
) -> Iterator[Measure]:
    seconds, cost = alone
    share = max(1.0, FULL / count)
    yield _told("compile alone pages per second", full.pages / seconds, "per s")
    yield _told("compile alone peak", cost.peak_megabytes, "MB")
    yield Measure("compile chunked to alone, wall", full.seconds / seconds, WALL_GOAL)
    yield Measure("compile chunked to alone, CPU", full.cpu_seconds / cost.cpu_seconds, CPU_GOAL)
    yield Measure(
        "compile rebuild, same pages", same.seconds / full.seconds, SAME_PAGES_GOAL * share
    )
    yield Measure(
        "compile rebuild, pages shift", shifted.seconds / full.seconds, SHIFTED_GOAL * share
    )


def _told(name: str, value: float, unit: str) -> Measure:
    """A figure that has no goal."""
    return Measure(name, value, 0, unit, at_least=True)


# What is compiled


def _compilation(count: int) -> Document:
    parts = tuple(_part(n, WORDS) for n in range(count))
    return Document(
        language="en",
        title="Compilation of invented submissions",
        masthead=Masthead("Secretariat of the Bench", "Bench", "HLD/B/1", "2026-01-01"),
        blocks=(Heading(1, inline("All submissions"), "I"), *parts),
        contents=True,
    )


def _part(number: int, first_words: int) -> Part:
    random = Random(number)  # noqa: S311 -- the same words in every run
    lengths = [first_words, *[WORDS] * (PARAGRAPHS - 1)]
    paragraphs = [
        Paragraph((Text(" ".join(random.choices(LEXICON.split(), k=length)) + "."),), number=place)
        for place, length in enumerate(lengths, start=1)
    ]
    reference = f"BENCH/{number:05}"
    return Part(reference, (Heading(3, inline(f"Stakeholder {number}")), *paragraphs))


def _changed(document: Document, first_words: int) -> Document:
    """Give one submission, a third of the way in, another first paragraph."""
    at = len(document.blocks) // 3
    part = document.blocks[at]
    assert isinstance(part, Part)
    head, first, *others = _part(at - 1, first_words).blocks
    assert isinstance(first, Paragraph)
    words = f"Changed to {first_words}. {first.text[0].text}"  # type: ignore[union-attr]
    changed = replace(part, blocks=(head, replace(first, text=inline(words)), *others))
    return replace(document, blocks=(*document.blocks[:at], changed, *document.blocks[at + 1 :]))


# How it is compiled


def _report() -> Report:
    call_command("migrate", verbosity=0)
    dialogue = Dialogue.objects.create(
        slug="bench",
        titles={"en": "Bench"},
        short_title="Bench",
        reference_prefix="BENCH",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 1, 1),
    )
    return Report.objects.create(
        dialogue=dialogue, kind=ReportKind.COMPILATION, slug="compilation", title="Compilation"
    )


def _pool(stack: ExitStack, processes: int, *, prepares: bool = False) -> ProcessPoolExecutor:
    """Start processes afresh, so that none carries the memory of another."""
    start = partial(_compile_steps.set_up, prepares=prepares)
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=start)
    return stack.enter_context(pool)


def _alone(stack: ExitStack, document: Document) -> tuple[float, Cost]:
    pool = _pool(stack, 1)
    pool.submit(os.getpid).result()  # the start is not measured
    started = time.monotonic()
    cost = pool.submit(_compile_steps.set_alone, to_json(document)).result()
    return time.monotonic() - started, cost


def _build(
    report: Report, document: Document, workers: ProcessPoolExecutor, merger: ProcessPoolExecutor
) -> Run:
    for pool in (workers, merger):
        list(pool.map(time.sleep, [0.2] * CORES))  # all have started
    build = Build.objects.create(report=report, snapshot=to_json(document))
    started = time.monotonic()
    prepared = merger.submit(_compile_steps.prepare, build.pk).result()
    chunks = list(BuildChunk.objects.filter(build=build).values_list("pk", flat=True))
    rendered = list(workers.map(_compile_steps.render, chunks))
    merged = merger.submit(_compile_steps.assemble, build.pk).result()
    seconds = time.monotonic() - started
    formats = merger.submit(_compile_steps.finish, build.pk).result()
    formats_seconds = time.monotonic() - started - seconds
    build.refresh_from_db()
    if build.state != BuildState.DONE:
        sys.exit(f"error: compile: the build ended as {build.state}: {build.error}")
    volumes = build.files.filter(format=FileFormat.PDF).count()
    return Run(
        seconds,
        build.pages or 0,
        prepared,
        rendered,
        merged,
        formats,
        formats_seconds,
        volumes,
    )
