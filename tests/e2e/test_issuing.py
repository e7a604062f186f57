"""A documents officer issues the summary report, corrects it and revises it, in a browser."""

import hashlib
import io
import json
import signal
import time

import pypdf
import pytest

from tests.e2e.people import become
from tests.faults.looking import chunk_states, rows
from tests.services import until

WAITING = 120_000  # milliseconds for a build; it takes some ten seconds
FORMATS = ["pdf", "docx", "xml", "html", "json"]
ADDED = "The secretariat thanks all who wrote."

# What those before the officer have done: summaries cleared, warnings seen.
READY = """
from hld_portal.accounts.models import User
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.models import Summary
from hld_portal.reports.services.builds import open_report
from hld_portal.reports.services.clearing import clear_summary, send_to_co_chairs
from hld_portal.reports.services.summaries import approve_paragraph, draft_event_summary
from hld_portal.reports.services.ticking import tick_warning
from roundtables.models import Dialogue
dialogue = Dialogue.objects.get(slug="hld-2013")
sam = User.objects.get(email="secretariat@hld.example")
for event in dialogue.events.filter(round_table__isnull=False):
    summary = Summary.objects.filter(event=event).first()
    if summary is None or summary.state == "draft":
        summary = draft_event_summary(event=event, by=sam, replace=True)
        for row in summary.paragraphs.all():
            approve_paragraph(paragraph=row, revision=row.revision, by=sam)
        summary = send_to_co_chairs(summary=summary, by=sam)
    if summary.state == "with_co_chairs":
        mona = event.appointments.filter(role="moderator").first().user
        clear_summary(summary=summary, seen=summary.log_count, by=mona)
report = open_report(dialogue=dialogue, kind="summary", by=sam)
check = check_report(report, compose_report(dialogue, "summary"))
for item in check.open_warnings:
    tick_warning(report=report, item=item, by=sam)
print([item.text for item in check.errors])
"""
WRITE = f"""
from hld_portal.accounts.models import User
from hld_portal.reports.services.authoring import write_paragraph
from roundtables.models import Dialogue
sam = User.objects.get(email="secretariat@hld.example")
dialogue = Dialogue.objects.get(slug="hld-2013")
write_paragraph(dialogue=dialogue, section="introduction", text={ADDED!r}, by=sam)
"""


@pytest.fixture(scope="module")
def officer(portal_site):
    ending = run(portal_site, READY)
    assert ending.stdout.splitlines()[-1] == "[]", ending.stdout
    return portal_site.accounts()["documents officer"]


def run(site, code):
    ending = site.manage("shell", "--no-imports", "-c", code)
    assert ending.returncode == 0, ending.stderr
    return ending


def confirm(page, symbol):
    page.click('button:has-text("Continue")')
    page.wait_for_selector("text=This cannot be undone")
    page.click(f'button:has-text("Freeze and issue {symbol}")')
    page.wait_for_url(f"**/issuing/{slug_of(symbol)}/")


def wait_until_issued(page):
    page.wait_for_selector('#issue[data-state="issued"]', timeout=WAITING)


def slug_of(symbol):
    return symbol.replace("/", "-").replace(".", "-")


def download(page, name):
    with page.expect_download() as waiting:
        page.click(f'table.files a:text-is("{name}")')
    return waiting.value.path().read_bytes()


def files_of(page, symbol):
    """Download every format and the manifest; each must be what the manifest says."""
    slug = slug_of(symbol)
    manifest_bytes = download(page, f"{slug}-manifest.json")
    shown = page.inner_text(f'tr:has(a:text-is("{slug}-manifest.json")) .hash')
    assert hashlib.sha256(manifest_bytes).hexdigest() == shown
    manifest = json.loads(manifest_bytes)
    assert [row["format"] for row in manifest["files"]] == FORMATS
    found = {}
    for row in manifest["files"]:
        data = download(page, row["name"])
        assert hashlib.sha256(data).hexdigest() == row["sha256"], row["name"]
        assert len(data) == row["size"]
        found[row["format"]] = data
    return manifest, found


def text_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_report_is_issued_corrected_and_revised(portal_site, browser_page, officer):
    page, site = browser_page, portal_site
    become(page, site, officer)
    page.goto(site.url + "/desk/")
    page.click('main a:has-text("Issue documents")')
    page.click('li:has-text("Summary report") a:has-text("Issue")')
    page.wait_for_url("**/issuing/new/summary/")
    assert page.input_value("#id_number") == "1"
    page.fill("#id_session", "Second session")
    confirm(page, "HLD2013/1")
    wait_until_issued(page)

    manifest, files = files_of(page, "HLD2013/1")
    assert len(manifest["sources"]) == count_sources(site, "HLD2013/1") > 30
    assert "HLD2013/1" in text_of(files["pdf"])
    assert "Second session" in text_of(files["pdf"])
    tree = json.loads(files["json"])
    assert tree["masthead"]["symbol"] == "HLD2013/1"
    assert hashlib.sha256(files["json"]).hexdigest() == manifest["snapshot"]

    page.click('a:has-text("Correct places in it")')
    page.fill("#id_form-0-place", "1")
    page.fill("#id_form-0-reads", "The first paragraph reads otherwise.")
    page.fill("#id_note", "A date was wrong.")
    confirm(page, "HLD2013/1/Corr.1")
    wait_until_issued(page)
    corrigendum = files_of(page, "HLD2013/1/Corr.1")[1]
    assert "The first paragraph reads otherwise." in text_of(corrigendum["pdf"])

    run(site, WRITE)
    page.goto(f"{site.url}/desk/hld-2013/issuing/HLD2013-1/")
    page.click('a:has-text("Revise it as a whole")')
    page.check('label:has-text("HLD2013/1/Corr.1, Paragraph 1") input')
    confirm(page, "HLD2013/1/Rev.1")
    wait_until_issued(page)
    revision = files_of(page, "HLD2013/1/Rev.1")[1]
    assert ADDED in text_of(revision["pdf"])

    page.context.clear_cookies()
    page.goto(f"{site.url}/hld-2013/reports/HLD2013-1/")
    assert page.locator('a:has-text("HLD2013/1/Corr.1")').count() >= 1
    assert page.locator('a:has-text("HLD2013/1/Rev.1")').count() >= 1
    page.goto(f"{site.url}/hld-2013/reports/HLD2013-1-Rev-1/differences/")
    assert ADDED in page.inner_text("main ins")
    assert site.manage("verify_log").stdout.startswith("ok ")


def count_sources(site, symbol):
    query = (
        "SELECT count(*) FROM reports_issuesource source"
        " JOIN reports_issue issue ON issue.id = source.issue_id WHERE issue.symbol = ?"
    )
    return rows(site, query, symbol)[0][0]


def test_an_issue_survives_the_kill_of_its_worker(portal_site, browser_page, officer):
    page, site = browser_page, portal_site
    for file in (site.home / "media" / "chunks").rglob("*.*"):
        file.unlink()
    become(page, site, officer)
    run(site, "from hld_portal.reports.services.builds import open_report\n" + COMPILATION)
    page.goto(f"{site.url}/desk/hld-2013/issuing/new/compilation/")
    page.fill("#id_number", "7")
    confirm(page, "HLD2013/7")

    (build,) = rows(
        site,
        "SELECT build.public_id FROM reports_build build"
        " JOIN reports_issue issue ON issue.build_id = build.id WHERE issue.symbol = ?",
        "HLD2013/7",
    )[0]
    until(lambda: "running" in chunk_states(site, build), seconds=60, what="a part is being set")
    before, since = site.pids()["worker"], time.monotonic()
    site.kill("worker", signal.SIGKILL)

    wait_until_issued(page)
    print(f"issued {time.monotonic() - since:.1f} s after the kill")
    assert site.pids()["worker"] != before
    manifest, files = files_of(page, "HLD2013/7")
    assert manifest["symbol"] in text_of(files["pdf"])
    mails = [mail for mail in site.mails() if "Issued: HLD2013/7" in mail]
    assert len(mails) == 1


COMPILATION = """
from hld_portal.accounts.models import User
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.document_check import check_report
from hld_portal.reports.services.ticking import tick_warning
from roundtables.models import Dialogue
sam = User.objects.get(email="secretariat@hld.example")
dialogue = Dialogue.objects.get(slug="hld-2013")
report = open_report(dialogue=dialogue, kind="compilation", by=sam)
for item in check_report(report, compose_report(dialogue, "compilation")).open_warnings:
    tick_warning(report=report, item=item, by=sam)
"""
