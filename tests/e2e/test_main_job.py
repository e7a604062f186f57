"""From a statement to a published PDF, as four people and a visitor do it in a browser."""

import io
import json
import re
from dataclasses import dataclass

import pypdf
import pytest
from playwright.sync_api import expect

from hld_portal.text.counting import count_words
from tests.e2e.people import become

TITLE = "Dock gates and kitchen doors"
STATEMENT = """\
Our members meet migrants **twice**: at the dock gate, and – years later – behind kitchen doors.

In 2012 the federation's help-line took 1,204 calls in nine languages; *every fifth* was about a
passport that somebody else kept in a drawer.

- Inspectors reach harbours; they seldom reach households.
- Unions can go where inspectors cannot.
"""
MESSAGE = "harbour unions in five ports now take live-in domestic workers as members"
RECOMMENDATION = "let trade unions visit the recruiters of domestic workers without notice"
WAITING = 60_000  # milliseconds for a build; it takes some four seconds


@dataclass
class Sent:
    """What the receipt said."""

    reference: str
    code: str
    sha256: str

    @property
    def slug(self):
        return self.reference.replace("/", "-")


@pytest.fixture(scope="module")
def accounts(portal_site):
    return portal_site.accounts()


# --- The focal point -----------------------------------------------------------------------


def write_and_submit(page, site):
    page.goto(site.url + "/submit/hld-2013/")
    page.click('a[href="/submit/hld-2013/2/"]')
    page.wait_for_url("**/submit/hld-2013/2/")
    assert page.title() == "Write to Round table 2 · HLD 2013"
    page.fill("#id_title", TITLE)
    page.fill("#id_statement", STATEMENT)
    page.select_option("#id_language", "en")
    live_count = int(page.inner_text("#statement-count b"))
    assert live_count == count_words(STATEMENT, "en") > 40
    write_point(page, 0, "message", MESSAGE, by_search="12")
    page.click("#add-point")
    write_point(page, 1, "recommendation", RECOMMENDATION, by_search="14", addressee="governments")
    assert chips(page, 0) == ["para. 12"]
    assert chips(page, 1) == ["para. 14"]
    reading = page.locator("#points-1-reading .written")
    reading.wait_for()
    assert RECOMMENDATION in reading.inner_text()
    page.check('input[name="consent"][value="named"]')
    page.click('.bar button[name="preview"]')
    page.wait_for_url("**/preview/")
    assert f"{live_count} of " in page.inner_text(".page-head .meta")
    assert page.inner_text("article.statement strong") == "twice"
    page.click('button[name="submit"]')
    page.wait_for_url("**/receipt/")
    assert facts(page)["Words"] == str(live_count)
    return receipt(page)


def write_point(page, index, kind, text, *, by_search, addressee=""):
    point = page.locator(f"#points-{index}")
    point.locator("[name$=-kind]").select_option(kind)
    if addressee:
        point.locator("[name$=-addressee]").select_option(addressee)
    point.locator("[name$=-text]").fill(text)
    page.fill("#pick-find", by_search)
    page.check(f'#pick-list [data-code="A/RES/68/4:{by_search}"]')


def chips(page, index):
    found = page.locator(f"#points-{index} .chips .chip").all_inner_texts()
    return [chip.removesuffix("×").strip() for chip in found]


def facts(page):
    names = page.locator("section.sec dl.facts dt").all_inner_texts()
    return dict(zip(names, page.locator("section.sec dl.facts dd").all_inner_texts(), strict=True))


def receipt(page):
    kept = page.locator("[data-reference]")
    return Sent(*(kept.get_attribute(f"data-{name}") for name in ("reference", "code", "sha256")))


# --- The moderator -------------------------------------------------------------------------


def publish(page, site, sent):
    page.goto(site.url + "/desk/hld-2013/2/")
    page.click(f'#queue a:has-text("{TITLE}")')
    page.wait_for_selector(f'#read[aria-label="{sent.reference}"]')
    reading_pane = page.inner_text("#read")
    assert MESSAGE in reading_pane
    assert "Unions can go where inspectors cannot." in reading_pane
    page.click('#read button:has-text("Take into review")')
    page.click('#read button:has-text("Publish")')
    page.wait_for_selector(f'#messages:has-text("{sent.reference} is published.")')


# --- The rapporteur ------------------------------------------------------------------------


def take_back(page, site):
    """The new submission makes the figures of a cleared summary wrong."""
    page.goto(site.url + "/desk/hld-2013/2/drafting/")
    assert "Cleared, but no longer sound" in page.inner_text("main")
    page.click('main a:has-text("Take it back")')
    page.fill("#id_reason", "One more submission came in.")
    page.click('main form button:has-text("Take it back")')
    page.wait_for_url("**/2/drafting/")


def draft_and_send(page, site):
    page.goto(site.url + "/desk/hld-2013/2/drafting/")
    page.click('a:has-text("Draft anew")')
    page.wait_for_url("**/drafting/draft/")
    page.click("main form button.main")
    page.wait_for_url("**/2/drafting/")
    page.click('button:has-text("unchanged paragraphs")')
    page.wait_for_selector('#editor:not(:has(button:has-text("unchanged paragraphs")))')
    states = page.locator("#editor article.para .state").all_inner_texts()
    assert len(states) >= 4
    assert set(states) == {"Approved"}
    page.goto(site.url + "/desk/hld-2013/2/drafting/")
    page.click('main button:has-text("Send to the co-chairs")')
    page.wait_for_selector('main a:has-text("Take it back")')


def clear(page, site):
    page.goto(site.url + "/desk/")
    page.click('main a:has-text("1 summary to clear")')
    page.wait_for_url("**/2/clearing/")
    assert MESSAGE in page.inner_text("main")
    page.click('main button:has-text("Clear the summary")')
    page.wait_for_selector('main .state:has-text("Cleared")')


def compile_and_watch(page, site):
    page.goto(site.url + "/hld-2013/reports/")
    page.click('button:has-text("Compile the summary report")')
    page.wait_for_url("**/builds/*/")
    address = page.url
    page.wait_for_selector('#build[data-state="running"], #build[data-state="done"]')
    page.wait_for_selector('#build[data-state="done"]', timeout=WAITING)
    assert page.get_attribute("#build progress", "value") == page.get_attribute(
        "#build progress", "max"
    )
    assert page.locator('button:has-text("Publish on the reports page")').count() == 0
    return address


# --- The documents officer, and a visitor --------------------------------------------------


def let_warnings_stand(page):
    """The summaries are longer than their limit: a person says that they may be."""
    page.click('#build a:has-text("Document check")')
    page.wait_for_url("**/check/summary/")
    waiting = page.locator('#check-list button:has-text("Let it stand")')
    for left in range(waiting.count(), 0, -1):
        waiting.first.click()
        expect(waiting).to_have_count(left - 1)


def put_on_the_reports_page(page, build):
    page.goto(build)
    let_warnings_stand(page)
    page.goto(build)
    page.click('button:has-text("Publish on the reports page")')
    page.wait_for_url("**/hld-2013/reports/summary/")


def download(page, site):
    page.context.clear_cookies()
    page.goto(site.url + "/")
    page.click('header nav a:has-text("Reports")')
    page.wait_for_url("**/hld-2013/reports/")
    row = page.locator('li:has(a[href="/hld-2013/reports/summary/"])')
    with page.expect_download() as waiting:
        row.locator('a[href$="/summary/pdf/"]').click()
    return waiting.value.path().read_bytes()


def words_of(pdf):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return flat(" ".join(pages))


def flat(text):
    """Letters and digits alone: lines, hyphens and page heads fall elsewhere in a document."""
    return re.sub(r"[\W_]+", "", text)


def expected_sentences(site):
    """Return the sentences that the drafting functions make of what may be cited now."""
    code = (
        "import json\n"
        "from roundtables.models import Event\n"
        "from hld_portal.reports.drafting.summary import draft_summary\n"
        "from hld_portal.reports.sources import gather_sources, scale_of\n"
        "event = Event.objects.get(dialogue__slug='hld-2013', round_table__number=2)\n"
        "drafted = draft_summary(gather_sources(event).table, scale_of(event.dialogue))\n"
        "rows = [row for part in drafted for row in (*part.sentences, *part.items)]\n"
        "print(json.dumps([[row.text, [word.word for word in row.counted]] for row in rows]))\n"
    )
    ending = site.manage("shell", "--no-imports", "-c", code)
    assert ending.returncode == 0, ending.stderr
    return json.loads(ending.stdout.splitlines()[-1])


def counts_of(sentences):
    """Return the submissions drawn on, all and those of civil society, as the opening says."""
    opening = next(sentence for sentence, _words in sentences if sentence.startswith("It drew on"))
    return [
        int(re.search(r"drew on (\d+)", opening)[1]),
        int(re.search(r"(\d+) from civ", opening)[1]),
    ]


def test_statement_becomes_part_of_a_published_report(portal_site, browser_page, accounts):
    page, site = browser_page, portal_site
    before = expected_sentences(site)

    become(page, site, accounts["focal point"])
    sent = write_and_submit(page, site)
    assert re.fullmatch(r"HLD2013/\d{4}", sent.reference)
    assert re.fullmatch(r"[0-9a-f]{64}", sent.sha256)

    assert page.goto(f"{site.url}/hld-2013/submissions/{sent.slug}/").status == 200  # its own
    page.context.clear_cookies()
    assert page.goto(f"{site.url}/hld-2013/submissions/{sent.slug}/").status == 404
    become(page, site, accounts["moderator"])
    publish(page, site, sent)
    page.context.clear_cookies()
    assert page.goto(f"{site.url}/hld-2013/submissions/{sent.slug}/").status == 200
    assert TITLE in page.inner_text("h1")
    assert sent.code not in page.content()

    become(page, site, accounts["rapporteur"])
    take_back(page, site)
    draft_and_send(page, site)
    become(page, site, accounts["moderator"])
    clear(page, site)
    become(page, site, accounts["rapporteur"])
    build = compile_and_watch(page, site)
    become(page, site, accounts["documents officer"])
    put_on_the_reports_page(page, build)
    pdf = download(page, site)

    text, after = words_of(pdf), expected_sentences(site)
    assert [sentence for sentence, _words in after if flat(sentence) not in text] == []
    (ours,) = [each for each in after if MESSAGE in each[0]]
    assert ours == [
        f"In the view of one civil society organization, {MESSAGE} (para. 12).",
        ["one"],
    ]
    assert [counted for sentence, counted in after if RECOMMENDATION[1:] in sentence] == [["one"]]
    assert counts_of(after) == [counts_of(before)[0] + 1, counts_of(before)[1] + 1]
    assert {"one", "some", "many"} <= {word for _sentence, words in after for word in words}
    for name in ("Round table 2", sent.reference, TITLE):
        assert flat(name) in text
