"""Celery entry points of search."""

from celery import shared_task


@shared_task(name="search.index_missing", soft_time_limit=300)  # seconds
def index_missing_versions() -> int:
    """Index what was published since; safe to run twice."""
    from hld_portal.search.indexing import index_missing  # noqa: PLC0415 -- leaf

    return index_missing()
