"""Which reports and builds a person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from hld_portal.reports.enums import BuildState, BuildStep
from hld_portal.reports.models import Build, Report
from hld_portal.reports.services.builds import standing_in_the_way
from roundtables.models import Dialogue
from roundtables.permissions import can_compile

STEPS_SHOWN = [
    (BuildStep.SNAPSHOT, BuildStep.SNAPSHOT.label),
    (BuildStep.CHECK, BuildStep.CHECK.label),
    (BuildStep.CHUNKS, BuildStep.CHUNKS.label),
    (BuildStep.ASSEMBLY, BuildStep.ASSEMBLY.label),
    (BuildStep.VERIFY, BuildStep.VERIFY.label),
    (BuildStep.FORMATS, BuildStep.FORMATS.label),
    (BuildStep.STORE, BuildStep.STORE.label),
]


@dataclass
class ShownReport:
    """A report with the build that is public and, for those who compile, the latest."""

    report: Report
    public_build: Build | None
    latest_build: Build | None
    is_withheld: bool = False  # said to those who compile alone
    is_issued: bool = False  # its latest build stands among the issued documents


def reports_visible_to(
    user: Any, dialogue: Dialogue, *, issued: Collection[int | None] = ()
) -> list[ShownReport]:
    """Return the reports of which a person may see a build. Queries: 3

    Args:
        issued: builds that are shown as issued documents, not once more as a report's.
    """
    compiler = can_compile(user, dialogue)
    builds: dict[int, list[Any]] = defaultdict(list)
    for build in Build.objects.with_standing().filter(report__dialogue=dialogue).defer("snapshot"):
        builds[build.report_id].append(build)
    shown = [
        ShownReport(
            report=report,
            public_build=next(
                (
                    b
                    for b in builds[report.pk]
                    if b.published_at and not b.is_withheld and b.pk not in issued
                ),
                None,
            ),
            latest_build=builds[report.pk][0] if compiler and builds[report.pk] else None,
            is_issued=bool(builds[report.pk]) and builds[report.pk][0].pk in issued,
            is_withheld=compiler and any(b.is_withheld for b in builds[report.pk]),
        )
        for report in dialogue.reports.select_related("event__round_table")
    ]
    return [row for row in shown if row.public_build or row.latest_build]


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


def warning_lines(build: Build) -> list[tuple[str, str]]:
    """Return what keeps a build from the public, each with the address of its place. Queries: 1"""
    return [
        (row.get("text", row["code"]), row.get("url", "")) for row in standing_in_the_way(build)
    ]


def progress(build: Build) -> tuple[int, int]:
    """Return how far a build is, and of how much: each step counts one, each chunk one."""
    total = len(STEPS_SHOWN) + build.chunks_total
    if build.state == BuildState.DONE:
        return total, total
    done = [step for step, _label in STEPS_SHOWN].index(BuildStep(build.step))
    return done + build.chunks_done, total
