"""The real passages go from a rehearsal's first draft to an issued document, in a browser."""

import io
import json

import pypdf
import pytest
from playwright.sync_api import expect

from tests.e2e.crawling import walk
from tests.e2e.people import become
from tests.services import ROOT, SHARED_DATA
from tests.visitor import Visitor

MARK = "//*[@class='banner trial']"
TABLES = (1, 2, 3, 4)
SYMBOL = "TRIAL1/1"
WAITING = 120_000  # milliseconds for a build; it takes some six seconds
PATIENCE = 30_000  # milliseconds for a page on a busy machine
TOGETHER = ("ongoing problem with illegal migration", "Greece and the other countries of southern")
FINDING = "irregular migration weighs on the budgets of island and border States"
CONCLUSION = "Governments are invited to ratify the conventions on migrant workers."
INTRODUCTION = "The secretariat rehearsed the Dialogue with passages of the general debate of 2013."
CORRECTED = "Governments are invited to consider ratifying the conventions on migrant workers."

# What the secretariat does at the command line: give people their tasks, one who writes included.
TASKS = """
from django.core.management import call_command
from hld_portal.accounts.models import Membership, Stakeholder, User
for email, role in (("rapporteur", "rapporteur"), ("moderator1", "moderator"),
                    ("documents", "documents_officer")):
    call_command("appoint", email + "@hld.example", role, "rehearsal")
delegate = User.objects.get(email="rita@ruritania.example")
greece = Stakeholder.objects.get(iso3="GRC")
Membership.objects.create(user=delegate, stakeholder=greece, role="focal_point")
"""


def manage(site, *arguments):
    """Run a command and return the JSON of its last line."""
    ending = site.manage(*arguments)
    assert ending.returncode == 0, ending.stderr
    return json.loads(ending.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def passages():
    if not SHARED_DATA.exists():
        pytest.skip("../shared/data is absent")
    return str(SHARED_DATA / "statements_2013.jsonl")


@pytest.fixture(scope="module")
def imported(portal_site, passages):
    """What the first import into a rehearsal of the Dialogue said."""
    dialogue = str(ROOT / "roundtables/data/hld-2013.yaml")
    manage(portal_site, "load_dialogue", dialogue, "--trial", "rehearsal")
    return manage(portal_site, "import_submissions", "rehearsal", passages, "--publish")


def text_of(pdf):
    """Return the text of each page, on one line."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_real_passages_are_imported_into_a_rehearsal_and_compiled(
    portal_site, imported, passages, tmp_path
):
    report = tmp_path / "rehearsal.pdf"

    again = manage(portal_site, "import_submissions", "rehearsal", passages, "--publish")
    made = manage(portal_site, "compile_report", "rehearsal", "--output", str(report))

    assert imported == {"rows": 41, "imported": 41, "errors": []}
    assert again == {"rows": 41, "imported": 0, "errors": []}
    pages = text_of(report.read_bytes())
    assert len(pages) == made["pages"] > 5
    assert [n for n, text in enumerate(pages, start=1) if "Trial" not in text] == []
    assert "41 submissions" in pages[0]

    visitor = Visitor(portal_site.url)
    found = walk(visitor, "/rehearsal/", "/rehearsal/reports/").html()
    shown = {path: page for path, page in found.items() if path.startswith("/rehearsal/")}
    assert len(shown) > 10
    assert {page.status for page in shown.values()} == {200}
    unmarked = [path for path, page in shown.items() if not page.tree().xpath(MARK)]
    assert unmarked == []
    assert visitor.get("/").tree().xpath(MARK) == []


# --- From the passages to an issued document, each step by whom it is given to -------------


def merge_two_passages(page, site):
    page.goto(site.url + "/desk/")
    page.click('main a[href="/desk/rehearsal/1/findings/"]')
    for words in TOGETHER:
        page.locator(f'li:has-text("{words}") input[name="points"]').check()
    page.click('button:has-text("Merge into a finding")')
    page.fill("#id_wording", FINDING)
    page.click('button:has-text("Merge 2 points")')
    page.wait_for_url("**/1/findings/#f-*")


def draft_approve_and_send(page, table):
    page.click(f'main a[href="/desk/rehearsal/{table}/drafting/"]')
    page.click('main button:has-text("Draft the summary")')
    page.click('main button:has-text("unchanged paragraphs")')
    unapproved = page.locator('#editor .state:has-text("not approved")')
    expect(unapproved).to_have_count(0, timeout=PATIENCE)
    page.click('main a:has-text("All summaries, and compiling")')
    page.click(f'main a[href="/desk/rehearsal/{table}/drafting/"]')
    page.click('main button:has-text("Send to the co-chairs")')
    page.wait_for_selector('main a:has-text("Take it back")')
    page.click('main a:has-text("All summaries, and compiling")')


def write_own_text(page):
    page.click('main a:has-text("Write the author’s text")')
    for section, text in (("introduction", INTRODUCTION), ("conclusions", CONCLUSION)):
        page.fill(f"#text-{section}", text)
        page.click(f"form:has(#text-{section}) button")
        page.wait_for_selector(f'main :text-is("{text}")')


def clear(page, site, table):
    page.goto(site.url + "/desk/")
    page.click(f'main a[href="/desk/rehearsal/{table}/clearing/"]')
    page.click('main button:has-text("Clear the summary")')
    page.wait_for_selector('main .state:has-text("Cleared")')


def build_and_tick(page, site):
    """Compile the report, let its warnings stand, the last for a reason typed first, publish it."""
    page.goto(site.url + "/rehearsal/reports/")
    page.click('button:has-text("Compile the summary report")')
    page.wait_for_selector('#build[data-state="done"]', timeout=WAITING)
    build = page.url
    page.click('#build a:has-text("Document check")')
    waiting = page.locator('#check-list button:has-text("Let it stand")')
    page.click('#check-list summary:has-text("With a reason") >> nth=-1')
    page.fill("#check-list input[name=reason] >> nth=-1", "It is quoted.")
    for left in range(waiting.count(), 0, -1):
        waiting.first.click()
        expect(waiting).to_have_count(left - 1, timeout=PATIENCE)
    assert page.locator('#check-list .meta:has-text("It is quoted.")').count() == 1
    page.goto(build)
    page.click('button:has-text("Publish on the reports page")')
    page.wait_for_url("**/rehearsal/reports/summary/")


def confirm(page, symbol):
    page.click('button:has-text("Continue")')
    page.click(f'button:has-text("Freeze and issue {symbol}")')
    page.wait_for_selector('#issue[data-state="issued"]', timeout=WAITING)
    return download(page, symbol.replace("/", "-").replace(".", "-") + ".pdf")


def download(page, name):
    with page.expect_download() as waiting:
        page.click(f'table.files a:text-is("{name}")')
    return waiting.value.path()


def issue(page, site):
    page.goto(site.url + "/desk/")
    page.click('main a[href="/desk/rehearsal/issuing/"]')
    page.click('li:has-text("Summary report") a:has-text("Issue")')
    return confirm(page, SYMBOL)


def correct(page, site):
    page.goto(f"{site.url}/rehearsal/reports/TRIAL1-1/page/")
    place = page.locator(f'.para:has-text("{CONCLUSION}")').get_attribute("id")
    page.goto(f"{site.url}/desk/rehearsal/issuing/TRIAL1-1/")
    page.click('a:has-text("Correct places in it")')
    page.fill("#id_form-0-place", place.removeprefix("para-"))
    page.fill("#id_form-0-reads", CORRECTED)
    return confirm(page, f"{SYMBOL}/Corr.1")


def verify(page, site, file):
    page.goto(site.url + "/")
    page.click('footer a:has-text("Verify a document")')
    page.set_input_files("input[type=file]", file)
    page.click("main form button")
    page.wait_for_selector(".notice")
    return page.inner_text("main")


def find_own_words(page, site):
    """From one's own submission to the paragraph of the document that rests on it."""
    page.goto(site.url + "/mine/")
    page.click('main li:has-text("TRIAL1/0012") a:has-text("Statement by Greece")')
    page.wait_for_selector('text="Your point 1 stands behind one paragraph"')
    page.click('blockquote a:has-text("Paragraph") >> nth=0')
    page.wait_for_url("**/rehearsal/reports/TRIAL1-1/page/**")
    anchor = page.url.partition("#")[2]
    assert FINDING in page.inner_text(f"#{anchor}")
    assert "Your submission TRIAL1/0012 stands behind" in page.inner_text(f"#{anchor}")


def test_real_passages_become_an_issued_and_verified_document(
    portal_site, browser_page, imported, tmp_path
):
    page, site, accounts = browser_page, portal_site, portal_site.accounts()
    page.set_default_timeout(PATIENCE)
    ending = site.manage("shell", "--no-imports", "-c", TASKS)
    assert ending.returncode == 0, ending.stderr

    become(page, site, accounts["rapporteur"])
    merge_two_passages(page, site)
    page.goto(site.url + "/desk/rehearsal/drafting/")
    for table in TABLES:
        draft_approve_and_send(page, table)
    write_own_text(page)
    become(page, site, accounts["moderator of round table 1"])
    for table in TABLES:
        clear(page, site, table)
    become(page, site, accounts["documents officer"])
    build_and_tick(page, site)
    document = issue(page, site)

    pages = text_of(document.read_bytes())
    text = " ".join(pages)
    assert [n for n, each in enumerate(pages, start=1) if SYMBOL not in each] == []
    assert f"Some Member States observed that {FINDING} (see" in text
    assert INTRODUCTION in text
    assert CONCLUSION in text

    assert f"This is the issued document {SYMBOL}." in verify(page, site, document)
    become(page, site, accounts["delegate"])
    find_own_words(page, site)
    become(page, site, accounts["documents officer"])
    corrigendum = correct(page, site)
    assert CORRECTED in " ".join(text_of(corrigendum.read_bytes()))
    assert f"Corrected by {SYMBOL}/Corr.1" in verify(page, site, document)
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(document.read_bytes() + b"\n")
    assert "This is no issued document." in verify(page, site, changed)
    assert site.manage("verify_log").stdout.startswith("ok ")
