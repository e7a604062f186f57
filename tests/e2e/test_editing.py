"""A rapporteur edits a summary in a browser, with a colleague at the same paragraph."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.people import become
from tests.services import until

WIDE = {"width": 1280, "height": 900}
REASON = "Two unions wrote on behalf of all."


@pytest.fixture
def rapporteur(portal_site, browser_page):
    become(browser_page, portal_site, portal_site.accounts()["rapporteur"])
    return browser_page


@pytest.fixture
def colleague(portal_site, browser):
    """The secretariat, who may draft everywhere, in a browser of their own."""
    page = browser.new_context(viewport=WIDE).new_page()
    page.set_default_timeout(15_000)
    become(page, portal_site, portal_site.accounts()["secretariat"])
    yield page
    page.context.close()


@pytest.fixture
def plain_page(portal_site, browser):
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    page.set_default_timeout(15_000)
    become(page, portal_site, portal_site.accounts()["rapporteur"])
    yield page
    context.close()


def open_summary(page, site, number=2):
    """Open paragraph 2 of round table 2; the sample's summaries are cleared, so take it back."""
    page.goto(f"{site.url}/desk/hld-2013/2/drafting/")
    again = page.locator('main a:has-text("Take it back"), main button:has-text("Take it back")')
    if again.count():
        again.first.click()
        page.wait_for_selector("main textarea")
        page.fill("main textarea", "A word is to be changed.")
        page.click("main form:has(textarea) button")
        page.wait_for_url("**/2/drafting/**")
    page.goto(f"{site.url}/desk/hld-2013/2/drafting/?paragraph={number}")


def cited(page):
    return page.locator("#behind .cited > li").first.locator(".cited-sources > li")


def test_a_source_is_inserted_and_the_step_undone_by_keyboard(portal_site, rapporteur):
    page = rapporteur
    open_summary(page, portal_site)
    before = cited(page).count()
    page.locator('#behind a:has-text("Add a source")').first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#picker")
    page.fill("#pick-q", "helplines")
    page.wait_for_selector('#picker [role="status"]:has-text("1 source")')
    page.locator('#picker button:has-text("Insert")').focus()
    page.keyboard.press("Enter")
    page.wait_for_selector('#p-2 button:has-text("Undo")')
    expect(cited(page)).to_have_count(before + 1)
    assert page.evaluate("document.activeElement.textContent") == "Undo"
    page.keyboard.press("Enter")
    page.wait_for_selector('#p-2 :text("Undone.")')
    expect(cited(page)).to_have_count(before)


def test_what_is_typed_is_kept_shown_set_and_told_to_the_other(portal_site, rapporteur, colleague):
    page = rapporteur
    open_summary(page, portal_site)
    page.click('#p-2 a:has-text("Edit")')
    page.wait_for_selector("#text-1")
    said = page.input_value("#text-1")
    page.fill("#text-1", said + " Quite new.")
    page.wait_for_selector('#typeset svg text:has-text("Quite new.")')
    page.wait_for_selector('#typed:has-text("Kept on the server")')

    colleague.goto(f"{portal_site.url}/desk/hld-2013/2/drafting/?paragraph=2")
    colleague.wait_for_selector('#p-2 .at-work:has-text("is editing this paragraph")')

    # The last words are kept even where the page is left at once.
    page.fill("#text-1", said + " Quite new and last.")
    page.goto(portal_site.url + "/desk/hld-2013/drafting/")
    open_summary(page, portal_site)
    page.click('#p-2 a:has-text("Edit")')
    page.wait_for_selector(':text("You began to edit this")')
    assert page.input_value("#text-1") == said + " Quite new and last."

    # The other saves meanwhile: both texts are shown, none is lost.
    colleague.click('#p-2 a:has-text("Edit")')
    colleague.wait_for_selector('#typed:has-text("is editing this paragraph")')
    colleague.fill("#text-1", said + " Theirs.")
    colleague.click('button:has-text("Save")')
    colleague.wait_for_selector("#p-2 :text('The paragraph is saved.')")
    page.click('button:has-text("Save")')
    page.wait_for_selector(':text("Somebody else changed this paragraph")')
    assert "Theirs." in page.inner_text("section[aria-labelledby=theirs]")
    assert page.input_value("#text-1") == said + " Quite new and last."
    page.click('a:has-text("Keep theirs")')
    page.wait_for_selector("#p-2")
    assert "Theirs." in page.inner_text("#p-2")
    page.click('#p-2 a:has-text("Edit")')
    page.click('button:has-text("Drop what you wrote"), button:has-text("Drop it")')
    page.wait_for_selector("#p-2")


def test_a_word_stands_and_a_source_goes_without_script(portal_site, plain_page):
    page = plain_page
    open_summary(page, portal_site)
    page.click('#p-2 a:has-text("Edit")')
    page.fill("#text-1", page.input_value("#text-1").replace("Many civil", "All civil"))
    page.click('button:has-text("Save")')
    assert "says too much" in page.inner_text("#p-2")
    page.click('#p-2 summary:has-text("stand")')
    page.click('button:has-text("Let it stand")')
    assert "Say why the word may stand" in page.inner_text("#p-2 .err")
    page.fill('#p-2 textarea[name="reason"]', REASON)
    page.click('button:has-text("Let it stand")')
    assert REASON in page.inner_text("#p-2")
    assert "says too much" not in page.inner_text("#p-2")

    expect(cited(page)).not_to_have_count(0)
    before = cited(page).count()
    page.click('#behind button:has-text("Drop this source") >> nth=0')
    expect(cited(page)).to_have_count(before - 1)
    page.click('#p-2 button:has-text("Undo")')
    expect(cited(page)).to_have_count(before)
    page.click('#behind a:has-text("Add a source") >> nth=0')
    page.fill("#pick-q", "helplines")
    page.click('button:has-text("Search")')
    page.click('button:has-text("Insert")')
    expect(cited(page)).to_have_count(before + 1)


def test_the_forms_beside_the_text_have_no_barriers(portal_site, rapporteur):
    page = rapporteur
    open_summary(page, portal_site)
    addresses = [page.url, page.locator('#p-2 a:has-text("Edit")').get_attribute("href")]
    addresses += [page.locator('#behind a:has-text("Add a source")').first.get_attribute("href")]
    addresses += [page.locator('a:has-text("as it will be printed")').get_attribute("href")]
    for address in addresses:
        page.goto(address if address.startswith("http") else portal_site.url + address)
        until(lambda: page.locator("main").count(), seconds=10, what="the page is there")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
