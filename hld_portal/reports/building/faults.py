"""What goes wrong in a build, told to the person who looks at it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded
from django.utils.timezone import now

from hld_portal.reports.building.limits import OverLimit
from hld_portal.reports.content_json import ContentFaults
from hld_portal.reports.enums import BuildState, ChunkState
from hld_portal.reports.models import Build, BuildChunk
from hld_portal.reports.renderers.pdf import MachineLacks

logger = logging.getLogger(__name__)

ACTIVE = [BuildState.QUEUED, BuildState.RUNNING]
MOST_FAULTS_TOLD = 5
WHAT_TO_DO = (
    "Look there for a very long word, a table of many columns or a text of hundreds of pages; "
    "shorten or split it, then compile again."
)


class BuildFault(Exception):
    """The content cannot be compiled; the message says where and what to change."""


@contextmanager
def naming_the_place(place: str) -> Iterator[None]:
    """Say which submissions, or which format, cannot be set, or not within the limits."""
    try:
        yield
    except (OSError, ContentFaults, MachineLacks):
        raise  # passing, and tried again; or with places and advice of their own
    except OverLimit as error:
        raise BuildFault(f"{place}: it {error}. {WHAT_TO_DO}") from error
    except SoftTimeLimitExceeded as error:
        raise BuildFault(f"{place}: it took longer than it may. {WHAT_TO_DO}") from error
    except Exception as error:
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
        fail_build(self.build.pk, message_of(error), self.chunk)
        return True


def message_of(error: Exception) -> str:
    """Put an error into words for the page of the build."""
    if isinstance(error, ContentFaults):
        told = [str(each) for each in error.faults[:MOST_FAULTS_TOLD]]
        more = len(error.faults) - len(told)
        return "; ".join(told) + (f"; and {more} more" if more else "")
    if isinstance(error, SoftTimeLimitExceeded):
        return "This step took longer than it may; see the worker's log."
    return str(error) if isinstance(error, BuildFault) else f"{type(error).__name__}: {error}"


def fail_build(build_id: int, message: str, chunk: BuildChunk | None = None) -> None:
    """Say why a build failed; it can be started again as a new one."""
    if chunk is not None:
        BuildChunk.objects.filter(pk=chunk.pk).update(state=ChunkState.FAILED, error=message)
    Build.objects.filter(pk=build_id, state__in=ACTIVE).update(
        state=BuildState.FAILED, error=message, finished_at=now(), lease_until=None
    )
