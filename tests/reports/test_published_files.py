"""Files of published builds and issued documents, and who gets them."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.timezone import now

from hld_portal.reports.content_json import to_json
from hld_portal.reports.enums import BuildState, IssueKind, IssueState, ReportKind
from hld_portal.reports.issuing.storing import keep_bytes, stored_name
from hld_portal.reports.models import Build, BuildFile, Issue, Report
from roundtables.enums import AppointmentRole
from tests.golden.trees import make_small
from tests.make import at, make_appointed, make_dialogue, make_user

pytestmark = pytest.mark.django_db

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xml": "application/akn+xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    changed = {
        name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path / name}}
        for name in ("private", "issued")
    }
    settings.STORAGES = settings.STORAGES | changed


def make_report(slug="summary"):
    report, _made = Report.objects.get_or_create(
        dialogue=make_dialogue(),
        kind=ReportKind.SUMMARY,
        defaults={"slug": slug, "title": "Summary report"},
    )
    return report


def make_build(*, public=True, volumes=1, formats=tuple(KINDS), **fields):
    build = Build.objects.create(
        report=make_report(),
        state=BuildState.DONE,
        file="builds/x.pdf",
        sha256="0" * 64,
        pages=3,
        snapshot=to_json(make_small()),
        finished_at=at("2026-05-04 09:30"),
        published_at=now() if public else None,
        **fields,
    )
    for suffix in formats:
        for volume in range(1, (volumes if suffix == "pdf" else 1) + 1):
            data = f"{suffix} {volume}".encode()
            name = f"builds/{build.public_id}-{volume}.{suffix}"
            BuildFile.objects.create(
                build=build,
                format=suffix,
                volume=volume,
                name=storages["private"].save(name, ContentFile(data)),
                sha256=hashlib.sha256(data).hexdigest(),
                size=len(data),
            )
    return build


def make_issue(number=3, kind=IssueKind.ORIGINAL, part=0, changes=None, on="2026-05-04"):
    symbol = (
        f"HLD2013/{number}"
        + {
            "original": "",
            "corrigendum": f"/Corr.{part}",
            "revision": f"/Rev.{part}",
            "addendum": f"/Add.{part}",
        }[kind]
    )
    slug = symbol.replace("/", "-").replace(".", "-")
    issue = Issue(
        dialogue=make_dialogue(),
        report=make_report(),
        build=make_build(public=kind in ("original", "revision")),
        state=IssueState.ISSUED,
        kind=kind,
        series="HLD2013",
        number=number,
        part=part,
        symbol=symbol,
        slug=slug,
        changes=changes,
        dated_on=at(on).date(),
        issued_at=at(f"{on} 12:00"),
        manifest_sha256=hashlib.sha256(b"{}").hexdigest(),
    )
    rows = []
    for suffix in KINDS:
        data = f"issued {suffix}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        keep_bytes(stored_name(issue, sha256, suffix), data, sha256)
        rows.append(
            {
                "name": f"{slug}.{suffix}",
                "format": suffix,
                "volume": 1,
                "size": len(data),
                "sha256": sha256,
                "pages": None,
            }
        )
    keep_bytes(stored_name(issue, issue.manifest_sha256, "json"), b"{}", issue.manifest_sha256)
    issue.manifest = {"files": rows}
    issue.save()
    return issue


def get(client, name, slug="summary", **headers):
    return client.get(f"/hld-2013/reports/{slug}/{name}", **headers)


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(("suffix", "kind"), KINDS.items())
def test_each_format_is_sent_as_a_file_under_its_type(client, suffix, kind):
    make_build()

    answer = get(client, f"hld-2013-summary.{suffix}")

    assert body(answer) == f"{suffix} 1".encode()
    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"] == f'attachment; filename="hld-2013-summary.{suffix}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["Last-Modified"] == "Mon, 04 May 2026 09:30:00 GMT"


def test_who_has_the_file_is_not_sent_it_again(client):
    make_build()
    etag = get(client, "hld-2013-summary.docx")["ETag"]

    same = get(client, "hld-2013-summary.docx", headers={"If-None-Match": etag})
    other = get(client, "hld-2013-summary.docx", headers={"If-None-Match": '"other"'})

    assert etag == f'"{hashlib.sha256(b"docx 1").hexdigest()}"'
    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


def test_volumes_have_names_of_their_own_and_the_old_address_leads_to_the_list(client):
    make_build(volumes=2)

    assert body(get(client, "hld-2013-summary-vol-2.pdf")) == b"pdf 2"
    assert get(client, "hld-2013-summary.pdf").status_code == 404
    assert get(client, "pdf/").url == "/hld-2013/reports/summary/"


def test_a_build_of_former_days_offers_its_pdf_alone(client):
    build = make_build(formats=())
    storages["private"].save("builds/x.pdf", ContentFile(b"old"))

    page = get(client, "").content.decode()

    assert page.count("hld-2013-summary.") == 2  # its link, and its name for those who hear
    assert build.sha256 in page
    assert body(get(client, "hld-2013-summary.pdf")) == b"old"
    assert body(get(client, "pdf/")) == b"old"


@pytest.mark.parametrize(
    "name", ["hld-2013-summary.pdf", "hld-2013-summary.docx", "pdf/", "page/", ""]
)
def test_what_is_not_published_answers_like_nothing_to_everybody(client, name):
    make_build(public=False)
    for who in (None, make_user("rudi"), make_appointed(AppointmentRole.MODERATOR, "mona")):
        if who:
            client.force_login(who)
        hidden, none = get(client, name), get(client, name, slug="no-such")
        assert (hidden.status_code, none.status_code) == (404, 404)


@pytest.mark.parametrize("name", ["other.pdf", "hld-2013-summary.exe", "../secret.pdf"])
def test_no_other_name_is_found(client, name):
    make_build()

    assert get(client, name).status_code == 404


def test_a_slash_is_still_appended(client):
    make_build()

    assert get(client, "page").url == "/hld-2013/reports/summary/page/"


def test_those_who_compile_fetch_files_of_a_build_before_it_is_public(client):
    build = make_build(public=False)
    address = f"/desk/hld-2013/builds/{build.public_id}/hld-2013-summary.docx"
    assert client.get(address).status_code == 302
    client.force_login(make_user("rudi"))
    assert client.get(address).status_code == 404

    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa"))
    answer = client.get(address)

    assert body(answer) == b"docx 1"
    assert answer["Cache-Control"] == "private, no-cache"


def test_a_drafting_copy_says_so_in_its_name(client):
    build = make_build(public=False, drafting_copy=True)
    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa"))

    name = f"/desk/hld-2013/builds/{build.public_id}/hld-2013-summary-drafting-copy.docx"

    assert body(client.get(name)) == b"docx 1"


def test_the_page_of_a_report_lists_its_files_with_size_and_hash(client):
    build = make_build()

    page = get(client, "").content.decode()

    for file in build.files.all():
        assert f'href="/hld-2013/reports/summary/hld-2013-summary.{file.format}"' in page
        assert file.sha256 in page
    assert page.count("6\xa0bytes") == 3  # docx, html and json


# Issued documents


def test_an_issued_document_stands_under_its_symbol(client):
    make_issue()

    page = get(client, "", slug="HLD2013-3").content.decode()

    assert '<bdi dir="ltr">HLD2013/3</bdi></h1>' in page
    assert "Issued, unchanged since 4 May 2026" in page
    assert body(get(client, "HLD2013-3.docx", slug="HLD2013-3")) == b"issued docx"
    assert body(get(client, "HLD2013-3-manifest.json", slug="HLD2013-3")) == b"{}"
    assert "/hld-2013/reports/HLD2013-3/HLD2013-3-manifest.json" in page


@pytest.mark.parametrize("state", [IssueState.PREPARING, IssueState.ABANDONED])
def test_a_document_that_is_not_issued_is_nowhere(client, state):
    issue = make_issue()
    other = Issue.objects.create(
        dialogue=issue.dialogue,
        report=issue.report,
        build=make_build(public=False),
        state=state,
        series="HLD2013",
        number=4,
        symbol="HLD2013/4",
        slug="HLD2013-4",
        dated_on=issue.dated_on,
    )

    for user in (None, make_appointed(AppointmentRole.DOCUMENTS_OFFICER, "dora")):
        if user:
            client.force_login(user)
        assert get(client, "", slug=other.slug).status_code == 404
        assert get(client, "HLD2013-4.pdf", slug=other.slug).status_code == 404
    assert "HLD2013/4" not in client.get("/hld-2013/reports/").content.decode()
    assert "HLD2013/3" in client.get("/hld-2013/reports/").content.decode()


def test_the_list_shows_issued_documents_newest_first_the_latest_revision_in_front(client):
    older = make_issue(3, on="2026-05-04")
    corrected = make_issue(3, IssueKind.CORRIGENDUM, 1, older, on="2026-05-05")
    revised = make_issue(3, IssueKind.REVISION, 1, older, on="2026-05-06")
    newest = make_issue(5, on="2026-05-07")

    response = client.get("/hld-2013/reports/")

    shown = [row.issue for row in response.context["documents"]]
    assert shown == [newest, revised, corrected, older]
    page = response.content.decode()
    assert page.index("HLD2013/5") < page.index("HLD2013/3/Rev.1")


def test_a_document_says_what_corrected_and_superseded_it(client):
    first = make_issue()
    make_issue(3, IssueKind.CORRIGENDUM, 1, first)
    make_issue(3, IssueKind.REVISION, 1, first)

    old = " ".join(get(client, "", slug="HLD2013-3").content.decode().split())
    new = " ".join(get(client, "", slug="HLD2013-3-Rev-1").content.decode().split())

    assert 'Corrected by <a href="/hld-2013/reports/HLD2013-3-Corr-1/">' in old
    assert 'Superseded by <a href="/hld-2013/reports/HLD2013-3-Rev-1/">' in old
    assert "A revision took its place" in old
    assert 'Supersedes <a href="/hld-2013/reports/HLD2013-3/">' in new
    assert 'href="/hld-2013/reports/HLD2013-3-Rev-1/differences/">What it changed</a>' in new
    assert "A revision took its place" not in new


def test_the_page_of_a_superseded_document_says_so(client):
    first = make_issue()
    assert (
        "A revision took its place" not in get(client, "page/", slug="HLD2013-3").content.decode()
    )
    make_issue(3, IssueKind.REVISION, 1, first)

    page = get(client, "page/", slug="HLD2013-3").content.decode()

    assert "A revision took its place" in page
    assert 'href="/hld-2013/reports/HLD2013-3-Rev-1/page/"' in page


def test_once_issued_the_name_of_the_report_leads_to_the_symbol(client):
    make_issue()

    assert get(client, "").url == "/hld-2013/reports/HLD2013-3/"
    assert body(get(client, "pdf/")) == b"issued pdf"

    client.force_login(make_appointed(AppointmentRole.RAPPORTEUR, "rosa"))
    page = get(client, "").content.decode()
    assert "HLD2013/3" in page
    assert "Builds" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_list_do_not_grow_with_issued_documents(
    client, django_assert_num_queries, count
):
    for number in range(1, count + 1):
        make_issue(number)

    with django_assert_num_queries(4):  # dialogue, issues; reports, builds
        client.get("/hld-2013/reports/")
