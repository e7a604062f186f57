import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from hld_portal.reports.content import (
    Column,
    Footnote,
    FootnoteCall,
    Foreign,
    Italic,
    Link,
    Paragraph,
    Part,
    Row,
    SubParagraph,
    Table,
    Text,
)
from hld_portal.reports.renderers.glue import glue
from hld_portal.reports.renderers.pdf import document_html, render_pdf
from hld_portal.reports.renderers.runts import tightening
from tests.golden.pages import words_of
from tests.golden.trees import make_small

NOTES = (Footnote(1, "One."), Footnote(2, "Two."))
ARABIC = 2 * (
    "فتح مركزنا أبوابه في ميناء كلو في غرفة فوق مخبز، ومنذ ذلك اليوم سجلنا آلاف الرسائل من عمال "
    "وعاملات من جنسيات شتى، ونود أن نضع أمام المائدة خلاصات مستمدة من تلك الرسائل التي لم تقرأ بعد."
)
CHINESE = "本所在三个港口访问出国的水手。\u3000他们出发之前回答一次，归来之后再回答一次，八年之间从未中断过。"


def lines_of(document):
    """Texts and edges of the lines of the body, in points from the left."""
    for page in weasyprint.HTML(string=document_html(document)).render().pages:
        for line in page._page_box.descendants():
            if isinstance(line, LineBox) and line.element_tag == "p":
                texts = [box for box in line.descendants() if isinstance(box, TextBox)]
                if texts:
                    yield texts


def calls(ending, *called):
    text = f"The harbour master keeps one register of all lodgings in the old port and {ending},"
    runs = (Text(text), *(FootnoteCall(n) for n in called), Text(" while others keep none of it."))
    return make_small(blocks=(Paragraph(runs, 1),), footnotes=NOTES)


@pytest.mark.parametrize("letters", range(1, 16))
@pytest.mark.parametrize("called", [(1,), (1, 2)])
def test_no_line_starts_with_a_footnote_call(letters, called):
    starts = [texts[0].text for texts in lines_of(calls("w" * letters, *called))]
    assert any("register" in each for each in starts) or len(starts) > 2
    assert not {"1", "2", ","} & set(starts)


BEFORE = "Keepers of every register of all lodgings that lie between the old port and its "
RUNS = {
    "footnote": (Text("2013"), FootnoteCall(1)),
    "italic": (Italic("Tides and quays"),),
    "foreign": (Foreign("Les quais du vieux port", "fr"),),
    "link": (Link("paragraph 1", "para-1"),),
}


@pytest.mark.parametrize("kind", RUNS)
@pytest.mark.parametrize("last", ["e", "le", "ee"])  # of "le" all fits but the space after it
def test_a_space_alone_that_overhangs_never_breaks_a_line_early(kind, last):
    after = Text(" asked for more of them in the year before.")
    runs = (Text(f"{BEFORE}{last} "), *RUNS[kind], after)
    notes = NOTES[:1] if kind == "footnote" else ()
    document = make_small(blocks=(Paragraph(runs, 1),), footnotes=notes)
    lines = ["".join(box.text for box in texts) for texts in lines_of(document)]
    (first,) = [each for each in lines if "Keepers" in each]
    assert "the old port and its" in first


def test_a_line_is_tightened_that_a_word_would_leave_only_for_its_call():
    words = "of the harbour and of all its quays, of the old port and of the new one below,"
    rest = Text(" since nobody has counted them. " * 3)
    called = (Text(words), FootnoteCall(1), rest)
    found = [
        tightening((Text("i" * n + " "), *called), bold=False, language="en") for n in range(1, 20)
    ]
    tight = next(each for each in found if each is not None and each.end is not None)
    place = found.index(tight) + 1
    assert (tight.start, tight.end) == (0, place + 1 + len(words))
    without = (Text("i" * place + " " + words), rest)
    assert tightening(without, bold=False, language="en") is None


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("as paras. 10 and 11 say", "as paras.~10~and~11~say"),
        ("(paras. 6, 9 and 12)", "(paras.~6, 9~and~12)"),
        ("on 3 and 4 May", "on 3~and 4~May"),
        ("see para. 14, below", "see para.~14, below"),
        ("(A/68/190, sect. V)", "(A/68/190, sect.~V)"),
        ("in table 2, Convention No. 143", "in table~2, Convention No.~143"),
        ("in resolution 68/4, annex", "in resolution~68/4, annex"),
        ("the para. that follows", "the para. that follows"),
        ("Table Imperial", "Table Imperial"),
    ],
)
def test_a_number_stays_with_the_word_that_names_it(text, tied):
    assert glue(text, "en").replace("\u00a0", "~") == tied
    assert glue(text, "fr") == text


def test_justified_arabic_stays_within_the_column_and_reaches_both_edges():
    part = Part("X/1", (Paragraph(ARABIC, 1),), language="ar")
    lines = [texts for texts in lines_of(make_small(blocks=(part,))) if texts[0].text != "1."]
    long = [box for texts in lines for box in texts if box.justification_spacing]
    assert len(long) >= 3
    for box in long:
        assert drawn_width(box) == pytest.approx(box.width, abs=0.5)


def drawn_width(box):
    box.pango_layout.reactivate(box.style)
    line, _ = box.pango_layout.get_first_line()
    from weasyprint.text.line_break import line_size

    width, _ = line_size(line, box.style)
    box.pango_layout.deactivate()
    return width


def test_a_space_in_chinese_is_not_stretched():
    part = Part("X/1", (Paragraph(CHINESE, 1),), language="zh")
    boxes = [box for texts in lines_of(make_small(blocks=(part,))) for box in texts]
    assert any("\u3000" in box.text for box in boxes)
    assert {box.justification_spacing for box in boxes} == {0}


def rtl_page(*blocks):
    part = Part("X/1", blocks, language="ar")
    return words_of(render_pdf(make_small(blocks=(Paragraph("Before.", 1), part))).pdf)


@pytest.mark.parametrize(("level", "indent"), [(1, 23.75), (2, 47.5)])
def test_an_item_from_right_to_left_is_set_in_from_the_right(level, indent):
    words = rtl_page(SubParagraph("(x)", "سجل مشترك", level=level))
    assert max(w.right for w in words if "x" in w.text) == pytest.approx(488.65 - indent, abs=0.8)


def test_figures_parted_by_a_space_are_not_turned_round_among_arabic():
    rows = (Row(("كلو", "7 250")), Row(("سجل", "2 a")))
    table = Table(1, "سجل", (Column("سجل"), Column("سجل", "end")), rows)
    words = rtl_page(table)
    first, second = (next(w for w in words if w.text == text) for text in ("7", "250"))
    assert first.right < second.left


@pytest.mark.parametrize("lines", range(17, 23))
def test_what_leads_to_a_list_stays_with_it(lines):
    before = tuple(Paragraph((Text("Ports are dark."),), number) for number in range(1, lines))
    listed = tuple(SubParagraph(f"({each})", (Text(f"Quay {each}."),)) for each in "ab")
    lead = Paragraph((Text("The following views were expressed:"),), lines)
    made = make_small(blocks=(*before, lead, *listed))

    pages = [
        [
            word
            for box in page._page_box.descendants()
            if isinstance(box, TextBox)
            for word in [box.text]
        ]
        for page in weasyprint.HTML(string=document_html(made)).render().pages
    ]

    (last,) = [words for words in pages if "The following views were expressed:" in words]
    assert "Quay a." in last
