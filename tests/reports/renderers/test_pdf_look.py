from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest

from hld_portal.reports.content import Foreign, Heading, Paragraph, Part, SubParagraph, Text
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import (
    find_words,
    golden_pdf,
    marked_content,
    open_pdf,
    reachable_content,
    words_of,
)
from tests.golden.trees import make_report, make_small

COLUMN_LEFT, COLUMN_RIGHT, MARGIN, OUTER = 123.1, 488.9, 60.0, 552.0


@pytest.fixture
def pdf():
    with open_pdf(golden_pdf()) as opened:
        yield opened


def only(text, page):
    found = find_words(golden_pdf().pdf, text, page)
    assert len(found) == 1, f"{text} stands {len(found)} times on page {page}"
    return found[0]


def test_every_page_is_us_letter(pdf):
    assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {(0, 0, 612, 792)}


def test_body_lines_fill_the_column_and_never_leave_it():
    body = [w for w in words_of(golden_pdf().pdf) if w.page == 6 and 90 < w.top < 680]
    assert min(w.left for w in body) == pytest.approx(COLUMN_LEFT, abs=0.5)
    assert max(w.right for w in body) == pytest.approx(COLUMN_RIGHT, abs=1)


def test_lines_are_twelve_points_apart():
    tops = sorted({round(w.top, 1) for w in words_of(golden_pdf().pdf) if w.page == 6})
    steps = [round(b - a, 1) for a, b in pairwise(tops) if 100 < a < 600]
    assert set(steps) == {12.0, 18.0}


def test_a_number_stands_at_the_edge_and_its_text_further_in():
    number, words = only("12.", 6), words_of(golden_pdf().pdf)
    first = min(
        (w for w in words if w.page == 6 and w.top == number.top and w.left > number.left),
        key=lambda w: w.left,
    )
    assert number.left == pytest.approx(COLUMN_LEFT, abs=0.3)
    assert first.left - number.left == pytest.approx(23.75, abs=0.3)


def test_heading_numbers_hang_right_aligned_before_the_column():
    assert only("I.", 2).right == pytest.approx(111.1, abs=0.6)
    assert only("A.", 2).right == pytest.approx(111.1, abs=0.6)


def test_items_stand_one_and_two_tabs_in():
    assert only("(b)", 3).left == pytest.approx(COLUMN_LEFT + 23.75, abs=0.6)
    assert only("(ii)", 3).left == pytest.approx(COLUMN_LEFT + 47.5, abs=0.6)


def test_the_masthead_stands_at_its_measured_heights():
    owner, organ = only("Secretariat", 1), only("Assembly", 1)
    distribution = only("Distr.:", 1)
    assert owner.left == pytest.approx(123.4, abs=0.6)
    assert organ.left == pytest.approx(123.4, abs=0.6)
    assert distribution.left == pytest.approx(397.0, abs=0.6)
    # Baselines 65.0, 93.6 and 93.9: a box ends about a fifth of its size below.
    assert owner.bottom == pytest.approx(65.0 + 14 * 0.216, abs=1.5)
    assert organ.bottom == pytest.approx(93.6 + 20 * 0.216, abs=1.5)
    assert distribution.bottom == pytest.approx(93.9 + 10 * 0.216, abs=1.5)


def test_page_one_has_no_number_and_no_running_symbol():
    assert find_words(golden_pdf().pdf, "1/9", 1) == []
    assert [w.top for w in find_words(golden_pdf().pdf, "HLD/2026/12", 1) if w.top > 66] == []


@pytest.mark.parametrize("page", range(2, 10))
def test_symbol_and_number_stand_outside_and_job_number_inside(page):
    symbol, number = only("HLD/2026/12", page), only(f"{page}/9", page)
    job = only("26-00123", page)
    if page % 2 == 0:
        assert (symbol.left, number.left) == pytest.approx((MARGIN, MARGIN), abs=0.3)
        assert job.right == pytest.approx(OUTER, abs=0.5)
    else:
        assert (symbol.right, number.right) == pytest.approx((OUTER, OUTER), abs=0.5)
        assert job.left == pytest.approx(MARGIN, abs=0.3)
    assert symbol.bottom == pytest.approx(66.2 + 8.5 * 0.216, abs=1)


def test_the_last_page_number_is_the_count_of_pages(pdf):
    assert len(pdf.pages) == golden_pdf().pages == 9


def test_marks_stand_on_every_page():
    assert [w.page for w in find_words(golden_pdf().pdf, "Specimen")] == list(range(1, 10))


def test_footnotes_stand_on_the_page_of_their_call():
    # Footnote 4 is called in the last line that fits on its page.
    fours = [w for w in find_words(golden_pdf().pdf, "4") if w.bottom - w.top < 8]
    (call,) = [w for w in fours if w.top < 600]
    (note,) = [w for w in find_words(golden_pdf().pdf, "HLD2026/0007.") if w.top > 600]
    assert golden_pdf().anchors["fn-4"] == call.page == note.page
    assert [golden_pdf().anchors[f"fn-{n}"] for n in (1, 2, 3)] == [2, 2, 2]


def test_an_unknown_footnote_says_so():
    assert [w.page for w in find_words(golden_pdf().pdf, "extract]")] == [2]


def test_no_heading_and_no_table_number_stands_at_the_foot_of_a_page():
    texts = {"Introduction", "Lodgings", "Schools", "Conclusions", "Table"}
    for word in words_of(golden_pdf().pdf):
        large = word.bottom - word.top > 10.5
        if word.text in texts and word.top > 90 and large:
            below = [w for w in words_of(golden_pdf().pdf) if w.page == word.page]
            assert any(word.bottom + 5 < w.top < 690 for w in below), word


def test_heads_of_a_long_table_are_repeated():
    assert {w.page for w in find_words(golden_pdf().pdf, "Lodging")} == {4, 5, 8}
    heads = find_words(golden_pdf().pdf, "Beds")
    assert [w.page for w in heads] == [4, 5, 8]


def test_all_fonts_are_embedded(pdf):
    fonts = {}
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            fonts[str(font.BaseFont)] = font.DescendantFonts[0].FontDescriptor
    assert len(fonts) >= 5
    for name, descriptor in fonts.items():
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, name


def test_language_title_and_bookmarks_are_there(pdf):
    assert str(pdf.Root.Lang) == "en"
    assert str(pdf.docinfo.Title) == "People who move between harbours"
    with pdf.open_outline() as outline:
        assert [each.title for each in outline.root] == [
            "Introduction",
            "I. What was said",
            "II. Conclusions and recommendations",
            "Annex I. Submissions received",
            "Annex II. Two submissions in full",
        ]
        assert [each.title for each in outline.root[1].children] == ["A. Lodgings", "B. Schools"]


def test_the_file_says_that_it_is_accessible(pdf):
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def test_every_marked_content_is_reached_from_the_tree(pdf):
    marked = marked_content(pdf)
    assert len(marked) > 400
    assert marked == reachable_content(pdf)


def test_heads_and_numbers_are_artifacts(pdf):
    for page in list(pdf.pages)[1:]:
        kinds = [
            str(operands[1].Subtype)
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "BDC" and "/Subtype" in operands[1]
        ]
        assert sorted(kinds)[:2] == ["/Footer", "/Header"]


def test_links_lead_to_places_in_the_file(pdf):
    names = pdf.Root.Names.Dests.Names
    known = {str(names[i]) for i in range(0, len(names), 2)}
    targets = {str(each.Dest) for page in pdf.pages for each in page.obj.get("/Annots", ())}
    assert targets == {"para-9"}
    assert targets <= known
    assert "HLD2026-0008__para-1" in known


def test_nothing_in_the_file_leads_outside():
    assert b"/URI" not in golden_pdf().pdf


def test_other_scripts_are_set_in_fonts_that_have_them(pdf):
    names = {str(f.BaseFont) for page in pdf.pages for f in page.Resources.Font.values()}
    assert any("Arabic" in name for name in names)
    assert any("CJK" in name for name in names)


def test_the_text_of_the_title_is_never_markup():
    rendered = render_pdf(make_small(title="<img src=http://127.0.0.1:9/x.png> & <b>"))
    shown = " ".join(w.text for w in words_of(rendered.pdf))
    assert "<img src=http://127.0.0.1:9/x.png> & <b>" in shown


def test_the_template_of_2026_has_its_own_heights():
    symbol = find_words(golden_pdf("2026").pdf, "HLD/2026/12", 2)[0]
    assert symbol.bottom == pytest.approx(59.0 + 8.5 * 0.216, abs=1)


def test_sources_are_printed_in_drafters_copies_only():
    assert find_words(golden_pdf().pdf, "v2]") == []
    copy = render_pdf(replace(make_report(), show_sources=True))
    assert len(find_words(copy.pdf, "v2]")) == 1


LONG_FOOT = (
    "Compiled by the Harbour secretariat. Not a document of the United Nations. Rehearsal copy: "
    "the texts in it are not submissions to the Dialogue."
)


@pytest.mark.parametrize("geometry", ["2014", "2026"])
@pytest.mark.parametrize("line", [make_report().foot_line, LONG_FOOT, "Lines " * 75])
def test_the_foot_line_wraps_upwards_and_stays_on_page_one(line, geometry):
    words = words_of(render_pdf(make_small(foot_line=line), geometry).pdf)
    foot = [w for w in words if w.top > 700 and w.left > 200]
    assert {w.page for w in words} == {1}
    assert [w.text for w in sorted(foot, key=lambda w: (round(w.top), w.left))] == line.split()
    assert max(w.bottom for w in foot) < 770
    assert max(w.right for w in foot) <= OUTER + 1


def test_the_portals_own_mark_stands_where_the_owner_has_none():
    plain = front_strokes(replace(make_small().masthead, mark=""))
    given = front_strokes(replace(make_small().masthead, mark=DOT))
    assert (plain, given) == (4, 0)


DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8A"
    "AQUBAScY42YAAAAASUVORK5CYII="
)


def front_strokes(masthead):
    """Count the arcs (curves begun anew) drawn on the first page."""
    with open_pdf(render_pdf(make_small(masthead=masthead))) as opened:
        forms = [
            each
            for each in opened.pages[0].Resources.get("/XObject", {}).values()
            if each.Subtype == "/Form"
        ]
        streams = [opened.pages[0], *forms]
        operators = [str(op) for s in streams for _, op in pikepdf.parse_content_stream(s)]
    return sum(1 for a, b in pairwise(operators) if (a, b) == ("m", "c"))


def test_a_line_that_leads_to_a_part_or_a_list_never_ends_a_page():
    lead = Paragraph("[X/1] [Original: English]")
    points = (Paragraph("Points made:"), SubParagraph("(a)", "One."), SubParagraph("(b)", "Two."))
    for filled in range(15, 20):  # lines before: the page ends somewhere among them
        space = tuple(Paragraph("Line.", n) for n in range(1, filled))
        inner = Part("X/1", (Heading(4, "Title"), Paragraph("Text.", 1)))
        part = Part("X/1", (Heading(3, "Author"), lead, inner, *points))
        words = words_of(render_pdf(make_small(blocks=(*space, part))).pdf)
        page = {w.text: w.page for w in words}
        assert page["[Original:"] == page["Author"] == page["Title"] == page["Text."]
        assert page["made:"] == page["One."]


def test_two_scripts_in_one_item_are_not_pulled_apart():
    words = Foreign("احتجاز جوازات السفر يبقي العاملات", "ar")
    item = SubParagraph("(a)", (Text("Key message: "), words, Text(" (the Declaration, para. 12)")))
    found = words_of(render_pdf(make_small(blocks=(item,))).pdf)
    (key,) = [w for w in found if w.text == "Key"]
    (message,) = [w for w in found if w.text == "message:"]
    assert message.left - key.right < 4
