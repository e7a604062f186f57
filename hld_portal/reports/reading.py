"""Which reports and builds a person may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from hld_portal.reports.enums import BuildState, BuildStep
from hld_portal.reports.models import Build, Report
from roundtables.models import Dialogue
from roundtables.permissions import can_compile

STEPS_SHOWN = [
    (BuildStep.SNAPSHOT, BuildStep.SNAPSHOT.label),
    (BuildStep.CHECK, BuildStep.CHECK.label),
    (BuildStep.CHUNKS, BuildStep.CHUNKS.label),
    (BuildStep.ASSEMBLY, BuildStep.ASSEMBLY.label),
    (BuildStep.VERIFY, BuildStep.VERIFY.label),
    (BuildStep.STORE, BuildStep.STORE.label),
]


def reports_visible_to(user: Any, dialogue: Dialogue) -> list[Report]:
    """Return reports with `public_build` and, for compilers, `latest_build`. Queries: 3"""
    compiler = can_compile(user, dialogue)
    reports = dialogue.reports.select_related("event__round_table").prefetch_related(
        Prefetch("builds", Build.objects.defer("snapshot"), to_attr="all_builds")
    )
    seen = []
    for report in reports:
        builds: list[Build] = report.all_builds  # type: ignore[attr-defined] -- prefetched
        report.public_build = next((b for b in builds if b.published_at), None)  # type: ignore[attr-defined]
        report.latest_build = builds[0] if compiler and builds else None  # type: ignore[attr-defined]
        if report.public_build or report.latest_build:  # type: ignore[attr-defined]
            seen.append(report)
    return seen


def builds_of(dialogue: Dialogue) -> Any:
    return Build.objects.filter(report__dialogue=dialogue).select_related(
        "report__dialogue", "report__event__round_table", "created_by", "published_by"
    )


def ticks(build: Build) -> list[dict[str, str]]:
    """Return the steps of a build with how each stands, for the list beside the bar."""
    at = [step for step, _label in STEPS_SHOWN].index(BuildStep(build.step))
    rows = []
    for place, (step, label) in enumerate(STEPS_SHOWN):
        if build.state == BuildState.DONE or place < at:
            kind = ""
        elif place == at and build.state in (BuildState.FAILED, BuildState.CANCELLED):
            kind = "bad"
        else:
            kind = "now" if place == at and build.is_active else "wait"
        rows.append({"label": str(label), "kind": kind, "note": _note(build, step)})
    return rows


def _note(build: Build, step: BuildStep) -> str:
    if step == BuildStep.CHUNKS and build.chunks_total:
        return f"{build.chunks_done} / {build.chunks_total}"
    return ""


def progress(build: Build) -> tuple[int, int]:
    """Return how far a build is, and of how much: each step counts one, each chunk one."""
    total = len(STEPS_SHOWN) + build.chunks_total
    if build.state == BuildState.DONE:
        return total, total
    done = [step for step, _label in STEPS_SHOWN].index(BuildStep(build.step))
    return done + build.chunks_done, total
