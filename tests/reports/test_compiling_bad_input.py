import json

import pytest
from django.core.management import call_command

from hld_portal.reports.composing import sections
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.composing.numbering import Numbering
from hld_portal.reports.content import plain
from hld_portal.reports.sources import main_instrument
from submissions.content import PointContent
from submissions.enums import State
from tests.golden.pages import words_of
from tests.make import make_dialogue, make_round_table, make_state, make_submission

ARABIC = "سجل مشترك للمساكن"
KINDS = ["summary", "compilation", "brief", "round-table"]
EMPTY = {
    "summary": "No submissions that may be cited are on file.",
    "compilation": "No submission to this round table has been published.",
    "brief": "No findings yet.",
    "round-table": "No submission",
}


@pytest.fixture
def dialogue(db):
    for number in (1, 2):
        make_round_table(number)
    return make_dialogue()


def compiled(folder, capsys, kind="compilation", suffix=".pdf"):
    """Exit status, what was told and the file, if one was left."""
    file = folder / f"report{suffix}"
    chosen = ["--round-table", "2"] if kind == "round-table" else []
    try:
        call_command("compile_report", "hld-2013", "--kind", kind, *chosen, "--output", str(file))
        status = 0
    except SystemExit as end:
        status = end.code
    out, err = capsys.readouterr()
    left = [each.name for each in folder.iterdir()]
    return status, err, json.loads(out.splitlines()[-1]) if out else None, left


def printed(folder):
    return " ".join(w.text for w in words_of((folder / "report.pdf").read_bytes()))


def publish(state=None, title="Ports at night", statement="One.", **content):
    point = PointContent("message", "ports are dark", paragraphs=["A/RES/68/4:9"])
    given = {"title": title, "statement": statement, "points": [point]} | content
    return make_submission(state or make_state(), make_round_table(2), State.PUBLISHED, **given)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dialogue_without_submissions_compiles_and_says_so(dialogue, kind, tmp_path, capsys):
    status, err, told, left = compiled(tmp_path, capsys, kind)
    assert (status, err, left) == (0, "", ["report.pdf"])
    assert told["pages"] >= 1
    words = printed(tmp_path)
    assert EMPTY[kind] in words
    # No head stands over a void.
    assert words.count("None –") == {"round-table": 2}.get(kind, 0)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xml", ".html", ".json"])
def test_a_sign_that_cannot_be_set_is_named_with_its_submission(dialogue, suffix, tmp_path, capsys):
    submission = publish(statement="A sign: \U000f1234.")
    status, err, _told, left = compiled(tmp_path, capsys, suffix=suffix)
    if suffix == ".pdf":
        assert (status, left) == (1, [])
        place, told = err.removeprefix("error: ").split(": ", 1)
        assert place == "blocks[4].blocks[2].blocks[1].text"
        assert told == f"no font has U+F1234 (without a name), in {submission.reference}\n"
    else:
        assert (status, left) == (0, [f"report{suffix}"])


def test_a_word_without_end_arabic_and_tricks_compile_within_the_page(dialogue, tmp_path, capsys):
    word = "q" * 3000
    trick = "<img src=http://127.0.0.1:9/x.png> **bold** {{ 1 }}"
    publish(title=trick, statement=f"Before {ARABIC} after.\n\n{word}\n\n- {trick}")
    status, err, _told, left = compiled(tmp_path, capsys)
    assert (status, err, left) == (0, "", ["report.pdf"])
    words = words_of((tmp_path / "report.pdf").read_bytes())
    assert sum(len(w.text) for w in words if set(w.text) == {"q"}) == 3000
    assert max(w.right for w in words) < 559
    assert trick in printed(tmp_path)
    before, after = (next(w for w in words if w.text == text) for text in ("Before", "after."))
    assert before.right < after.left


def test_nothing_half_written_is_left_where_the_file_cannot_stand(dialogue, tmp_path, capsys):
    publish()
    (tmp_path / "report.pdf").mkdir()
    status, err, _told, left = compiled(tmp_path, capsys)
    assert status == 1
    assert err.startswith(f"error: {tmp_path / 'report.pdf'}: cannot be written")
    assert left == ["report.pdf"]
    assert list((tmp_path / "report.pdf").iterdir()) == []


def test_an_older_file_stays_when_a_newer_cannot_be_compiled(dialogue, tmp_path, capsys):
    publish()
    assert compiled(tmp_path, capsys)[0] == 0
    before = (tmp_path / "report.pdf").read_bytes()
    publish(make_state("Syldavia"), title="\U000f1234")
    status, err, _told, left = compiled(tmp_path, capsys)
    assert (status, left) == (1, ["report.pdf"])
    assert "U+F1234" in err
    assert (tmp_path / "report.pdf").read_bytes() == before


def test_a_framework_that_nobody_spoke_to_is_not_said_to_be_spoken_to(dialogue):
    instrument = main_instrument(dialogue)
    silent, _table = sections.framework(instrument, Numbering(), only="")
    publish()
    spoken, _table = sections.framework(instrument, Numbering(), only="")
    assert plain(silent.text).startswith("No submission spoke to matters of ")
    assert plain(silent.text).endswith("; table 1 lists them.")
    assert plain(spoken.text).endswith("Table 1 shows how many did so.")


def test_the_annex_of_one_round_table_says_how_words_are_counted_as_that_of_the_report_does(
    dialogue,
):
    publish()
    document = compose_report(dialogue, "round-table", event=make_round_table(2))
    (counted,) = [each for each in document.annexes if each.title == "How words were counted"]
    assert counted.blocks[:-1] == sections.scale_notes()
