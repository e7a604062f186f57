from dataclasses import replace

import pikepdf
import pytest

from hld_portal.reports.building import merging
from hld_portal.reports.content import Heading, Link, Paragraph, Part, Quote, Text
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.contents import set_afresh, wants_contents
from hld_portal.reports.renderers.pdf import chunk_key, render_chunk, render_pdf
from tests.golden.pages import (
    find_words,
    marked_content,
    open_pdf,
    reachable_content,
    words_of,
)
from tests.golden.trees import make_report, make_small

HUNDRED = "word " * 100


def test_contents_stand_behind_the_front_page_with_the_pages_of_the_file():
    rendered = render_pdf(replace(make_report(), contents=True))
    listed = {w.text: w.top for w in words_of(rendered.pdf) if w.page == 2}
    assert rendered.pages == 10
    assert {"Contents", "Introduction", "Lodgings", "Annexes", "Submissions"} <= listed.keys()
    for title, anchor in [("Introduction", "h-1"), ("Lodgings", "h-3"), ("Submissions", "annex-1")]:
        (at,) = [w for w in find_words(rendered.pdf, title, 2) if w.left < 200]
        number = [w for w in words_of(rendered.pdf) if w.page == 2 and w.right > 545]
        (shown,) = [w.text for w in number if abs(w.top - at.top) < 2]
        assert int(shown) == rendered.anchors[anchor]
        assert find_words(rendered.pdf, title, int(shown))


def test_contents_stand_where_the_model_has_them():
    rendered = render_pdf(replace(make_report(), contents=True))
    (head,) = find_words(rendered.pdf, "Contents", 2)
    assert head.left == pytest.approx(60, abs=0.6)
    numbers = [w for w in words_of(rendered.pdf) if w.page == 2 and w.text.isdigit() and w.top > 90]
    assert [w.right for w in numbers] == pytest.approx([557.7] * len(numbers), abs=0.6)
    roman = find_words(rendered.pdf, "II.", 2)[0]
    assert roman.right == pytest.approx(116.6, abs=0.6)


def test_the_dots_of_the_contents_are_artifacts():
    with open_pdf(render_pdf(replace(make_report(), contents=True))) as pdf:
        assert marked_content(pdf) == reachable_content(pdf)
        kinds = [
            (str(operands[0]), str(operands[1].get("/Subtype", "")))
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[1])
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact"
        ]
    assert ("/Artifact", "/Layout") in kinds or ("/Artifact", "") in kinds


def test_links_of_the_contents_lead_to_the_headings():
    with open_pdf(render_pdf(replace(make_report(), contents=True))) as pdf:
        targets = [str(each.Dest) for each in pdf.pages[1].obj.Annots]
        names = pdf.Root.Names.Dests.Names
        places = {str(names[i]): names[i + 1][0].objgen for i in range(0, len(names), 2)}
        assert targets[:3] == ["h-1", "h-2", "h-3"]
        assert places["h-1"] == pdf.pages[2].obj.objgen


@pytest.mark.parametrize(
    ("said", "pages", "wanted"),
    [
        (None, 23, False),
        (None, 24, True),
        (True, 2, True),
        (False, 99, False),
    ],
)
def test_length_decides_where_the_document_does_not(said, pages, wanted):
    assert wants_contents(replace(make_report(), contents=said), pages) is wanted


def long_document(changed: str = ""):
    parts = [
        Part(
            f"HLD2026/{n:04}",
            (Heading(3, f"Harbour {n}"), *(Paragraph(HUNDRED, k) for k in range(1, 6))),
        )
        for n in range(40)
    ]
    if changed:
        parts[30] = replace(parts[30], blocks=(parts[30].blocks[0], Paragraph(changed, 1)))
    blocks = (Heading(1, "Round table", "I"), *parts[:20], Heading(1, "Round", "II"), *parts[20:])
    return make_small(blocks=blocks)


def test_contents_leave_the_chunks_alone():
    document = long_document()
    chunks = split_into_chunks(document)
    assert (len(chunks) > 3, chunks[0].blocks) == (True, ())
    keys = [chunk_key(document, each) for each in chunks]
    other = long_document("Other words.")
    changed = [chunk_key(other, each) for each in split_into_chunks(other)]
    assert sum(a != b for a, b in zip(keys, changed, strict=True)) == 1
    rendered = merging.merge_chunks([render_chunk(document, each) for each in chunks], document)
    assert rendered.pages >= 24
    assert len(find_words(rendered.pdf, "Contents", 2)) == 1
    assert rendered.anchors["HLD2026-0039__h-1"] >= 24


def test_contents_of_several_pages_count_themselves():
    parts = [Part(f"HLD2026/{n:04}", (Heading(3, f"Harbour {n}"),)) for n in range(80)]
    rendered = render_pdf(make_small(blocks=(Heading(1, "All", "I"), *parts), contents=True))
    assert rendered.anchors["h-1"] == 5
    (at,) = find_words(rendered.pdf, "All", 2)
    same = [w for w in words_of(rendered.pdf) if w.page == 2 and abs(w.top - at.top) < 2]
    assert max(same, key=lambda w: w.right).text == "5"


def test_the_pages_of_the_contents_are_kept_like_those_of_a_chunk():
    kept = {}

    def remember(key, make):
        kept.setdefault(key, set_afresh(key, make))
        return kept[key]

    document = replace(make_report(), contents=True)
    chunks = [render_chunk(document, each) for each in split_into_chunks(document)]
    first = merging.merge_chunks(chunks, document, remember=remember)
    assert len(kept) == 1
    assert merging.merge_chunks(chunks, document, remember=remember).pdf == first.pdf
    assert len(kept) == 1


def test_a_heading_goes_with_the_part_that_follows_it():
    chunks = split_into_chunks(long_document())
    assert not any(isinstance(each.blocks[-1], Heading) for each in chunks if each.blocks)


def test_links_lead_from_one_chunk_to_another_and_back():
    report = make_report()
    there = Paragraph((Text("See "), Link("annex I", "annex-1__para-1"), Text(".")), 17)
    to_head = Paragraph((Link("annex II", "annex-2"),), 18)
    back = Paragraph((Link("paragraph 1", "para-1"),), 2)
    first = replace(report.annexes[0], blocks=(*report.annexes[0].blocks, back))
    document = replace(
        report, blocks=(*report.blocks, there, to_head), annexes=(first, report.annexes[1])
    )
    assert faults_of(document) == []
    with open_pdf(render_pdf(document)) as pdf:
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        assert {str(each.Dest) for each in links} == {
            "para-9",
            "annex-1__para-1",
            "annex-2",
            "para-1",
        }
        assert not any("/A" in each for each in links)


def test_foreign_words_quotes_and_parts_carry_their_language():
    quote = Quote(("Sept ports.",), language="fr")
    report = make_report()
    with open_pdf(render_pdf(replace(report, blocks=(*report.blocks, quote)))) as pdf:
        found = languages(pdf)
    assert {"ar", "zh", "ru", "fr"} <= found.keys()
    assert found["fr"] == {"/BlockQuote"}
    assert "/Sect" in found["ar"]
    assert "en" in found  # distribution and date on the front page


def languages(pdf):
    found = {}
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop()
        if "/Lang" in element:
            found.setdefault(str(element.Lang), set()).add(str(element.S))
        waiting += [k for k in element.get("/K", ()) if isinstance(k, pikepdf.Dictionary)]
    return found
