import pytest

from hld_portal.reports.content import Column, Heading, Paragraph, Row, Table, inline
from hld_portal.reports.renderers.pdf import render_pdf
from hld_portal.reports.renderers.table_shape import is_figure
from tests.golden.pages import find_words, words_of
from tests.golden.trees import make_small

LONG_STUB = "a harbour whose name runs over the end of its line and on to the next one below"


def one_row(*columns, cells):
    table = Table(
        1, "Harbours", (Column("Harbour", share=40), *columns), (Row((LONG_STUB, *cells)),)
    )
    return words_of(render_pdf(make_small(blocks=(table,))).pdf)


def top(words, text):
    return next(each.top for each in words if each.text == text)


def test_figures_alone_stand_at_the_last_line_of_their_row():
    words = one_row(Column("Boats", "end"), Column("Dues", "end"), cells=("77", "88"))
    assert top(words, "77") == top(words, "88") == pytest.approx(top(words, "below"), abs=0.5)
    assert top(words, "77") > top(words, "whose") + 9


def test_figures_among_words_stand_at_the_first_line_as_the_words_do():
    words = one_row(Column("Boats", "end"), Column("Owner"), cells=("77", "Guild"))
    assert top(words, "77") == top(words, "Guild") == pytest.approx(top(words, "whose"), abs=0.5)


@pytest.mark.parametrize(("rows", "whole"), [(12, True), (13, False)])
def test_a_long_table_is_parted_rather_than_leave_half_a_page_empty(rows, whole):
    table = Table(
        1,
        "Boats",
        (Column("Boat"), Column("Crew", "end")),
        tuple(Row((f"Boat{n}", "4")) for n in range(rows)),
    )
    space = tuple(Paragraph("Line.", n) for n in range(1, 43))
    rendered = render_pdf(make_small(blocks=(*space, table)))
    first, last = (
        find_words(rendered.pdf, "Boat0")[0],
        find_words(rendered.pdf, f"Boat{rows - 1}")[0],
    )
    assert (first.page == last.page) is whole
    assert len(find_words(rendered.pdf, "Crew")) == (1 if whole else 2)


def test_no_line_of_the_contents_is_parted_from_what_stands_under_it():
    for many in range(25, 33):
        parts = tuple(Heading(2, f"Part{n}", "A") for n in range(many))
        heads = (
            Heading(1, "Port", "I"),
            *parts,
            Heading(1, "Quay", "II"),
            Heading(2, "Rope", "A"),
            Heading(3, "Knot"),
        )
        text = Paragraph("Text.", 1)
        rendered = render_pdf(make_small(blocks=(*heads, text), contents=True))
        pages = {w.text: w.page for w in reversed(words_of(rendered.pdf)) if w.page in (2, 3)}
        assert pages["Quay"] == pages["Rope"] == pages["Knot"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("12", True),
        ("41 945.0", True),
        ("1,250", True),
        ("2010-2013", True),
        ("(12)", True),
        ("–8 %", True),
        ("5, 10, 11", False),
        ("10 and 11", False),
        ("–", False),
        ("x", False),
    ],
)
def test_a_number_is_a_figure_and_a_list_of_numbers_is_none(text, figure):
    assert is_figure(inline(text)) is figure
