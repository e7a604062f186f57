"""A draft saves itself while it is typed: the last words, too."""

from playwright.sync_api import expect

from tests.e2e.people import become


def test_words_typed_soon_after_a_save_are_saved_without_another_key(portal_site, browser_page):
    page = browser_page
    accounts = portal_site.accounts()
    become(page, portal_site, accounts["focal point"])
    address = portal_site.url + "/submit/hld-2013/3/"
    page.goto(address)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#id_statement").press_sequentially("Harbours")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("#id_statement").press_sequentially(" remember", delay=20)
    expect(page.locator("#save-status .bad")).to_have_count(0)
    page.goto(address)
    expect(page.locator("#id_statement")).to_have_value("Harbours remember")
