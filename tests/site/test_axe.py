import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ["/styleguide/", "/ar/styleguide/", "/help/"]


def violations(page):
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page).response["violations"]
    return [(result["id"], [node["target"] for node in result["nodes"]][:3]) for result in results]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_components_have_no_barrier_that_axe_finds(live_server, browser_page, path, scheme):
    browser_page.emulate_media(color_scheme=scheme)
    browser_page.goto(live_server.url + path)

    assert violations(browser_page) == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_a_screen_320_pixels_wide(live_server, browser_page, path):
    browser_page.set_viewport_size({"width": 320, "height": 800})
    browser_page.goto(live_server.url + path)

    width = browser_page.evaluate("document.documentElement.scrollWidth")

    assert width == 320


def test_menus_open_without_script_and_close_on_escape(live_server, browser_page):
    browser_page.goto(live_server.url + "/help/")
    browser_page.click("details.menu > summary")
    assert browser_page.is_visible("text=Français")

    browser_page.keyboard.press("Escape")

    assert not browser_page.is_visible("text=Français")
    assert browser_page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_axe_sees_the_page_as_it_is_styled_and_finds_a_barrier(live_server, browser_page):
    browser_page.goto(live_server.url + "/help/")
    assert browser_page.evaluate("getComputedStyle(document.body).display") == "flex"

    browser_page.evaluate(
        "document.querySelector('main p').replaceWith(document.createElement('img'))"
    )

    assert [name for name, _targets in violations(browser_page)] == ["image-alt"]
