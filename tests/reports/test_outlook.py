from datetime import timedelta

import pytest
from django.utils.timezone import now

from hld_portal.reports.building.outlook import Outlook, outlook_of
from hld_portal.reports.enums import BuildState, BuildStep, ChunkState
from hld_portal.reports.models import Build, BuildChunk
from hld_portal.reports.services.builds import open_report
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_dialogue

pytestmark = pytest.mark.django_db

WAITING = "Waiting for a worker. The build goes on when one is free."
STOPPED = "The worker stopped; the build goes on by itself within 45 seconds."


@pytest.fixture
def report():
    rosa = make_appointed(AppointmentRole.RAPPORTEUR, "rosa")
    return open_report(dialogue=make_dialogue(), kind="summary", by=rosa)


def ago(seconds):
    return now() - timedelta(seconds=seconds)


def make_build(report, *, age=60, parts=(), **fields):
    """Make a build that was started some seconds ago, its parts in the states given."""
    fields.setdefault("state", BuildState.RUNNING)
    build = Build.objects.create(report=report, started_at=ago(age), **fields)
    Build.objects.filter(pk=build.pk).update(created_at=ago(age))
    done = 0
    for number, state in enumerate(parts):
        lease = now() + timedelta(seconds=20) if state == ChunkState.RUNNING else None
        BuildChunk.objects.create(
            build=build, number=number, key=f"{number}", state=state, lease_until=lease
        )
        done += state == ChunkState.DONE
    Build.objects.filter(pk=build.pk).update(chunks_done=done, chunks_total=len(parts))
    build.refresh_from_db()
    return build


@pytest.mark.parametrize(
    ("seconds", "done", "total", "told"),
    [
        (60, 1, 10, ""),  # one part is nothing to go by
        (60, 2, 10, "about 5 minutes left"),
        (60, 5, 10, "about 1 minute left"),
        (60, 9, 10, "less than a minute left"),
        (3600, 40, 400, "about 10 hours left"),
    ],
)
def test_the_time_follows_from_the_parts_that_are_done(report, seconds, done, total, told):
    states = [ChunkState.DONE] * done + [ChunkState.RUNNING]
    states += [ChunkState.WAITING] * (total - done - 1)
    build = make_build(report, age=seconds, step=BuildStep.CHUNKS, parts=states)
    assert outlook_of(build) == Outlook(time_left=told)


@pytest.mark.parametrize(("age", "told"), [(2, ""), (10, WAITING)])
def test_a_build_that_nobody_picks_up_waits_for_a_worker(report, age, told):
    build = make_build(report, age=age, state=BuildState.QUEUED)
    assert outlook_of(build) == Outlook(waits_for=told)


def test_parts_that_nobody_is_at_wait_for_a_worker(report):
    states = [ChunkState.DONE, ChunkState.DONE, ChunkState.WAITING]
    build = make_build(report, step=BuildStep.CHUNKS, parts=states)
    assert outlook_of(build) == Outlook(waits_for=WAITING)


@pytest.mark.parametrize("step", [BuildStep.CHUNKS, BuildStep.ASSEMBLY])
def test_a_lease_that_ran_out_tells_that_the_worker_stopped(report, step):
    states = [ChunkState.DONE, ChunkState.DONE, ChunkState.RUNNING]
    build = make_build(report, step=step, parts=states)
    assert outlook_of(build).waits_for == ""

    if step == BuildStep.CHUNKS:
        build.chunks.filter(state=ChunkState.RUNNING).update(lease_until=ago(1))
    else:
        build.lease_until = ago(1)

    assert outlook_of(build) == Outlook(waits_for=STOPPED)


def test_a_build_that_has_ended_tells_nothing_and_asks_nothing(report, django_assert_num_queries):
    build = make_build(report, state=BuildState.FAILED, lease_until=ago(100))
    with django_assert_num_queries(0):
        assert outlook_of(build) == Outlook()
