import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from hld_portal.refusals import Refused
from hld_portal.reports.enums import BuildState
from hld_portal.reports.models import Build
from hld_portal.reports.services.builds import publish_build, start_build
from hld_portal.reports.verifying import find_published_draft
from roundtables.enums import AppointmentRole, Attribution
from tests.golden.pages import words_of
from tests.make import make_appointed, make_dialogue, make_round_table
from tests.reports.drafting_cast import publish
from tests.reports.test_building import own_folders, queue, work_off
from tests.reports.test_composing import OUTLINE
from tests.reports.test_report_pages import make_build, make_report, url

__all__ = ["own_folders", "queue"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def dora():
    make_dialogue(outline=OUTLINE)
    for number in (1, 2):
        make_round_table(number)
    publish("Anchor Union")
    return make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")


def compiled(report, by, queue, **fields):
    build = start_build(report=report, by=by, **fields)
    queue.append(("reports.prepare_build", build.pk))
    work_off(queue)
    build.refresh_from_db()
    assert (build.state, build.error) == (BuildState.DONE, "")
    return build


def words(build):
    with storages["private"].open(build.file) as file:
        return " ".join(str(words_of(file.read())).split())


def test_a_drafting_copy_prints_its_sources_and_the_next_build_does_not(dora, queue):
    report = make_report()

    copy = compiled(report, dora, queue, drafting_copy=True)
    ordinary = compiled(report, dora, queue)

    assert "point" in words(copy)
    assert "Drafting" in words(copy)
    assert "[HLD2013/0001" in words(copy)
    assert "[HLD2013/0001" not in words(ordinary)
    assert "Drafting" not in words(ordinary)


def test_footnotes_of_the_chain_come_through_the_chunked_build(dora, queue):
    dialogue = make_dialogue()
    dialogue.attribution = Attribution.NAMED
    dialogue.save(update_fields=["attribution"])

    build = compiled(make_report(), dora, queue)

    assert "(HLD2013/0001)" in words(build)
    formats = set(build.files.values_list("format", flat=True))
    assert formats == {"pdf", "docx", "xml", "html", "json"}


def test_a_drafting_copy_is_never_published(client, dora, queue):
    build = compiled(make_report(), dora, queue, drafting_copy=True)

    with pytest.raises(Refused) as refused:
        publish_build(build=build, by=dora)
    with pytest.raises(IntegrityError), transaction.atomic():
        Build.objects.filter(pk=build.pk).update(published_at=now())

    assert (refused.value.code, refused.value.status) == ("drafting_copy", 422)
    assert find_published_draft(build.sha256) is None
    client.force_login(dora)
    page = client.get(url("build_show", build.public_id)).content.decode()
    assert "It prints what stands behind every sentence." in page
    assert "Publish on the reports page" not in page


def test_the_button_starts_one_and_the_other_sort_waits(client, dora):
    report = make_report()
    done = make_build(report)
    client.force_login(dora)
    assert (
        "Compile a drafting copy" in client.get(url("build_show", done.public_id)).content.decode()
    )

    client.post(url("build_start"), {"kind": "summary", "drafting_copy": "1"})
    again = client.post(url("build_start"), {"kind": "summary", "drafting_copy": "1"})
    other = client.post(url("build_start"), {"kind": "summary"})

    running = Build.objects.get(state=BuildState.QUEUED)
    assert running.drafting_copy
    assert again.url == url("build_show", running.public_id)
    assert other.status_code == 409
    assert "drafting copy" in client.get(url("report_show", "summary")).content.decode()


def test_a_compilation_has_no_drafting_copy(client, dora):
    report = make_report()
    report.kind = "compilation"
    report.save(update_fields=["kind"])
    client.force_login(dora)

    page = client.get(url("build_show", make_build(report).public_id)).content.decode()

    assert "Compile again" in page
    assert "Compile a drafting copy" not in page
