import pytest

from hld_portal.reports.content import Heading, Part
from hld_portal.reports.renderers import contents, contents_numbers
from hld_portal.reports.renderers.contents import contents_html, listed_entries, set_contents
from hld_portal.reports.renderers.contents_numbers import (
    Unnumbered,
    can_number,
    sample_numbers,
    with_numbers,
)
from hld_portal.reports.renderers.pdf import page_html, set_pages
from tests.golden.pages import open_pdf, words_of
from tests.golden.trees import make_small

LINES = 120
PAGES = [*range(1, 41), 100, 111, 1011, 1234, 1999, *range(2000, 2075)]


@pytest.fixture(scope="module")
def document():
    parts = [Part(f"HLD2026/{n:04}", (Heading(3, f"Harbour {n} of 11"),)) for n in range(LINES)]
    return make_small(blocks=tuple(parts), contents=True)


def lines_with(document, numbers):
    return set_pages(
        page_html(document, contents_html(document, listed_entries(document), numbers))
    )


@pytest.fixture(scope="module")
def unnumbered(document):
    return lines_with(document, sample_numbers(LINES))


def drawn(chunk):
    with open_pdf(chunk) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_pages_are_drawn_as_if_set_with_their_numbers(document, unnumbered):
    numbered = with_numbers(unnumbered, PAGES)
    set_with_them = lines_with(document, PAGES)
    assert drawn(numbered) == drawn(set_with_them)
    assert drawn(numbered) != drawn(unnumbered)
    assert (numbered.pages, numbered.leaders) == (set_with_them.pages, set_with_them.leaders)


def test_the_numbers_can_be_read_and_copied(unnumbered):
    found = [w for w in words_of(with_numbers(unnumbered, PAGES).pdf) if w.right > 545]
    shown = [w.text for w in sorted(found, key=lambda w: (w.page, w.top))]
    assert shown == ["Page", *map(str, PAGES)]


def test_numbering_twice_gives_the_same_bytes(unnumbered):
    assert with_numbers(unnumbered, PAGES).pdf == with_numbers(unnumbered, PAGES).pdf


def test_samples_are_of_each_length_and_hold_all_digits():
    samples = [str(each) for each in sample_numbers(contents_numbers.FEWEST_LINES)]
    assert {len(each) for each in samples} == {1, 2, 3, 4}
    assert set("".join(samples)) == set("0123456789")


@pytest.mark.parametrize(
    ("pages", "mirrored", "can"),
    [
        ([7] * 100, False, True),
        ([7] * 99, False, False),
        ([7] * 99 + [10_000], False, False),
        ([7] * 100, True, False),
    ],
)
def test_a_short_list_or_one_from_right_to_left_is_set_as_it_is(pages, mirrored, can):
    assert can_number(pages, mirrored=mirrored) is can


def test_when_pages_move_a_long_list_is_not_set_again(document):
    kept = {}

    def remember(key, make):
        if key not in kept:
            kept[key] = make()
        return kept[key]

    places = {each.anchor: n for n, each in enumerate(listed_entries(document), start=1)}
    moved = {anchor: page + 95 for anchor, page in places.items()}
    first = set_contents(document, places, 1, "2014", remember)
    second = set_contents(document, moved, 1, "2014", remember)
    assert len(kept) == 1
    assert drawn(first) != drawn(second)
    numbers = [1, *(page + first.pages for page in range(2, LINES + 1))]
    assert drawn(first) == drawn(lines_with(document, numbers))


def test_what_is_not_drawn_as_expected_is_refused(document, unnumbered):
    with pytest.raises(Unnumbered, match="120 numbers on 119 lines"):
        with_numbers(unnumbered, PAGES[:-1])
    with pytest.raises(Unnumbered, match="drawn in another way"):
        with_numbers(lines_with(document, PAGES), PAGES)


def test_a_list_that_cannot_be_numbered_is_set_with_its_numbers(document, monkeypatch):
    def refuse(chunk, numbers):
        raise Unnumbered

    monkeypatch.setattr(contents, "with_numbers", refuse)
    places = {each.anchor: n for n, each in enumerate(listed_entries(document), start=1)}
    chunk = set_contents(document, places, 0, "2014")
    numbers = [page + chunk.pages for page in range(1, LINES + 1)]
    assert drawn(chunk) == drawn(lines_with(document, numbers))
