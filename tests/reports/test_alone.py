import json
import time
from dataclasses import replace

import pikepdf
import pytest
from django.core.management import call_command

from hld_portal.reports.building import limits, setting, volumes
from hld_portal.reports.building.alone import render_alone
from hld_portal.reports.building.faults import WHAT_TO_DO
from hld_portal.reports.content import (
    Document,
    Heading,
    Link,
    Masthead,
    Paragraph,
    Part,
)
from hld_portal.reports.content_json import ContentFaults, to_json
from hld_portal.reports.renderers import chunks
from hld_portal.reports.renderers.akn import render_akn
from hld_portal.reports.renderers.chunks import split_into_chunks
from hld_portal.reports.renderers.pdf import render_pdf
from tests.golden.pages import words_of

WORDS = "The harbour keeps registers of crews and of ferries. "


def part(number):
    """Write a submission that leads to the one before it and the one after it."""
    links = [Link("the text after it", f"X-{number + 1}__para-1")] if number < 8 else []
    links += [Link("the text before it", f"X-{number - 1}__para-1")] if number > 1 else []
    blocks = (Heading(3, f"Author {number}"), Paragraph(WORDS), Paragraph(tuple(links), 1))
    return Part(f"X/{number}", blocks)


@pytest.fixture
def document():
    blocks = [
        Heading(1, "Round table 1", "I"),
        Heading(2, "Member States", "A"),
        *[part(number) for number in range(1, 6)],
        Heading(1, "Round table 2", "II"),
        *[part(number) for number in range(6, 9)],
    ]
    masthead = Masthead("Secretariat of Ruritania", "Dialogue", "RUR/1", "2026-01-01")
    return Document("en", "All submissions", masthead, blocks=tuple(blocks), contents=True)


@pytest.fixture
def of_two_pages(monkeypatch):
    """Volumes of two submissions: front page, contents and a page for each submission."""
    monkeypatch.setattr(chunks, "FEWEST_WORDS", 1)
    monkeypatch.setattr(chunks, "ONE_IN", 1)
    monkeypatch.setattr(volumes, "MOST_PAGES", 4)


def typeset(tmp_path, document, capsys, name="X.pdf"):
    file = tmp_path / "tree.json"
    file.write_text(to_json(document))
    call_command("typeset", str(file), "--output", str(tmp_path / name))
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_several_volumes_are_all_told_and_lie_side_by_side(
    tmp_path, document, of_two_pages, capsys
):
    told = typeset(tmp_path, document, capsys)

    names = ["X.pdf", "X.vol2.pdf", "X.vol3.pdf", "X.vol4.pdf"]
    assert [each["file"] for each in told["volumes"]] == [str(tmp_path / name) for name in names]
    assert sorted(each.name for each in tmp_path.glob("X*")) == sorted(names)
    assert (told["pages"], told["sha256"]) == (4, told["volumes"][0]["sha256"])
    assert [each["pages"] for each in told["volumes"]] == [4, 4, 4, 4]


def test_one_volume_has_the_bytes_and_the_answer_it_always_had(tmp_path, document, capsys):
    told = typeset(tmp_path, document, capsys)

    assert set(told) == {"pages", "sha256", "seconds"}
    assert (tmp_path / "X.pdf").read_bytes() == render_pdf(document).pdf


def test_volumes_are_the_same_bytes_every_time(document, of_two_pages):
    first, second = render_alone(document, ".pdf"), render_alone(document, ".pdf")
    assert first == second
    assert len({each.content for each in first}) == 4


def test_nothing_is_left_when_a_later_volume_cannot_be_written(
    tmp_path, document, of_two_pages, capsys
):
    (tmp_path / "X.vol3.pdf").mkdir()
    (tmp_path / "X.vol3.pdf" / "kept").touch()

    with pytest.raises(SystemExit) as end:
        typeset(tmp_path, document, capsys)

    assert end.value.code == 1
    assert {each.name for each in tmp_path.iterdir()} == {"tree.json", "X.vol3.pdf"}


def opened(rendered, tmp_path):
    file = tmp_path / "opened.pdf"
    file.write_bytes(rendered.content)
    return pikepdf.open(file)


def targets(pdf):
    return [
        str(annotation.get("/Dest", ""))
        for page in pdf.pages
        for annotation in page.obj.get("/Annots", ())
    ]


def test_links_to_another_volume_become_words_in_pages_and_tags(tmp_path, document, of_two_pages):
    first = render_alone(document, ".pdf")[0]

    with opened(first, tmp_path) as pdf:
        led = targets(pdf)
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        tied = {int(numbers[i]) for i in range(0, len(numbers), 2)}
        annotations = [a for page in pdf.pages for a in page.obj.get("/Annots", ())]
        assert {int(each.StructParent) for each in annotations} <= tied
    # To and from the two submissions in it, and from the contents; the one after it is elsewhere.
    assert [each for each in led if "para" in each] == ["X-2__para-1", "X-1__para-1"]
    words = [word.text for word in words_of(first.content)]
    assert "".join(words).count("thetextafterit") == 2


def test_a_volume_that_begins_within_a_section_says_so(tmp_path, document, of_two_pages):
    volume = render_alone(document, ".pdf")[1]
    with opened(volume, tmp_path) as pdf, pdf.open_outline() as outline:
        heads = [(item.title, [child.title for child in item.children]) for item in outline.root]
        below = [item.title for item in outline.root[0].children[0].children]
    assert heads == [("I. Round table 1 (continued)", ["A. Member States (continued)"])]
    assert below == ["Author 3", "Author 4"]


def test_the_tree_of_a_volume_is_sound_and_keeps_its_anchors(document, of_two_pages):
    parts = split_into_chunks(document)
    found = volumes.volumes_of(document, parts, [1] * len(parts))
    assert [each.document.masthead.symbol for each in found] == [
        f"RUR/1 (Vol. {number})" for number in ("I", "II", "III", "IV")
    ]
    blocks = [block for volume in found for block in volume.document.blocks]
    assert [b.reference for b in blocks if isinstance(b, Part)] == [f"X/{n}" for n in range(1, 9)]
    for volume in found:
        render_akn(volume.document)


def test_a_document_that_fits_is_not_parted(document):
    parts = split_into_chunks(document)
    assert [each.is_only for each in volumes.volumes_of(document, parts, [1, 9])] == [True]


def test_what_hangs_ends_the_command_and_leaves_no_file(
    tmp_path, document, of_two_pages, monkeypatch, capsys
):
    monkeypatch.setattr(limits, "CHUNK_SECONDS", 0.5)
    monkeypatch.setattr(setting, "set_pages", lambda html: time.sleep(60) if "X-3__" in html else 0)
    file = tmp_path / "tree.json"
    file.write_text(to_json(document))

    with pytest.raises(SystemExit) as end:
        call_command("typeset", str(file), "--output", str(tmp_path / "X.pdf"))

    assert end.value.code == 1
    error = capsys.readouterr().err
    assert error == f"error: X/2: it took longer than 0.5 seconds. {WHAT_TO_DO}\n"
    assert [each.name for each in tmp_path.iterdir()] == ["tree.json"]


def test_faults_of_a_format_keep_their_places(document):
    with pytest.raises(ContentFaults) as fault:
        render_alone(replace(document, title="a\x0bb"), ".docx")
    assert [each.place for each in fault.value.faults] == ["title"]
