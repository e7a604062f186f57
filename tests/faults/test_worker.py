import io
import signal
import time

import pypdf
import pytest

from tests.faults.looking import build_state, chunk_states
from tests.services import until
from tests.visitor import Visitor

TWO_MINUTES = 120  # from the kill, as promised


@pytest.fixture(scope="module")
def rapporteur(portal_site):
    return Visitor(portal_site.url).sign_in(portal_site.accounts()["rapporteur"])


@pytest.fixture
def start_build(portal_site, rapporteur):
    """Start a build whose pages must be set: nothing of earlier ones can be taken over."""

    def start():
        for file in (portal_site.home / "media" / "chunks").rglob("*.*"):
            file.unlink()
        answer = rapporteur.post("/desk/hld-2013/builds/", kind="summary")
        assert answer.status == 302, answer.text
        return answer.location.rstrip("/").rpartition("/")[2]

    return start


def wait_until_a_part_is_being_set(site, build):
    """Stop the worker while at least one part of the build is at work."""
    until(lambda: "running" in chunk_states(site, build), seconds=60, what="a part is being set")
    site.kill("worker", signal.SIGSTOP)
    states = chunk_states(site, build)
    assert "running" in states, f"too late: {states}"


def wait_for_the_end(site, build, since):
    ended = ("done", "failed", "cancelled")
    until(
        lambda: build_state(site, build) in ended,
        seconds=TWO_MINUTES - (time.monotonic() - since),
        what="the build has ended",
    )
    print(f"finished {time.monotonic() - since:.1f} s after the fault")
    assert build_state(site, build) == "done"


def pdf_of(rapporteur, build):
    answer = rapporteur.get(f"/desk/hld-2013/builds/{build}/pdf/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return answer.body


def words_of(pdf):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_build_survives_the_kill_of_its_worker(portal_site, rapporteur, start_build):
    undisturbed = start_build()
    wait_for_the_end(portal_site, undisturbed, time.monotonic())

    killed = start_build()
    wait_until_a_part_is_being_set(portal_site, killed)
    before, since = portal_site.pids()["worker"], time.monotonic()
    portal_site.kill("worker", signal.SIGKILL)

    wait_for_the_end(portal_site, killed, since)
    assert portal_site.pids()["worker"] != before
    assert set(chunk_states(portal_site, killed)) == {"done"}
    assert words_of(pdf_of(rapporteur, killed)) == words_of(pdf_of(rapporteur, undisturbed))
    assert pdf_of(rapporteur, killed) == pdf_of(rapporteur, undisturbed)


def test_build_survives_the_kill_of_redis_and_of_the_beat(portal_site, rapporteur, start_build):
    build = start_build()
    wait_until_a_part_is_being_set(portal_site, build)
    since = time.monotonic()
    portal_site.redis.stop()
    portal_site.kill("beat", signal.SIGKILL)

    def is_set():
        # A child that was being forked as the worker was stopped can stop after the others
        # went on: the signal is given again until nobody stands.
        portal_site.kill("worker", signal.SIGCONT)
        return "running" not in chunk_states(portal_site, build)

    # The part at work goes on without the broker; what follows it cannot be handed over.
    until(is_set, seconds=60, what="the part is set")
    assert build_state(portal_site, build) == "running"
    portal_site.redis.start()

    wait_for_the_end(portal_site, build, since)
    assert len(words_of(pdf_of(rapporteur, build))) > 5


def test_build_started_without_redis_is_done_when_it_is_back(portal_site, rapporteur, start_build):
    portal_site.redis.stop()
    try:
        build = start_build()
        assert build_state(portal_site, build) == "queued"
        page = rapporteur.get(f"/desk/hld-2013/builds/{build}/")
        assert page.status == 200
        assert page.seconds < 5
    finally:
        portal_site.redis.start()

    wait_for_the_end(portal_site, build, time.monotonic())
