"""Reading a published report in a browser; small steps of the desk and of writing on a phone."""

import hashlib
import re

import pytest

from tests.e2e.people import become

PAGE = "/hld-2013/reports/summary/page/"
QUEUE = "/desk/hld-2013/2/"


@pytest.fixture(scope="module")
def accounts(portal_site):
    return portal_site.accounts()


@pytest.fixture
def phone(browser_page):
    browser_page.set_viewport_size({"width": 390, "height": 844})
    return browser_page


def stands_in_sight(page, selector):
    box = page.locator(selector).bounding_box()
    return (
        box is not None
        and box["y"] >= 0
        and box["y"] + box["height"] <= page.viewport_size["height"]
    )


def test_a_visitor_reads_the_report_and_links_to_a_paragraph(browser_page, portal_site):
    page = browser_page
    page.goto(portal_site.url + "/hld-2013/reports/")
    page.click("a:has-text('Read')")
    page.wait_for_url("**" + PAGE)

    page.click("#para-7 > .n")

    assert page.url == portal_site.url + PAGE + "#para-7"
    assert stands_in_sight(page, "#para-7 > .n")
    assert page.locator(".contents li a").first.is_visible()
    assert page.locator(".src, .behind, .own").count() == 0


def test_every_line_of_the_contents_leads_somewhere(browser_page, portal_site):
    browser_page.goto(portal_site.url + PAGE)
    links = browser_page.eval_on_selector_all(
        ".report a[href^='#']", "links => links.map(a => a.getAttribute('href').slice(1))"
    )
    lost = [name for name in set(links) if browser_page.locator(f"[id='{name}']").count() != 1]

    assert len(links) > 30
    assert lost == []


def test_on_a_phone_nothing_overflows_and_contents_are_folded(phone, portal_site):
    phone.goto(portal_site.url + PAGE)

    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert not phone.locator(".contents li a").first.is_visible()
    phone.click(".contents summary")
    assert phone.locator(".contents li a").first.is_visible()


def test_files_bear_the_hash_that_the_page_tells(browser_page, portal_site):
    browser_page.goto(portal_site.url + "/hld-2013/reports/summary/")
    told = browser_page.eval_on_selector_all(
        ".files tbody tr",
        "rows => rows.map(row => [row.querySelector('a').href, row.cells[3].innerText])",
    )

    assert [address.rpartition(".")[2] for address, _ in told] == [
        "pdf",
        "docx",
        "xml",
        "html",
        "json",
    ]
    for address, sha256 in told:
        body = browser_page.request.get(address).body()
        assert hashlib.sha256(body).hexdigest() == sha256


def test_a_contributor_sees_where_their_own_words_stand(browser_page, portal_site, accounts):
    become(browser_page, portal_site, accounts["focal point"])
    browser_page.goto(portal_site.url + PAGE)

    words = browser_page.inner_text(".own >> nth=0")

    assert re.fullmatch(r"Your submission HLD2013/\d{4} stands behind this paragraph", words)
    assert browser_page.locator(".behind").count() == 0


@pytest.mark.parametrize("path", [PAGE, "/ar" + PAGE, "/hld-2013/reports/summary/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_has_no_barrier_that_axe_finds(
    browser_page, portal_site, accounts, path, scheme
):
    from axe_playwright_python.sync_playwright import Axe

    browser_page.emulate_media(color_scheme=scheme)
    become(browser_page, portal_site, accounts["rapporteur"])
    browser_page.goto(portal_site.url + path)

    results = Axe().run(browser_page).response["violations"]

    assert [(each["id"], [node["target"] for node in each["nodes"]][:3]) for each in results] == []


def test_what_a_decision_led_to_is_in_sight_on_a_phone(phone, portal_site, accounts):
    become(phone, portal_site, accounts["moderator"])
    phone.goto(portal_site.url + QUEUE)
    assert not phone.locator(".keys").is_visible()
    phone.click("#queue a >> nth=0")
    phone.click("#read button:has-text('Hold')")
    phone.wait_for_selector("#messages p")

    assert "is on hold" in phone.inner_text("#messages")
    assert stands_in_sight(phone, "#messages p")

    phone.goto(portal_site.url + QUEUE + "?state=on_hold")
    phone.click("#queue a >> nth=0")
    phone.click("#read button:has-text('Release')")


def test_a_removed_point_can_be_put_back(browser_page, portal_site, accounts):
    page = browser_page
    become(page, portal_site, accounts["focal point"])
    page.goto(portal_site.url + "/submit/hld-2013/2/")
    first = page.locator(".point").count()
    page.click("#add-point")
    page.fill(f"#id_points-{first}-text", "keep this")
    page.click("#add-point")
    page.fill(f"#id_points-{first + 1}-text", "and this")

    page.click(f"#points-{first} [name=remove_point]")
    assert page.locator(f"#id_points-{first}-text").count() == 0
    assert page.inner_text(".removed span") == f"Point {first + 1} is removed."
    page.click("#add-point")  # must not take the place of the one that may come back
    page.click(".removed button")

    texts = page.eval_on_selector_all(
        "[name$='-text']", "areas => areas.map(area => [area.name, area.value])"
    )
    assert texts[first:] == [
        [f"points-{first}-text", "keep this"],
        [f"points-{first + 1}-text", "and this"],
        [f"points-{first + 2}-text", ""],
    ]
    assert page.evaluate("document.activeElement.id") == f"id_points-{first}-text"
    page.click("button[name=save]")  # nothing is left unsaved when the page is closed
    page.wait_for_url("**/edit/")
