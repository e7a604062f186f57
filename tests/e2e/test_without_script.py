import pytest

from tests.e2e.people import become
from tests.services import until

WIDE = {"width": 1280, "height": 900}
STATEMENT = "Our *reading room* asks that forms be printed in the language of those who sign them."
POINT = "print employment forms in a language that workers read"


@pytest.fixture
def plain_page(browser):
    """A page of a browser that runs no script; what the console says fails the test."""
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    yield page
    context.close()
    # An answer of 422 is what the tests ask for.
    assert [text for text in faults if "status of 422" not in text] == []


def test_submitting_needs_no_script(portal_site, plain_page):
    page = plain_page
    become(page, portal_site, portal_site.accounts()["focal point"])
    page.goto(portal_site.url + "/submit/hld-2013/")
    page.click('a[href="/submit/hld-2013/1/"]')
    page.fill("#id_title", "Forms that can be read")
    page.fill("#id_statement", STATEMENT)
    page.select_option("#id_points-0-kind", "recommendation")
    page.select_option("#id_points-0-addressee", "employers")
    page.fill("#id_points-0-text", POINT)
    page.click("#points-0 details.links > summary")
    page.check('input[name="points-0-paragraphs"][value="A/RES/68/4:14"]')
    page.click('button[name="add_point"]')
    page.wait_for_selector("#points-1")  # one was there
    assert page.input_value("#id_statement") == STATEMENT
    page.click('.bar button[name="submit"]')

    # Language and consent are missing: both are named, nothing is lost.
    faults = page.inner_text('main [role="alert"] >> nth=0')
    assert "language" in faults.lower()
    assert "publish" in faults.lower()
    assert page.input_value("#id_points-0-text") == POINT
    assert page.inner_text("#points-0 .chip") == "para. 14"
    assert POINT in page.inner_text("#points-0-reading")
    page.select_option("#id_language", "en")
    page.check('input[name="consent"][value="type_only"]')
    page.click('.bar button[name="preview"]')
    assert page.inner_text("article.statement em") == "reading room"
    page.click('button[name="submit"]')

    receipt = page.locator("[data-reference]")
    assert receipt.get_attribute("data-reference").startswith("HLD2013/")
    assert len(receipt.get_attribute("data-sha256")) == 64
    page.click('a:has-text("See where it stands")')
    assert "Forms that can be read" in page.inner_text("h1")


def test_moderating_needs_no_script(portal_site, plain_page):
    page = plain_page
    become(page, portal_site, portal_site.accounts()["moderator"])
    page.goto(portal_site.url + "/desk/hld-2013/2/")
    page.click("#queue a >> nth=1")
    reference = page.wait_for_selector("#read[aria-label]").get_attribute("aria-label")
    page.click('#read button:has-text("Take into review")')
    page.click('#read a:has-text("Return…")')
    page.click("#decision button.main")
    page.wait_for_selector("#decision .err >> nth=0")

    page.goto(f"{portal_site.url}/desk/hld-2013/2/{reference.replace('/', '-')}/")
    page.click('#read button:has-text("Publish")')

    page.wait_for_selector(f'#messages:has-text("{reference} is published.")')
    page.context.clear_cookies()
    public = f"{portal_site.url}/hld-2013/submissions/{reference.replace('/', '-')}/"
    assert page.goto(public).status == 200


def done_by_now(page):
    if page.get_attribute("#build", "data-state") != "done":
        with page.expect_navigation():
            page.click('a:has-text("Look again")')
    return page.get_attribute("#build", "data-state") == "done"


def test_build_shows_its_progress_without_script(portal_site, plain_page):
    page = plain_page
    become(page, portal_site, portal_site.accounts()["rapporteur"])
    page.goto(portal_site.url + "/hld-2013/reports/")
    page.click('button:has-text("Round table 3")')
    until(lambda: done_by_now(page), seconds=60, what="the build is done")
    with page.expect_download() as waiting:
        page.click('a:has-text("Download the PDF")')
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
