import hashlib
import json
import urllib.request

import pytest

from tests.e2e.people import become
from tests.services import ROOT

WRONG = "We spoke of live-in work only. Please write so."
ANSWER = "Thank you: the sentence will say so."
CHECK = "/desk/hld-2013/contributors-check/summary/"


@pytest.fixture
def checked_site(portal_site, tmp_path):
    """The sample dialogue, switched over to hold contributors' checks of a week."""
    text = (ROOT / "roundtables/data/hld-2013.yaml").read_text(encoding="utf-8")
    file = tmp_path / "hld-2013.yaml"
    file.write_text(text.replace("  attribution: none", "  contributors_check_days: 7"))
    loaded = portal_site.manage("load_dialogue", str(file))
    assert loaded.returncode == 0, loaded.stderr
    return portal_site


def test_those_behind_a_sentence_object_and_are_answered(checked_site, browser_page):
    page, site, accounts = browser_page, checked_site, checked_site.accounts()
    become(page, site, accounts["documents officer"])
    page.goto(site.url + CHECK)
    page.click('button:has-text("Open the check")')
    page.wait_for_selector("text=Open: 0 objections.")

    become(page, site, accounts["head"])
    page.goto(site.url + "/mine/")
    page.click('main a[href^="/mine/"]:not([href$="receipt/"])')
    page.click('a:has-text("Read the passages")')
    page.wait_for_url("**/mine/check/*/")
    page.click('summary:has-text("Object to this paragraph")')
    page.locator("textarea").first.fill(WRONG)
    assert page.locator(".count b").first.inner_text() == "9"
    page.locator('button:has-text("Send the objection")').first.click()
    page.wait_for_selector("text=Not answered yet")
    link = page.url

    become(page, site, accounts["rapporteur"])
    page.goto(site.url + CHECK)
    page.click('label:has-text("The text stands")')
    page.fill('textarea[name="answer"]', ANSWER)
    page.click('button:has-text("Send the answer")')
    page.wait_for_selector("text=The answer is sent.")

    become(page, site, accounts["head"])
    page.goto(link)
    assert page.locator(f'text="{ANSWER}"').count() == 1
    assert page.locator('button:has-text("Take it back")').count() == 0


def test_own_words_lead_to_the_paragraph_of_the_document(portal_site, browser_page):
    page, accounts = browser_page, portal_site.accounts()
    become(page, portal_site, accounts["head"])
    page.goto(portal_site.url + "/mine/")
    page.click('main a[href^="/mine/"]:not([href$="receipt/"])')
    page.wait_for_selector("text=Your point 1 stands behind one paragraph")

    page.locator('blockquote a:has-text("Paragraph")').first.click()

    page.wait_for_url("**/reports/summary/page/**")
    anchor = page.url.partition("#")[2]
    assert page.locator(f"#{anchor}").count() == 1


def test_scripts_may_ask_for_a_file_without_a_cookie(portal_site):
    asked = urllib.request.Request(
        portal_site.url + "/verify/",
        data=f"sha256={hashlib.sha256(b'x').hexdigest()}".encode(),
        headers={"Accept": "application/json"},
    )
    with urllib.request.urlopen(asked) as answer:
        assert json.load(answer) == {"known": False}
