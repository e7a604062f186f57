import pytest

from hld_portal.operations.bench import _compile_steps
from hld_portal.operations.bench import compile as bench
from hld_portal.operations.bench._compile_steps import Cost
from hld_portal.reports.building.limits import bounded
from hld_portal.reports.content import Part, plain
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.pdf import chunk_key


def words_of(part):
    assert isinstance(part, Part)
    return sum(len(plain(each.text).split()) for each in part.blocks[1:])


def test_the_submissions_have_500_words_and_are_the_same_in_every_run():
    document = bench._compilation(4)
    assert [words_of(each) for each in document.blocks[1:]] == [500] * 4
    assert document == bench._compilation(4)
    assert faults_of(document) == []


@pytest.mark.parametrize("words", [bench.WORDS, bench.WORDS + bench.SHIFT_WORDS])
def test_the_change_touches_one_submission_and_few_chunks(words):
    document = bench._compilation(90)
    changed = bench._changed(document, words)
    pairs = zip(document.blocks, changed.blocks, strict=True)
    assert sum(a != b for a, b in pairs) == 1
    before = {chunk_key(document, each) for each in split_into_chunks(document)}
    after = {chunk_key(changed, each) for each in split_into_chunks(changed)}
    assert 1 <= len(after - before) <= 3 < len(before)


def test_figures_become_measures_with_the_goals_of_their_size():
    def run(seconds):
        cost = Cost(5.0, 120.0)
        workers = [cost, Cost(6.0, 140.0)]
        merge, formats = Cost(1.0, 149.0), Cost(2.0, 80.0)
        return bench.Run(seconds, 100, Cost(1.0, 90.0), workers, merge, formats, 1.5, 1)

    alone, full = (20.0, Cost(16.0, 300.0)), run(10.0)
    beside = bench._measures_beside(500, alone, full, run(1.0), run(3.0))
    found = {each.name: each for each in [*bench._measures_of_a_build(full), *beside]}
    assert found["compile worker peak"].value == 140.0
    assert (found["compile merge peak"].value, found["compile merge peak"].goal) == (149.0, 150.0)
    assert found["compile chunked to alone, wall"].value == 0.5
    assert found["compile chunked to alone, CPU"].value == 13 / 16
    assert found["compile rebuild, same pages"].goal == 0.1  # a part is twice the share
    assert found["compile rebuild, same pages"].holds
    assert not found["compile rebuild, pages shift"].holds


def test_a_step_says_what_it_cost():
    cost = _compile_steps.measured(sum, range(2_000_000))
    assert cost.cpu_seconds > 0.001
    assert cost.peak_megabytes > 10
    in_a_child = _compile_steps.measured(lambda: bounded(lambda: sum(range(2_000_000))))
    assert in_a_child.cpu_seconds > 0.001
