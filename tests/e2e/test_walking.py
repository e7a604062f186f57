import collections
import re

import pytest

from tests.e2e.crawling import walk
from tests.visitor import Visitor

STARTS = ("/", "/hld-2013/", "/mine/", "/desk/")  # everybody may ask for them
ROLES = [
    "visitor",
    "secretariat",
    "moderator",
    "rapporteur",
    "documents officer",
    "delegate",
    "drafter",
    "focal point of two organizations",
    "reader",
]
# One page at two addresses: a dialogue where it is the only one, a draft where it began.
SAME = [["/", "/hld-2013/"]]
DRAFT = re.compile(r"/mine/[\w-]+/edit/")


@pytest.fixture(scope="module")
def walks(portal_site):
    """Walk as a role once, however many tests look at what was found."""
    accounts, done = portal_site.accounts(), {}

    def walk_as(role):
        if role not in done:
            visitor = Visitor(portal_site.url)
            if role != "visitor":
                visitor.sign_in(accounts[role])
            done[role] = walk(visitor, *STARTS, languages=role == "visitor")
        return done[role]

    return walk_as


@pytest.mark.parametrize("role", ROLES)
def test_no_link_is_broken(walks, role):
    found = walks(role)

    broken = [
        f"{page.status} {address} (linked from {found.seen_on[address]})"
        for address, page in found.pages.items()
        if page.status != 200
    ]

    assert len(found.html()) > 40
    assert broken == []


@pytest.mark.parametrize("role", ROLES)
def test_every_fragment_has_its_place(walks, role):
    found = walks(role)

    missing = [
        f"{address}#{fragment}"
        for address, fragments in found.fragments.items()
        if (page := found.pages.get(address)) and page.is_html and page.status == 200
        for fragment in fragments - set(page.tree().xpath("//@id"))
    ]

    assert missing == []


@pytest.mark.parametrize("role", ROLES)
def test_every_page_has_a_title_a_heading_and_a_language(walks, role):
    faults = []
    for address, page in walks(role).html().items():
        tree = page.tree()
        title = " ".join(tree.findtext(".//title", "").split())
        headings = [" ".join(each.text_content().split()) for each in tree.xpath("//h1")]
        if len(title) < 2 or title.startswith("·"):
            faults.append(f"{address}: title {title!r}")
        if len(headings) != 1 or not headings[0]:
            faults.append(f"{address}: headings {headings}")
        if not tree.get("lang") or tree.get("dir") not in ("ltr", "rtl"):
            faults.append(f"{address}: lang={tree.get('lang')} dir={tree.get('dir')}")
        ids = collections.Counter(tree.xpath("//@id"))
        faults += [f"{address}: two of id {name}" for name, n in ids.items() if n > 1]
        if tree.xpath("//@style | //*[local-name()='style'] | //@onclick"):
            faults.append(f"{address}: styles or scripts within the page")

    assert faults == []


@pytest.mark.parametrize("role", ROLES)
def test_no_two_pages_bear_one_title(walks, role):
    titles = collections.defaultdict(set)
    for page in walks(role).html().values():
        # Where a link led, not what it said; a list under another filter is the same page.
        where = page.path.partition("?")[0]
        tree = page.tree()
        if page.status == 200 and not DRAFT.match(where) and tree.get("lang") == "en":
            titles[" ".join(tree.findtext(".//title", "").split())].add(where)

    several = {
        title: sorted(where)
        for title, where in titles.items()
        if len(where) > 1 and sorted(where) not in SAME
    }
    assert several == {}
