from dataclasses import replace

import pytest

from hld_portal.reports.building import naming
from hld_portal.reports.building.chunk_store import (
    chunk_storage,
    load_manuscript,
    recall_key,
    save_chunk,
)
from hld_portal.reports.building.naming import name_chunks
from hld_portal.reports.content import Heading, inline
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.pdf import RenderedChunk, chunk_key
from tests.reports.renderers.test_chunks import compilation


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    chunks = settings.STORAGES["chunks"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"chunks": chunks}


@pytest.fixture
def written(monkeypatch):
    """The numbers of the chunks whose HTML was written."""
    numbers = []
    real = naming.chunk_html

    def write(document, part, **kwargs):
        numbers.append(part.number)
        return real(document, part, **kwargs)

    monkeypatch.setattr(naming, "chunk_html", write)
    return numbers


def name(document):
    return name_chunks(document, split_into_chunks(document))


def set_all(keys):
    for key in keys:
        save_chunk(key, RenderedChunk(b"%PDF", 1, {}, ()))


def test_keys_are_those_of_the_html(written):
    document = compilation(90)
    keys = name(document)
    assert keys == [chunk_key(document, each) for each in split_into_chunks(document)]
    assert written == list(range(len(keys)))
    assert len(keys) > 3
    assert all(load_manuscript(key) for key in keys)


def test_what_is_set_is_known_by_its_tree_and_not_written_again(written):
    keys = name(compilation(90))
    set_all(keys)
    written.clear()
    assert name(compilation(90)) == keys
    assert written == []


def test_of_one_changed_submission_one_chunk_is_written(written):
    before = name(compilation(90))
    set_all(before)
    written.clear()
    after = name(compilation(90, changed=60))
    assert len(written) == 1
    assert [n for n, key in enumerate(after) if key not in before] == written


def test_a_chunk_that_was_evicted_is_written_again(written):
    keys = name(compilation(90))
    set_all(keys)
    chunk_storage().delete(f"{keys[2][:2]}/{keys[2]}.json")
    written.clear()
    assert name(compilation(90)) == keys
    assert written == [2]


@pytest.mark.parametrize(
    "change",
    [
        lambda document: replace(document, title="Another title"),
        lambda document: replace(document, language="fr"),
        lambda document: replace(document, show_sources=True),
        lambda document: replace(document, masthead=replace(document.masthead, owner="Another")),
    ],
)
def test_what_stands_around_the_chunks_is_part_of_their_names(change):
    document = compilation(30)
    assert tree_keys(change(document)).isdisjoint(tree_keys(document))


def test_a_heading_before_a_chunk_renames_the_headings_in_it():
    parts = (Heading(2, inline("Other")), Heading(2, inline("Other")))
    document = replace(compilation(0), blocks=parts)
    (chunk,) = split_into_chunks(document)
    alone = replace(document, blocks=parts[1:])
    second = replace(chunk, blocks=parts[1:])
    setting, other = naming.setting_of(document), naming.setting_of(alone)
    assert naming.tree_key("", second, setting) != naming.tree_key("", second, other)


def tree_keys(document):
    setting = naming.setting_of(document)
    frame = repr(replace(document, blocks=(), annexes=()))
    return {naming.tree_key(frame, each, setting) for each in split_into_chunks(document)}


def test_a_tree_nobody_set_is_unknown():
    assert recall_key("0" * 64) is None
