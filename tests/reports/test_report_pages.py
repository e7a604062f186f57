import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils.timezone import now

from hld_portal.reports.enums import BuildState, ReportKind
from hld_portal.reports.models import Build, BuildChunk, Report
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_dialogue, make_round_table, make_user

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 four arcs"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture
def rosa():
    return make_appointed(AppointmentRole.RAPPORTEUR, "rosa")


@pytest.fixture
def dora():
    return make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")


def make_report(number=None, title="Summary report"):
    event = make_round_table(number) if number else None
    return Report.objects.create(
        dialogue=make_dialogue(),
        kind=ReportKind.ROUND_TABLE if event else ReportKind.SUMMARY,
        event=event,
        slug=f"round-table-{number}" if number else "summary",
        title=title,
    )


def make_build(report=None, *, public=False, state=BuildState.DONE, **fields):
    name = storages["private"].save("builds/x.pdf", ContentFile(PDF))
    return Build.objects.create(
        report=report or make_report(),
        state=state,
        file=name if state == BuildState.DONE else "",
        pages=11,
        seconds=4.2,
        sha256="0" * 64,
        published_at=now() if public else None,
        **fields,
    )


def url(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", *args])


def test_the_public_sees_published_builds_only(client):
    make_build(make_report(title="The public one"), public=True)
    make_build(make_report(1, title="The hidden one"))

    page = client.get(url("report_list")).content.decode()

    assert "The public one" in page
    assert "The hidden one" not in page
    assert "Compile" not in page


def test_those_who_compile_see_every_report_and_the_buttons(client, rosa):
    make_build(make_report(1, title="The hidden one"))
    client.force_login(rosa)

    page = client.get(url("report_list")).content.decode()

    assert "The hidden one" in page
    assert "Compile the summary report" in page


def test_a_report_that_is_not_public_answers_like_none(client):
    make_build()

    hidden = client.get(url("report_show", "summary"))
    none = client.get(url("report_show", "no-such"))

    assert (hidden.status_code, none.status_code) == (404, 404)
    assert client.get(url("report_download", "summary")).status_code == 404


def test_the_public_pdf_is_sent_as_a_file(client):
    make_build(public=True)

    answer = client.get(url("report_download", "summary"))

    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="hld-2013-summary.pdf"'


def test_starting_goes_to_the_build_and_twice_to_the_same(client, rosa):
    client.force_login(rosa)

    first = client.post(url("build_start"), {"kind": "summary"})
    second = client.post(url("build_start"), {"kind": "summary"})

    build = Build.objects.get()
    assert first.url == second.url == url("build_show", build.public_id)


def test_a_round_tables_summary_is_compiled_on_its_own(client, rosa):
    make_round_table(2)
    client.force_login(rosa)

    client.post(url("build_start"), {"kind": "round-table", "event": "2"})

    assert Build.objects.get().report.slug == "round-table-2"


@pytest.mark.parametrize("post", [{"kind": "novel"}, {"kind": "round-table"}])
def test_what_cannot_be_compiled_is_refused(client, rosa, post):
    client.force_login(rosa)

    assert client.post(url("build_start"), post).status_code == 422
    assert Build.objects.count() == 0


def test_while_it_runs_the_fragment_asks_again(client, rosa):
    build = make_build(state=BuildState.RUNNING, step="chunks", chunks_total=4)
    BuildChunk.objects.create(build=build, number=0, key="0", state="done", pages=2)
    BuildChunk.objects.create(build=build, number=1, key="1", state="running")
    client.force_login(rosa)

    fragment = client.get(url("build_show", build.public_id), headers={"HX-Request": "true"})

    page = fragment.content.decode()
    assert "<html" not in page
    assert 'hx-trigger="every 1s"' in page
    assert '<progress max="11" value="3"' in page
    assert "part 1 of 4" in page


def test_when_it_is_done_the_fragment_asks_no_more(client, rosa):
    build = make_build()
    client.force_login(rosa)

    page = client.get(url("build_show", build.public_id), headers={"HX-Request": "true"})

    assert "hx-trigger" not in page.content.decode()
    assert "Download the PDF" in page.content.decode()


def test_a_failed_build_says_why_and_offers_to_start_again(client, rosa):
    build = make_build(state=BuildState.FAILED, error="blocks[3]: no such paragraph")
    client.force_login(rosa)

    page = client.get(url("build_show", build.public_id)).content.decode()

    assert "blocks[3]: no such paragraph" in page
    assert "Start again" in page


def test_only_the_documents_officer_is_offered_to_publish_and_may(client, rosa, dora):
    build = make_build()
    client.force_login(rosa)
    assert (
        "Publish on the reports page"
        not in client.get(url("build_show", build.public_id)).content.decode()
    )
    assert client.post(url("build_publish", build.public_id)).status_code == 403

    client.force_login(dora)
    assert (
        "Publish on the reports page"
        in client.get(url("build_show", build.public_id)).content.decode()
    )
    client.post(url("build_publish", build.public_id))

    build.refresh_from_db()
    assert build.published_by == dora


def test_builds_are_for_those_who_compile(client):
    build = make_build()
    for name in ("build_show", "build_download"):
        assert client.get(url(name, build.public_id)).status_code == 302
        client.force_login(make_user("rudi"))
        assert client.get(url(name, build.public_id)).status_code == 404
        client.force_login(make_appointed(AppointmentRole.MODERATOR, "mona", make_round_table(2)))
        assert client.get(url(name, build.public_id)).status_code == 403
        client.logout()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow(client, django_assert_num_queries, count):
    for number in range(1, count + 1):
        make_build(make_report(number, title=f"Table {number}"), public=True)

    with django_assert_num_queries(4):  # dialogue, issues; reports, builds
        client.get(url("report_list"))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_report_do_not_grow(client, django_assert_num_queries, rosa, count):
    report = make_report()
    for _build in range(count):
        make_build(report)
    client.force_login(rosa)

    # session, user; dialogue, issue, public build, role, latest build; role, issues, builds;
    # desk, memberships
    with django_assert_num_queries(12):
        client.get(url("report_show", "summary"))
