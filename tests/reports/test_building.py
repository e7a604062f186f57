import io
import os
import re
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from hld_portal.record.models import Outbox
from hld_portal.refusals import Refused
from hld_portal.reports.building import (
    claiming,
    limits,
    queueing,
    running,
    setting,
    sweeping,
    volumes,
)
from hld_portal.reports.building.chunk_store import chunk_storage, has_chunk
from hld_portal.reports.building.faults import WHAT_TO_DO
from hld_portal.reports.building.files import files_of, open_file
from hld_portal.reports.building.outlook import count_parts
from hld_portal.reports.composing.numbering import roman
from hld_portal.reports.content_json import from_json
from hld_portal.reports.enums import BuildState, BuildStep, ChunkState
from hld_portal.reports.models import Build, BuildChunk
from hld_portal.reports.renderers import chunks, render
from hld_portal.reports.services.builds import (
    cancel_build,
    open_report,
    publish_build,
    start_build,
    unpublish_build,
)
from hld_portal.reports.services.summaries import draft_event_summary
from roundtables.enums import AppointmentRole
from submissions.enums import State
from submissions.models import Submission
from submissions.services.deciding import withdraw_submission
from tests.golden.pages import words_of
from tests.make import (
    make_appointed,
    make_dialogue,
    make_round_table,
    make_state,
    make_submission,
)
from tests.reports.test_composing import OUTLINE

pytestmark = [pytest.mark.django_db, pytest.mark.database]

STEPS = {
    "reports.prepare_build": running.prepare_build,
    "reports.render_chunk": running.render_build_chunk,
    "reports.assemble_build": running.assemble_build,
    "reports.finish_build": running.finish_build,
}


@pytest.fixture
def queue(monkeypatch):
    """The broker, which lies outside: a list that a test works off itself."""
    tasks = []
    monkeypatch.setattr(queueing, "queue_step", lambda name, pk: tasks.append((name, pk)))
    monkeypatch.setattr(running, "queue_step", queueing.queue_step)
    monkeypatch.setattr(sweeping, "queue_step", queueing.queue_step)
    return tasks


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Keep chunks and files of one test from the next."""
    for name in ("chunks", "private"):
        settings.STORAGES = settings.STORAGES | {
            name: settings.STORAGES[name]
            | {"OPTIONS": {"location": tmp_path / name, "allow_overwrite": True}}
        }


@pytest.fixture
def rosa():
    make_dialogue(outline=OUTLINE)
    return make_appointed(AppointmentRole.RAPPORTEUR, "rosa")


@pytest.fixture
def build(rosa):
    for number in (1, 2):
        make_round_table(number)
    make_submission(event=make_round_table(2), state=State.PUBLISHED)
    report = open_report(dialogue=make_dialogue(), kind="summary", by=rosa)
    return start_build(report=report, by=rosa)


def work_off(tasks):
    while tasks:
        name, pk = tasks.pop(0)
        STEPS[name](pk)


def fresh(build):
    return Build.objects.get(pk=build.pk)


def stored(build):
    with storages["private"].open(fresh(build).file) as file:
        return file.read()


def test_a_build_runs_through_all_its_steps(build, queue):
    assert Outbox.objects.filter(kind="task").values_list("name", "payload").get() == (
        "reports.prepare_build",
        {"args": [build.pk]},
    )

    running.prepare_build(build.pk)
    laid_out = fresh(build)
    assert (laid_out.state, laid_out.step, laid_out.chunks_total) == ("running", "chunks", 3)
    assert [name for name, _pk in queue] == ["reports.render_chunk"] * 3

    work_off(queue)
    done = fresh(build)
    assert (done.state, done.chunks_done, done.error) == (BuildState.DONE, 3, "")
    with pikepdf.open(io.BytesIO(stored(build))) as pdf:
        assert len(pdf.pages) == done.pages
        assert str(pdf.Root.Lang) == "en"


def test_every_step_may_run_twice(build, queue):
    running.prepare_build(build.pk)
    queue += queue[:]
    work_off(queue)
    first = stored(build)

    for step in (running.prepare_build, running.assemble_build):
        step(build.pk)

    assert fresh(build).state == BuildState.DONE
    assert stored(build) == first


def test_a_second_click_finds_the_running_build(build, rosa):
    assert start_build(report=build.report, by=rosa) == build
    assert Build.objects.count() == 1


def test_the_same_content_is_not_set_again(build, queue, rosa, monkeypatch):
    running.prepare_build(build.pk)
    work_off(queue)
    first = stored(build)
    monkeypatch.setattr(running, "set_manuscript", lambda *args: pytest.fail("set again"))

    again = start_build(report=build.report, by=rosa)
    running.prepare_build(again.pk)
    assert queue == [("reports.assemble_build", again.pk)]
    work_off(queue)

    assert fresh(again).state == BuildState.DONE
    assert stored(again) == first


def test_while_chunks_are_set_the_row_with_the_snapshot_is_left_alone(build, queue):
    running.prepare_build(build.pk)
    with CaptureQueriesContext(connection) as asked:
        for name, pk in list(queue):
            STEPS[name](pk)
    told = [each["sql"] for each in asked if each["sql"].startswith("UPDATE")]
    assert len([each for each in told if '"reports_buildchunk"' in each]) == 6
    assert [each for each in told if '"reports_build"' in each.partition("SET")[0]] == []
    assert '"snapshot"' not in " ".join(each["sql"] for each in asked)


def test_a_chunk_whose_worker_died_is_taken_over_after_its_lease(build, queue):
    running.prepare_build(build.pk)
    chunk = BuildChunk.objects.get(number=0)
    BuildChunk.objects.filter(pk=chunk.pk).update(
        state=ChunkState.RUNNING, lease_until=now() + timedelta(seconds=20)
    )
    Build.objects.update(created_at=now() - timedelta(minutes=1))
    work_off(queue)
    assert build.chunks.filter(state=ChunkState.DONE).count() == 2
    assert (count_parts(build), build.chunks_done) == (2, 2)  # a page each

    sweeping.sweep_builds()
    assert queue == []  # its lease still runs

    BuildChunk.objects.filter(pk=chunk.pk).update(lease_until=now() - timedelta(seconds=1))
    assert sweeping.sweep_builds() == 1
    work_off(queue)
    assert fresh(build).state == BuildState.DONE


@pytest.mark.parametrize("step", [BuildStep.SNAPSHOT, BuildStep.ASSEMBLY])
def test_a_build_that_nobody_is_at_is_taken_up_again(build, queue, step):
    if step == BuildStep.ASSEMBLY:
        running.prepare_build(build.pk)
        for _chunk in range(3):
            STEPS[queue[0][0]](queue.pop(0)[1])
        assert queue == [("reports.assemble_build", build.pk)]
        queue.clear()  # the broker lost it
    Build.objects.update(created_at=now() - timedelta(minutes=1))

    assert sweeping.sweep_builds() == 1
    work_off(queue)

    assert fresh(build).state == BuildState.DONE


def test_an_evicted_chunk_is_set_again(build, queue):
    running.prepare_build(build.pk)
    while queue[0][0] == "reports.render_chunk":
        STEPS["reports.render_chunk"](queue.pop(0)[1])
    key = BuildChunk.objects.get(number=1).key
    chunk_storage().delete(f"{key[:2]}/{key}.json")
    assert not has_chunk(key)

    work_off(queue)

    assert fresh(build).state == BuildState.DONE


def test_a_failure_says_why_and_can_be_started_again(build, queue, rosa, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(setting, "set_pages", lambda *args: 1 / 0)
        running.prepare_build(build.pk)
        work_off(queue)
    failed = fresh(build)
    assert (failed.state, failed.error) == (
        BuildState.FAILED,
        "Front page and “Introduction”: ZeroDivisionError: division by zero",
    )

    again = start_build(report=build.report, by=rosa)
    assert again != build
    running.prepare_build(again.pk)
    work_off(queue)
    assert fresh(again).state == BuildState.DONE


def test_a_chunk_that_kills_its_worker_again_and_again_fails_the_build(build, queue):
    running.prepare_build(build.pk)
    BuildChunk.objects.filter(number=0).update(attempts=claiming.MOST_ATTEMPTS)

    work_off(queue)

    assert fresh(build).error == (
        "Part 1 (Front page and “Introduction”) could not be set in 4 attempts. " + WHAT_TO_DO
    )


def test_a_cancelled_build_stays_cancelled(build, queue, rosa):
    running.prepare_build(build.pk)
    cancel_build(build=build, by=rosa)

    work_off(queue)

    assert fresh(build).state == BuildState.CANCELLED
    with pytest.raises(Refused):
        cancel_build(build=build, by=rosa)


def test_only_a_documents_officer_publishes_and_only_what_is_finished(build, queue, rosa):
    dora = make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")
    with pytest.raises(Refused) as refusal:
        publish_build(build=build, by=dora)
    assert refusal.value.code == "moved_on"
    running.prepare_build(build.pk)
    work_off(queue)

    with pytest.raises(Refused) as refusal:
        publish_build(build=fresh(build), by=rosa)
    assert refusal.value.code == "not_allowed"

    assert publish_build(build=fresh(build), by=dora).published_by == dora
    assert unpublish_build(build=fresh(build), by=dora).published_at is None


def found(build):
    return [(row["level"], row["code"]) for row in fresh(build).warnings]


def test_a_source_withdrawn_after_approval_stops_the_publication(build, queue, rosa):
    dora = make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")
    draft_event_summary(event=make_round_table(2), by=rosa)
    running.prepare_build(build.pk)
    work_off(queue)
    assert found(build) == [("draft", "not_cleared")] * 2  # of two round tables

    submission = Submission.objects.get()
    withdraw_submission(submission=submission, by=submission.created_by)
    again = start_build(report=build.report, by=rosa)
    running.prepare_build(again.pk)
    work_off(queue)

    assert found(again) == [
        ("error", "outdated_figures"),
        ("error", "lost_source"),
        *[("draft", "not_cleared")] * 2,
    ]
    with pytest.raises(Refused) as refusal:
        publish_build(build=fresh(again), by=dora)
    assert refusal.value.code == "warnings"


def test_a_newer_public_build_takes_the_place_of_the_older(build, queue, rosa):
    dora = make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")
    running.prepare_build(build.pk)
    work_off(queue)
    publish_build(build=fresh(build), by=dora)
    again = start_build(report=build.report, by=rosa)
    running.prepare_build(again.pk)
    work_off(queue)

    publish_build(build=fresh(again), by=dora)

    assert list(Build.objects.filter(published_at__isnull=False)) == [again]


def compile_all(rosa, queue):
    report = open_report(dialogue=make_dialogue(), kind="compilation", by=rosa)
    build = start_build(report=report, by=rosa)
    running.prepare_build(build.pk)
    work_off(queue)
    return fresh(build)


def test_one_changed_submission_leaves_the_other_parts_of_a_compilation_alone(
    rosa, queue, monkeypatch
):
    monkeypatch.setattr(chunks, "FEWEST_WORDS", 1)  # every submission its own chunk
    monkeypatch.setattr(chunks, "ONE_IN", 1)
    event = make_round_table(2)
    for name in ("Borduria", "Graustark", "Zembla"):
        make_submission(make_state(name), event, State.PUBLISHED, statement=f"Words of {name}.")
    rendered = []
    real = running.set_manuscript
    monkeypatch.setattr(
        running, "set_manuscript", lambda each: rendered.append(each.place) or real(each)
    )

    first = compile_all(rosa, queue)
    assert (first.state, first.chunks_total, len(rendered)) == ("done", 4, 4)
    assert "Words of Zembla." in text_of(stored(first))

    rendered.clear()
    make_submission(make_state("Khemed"), event, State.PUBLISHED, statement="Words of Khemed.")
    second = compile_all(rosa, queue)

    # The front page counts the submissions and bears the date; the new part is new.
    assert (second.state, second.chunks_total) == ("done", 5)
    assert rendered == ["Front page", "HLD2013/0004"]
    text = text_of(stored(second))
    assert all(f"Words of {name}." in text for name in ("Borduria", "Khemed", "Zembla"))


def text_of(pdf):
    return " ".join(word.text for word in words_of(pdf))


@pytest.mark.parametrize(
    ("kind", "slug", "title"),
    [
        ("compilation", "compilation", "Compilation of submissions"),
        ("brief", "brief", "Press brief"),
        ("summary", "summary", "Summary report"),
    ],
)
def test_each_kind_has_its_address_and_title(rosa, kind, slug, title):
    report = open_report(dialogue=make_dialogue(), kind=kind, by=rosa)
    assert (report.slug, report.title) == (slug, title)


def test_an_unknown_kind_is_refused(rosa):
    with pytest.raises(Refused) as refusal:
        open_report(dialogue=make_dialogue(), kind="novel", by=rosa)
    assert refusal.value.code == "unknown"


def test_a_sign_that_no_font_has_fails_the_build_and_says_where(rosa, queue):
    make_submission(
        make_state(), make_round_table(2), State.PUBLISHED, statement="A sign: \U000f1234."
    )
    failed = compile_all(rosa, queue)
    assert failed.state == BuildState.FAILED
    assert "no font has U+F1234" in failed.error
    assert "blocks[2].blocks[2].blocks[1].text" in failed.error


@pytest.fixture
def two_submissions(monkeypatch):
    monkeypatch.setattr(chunks, "front_stands_alone", lambda document: False)
    for name in ("Borduria", "Zembla"):
        make_submission(make_state(name), make_round_table(2), State.PUBLISHED)


def hang(html):
    while True:
        pass


def swallow(html):
    return [bytes(1000) for _ in range(1_000_000)]


@pytest.mark.parametrize(
    ("fault", "limit", "told"),
    [
        (hang, ("CHUNK_SECONDS", 0.5), "it took longer than 0.5 seconds"),
        (swallow, ("CHUNK_MEGABYTES", 50), "it needed more than 50 MB of memory"),
        (
            lambda html: os.kill(os.getpid(), 9),
            ("CHUNK_MEGABYTES", 50),
            "it was ended by the machine (status 9)",
        ),
    ],
)
def test_submissions_that_cannot_be_set_within_limits_are_named(
    rosa, queue, two_submissions, monkeypatch, fault, limit, told
):
    monkeypatch.setattr(setting, "set_pages", fault)
    monkeypatch.setattr(limits, *limit)
    since = time.monotonic()

    failed = compile_all(rosa, queue)

    assert failed.state == BuildState.FAILED
    assert failed.error.startswith(f"HLD2013/0001, HLD2013/0002: {told}")
    assert failed.error.endswith(WHAT_TO_DO)
    assert failed.chunks.get().error == failed.error
    assert time.monotonic() - since < 20
    assert not list(chunk_files())


def chunk_files():
    folder = Path(chunk_storage().location)
    return folder.rglob("*.pdf")


def test_a_soft_limit_of_celery_names_the_submissions_too(
    rosa, queue, two_submissions, monkeypatch
):
    def cannot(work):
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(setting, "bounded", cannot)

    failed = compile_all(rosa, queue)

    assert failed.error.startswith("HLD2013/0001, HLD2013/0002: it took longer than it may. ")


# Volumes and formats


@pytest.fixture
def five_volumes(monkeypatch):
    """Ten submissions, each on a page of its own, in volumes of six pages: two are front matter."""
    monkeypatch.setattr(chunks, "FEWEST_WORDS", 1)
    monkeypatch.setattr(chunks, "ONE_IN", 1)
    monkeypatch.setattr(volumes, "MOST_PAGES", 4)
    for number in range(10):
        make_submission(make_state(f"State {number}"), make_round_table(2), State.PUBLISHED)


def test_a_long_compilation_is_put_out_in_volumes(rosa, queue, five_volumes):
    build = compile_all(rosa, queue)

    rows = files_of(build).filter(format="pdf")
    assert [row.volume for row in rows] == [1, 2, 3, 4, 5]
    assert [row.pages for row in rows] == [4, 4, 4, 4, 4]
    assert (build.pages, build.file, build.sha256) == (20, rows[0].name, rows[0].sha256)
    held = []
    for row in rows:
        with open_file(row) as file, pikepdf.open(file) as pdf:
            assert str(pdf.docinfo.Title).endswith(f"(Volume {row.volume} of 5)")
            words = text_of(file_bytes(row))
        assert f"(Volume {row.volume} of 5)" in words
        assert f"HLD2013/CS (Vol. {roman(row.volume)})" in words
        assert "4/4" in words
        held += dict.fromkeys(re.findall(r"\[(HLD2013/\d{4})\]", words))
    assert held == [f"HLD2013/{number:04}" for number in range(1, 11)]


def file_bytes(row):
    with open_file(row) as file:
        return file.read()


def test_a_build_has_every_format_of_every_volume_once(rosa, queue, five_volumes):
    build = compile_all(rosa, queue)
    rows = [(row.format, row.volume, row.sha256, row.size) for row in files_of(build)]
    assert [row[:2] for row in rows] == [
        *[(kind, number) for kind in ("pdf", "docx", "xml", "html") for number in range(1, 6)],
        ("json", 1),
    ]
    Build.objects.update(state=BuildState.RUNNING, step=BuildStep.ASSEMBLY)

    running.assemble_build(build.pk)
    work_off(queue)

    assert fresh(build).state == BuildState.DONE
    assert [(row.format, row.volume, row.sha256, row.size) for row in files_of(build)] == rows


def test_the_files_are_what_their_rows_say(build, queue):
    running.prepare_build(build.pk)
    work_off(queue)
    done = fresh(build)

    assert [(row.format, row.volume) for row in files_of(done)] == [
        ("pdf", 1),
        ("docx", 1),
        ("xml", 1),
        ("html", 1),
        ("json", 1),
    ]
    for row in files_of(done):
        content = file_bytes(row)
        assert (len(content), sha256(content).hexdigest()) == (row.size, row.sha256)
        assert row.name == f"builds/{done.public_id}.{row.format}"
    assert files_of(done).get(format="pdf").pages == done.pages
    snapshot = from_json(done.snapshot)
    for kind in ("docx", "xml", "html", "json"):
        row = files_of(done).get(format=kind)
        assert file_bytes(row) == render(snapshot, f".{kind}").content


def test_a_format_that_fails_names_itself(build, queue, monkeypatch):
    def cannot(document, suffix):
        if suffix == ".xml":
            raise ValueError("a table without rows")
        return render(document, suffix)

    monkeypatch.setattr(running, "render", cannot)
    running.prepare_build(build.pk)
    work_off(queue)

    failed = fresh(build)
    assert (failed.state, failed.step) == (BuildState.FAILED, BuildStep.FORMATS)
    assert failed.error == "Akoma Ntoso (XML): ValueError: a table without rows"


def test_a_build_cancelled_while_formats_are_written_stays_cancelled(build, queue, rosa):
    running.prepare_build(build.pk)
    while queue[0][0] != "reports.finish_build":
        STEPS[queue[0][0]](queue.pop(0)[1])
    cancel_build(build=build, by=rosa)

    work_off(queue)

    assert fresh(build).state == BuildState.CANCELLED
    assert list(files_of(build).values_list("format", flat=True)) == ["pdf"]


def test_what_a_chunk_is_set_from_is_dropped_afterwards_and_written_again_if_lost(build, queue):
    running.prepare_build(build.pk)
    folder = Path(chunk_storage().location)
    assert len(list(folder.rglob("*.todo"))) == 3
    for file in folder.rglob("*.todo"):
        file.unlink()

    work_off(queue)

    assert fresh(build).state == BuildState.DONE
    assert list(folder.rglob("*.todo")) == []
