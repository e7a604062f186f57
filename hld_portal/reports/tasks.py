"""Celery entry points of reports: each takes an id, may run twice, calls one function."""

from celery import shared_task

STEP_SECONDS = 300  # soft limit: a part of some 50 pages takes a tenth of it


@shared_task(name="reports.prepare_build", soft_time_limit=STEP_SECONDS)
def prepare_build(build_id: int) -> None:
    """Freeze and check the content of a build, and send its chunks off."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.prepare_build(build_id)


@shared_task(name="reports.render_chunk", soft_time_limit=STEP_SECONDS)
def render_chunk(chunk_id: int) -> None:
    """Set the pages of one chunk."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.render_build_chunk(chunk_id)


@shared_task(name="reports.assemble_build", soft_time_limit=2 * STEP_SECONDS)
def assemble_build(build_id: int) -> None:
    """Join, verify and store."""
    from hld_portal.reports.building import running  # noqa: PLC0415 -- leaf

    running.assemble_build(build_id)


@shared_task(name="reports.sweep_builds")
def sweep_builds() -> None:
    """Put builds that nobody is at back to work."""
    from hld_portal.reports.building import sweeping  # noqa: PLC0415 -- leaf

    sweeping.sweep_builds()
