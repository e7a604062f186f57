"""The desk in a real browser, on the sample: round table 2 has two texts that wait."""

import pytest

QUEUE = "/desk/hld-2013/2/"
FIRST, SECOND = "0043", "0045"  # in review; submitted


@pytest.fixture(scope="module")
def accounts(portal_site):
    return portal_site.accounts()


def become(page, site, account):
    """Sign in by one click as somebody of the sample; whoever was signed in leaves."""
    page.context.clear_cookies()
    page.goto(site.url + "/accounts/login/")
    page.click(f'form:has(input[value="{account["email"]}"]) button')
    page.wait_for_url(lambda url: "/accounts/login" not in url)


@pytest.fixture
def desk(portal_site, browser_page, accounts):
    """The queue of round table 2 as its moderator sees it, with the first text open."""
    become(browser_page, portal_site, accounts["moderator"])
    browser_page.goto(portal_site.url + QUEUE)
    reads(browser_page, FIRST)
    return browser_page


def reads(page, number):
    page.wait_for_selector(f'#read[aria-label="HLD2013/{number}"]')
    page.wait_for_selector(f'#queue a[aria-current="true"]:has-text("{number}")')


def test_letters_typed_into_a_field_decide_nothing(desk):
    desk.type("#read [name=body]", "pjk")

    assert desk.input_value("#read [name=body]") == "pjk"
    reads(desk, FIRST)
    assert desk.inner_text("#read .state >> nth=0") == "In review"


def test_a_refused_return_keeps_what_was_typed_without_leaving_the_page(desk):
    desk.keyboard.press("r")
    desk.fill("#decision textarea", "Page 2 is cut.")
    desk.click("#decision button")

    desk.wait_for_selector("#decision .notice.bad")

    assert desk.input_value("#decision textarea") == "Page 2 is cut."
    desk.click("#decision a:has-text('Cancel')")
    desk.wait_for_selector('#read form[action*="/publish/"]')


def test_going_back_shows_the_whole_page_again(desk):
    desk.keyboard.press("j")
    reads(desk, SECOND)

    desk.go_back()

    reads(desk, FIRST)
    assert desk.locator("header.top").count() == 1


def test_on_a_wide_screen_only_the_panes_scroll(desk):
    assert desk.evaluate("document.documentElement.scrollHeight - innerHeight") == 0
    assert desk.evaluate("(pane => pane.scrollHeight > pane.clientHeight)(read)")


def test_the_desk_fits_a_screen_320_pixels_wide(desk, portal_site):
    desk.set_viewport_size({"width": 320, "height": 800})
    widths = {}
    for path in ("/desk/", QUEUE, f"{QUEUE}HLD2013-{FIRST}/", f"{QUEUE}HLD2013-{FIRST}/return/"):
        desk.goto(portal_site.url + path)
        widths[path] = desk.evaluate("document.documentElement.scrollWidth")

    assert set(widths.values()) == {320}, widths


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_has_no_barrier_that_axe_finds(browser_page, portal_site, accounts, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    become(browser_page, portal_site, accounts["secretariat"])
    found = {}
    for path in (
        "/desk/",
        f"{QUEUE}?state=all",
        f"{QUEUE}HLD2013-{FIRST}/",
        f"{QUEUE}HLD2013-{FIRST}/return/",
        "/desk/hld-2013/record/",
        "/desk/hld-2013/calls/",
    ):
        browser_page.goto(portal_site.url + path)
        for name, targets in violations(browser_page):
            found[f"{path} {name}"] = targets

    assert found == {}


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page).response["violations"]
    return [(result["id"], [node["target"] for node in result["nodes"]][:3]) for result in results]


def test_the_desk_works_without_javascript(browser, portal_site, accounts):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    become(page, portal_site, accounts["moderator"])
    page.goto(portal_site.url + QUEUE)
    page.click(f"#queue a:has-text('{FIRST}')")
    page.click("#read button:has-text('Hold')")
    assert f"HLD2013/{FIRST} is on hold" in page.inner_text("#messages")

    page.click("#read button:has-text('Release')")
    page.click("#read a:has-text('Return…')")
    page.click("#decision button")

    assert "Choose why it is returned." in page.inner_text("#decision")
    context.close()


def test_t_takes_and_p_publishes_and_the_next_one_is_shown(desk):
    desk.keyboard.press("j")
    reads(desk, SECOND)
    desk.keyboard.press("t")
    desk.wait_for_selector('#read [data-key="p"]')

    desk.keyboard.press("p")

    reads(desk, FIRST)  # none follows, so the one before
    assert desk.inner_text("#messages") == f"HLD2013/{SECOND} is published."
    assert desk.url.endswith(f"{QUEUE}HLD2013-{FIRST}/")
    assert desk.locator("#queue a").count() == 1
