"""The golden test: A/69/207, typeset from its data, against what is known of the original."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from hld_portal.reports.content import Document
from hld_portal.reports.content_json import from_json
from hld_portal.reports.renderers.pdf import RenderedPdf, document_html, render_pdf
from tests.golden.pages import find_words, open_pdf

DATA = Path(__file__).parents[3] / "../shared/data"
EXTRACT = DATA / "seeds/003_b8ae4a16d21defd9.txt"
AGREEING_LINES = 570  # of 679; 579 when this was written

pytestmark = pytest.mark.skipif(
    not (DATA / "a69207.json").exists(), reason="../shared/data is not here"
)


@cache
def document() -> Document:
    return from_json((DATA / "a69207.json").read_text(encoding="utf-8"))


@cache
def rendered() -> RenderedPdf:
    return render_pdf(document())


def squeeze(text: str) -> str:
    return "".join(each for each in text if each.isalnum()).lower()


def test_it_has_the_pages_of_the_original():
    assert rendered().pages == 21


def test_all_paragraphs_start_on_the_page_of_the_original():
    known = json.loads((DATA / "a69207_pages.json").read_text())["paragraph_start_page"]
    found = rendered().paragraph_pages
    assert len(known) == 87
    assert {n: found[n] for n in found} == {int(n): page for n, page in known.items()}


def test_lines_begin_with_the_words_of_the_original():
    original, ours = original_lines(), our_lines()
    agree = total = 0
    for number, starts in original.items():
        total += len(starts) - 1
        agree += len(set(starts[1:]) & set(ours[number]))
    assert total == 679
    assert agree >= AGREEING_LINES, f"{agree} of {total}"


def test_the_text_is_complete_and_marked_as_a_specimen():
    pages = {w.page for w in find_words(rendered().pdf, "Specimen")}
    assert pages == set(range(1, 22))
    assert len(find_words(rendered().pdf, "extract]")) == 15
    with open_pdf(rendered()) as opened:
        assert len(opened.pages) == 21


def original_lines() -> dict[int, list[int]]:
    """Where each line of each paragraph starts in the extract, in letters and figures."""
    lines = EXTRACT.read_text(encoding="utf-8").split("\n")
    found: dict[int, list[int]] = {}
    at = 0
    for paragraph in json.loads((DATA / "a69207.json").read_text())["blocks"]:
        if paragraph["type"] == "para":
            found[paragraph["number"]], at = follow(paragraph, lines, at)
    return found


def follow(paragraph: dict, lines: list[str], at: int) -> tuple[list[int], int]:
    """Follow one paragraph through the lines of the extract, past what stands between."""
    head = re.compile(rf"\s*{paragraph['number']}\.(\s|$)")
    while not head.match(lines[at]):
        at += 1
    lines[at] = head.sub("", lines[at], count=1)
    whole, done, starts = squeeze(paragraph["text"]), 0, []
    while done < len(whole):
        for reading in readings(lines[at]):
            if reading and whole.startswith(reading, done):
                starts.append(done)
                done += len(reading)
                break
        at += 1
    return starts, at


def readings(line: str) -> list[str]:
    """A line as it stands, and without each figure that may be a footnote call."""
    calls = [*re.finditer(r"\d{1,2}(?=\s|$)", line)]
    without = (line[: each.start()] + line[each.end() :] for each in calls)
    return [squeeze(line), *(squeeze(each) for each in without)]


def our_lines() -> dict[int, list[int]]:
    """Where each line of each paragraph starts in our layout, in letters and figures."""
    import weasyprint
    from weasyprint.formatting_structure.boxes import BlockBox, LineBox

    found: dict[int, list[int]] = {}
    lengths: dict[int, int] = {}
    for page in weasyprint.HTML(string=document_html(document())).render().pages:
        for box in page._page_box.descendants():
            number = number_of(box) if isinstance(box, BlockBox) else None
            for line in box.children if number else ():
                if isinstance(line, LineBox):
                    found.setdefault(number, []).append(lengths.get(number, 0))
                    lengths[number] = found[number][-1] + len(squeeze(words_on(line)))
    return found


def number_of(box) -> int | None:
    if box.element is None or box.element_tag != "p" or box.element.get("class"):
        return None
    span = box.element.find('./span[@class="n"]')
    return None if span is None else int(span.text.rstrip("."))


def words_on(line) -> str:
    from weasyprint.formatting_structure.boxes import TextBox

    return "".join(
        box.text
        for box in line.descendants()
        if isinstance(box, TextBox)
        and not box.element_tag.endswith("::footnote-call")
        and box.element.get("class") != "n"
    )
