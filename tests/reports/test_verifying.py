import hashlib
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from hld_portal.reports.models import BuildFile, Issue
from hld_portal.reports.services import verifying as hashing
from submissions.services.deciding import withdraw_submission
from tests.make import at, make_dialogue, make_member, make_submission
from tests.reports.test_report_pages import make_build, make_report

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 the one that was issued"
OTHER = "0123456789abcdef" * 4
JSON = {"headers": {"Accept": "application/json"}}


def sha(content):
    return hashlib.sha256(content).hexdigest()


def entry(build, kind, volume, content):
    row = BuildFile.objects.create(
        build=build,
        format=kind,
        volume=volume,
        name=f"{build.public_id}-{volume}.{kind}",
        sha256=sha(content),
        size=len(content),
    )
    names = ("name", "format", "volume", "size", "sha256")
    return {name: getattr(row, name) for name in names}


def issue_report(number=3, *, state="issued", report=None, pdf=None, **fields):
    """Put an issued document with three files into the database, as issuing leaves it."""
    build = make_build(report or make_report(), public=True)
    files = [
        entry(build, "pdf", 1, pdf or PDF + str(number).encode()),
        entry(build, "pdf", 2, b"volume 2 of %d" % number),
        entry(build, "docx", 1, b"docx %d" % number),
    ]
    sources = [{"reference": "HLD2013/0001", "version": 1, "sha256": sha(b"a source")}]
    symbol = f"HLD2013/{number}"
    made = {
        "dialogue": make_dialogue(),
        "report": build.report,
        "build": build,
        "series": "HLD2013",
        "number": number,
        "symbol": symbol,
        "slug": symbol.replace("/", "-"),
        "dated_on": date(2013, 10, 20),
        "manifest": {"files": files, "sources": sources, "snapshot": sha(b"tree %d" % number)},
        "manifest_sha256": sha(b"manifest %d" % number),
        "state": state,
        "issued_at": at("2013-10-21T14:30") if state == "issued" else None,
    }
    return Issue.objects.create(**(made | fields))


def upload(content, name="report.pdf"):
    return {"file": SimpleUploadedFile(name, content)}


def ask(client, **post):
    return client.post("/verify/", post, **JSON)


@pytest.mark.parametrize(
    ("content", "known_format"),
    [(PDF + b"3", "pdf"), (b"volume 2 of 3", "pdf"), (b"docx 3", "docx"), (b"tree 3", "json")],
)
def test_a_file_that_was_issued_is_known(client, content, known_format):
    issue_report()

    answer = client.post("/verify/", upload(content), **JSON)

    assert answer.json() == {"known": True, "symbol": "HLD2013/3", "format": known_format}


def test_a_hash_says_the_same_however_it_was_copied(client):
    issue_report()
    plain = sha(PDF + b"3")

    for typed in (plain, plain.upper(), f" {plain[:32]}\n{plain[32:]} ", f"sha256:{plain}"):
        assert ask(client, sha256=typed).json() == {
            "known": True,
            "symbol": "HLD2013/3",
            "format": "pdf",
        }
    assert ask(client, sha256=sha(b"manifest 3")).json()["format"] == "manifest"


def test_what_was_not_issued_answers_alike(client):
    hidden = make_build(make_report(1))
    entry(hidden, "docx", 1, b"not published")
    prepared = issue_report(4, state="preparing")
    issue_report(5, report=prepared.report)
    submission = make_submission()
    right_hash = submission.newest_version.sha256

    answers = [
        ask(client, sha256=OTHER),
        ask(client, sha256=sha(b"not published")),
        ask(client, sha256=sha(b"docx 4")),
        ask(client, sha256=sha(b"manifest 4")),
        ask(client, sha256=sha(b"a source")),
        ask(client, sha256=right_hash),
        ask(client, sha256=right_hash, code="AAAA-BBBB-CCCC"),
        ask(client, sha256=OTHER, code=submission.receipt_code),
    ]

    assert {(each.status_code, each.content) for each in answers} == {(200, b'{"known": false}')}
    # There was something to tell.
    assert ask(client, sha256=sha(b"docx 5")).json()["known"]
    assert ask(client, sha256=right_hash, code=submission.receipt_code).json()["known"]


def test_the_page_of_what_is_unknown_reads_alike(client):
    hidden = make_build(make_report(1))
    entry(hidden, "docx", 1, b"not published")

    pages = [
        client.post("/verify/", {"sha256": typed}).content.decode().replace(typed, "HASH")
        for typed in (OTHER, sha(b"not published"))
    ]

    main = [page.partition("<main")[2].partition("</main>")[0] for page in pages]
    assert main[0] == main[1]
    assert "This is no issued document." in main[0]


def test_the_page_says_what_became_of_the_document_since(client):
    issue = issue_report()
    fields = {"changes": issue, "part": 1, "report": issue.report}
    issue_report(
        31, kind="corrigendum", symbol="HLD2013/3/Corr.1", slug="HLD2013-3-Corr-1", **fields
    )
    issue_report(
        32,
        kind="revision",
        symbol="HLD2013/3/Rev.1",
        slug="HLD2013-3-Rev-1",
        state="preparing",
        **fields,
    )

    page = client.post("/verify/", {"sha256": sha(b"volume 2 of 3")}).content.decode()

    assert "This is the issued document" in page
    assert "volume 2" in page
    assert "20 October 2013" in page
    assert "21 October 2013, 14:30 UTC" in page
    assert "Corrected by" in page
    assert "/hld-2013/reports/HLD2013-3-Corr-1/" in page
    assert "Rev.1" not in page
    assert 'href="/hld-2013/reports/HLD2013-3/' in page


def test_a_published_draft_is_called_one(client):
    build = make_build(public=True)
    entry(build, "docx", 1, b"draft")

    page = client.post("/verify/", {"sha256": sha(b"draft")}).content.decode()

    assert "This is a published draft, not an issued document." in page
    assert ask(client, sha256=sha(b"draft")).json() == {"known": False}
    build.published_at = None
    build.save(update_fields=["published_at"])
    later = client.post("/verify/", {"sha256": sha(b"draft")}).content.decode()
    assert "This is no issued document." in later


def test_a_receipt_is_known_by_its_code_and_hash(client):
    submission = make_submission()
    version = submission.newest_version
    post = {"code": submission.receipt_code.lower(), "sha256": version.sha256}

    answer = ask(client, **post).json()
    page = client.post("/verify/", post).content.decode()

    assert answer == {
        "known": True,
        "reference": "HLD2013/0001",
        "version": 1,
        "submitted_at": version.submitted_at.isoformat(),
    }
    assert "This receipt is of the submission" in page
    assert version.title not in page
    assert submission.stakeholder.name not in page


def test_a_receipt_stays_good_after_withdrawal(client):
    submission = make_submission()
    code, version = submission.receipt_code, submission.newest_version
    by = make_member(submission.stakeholder, "federation-focal")
    withdraw_submission(submission=submission, by=by)

    assert ask(client, code=code, sha256=version.sha256).json()["reference"] == "HLD2013/0001"


@pytest.mark.parametrize(
    ("post", "message"),
    [
        ({}, "Choose a file, or type a SHA-256."),
        ({"sha256": "12ab"}, "A SHA-256 has 64 figures and letters; this has 4."),
        ({"sha256": "g" * 64}, "A SHA-256 has only figures and letters from a to f."),
        ({"sha256": "a" * 300}, "at most 200"),
        ({"code": "AAAA-BBBB-CCCC"}, "Type the SHA-256 of the receipt, too."),
        (upload(b""), "This file is empty."),
        (upload(PDF) | {"sha256": OTHER}, "Give a file or a SHA-256, not both."),
        (upload(PDF) | {"code": "AAAA"}, "Give a file or a SHA-256, not both."),
    ],
)
def test_bad_input_is_told_clearly(client, post, message):
    if "file" in post:
        post["file"].seek(0)
    page = client.post("/verify/", post)
    if "file" in post:
        post["file"].seek(0)
    data = client.post("/verify/", post, **JSON)

    assert (page.status_code, data.status_code) == (422, 422)
    assert message in page.content.decode()
    assert message in str(data.json()["errors"])


def test_a_file_that_is_too_large_is_told_and_what_was_typed_stays(client, monkeypatch):
    monkeypatch.setattr(hashing, "MOST_BYTES", 100)
    monkeypatch.setattr("hld_portal.reports.forms_verifying.MOST_BYTES", 100)

    answer = client.post("/verify/", upload(b"x" * 101))

    assert answer.status_code == 422
    assert "This file is larger than 200 MB." in answer.content.decode()


def test_a_file_goes_through_in_pieces_and_nothing_is_stored(client, monkeypatch, tmp_path):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    content = b"0123456789" * 400_000  # above what Django holds in memory
    issue_report(pdf=content)
    opened = []
    monkeypatch.setattr(
        "django.core.files.uploadedfile.TemporaryUploadedFile.__init__",
        lambda *args, **kwargs: opened.append(args),
    )

    assert client.post("/verify/", upload(content), **JSON).json()["known"]
    assert opened == []


def test_scripts_without_cookies_may_ask():
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/verify/", {"sha256": OTHER}, **JSON).json() == {"known": False}


def test_everybody_finds_the_form_and_the_footer_leads_to_it(client):
    page = client.get("/verify/").content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert '<a href="/verify/">Verify a document</a>' in page
    assert client.get("/fr/verify/").status_code == 200
    assert client.delete("/verify/").status_code == 405


def test_a_rehearsal_says_so(client):
    dialogue = make_dialogue()
    issue_report()
    dialogue.trial = True
    dialogue.save(update_fields=["trial"])

    page = client.post("/verify/", {"sha256": sha(b"docx 3")}).content.decode()

    assert "A rehearsal" in page


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_documents(client, count, django_assert_num_queries):
    from hld_portal.reports.verifying import find_issued_file

    report = make_report()
    for number in range(1, count + 1):
        issue_report(number, report=report)

    with django_assert_num_queries(1):
        known = find_issued_file(sha(b"docx 1"))
        assert known.url.startswith("/hld-2013/reports/HLD2013-1/")
    assert now() > known.issue.issued_at
