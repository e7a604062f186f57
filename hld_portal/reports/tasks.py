"""Celery entry points of reports: each takes an id, may run twice, calls one function."""

from celery import shared_task

# Soft limits, after which a build fails and says so; a worker that does not answer to one is
# killed a minute later. The work in a child process has limits of its own (building/limits.py).
CHUNK_SECONDS = 300
STEP_SECONDS = 1200
KILLED_AFTER = 60


def _limits(seconds: int) -> dict[str, int]:
    return {"soft_time_limit": seconds, "time_limit": seconds + KILLED_AFTER}


@shared_task(name="reports.prepare_build", **_limits(STEP_SECONDS))
def prepare_build(build_id: int) -> None:
    """Freeze and check the content of a build, and send its chunks off."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.prepare_build(build_id)


@shared_task(name="reports.render_chunk", **_limits(CHUNK_SECONDS))
def render_chunk(chunk_id: int) -> None:
    """Set the pages of one chunk."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.render_build_chunk(chunk_id)


@shared_task(name="reports.assemble_build", **_limits(STEP_SECONDS))
def assemble_build(build_id: int) -> None:
    """Join the chunks, verify and store the PDF."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.assemble_build(build_id)


@shared_task(name="reports.finish_build", **_limits(STEP_SECONDS))
def finish_build(build_id: int) -> None:
    """Render the further formats and close the build; complete the issue it was made for."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf
    from hld_portal.reports.services import completing  # noqa: PLC0415 -- leaf

    running.finish_build(build_id)
    completing.complete_issue_of(build_id)


@shared_task(name="reports.sweep_builds")
def sweep_builds() -> None:
    """Put builds that nobody is at back to work, and complete issues whose build is done."""
    from hld_portal.reports.building import sweeping  # noqa: PLC0415 -- leaf
    from hld_portal.reports.services import completing  # noqa: PLC0415 -- leaf

    sweeping.sweep_builds()
    completing.sweep_issues()
