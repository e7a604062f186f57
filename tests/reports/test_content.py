from hld_portal.reports.content import (
    Document,
    FootnoteCall,
    Heading,
    Paragraph,
    Part,
    Text,
    inline,
    plain,
)
from hld_portal.reports.content_walk import (
    anchor_of,
    citations_of,
    count_words,
    direction,
    iterate_blocks,
    numbering_faults,
)
from tests.golden.trees import MASTHEAD, make_report, make_small


def test_a_string_becomes_one_run():
    assert Paragraph("Words.", 1).text == (Text("Words."),)


def test_runs_of_plain_text_side_by_side_become_one():
    assert inline([Text("One "), Text("two"), Text("")]) == (Text("One two"),)


def test_sentences_with_different_sources_stay_apart():
    runs = (Text("One. ", ("a",)), Text("Two.", ("b",)))
    assert inline(runs) == runs


def test_plain_text_leaves_footnote_calls_out():
    assert plain((Text("Words."), FootnoteCall(1))) == "Words."


def test_citations_come_once_each_those_of_the_paragraph_first():
    paragraph = Paragraph((Text("One. ", ("b", "a")), Text("Two.", ("c",))), 1, citations=("a",))
    assert citations_of(paragraph) == ("a", "b", "c")


def test_anchors_carry_the_reference_of_their_part_in_front():
    assert anchor_of(3) == "para-3"
    assert anchor_of(3, "HLD2013/0042") == "HLD2013-0042__para-3"


def test_walking_goes_into_parts_and_annexes():
    part = Part("X1", (Paragraph("Within.", 1),))
    document = make_small(blocks=(Heading(1, "Head"), part))
    assert [(ref, type(block)) for ref, block in iterate_blocks(document)] == [
        ("", Heading),
        ("", Part),
        ("X1", Paragraph),
    ]


def test_numbers_that_run_on_have_no_fault():
    assert numbering_faults(make_report()) == []


def test_a_missing_number_is_named():
    document = make_small(blocks=(Paragraph("One.", 1), Paragraph("Three.", 3)))
    assert numbering_faults(document) == ["paragraph 3 stands where 2 is due"]


def test_words_of_summary_headings_body_and_footnotes_are_counted():
    document = Document(
        language="en",
        title="Not counted",
        masthead=MASTHEAD,
        summary=("Two words",),
        blocks=(Heading(1, "A heading here"), Paragraph("Four words stand here.", 1)),
    )
    assert count_words(document) == 2 + 3 + 4


def test_direction_follows_the_language():
    assert (direction("ar"), direction("ar-EG"), direction("en")) == ("rtl", "rtl", "ltr")
