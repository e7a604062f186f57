from hld_portal.reports.content import (
    Annex,
    Column,
    Document,
    Footnote,
    FootnoteCall,
    Heading,
    Masthead,
    Paragraph,
    Part,
    Row,
    SubParagraph,
    Table,
    Text,
)
from hld_portal.reports.issuing.corrigendum import Correction, in_order
from hld_portal.reports.issuing.differences import Step, compare_units, cut_into_pages
from hld_portal.reports.issuing.units import units_of

MASTHEAD = Masthead("Secretariat", "Harbours", "HLD2013/1", "2026-05-04")


def make_document(*blocks, **more):
    return Document("en", "Report on harbours", MASTHEAD, blocks=blocks, **more)


def numbered(*texts):
    return [Paragraph(text, number=number) for number, text in enumerate(texts, start=1)]


def compare(old, new):
    steps = compare_units(units_of(make_document(*old)), units_of(make_document(*new)), "en")
    return [(step.kind, step.place, step.before) for step in steps]


def words(old, new):
    steps = compare_units(units_of(make_document(*old)), units_of(make_document(*new)), "en")
    return [[(c.kind, c.text) for c in step.changes] for step in steps if step.kind != "same"]


def test_the_pieces_of_a_document_are_named_in_reading_order():
    document = make_document(
        Heading(1, "Introduction", "I"),
        Paragraph((Text("Ships carry flags."), FootnoteCall(1)), number=1),
        SubParagraph("(a)", "nine of them;"),
        Table(1, "Flags", (Column("Port"), Column("Ships")), (Row(("Zembla", "9")),)),
        Part("HLD2013/0042", (Paragraph("We agree.", number=1),)),
        summary=("What it says.",),
        footnotes=(Footnote(1, "See above."),),
        annexes=(Annex("I", "List", (Paragraph("Nobody."),)),),
    )
    assert [(unit.label, unit.text, unit.anchor) for unit in units_of(document)] == [
        ("Title", "Report on harbours", ""),
        ("Summary", "What it says.", ""),
        ("Heading I", "Introduction", ""),
        ("Paragraph 1", "Ships carry flags.", "para-1"),
        ("Paragraph 1 (a)", "nine of them;", "para-1"),
        ("Table 1", "Flags", ""),
        ("Table 1", "Zembla · 9", ""),
        ("HLD2013/0042, Paragraph 1", "We agree.", "HLD2013-0042__para-1"),
        ("Annex I", "List", ""),
        ("Paragraph", "Nobody.", ""),
        ("Footnote 1", "See above.", ""),
    ]


def test_equal_documents_are_one_run():
    same = numbered("Ships.", "Ports.")
    assert compare(same, same) == [("same", "Title – Paragraph 2", "")]


def test_a_changed_paragraph_is_shown_word_by_word():
    old = numbered("Ships.", "Several ports said so in July.", "Crews.")
    new = numbered("Ships.", "Many ports said so in July.", "Crews.")

    assert compare(old, new) == [
        ("same", "Title – Paragraph 1", ""),
        ("changed", "Paragraph 2", ""),
        ("same", "Paragraph 3", ""),
    ]
    assert words(old, new) == [
        [("removed", "Several"), ("added", "Many"), ("same", " ports said so in July.")]
    ]


def test_an_inserted_paragraph_moves_the_numbers_after_it():
    old = numbered("Ships.", "Crews.")
    new = numbered("Ships.", "Ports were added since.", "Crews.")
    assert compare(old, new) == [
        ("same", "Title – Paragraph 1", ""),
        ("added", "Paragraph 2", ""),
        ("same", "Paragraph 3", "Paragraph 2"),
    ]


def test_a_paragraph_that_went_leaves_its_words():
    old, new = numbered("Ships.", "Ports.", "Crews."), numbered("Ships.", "Crews.")
    assert compare(old, new)[1] == ("removed", "Paragraph 2", "")
    assert words(old, new) == [[("removed", "Ports.")]]


def test_pieces_that_are_not_alike_are_no_pair():
    old = numbered("Ships carry nine flags.")
    new = numbered("A completely different matter of pensions.")
    assert [kind for kind, _place, _before in compare(old, new)] == ["same", "removed", "added"]


def test_the_part_of_one_submission_is_never_paired_with_anothers():
    old = [Part("HLD2013/0001", tuple(numbered("We agree with all of it.")))]
    new = [Part("HLD2013/0002", tuple(numbered("We agree with all of it.")))]
    assert [kind for kind, _place, _before in compare(old, new)] == ["same", "removed", "added"]


def test_steps_are_cut_into_pages_of_some_letters_and_none_is_lost():
    steps = [Step("same", "Title", count=9), *(Step("added", "x", new="a" * 500) for _ in range(9))]

    comparison = cut_into_pages(steps, most=2_000)

    assert [len(page) for page in comparison.pages] == [3, 2, 2, 2, 1]
    assert [step for page in comparison.pages for step in page] == steps
    assert (comparison.changed, comparison.added, comparison.removed) == (0, 9, 0)


def test_a_step_longer_than_a_page_has_its_own():
    long = Step("changed", "x", old="a" * 5_000, new="b")
    pages = cut_into_pages([Step("same", "Title"), long, Step("same", "y")], most=2_000).pages
    assert [[step.place for step in page] for page in pages] == [["Title"], ["x"], ["y"]]


def test_a_report_wholly_rewritten_has_bounded_pages():
    old = [
        Part(f"HLD2013/{n}", tuple(numbered(*[f"Ships {n} sail. " * 30] * 5))) for n in range(99)
    ]
    new = [
        Part(f"HLD2013/{n}", tuple(numbered(*[f"Crews {n} rest. " * 30] * 5))) for n in range(99)
    ]
    steps = compare_units(units_of(make_document(*old)), units_of(make_document(*new)), "en")

    comparison = cut_into_pages(list(steps))

    assert comparison.changed == 99 * 5
    assert len(comparison.pages) == 10
    assert all(sum(step.size for step in page) <= 60_000 for page in comparison.pages)


# The order of a corrigendum


def test_corrections_stand_in_the_order_of_the_document():
    document = make_document(
        *numbered("Ships.", "Ports."),
        SubParagraph("(a)", "nine of them;"),
        Table(1, "Flags", (Column("Port"),), (Row(("Zembla",)),)),
        *(Paragraph("More.", number=number) for number in range(3, 13)),
    )
    places = (
        "On the cover",
        "Table 1, second row",
        "Paragraph 12",
        "Para. 2, last line",
        "Paragraph 2 (a)",
        "Paragraph 1",
        "Paragraph 12, third line",
        "Title",
        "Titles of the annexes",
    )
    typed = [Correction(place, "New.") for place in places]

    ordered = in_order(typed, units_of(document))

    assert [each.place for each in ordered] == [
        "Title",
        "Paragraph 1",
        "Para. 2, last line",
        "Paragraph 2 (a)",
        "Table 1, second row",
        "Paragraph 12",
        "Paragraph 12, third line",
        "On the cover",
        "Titles of the annexes",
    ]
