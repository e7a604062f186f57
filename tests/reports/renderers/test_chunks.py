from dataclasses import replace

from hld_portal.reports.content import Paragraph, Part
from hld_portal.reports.renderers.chunks import FEWEST_WORDS, MOST_WORDS, split_into_chunks
from hld_portal.reports.renderers.pdf import chunk_key, render_chunk
from tests.golden.trees import make_report, make_small

HUNDRED = "word " * 100


def compilation(count: int, changed: int | None = None, length: int = 100):
    parts = [
        Part(f"HLD2026/{n:04}", tuple(Paragraph(HUNDRED, k) for k in range(1, 6)))
        for n in range(count)
    ]
    if changed is not None:
        first = Paragraph("other " * length, 1)
        parts[changed] = replace(parts[changed], blocks=(first, *parts[changed].blocks[1:]))
    return make_small(blocks=tuple(parts))


def test_a_report_is_one_chunk_and_one_for_each_annex():
    chunks = split_into_chunks(make_report())
    assert [(each.front, each.last) for each in chunks] == [
        (True, False),
        (False, False),
        (False, True),
    ]
    assert [each.annex and each.annex.number for each in chunks] == [None, "I", "II"]


def test_a_compilation_is_cut_between_parts_and_loses_none():
    document = compilation(200)
    chunks = split_into_chunks(document)
    assert sum((each.blocks for each in chunks), ()) == document.blocks
    assert all(len(c.blocks) * 500 <= MOST_WORDS + 500 for c in chunks)
    assert all(len(c.blocks) * 500 >= FEWEST_WORDS for c in chunks[1:-1])


def keys_of(document) -> set[str]:
    return {chunk_key(document, each) for each in split_into_chunks(document)}


def test_other_words_of_one_part_change_one_key():
    before = keys_of(compilation(200))
    assert len(before) > 5
    assert len(before - keys_of(compilation(200, changed=90))) == 1


def test_a_part_that_grows_moves_no_cut_far_away():
    before = keys_of(compilation(200))
    assert len(before - keys_of(compilation(200, changed=90, length=400))) <= 3


def test_a_key_follows_content_and_geometry():
    document = make_small()
    (chunk,) = split_into_chunks(document)
    other = replace(document, title="Other")
    keys = {chunk_key(document, chunk), chunk_key(document, chunk, "2026")}
    assert len(keys | {chunk_key(other, split_into_chunks(other)[0])}) == 3
    assert chunk_key(document, chunk) in keys


def test_a_rendered_chunk_knows_where_its_paragraphs_start():
    document = make_report()
    rendered = render_chunk(document, split_into_chunks(document)[2])
    assert rendered.pages == 1
    assert rendered.anchors["HLD2026-0007__para-1"] == 1
