"""What keeps people out: screens too narrow, contrasts too low, keys that lead nowhere."""

import pytest

from tests.e2e.people import become

PHONE = {"width": 390, "height": 844}
# Who looks at which page; None is a visitor.
PAGES = [
    (None, "/"),
    (None, "/hld-2013/round-tables/2/"),
    (None, "/hld-2013/declaration/"),
    (None, "/hld-2013/submissions/"),
    (None, "/hld-2013/submissions/?group=civil_society&language=ar"),
    (None, "/hld-2013/submissions/HLD2013-0001/"),
    (None, "/hld-2013/stakeholders/"),
    (None, "/hld-2013/coverage/"),
    (None, "/hld-2013/reports/"),
    (None, "/accounts/login/"),
    (None, "/accounts/signup/"),
    ("focal point", "/mine/"),
    ("focal point", "/submit/hld-2013/"),
    ("focal point", "/submit/hld-2013/2/"),
    ("focal point", "/accounts/profile/"),
    ("moderator", "/desk/"),
    ("moderator", "/desk/hld-2013/2/"),
    ("moderator", "/desk/hld-2013/2/HLD2013-0043/"),
    ("moderator", "/desk/hld-2013/2/HLD2013-0043/return/"),
    ("moderator", "/desk/hld-2013/2/clearing/"),
    ("secretariat", "/desk/hld-2013/calls/"),
    ("secretariat", "/desk/hld-2013/record/"),
    ("rapporteur", "/desk/hld-2013/drafting/"),
    ("rapporteur", "/desk/hld-2013/2/drafting/"),
    ("rapporteur", "/desk/hld-2013/2/findings/"),
    ("rapporteur", "/desk/hld-2013/2/drafting/add/"),
    ("rapporteur", "/desk/hld-2013/2/drafting/draft/"),
    ("rapporteur", "/desk/hld-2013/drafting/own-text/"),
    ("rapporteur", "/desk/hld-2013/drafting/own-text/preview/"),
    ("documents officer", "/hld-2013/reports/summary/"),
]
ROLES = list(dict.fromkeys(role for role, _path in PAGES))


@pytest.fixture(scope="module")
def accounts(portal_site):
    return portal_site.accounts()


@pytest.fixture
def look_as(portal_site, browser_page, accounts):
    """Open the pages of a role one after the other."""

    def look(role, prefix=""):
        if role:
            become(browser_page, portal_site, accounts[role])
        for path in (path for who, path in PAGES if who == role):
            answer = browser_page.goto(portal_site.url + prefix + path)
            assert answer.status == 200, path
            yield prefix + path

    return look


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        (fault["id"], [node["target"][0] for node in fault["nodes"]][:3])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


def overflow(page):
    """Return what is wider than the screen, by tag and class; empty when all fits."""
    return page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wide = [...document.querySelectorAll("body *")].filter((element) => {
                const box = element.getBoundingClientRect();
                return box.width > 0 && (box.right > width + 1 || box.left < -1);
            });
            return wide.slice(0, 5).map((element) => `${element.tagName}.${element.className}`)
                .concat(["?"]);
        }"""
    )


def out_of_sight(page):
    """Return the links of the main navigation that lie beyond the edge of the screen."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".nav a")].filter((link) => {
            const box = link.getBoundingClientRect();
            return box.right > innerWidth || box.left < 0;
        }).map((link) => link.textContent)"""
    )


@pytest.mark.parametrize("role", ROLES)
def test_no_page_has_a_barrier_that_axe_calls_serious(browser_page, look_as, role):
    found = {path: violations(browser_page) for path in look_as(role)}

    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_fits_a_phone(browser_page, look_as, role):
    browser_page.set_viewport_size(PHONE)

    found = {path: overflow(browser_page) + out_of_sight(browser_page) for path in look_as(role)}

    assert {path: wide for path, wide in found.items() if wide} == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_stands_mirrored_in_arabic(browser_page, look_as, role):
    browser_page.set_viewport_size(PHONE)
    faults = {}

    for path in look_as(role, "/ar"):
        mirrored = browser_page.evaluate(
            """() => [document.documentElement.dir, document.documentElement.lang,
                getComputedStyle(document.body).direction,
                document.querySelector(".brand").getBoundingClientRect().right > innerWidth / 2]"""
        )
        if mirrored != ["rtl", "ar", "rtl", True] or overflow(browser_page):
            faults[path] = (mirrored, overflow(browser_page))

    assert faults == {}


# --- The keyboard alone --------------------------------------------------------------------


def focused(page):
    return page.evaluate(
        """() => {
            const held = document.activeElement, style = getComputedStyle(held);
            return {text: (held.innerText || held.value || held.name || "").trim(),
                    id: held.id, name: held.name || "", code: held.dataset.code || "",
                    shown: style.outlineStyle !== "none" || style.boxShadow !== "none"};
        }"""
    )


def tab_to(page, wanted, most=120):
    """Press Tab until the focus is there; every stop on the way can be seen."""
    for _press in range(most):
        page.keyboard.press("Tab")
        held = focused(page)
        assert held["shown"], f"no mark on {held}"
        if wanted(held):
            return held
    raise AssertionError(f"not reached in {most} presses; the last stop was {held}")


def test_skip_link_is_the_first_stop_and_leads_to_the_content(portal_site, browser_page):
    browser_page.goto(portal_site.url + "/")
    browser_page.keyboard.press("Tab")
    assert focused(browser_page)["text"] == "Skip to content"

    browser_page.keyboard.press("Enter")

    assert focused(browser_page)["id"] == "main"


def test_signing_in_and_submitting_need_no_mouse(portal_site, browser_page, accounts):
    page, keys = browser_page, browser_page.keyboard
    page.goto(portal_site.url + "/accounts/login/?next=/submit/hld-2013/3/")
    tab_to(page, lambda held: held["name"] == "login")
    keys.type(accounts["focal point"]["email"])
    tab_to(page, lambda held: held["name"] == "password")
    keys.type(accounts["focal point"]["password"])
    keys.press("Enter")
    page.wait_for_url(portal_site.url + "/submit/hld-2013/3/")

    tab_to(page, lambda held: held["name"] == "title")
    keys.type("Typed, not clicked")
    tab_to(page, lambda held: held["name"] == "statement")
    keys.type("A keyboard is enough to be heard.")
    tab_to(page, lambda held: held["name"] == "language")
    keys.type("English")
    tab_to(page, lambda held: held["name"] == "points-0-kind")
    keys.type("Key message")
    tab_to(page, lambda held: held["name"] == "points-0-text")
    keys.type("keyboards open portals to those who use no mouse")
    tab_to(page, lambda held: held["text"] == "+ paragraph")
    keys.press("Enter")
    assert focused(page)["id"] == "pick-find"
    keys.type("9")
    tab_to(page, lambda held: held["code"] == "A/RES/68/4:9")
    keys.press("Space")
    tab_to(page, lambda held: held["id"] == "pick-done")
    keys.press("Enter")
    assert focused(page)["name"] == "points-0-text"
    tab_to(page, lambda held: held["name"] == "consent")
    keys.press("Space")
    tab_to(page, lambda held: held["name"] == "submit")
    keys.press("Enter")

    page.wait_for_url("**/receipt/")
    assert page.get_attribute("[data-reference]", "data-reference").startswith("HLD2013/")


def test_queue_is_walked_by_letters(portal_site, browser_page, accounts):
    page = browser_page
    become(page, portal_site, accounts["moderator"])
    page.goto(portal_site.url + "/desk/hld-2013/2/")
    page.wait_for_selector("#queue a[aria-current]")
    rows = page.locator("#queue a")
    page.wait_for_selector(f'#read:has-text("{rows.nth(0).locator(".s bdi").inner_text()}")')

    page.keyboard.press("j")

    page.wait_for_selector(f'#read:has-text("{rows.nth(1).locator(".s bdi").inner_text()}")')
    page.keyboard.press("t")
    page.wait_for_selector('#read button:has-text("Publish")')
