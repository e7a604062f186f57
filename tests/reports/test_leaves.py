from hld_portal.reports.content import (
    Annex,
    Footnote,
    FootnoteCall,
    Heading,
    Paragraph,
    Part,
    SubParagraph,
    Text,
)
from hld_portal.reports.leaves import cut_into_leaves
from hld_portal.reports.renderers.entries import entries_of
from tests.golden.trees import make_report, make_small


def submission(number, words=100):
    reference = f"HLD2026/{number:04d}"
    return Part(reference, (Heading(3, f"Author {number}"), Paragraph("word " * words, 1)))


def compilation(*, per_table=6):
    blocks = []
    for table in (1, 2):
        blocks += [Heading(1, f"Round table {table}", "I" * table), Heading(2, "States", "A")]
        blocks += [submission(table * 100 + place) for place in range(per_table)]
    return make_small(blocks=tuple(blocks))


def test_a_report_stays_in_one_piece():
    leaves = cut_into_leaves(make_report())

    assert leaves.is_whole
    assert leaves.leaves[0].blocks == make_report().blocks
    assert [entry.anchor for entry in leaves.leaves[0].entries] == [
        entry.anchor for entry in entries_of(make_report()) if entry.level <= 3
    ]


def test_a_long_document_is_cut_at_its_sections_and_between_its_texts():
    leaves = cut_into_leaves(compilation(), most=2_100)  # four texts of 500 signs

    assert [len(leaf.blocks) for leaf in leaves.leaves] == [6, 2, 6, 2]
    assert [leaf.section for leaf in leaves.leaves] == [
        *(["I. Round table 1"] * 2),
        *(["II. Round table 2"] * 2),
    ]
    assert leaves.leaves[1].first == "HLD2026-0104__h-1"


def test_nothing_is_lost_or_told_twice_in_cutting():
    document = compilation()
    leaves = cut_into_leaves(document, most=1_000)

    assert tuple(block for leaf in leaves.leaves for block in leaf.blocks) == document.blocks
    anchors = [anchor for leaf in leaves.leaves for anchor in sorted(leaf.anchors)]
    assert len(anchors) == len(set(anchors)) == 2 * 2 + 12 * 2


def test_headings_stay_with_what_follows_and_items_with_their_paragraph():
    blocks = (
        Heading(1, "First"),
        Heading(2, "Its part"),
        Paragraph("word " * 50, 1),
        SubParagraph("(a)", "item " * 50),
        Paragraph("word " * 50, 2),
    )
    leaves = cut_into_leaves(make_small(blocks=blocks), most=300)

    assert [leaf.blocks for leaf in leaves.leaves] == [blocks[:4], blocks[4:]]


def test_each_anchor_leads_to_its_leaf():
    leaves = cut_into_leaves(compilation(), most=2_100)

    assert leaves.at("HLD2026-0204__para-1").number == 4
    assert leaves.at("").number == 1
    assert leaves.at("para-99") is None


def test_annexes_of_a_long_document_have_leaves_of_their_own():
    annexes = (Annex("I", "List", (Paragraph("one", 1),)), Annex("II", "Words", ()))
    blocks = tuple(Paragraph("word " * 100, n) for n in (1, 2, 3))
    leaves = cut_into_leaves(make_small(blocks=blocks, annexes=annexes), most=600)

    assert [leaf.first for leaf in leaves.leaves] == [
        "para-1",
        "para-2",
        "para-3",
        "annex-1",
        "annex-2",
    ]
    assert leaves.at("annex-1__para-1").number == 4


def test_a_leaf_shows_the_notes_that_it_calls():
    blocks = tuple(Paragraph((Text("word " * 100), FootnoteCall(n)), n) for n in (1, 2))
    notes = tuple(Footnote(n, f"note {n}") for n in (1, 2))
    leaves = cut_into_leaves(make_small(blocks=blocks, footnotes=notes), most=600)

    assert [[note.number for note in leaves.footnotes(leaf)] for leaf in leaves.leaves] == [
        [1],
        [2],
    ]
