import json

import pytest

from hld_portal.reports.building.running import prepare_build
from hld_portal.reports.composing.attribution import (
    Cited,
    attributed,
    drafting_copy,
    note_text,
    passages_of,
    printed_in,
)
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import FootnoteCall, Paragraph, SubParagraph, Text, plain
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import from_json, to_json
from hld_portal.reports.models import Build
from hld_portal.reports.renderers import render
from roundtables.enums import Attribution
from submissions.content import PointContent
from submissions.enums import Consent, State
from tests.make import make_dialogue, make_round_table
from tests.reports.drafting_cast import BIRTHS, DOMESTIC, merge, publish
from tests.reports.test_composing import OUTLINE
from tests.reports.test_report_pages import make_report

pytestmark = pytest.mark.django_db

KEY = "HLD2013/0001:1:1"
SECRET = PointContent("gap", "the ferry pays nobody", paragraphs=["A/RES/68/4:14"])
COUNT = PointContent(
    kind="recommendation",
    text="count every departure at the quay",
    addressee="governments",
    paragraphs=["A/RES/68/4:13"],
)


@pytest.fixture
def dialogue():
    dialogue = make_dialogue(outline=OUTLINE)
    for number in (1, 2):
        make_round_table(number)
    return dialogue


@pytest.fixture
def merged(dialogue):
    """Two named, one unnamed, one unpublished: all four behind one finding."""
    publish("Anchor Union")
    publish("Beacon Union")
    publish("Capstan Union", consent=Consent.TYPE_ONLY)
    publish("Dock Union", state=State.ACCEPTED, consent=Consent.NOT_PUBLISHED)
    publish("Ebb Union", SECRET)
    merge()
    return dialogue


def composed(dialogue, attribution=Attribution.NONE, **more):
    dialogue.attribution = attribution
    return compose_report(dialogue, "summary", **more)


def worded(document):
    return [each for each in document.blocks if isinstance(each, Paragraph | SubParagraph)]


def citations_in(document):
    runs = [run for block in worded(document) for run in block.text]
    return {key for run in runs if isinstance(run, Text) for key in run.citations}


def notes_of(document):
    return [plain(note.text) for note in document.footnotes]


def test_with_none_no_trace_of_the_chain_is_left(merged):
    assert KEY in citations_in(composed(merged, keep_sources=True))

    document = composed(merged)

    assert citations_in(document) == set()
    assert document.footnotes == ()
    assert '"citations"' not in to_json(document)


@pytest.mark.parametrize("suffix", [".json", ".html", ".xml", ".docx", ".pdf"])
def test_with_none_no_format_holds_a_key_or_a_reference_that_is_not_listed(merged, suffix):
    unlisted = "HLD2013/0004"  # not published: it must stand in no annex either
    assert unlisted in to_json(composed(merged, keep_sources=True))

    content = render(composed(merged), suffix).content

    if suffix == ".docx":
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(content)) as docx:
            content = b"".join(docx.read(name) for name in docx.namelist())
    if suffix == ".pdf":
        import io

        import pikepdf

        from tests.golden.pages import words_of

        with pikepdf.open(io.BytesIO(content)) as pdf:
            content = str(words_of(content)).encode() + repr(dict(pdf.docinfo)).encode()
    assert KEY.encode() not in content
    assert unlisted.encode() not in content
    assert b"HLD2013/0001" in content.replace(b"\\/", b"/")  # of the annex: there was text to read


def test_references_stand_in_footnotes_after_the_sentence(merged):
    document = composed(merged, Attribution.REFERENCE)

    notes = notes_of(document)
    assert "HLD2013/0001, HLD2013/0002 and two other submissions." in notes
    assert "HLD2013/0005." in notes
    assert [note.number for note in document.footnotes] == list(range(1, len(notes) + 1))
    assert faults_of(document) == []
    assert from_json(to_json(document)) == document
    # Only what may be shown is kept in the tree, and no point is told apart.
    assert citations_in(document) == {"HLD2013/0001", "HLD2013/0002", "HLD2013/0005"}
    block = next(each for each in worded(document) if any(_is_call(run) for run in each.text))
    place = next(i for i, run in enumerate(block.text) if _is_call(run))
    assert block.text[place - 1].text.endswith((".", ";"))


def _is_call(run):
    return isinstance(run, FootnoteCall)


def test_names_stand_with_their_references(merged):
    notes = notes_of(composed(merged, Attribution.NAMED))

    shown = "Anchor Union (HLD2013/0001), Beacon Union (HLD2013/0002) and two other submissions."
    assert shown in notes
    assert "Capstan" not in " ".join(notes)
    assert "Dock" not in " ".join(notes)


def test_consent_that_was_withdrawn_takes_the_name_away(merged):
    from submissions.models import Submission

    Submission.objects.filter(reference="HLD2013/0001").update(consent=Consent.TYPE_ONLY)

    notes = notes_of(composed(merged, Attribution.NAMED))

    assert "Beacon Union (HLD2013/0002) and three other submissions." in notes
    assert "Anchor" not in " ".join(notes)


def test_a_drafting_copy_shows_every_source_and_says_so(merged):
    document = drafting_copy(composed(merged, keep_sources=True))

    assert document.marks == ("Draft", "Drafting copy")
    assert document.show_sources
    page = render(document, ".html").content.decode()
    assert "HLD2013/0004, point 1" in page
    assert KEY not in page


def test_the_space_after_a_sentence_stays_behind_its_sources(dialogue):
    publish("Anchor Union", DOMESTIC, SECRET)

    document = drafting_copy(composed(dialogue, keep_sources=True))

    said = next(block for block in worded(document) if len(block.text) > 2)
    assert said.text[0].citations == ("HLD2013/0001, point 1",)
    assert not said.text[0].text.endswith(" ")
    assert said.text[1] == Text(" ")


def test_a_sentence_that_leads_to_items_leaves_the_footnotes_to_them(dialogue):
    publish("Anchor Union", BIRTHS, COUNT)

    document = composed(dialogue, Attribution.REFERENCE)

    leads = [run for b in worded(document) for run in b.text if plain((run,)).endswith("that:")]
    leads += [run for b in worded(document) for run in b.text if plain((run,)).endswith("ments:")]
    items = [block for block in document.blocks if isinstance(block, SubParagraph)]
    assert len(leads) == 1
    assert [sum(_is_call(run) for run in item.text) for item in items] == [1, 1]
    assert len(document.footnotes) == 2


def test_a_footnote_stays_short_however_many_stand_behind():
    many = [f"HLD2013/{n:04d}" for n in range(1, 31)]
    named = dict.fromkeys(many, "Anchor Union")

    text = note_text(many, 5, named, Attribution.REFERENCE)

    assert text.endswith("HLD2013/0020 and 15 other submissions.")
    assert note_text([], 1, {}, Attribution.REFERENCE) == "One submission not named here."


def test_footnotes_of_the_authors_own_are_numbered_on(dialogue):
    from dataclasses import replace

    from hld_portal.reports.content import Footnote, inline

    publish("Anchor Union")
    document = composed(dialogue, keep_sources=True)
    own = Paragraph((Text("It was agreed."), FootnoteCall(1)), number=99)
    document = replace(
        document, blocks=(*document.blocks, own), footnotes=(Footnote(1, inline("Own.")),)
    )

    done = attributed(document, dialogue)

    assert notes_of(done)[-1] == "Own."
    assert faults_of(done) == []


def test_the_chain_tells_points_apart_and_leaves_the_author_out(merged):
    passages = passages_of(composed(merged, keep_sources=True))

    behind = [key for passage in passages for s in passage["sentences"] for key in s["behind"]]
    assert {Cited.from_key(key) for key in behind} == {
        Cited(f"HLD2013/000{n}", 1, 1) for n in range(1, 6)
    }
    first = passages[0]
    assert first["anchor"] == f"para-{first['number']}"
    author = [b for b in worded(composed(merged, keep_sources=True)) if b.voice == "author"]
    assert author
    assert not {plain(b.text) for b in author} & {p["text"] for p in passages}


def test_the_authors_conclusions_are_in_no_chain_even_where_they_cite(dialogue):
    from dataclasses import replace

    publish("Anchor Union")
    document = composed(dialogue, keep_sources=True)
    cited = (Text("It is high time.", (KEY,)),)
    said = Paragraph(cited, number=90, voice="said")
    own = Paragraph(cited, number=91, voice="author")
    bold = Paragraph(cited, number=92, bold=True)

    numbers = [p["number"] for p in passages_of(replace(document, blocks=(said, own, bold)))]

    assert numbers == [90]


def test_a_compilation_says_what_it_prints(merged):
    document = compose_report(merged, "compilation", keep_sources=True)

    assert printed_in(document)["HLD2013/0001"] == "HLD2013-0001__para-1"
    assert "HLD2013/0004" not in printed_in(document)


@pytest.mark.parametrize("attribution", Attribution.values)
def test_a_build_keeps_its_chain_beside_the_snapshot(merged, attribution):
    merged.attribution = attribution
    merged.save(update_fields=["attribution"])
    build = Build.objects.create(report=make_report())

    prepare_build(build.pk)

    build.refresh_from_db()
    assert KEY in json.dumps(build.chain.passages)
    assert KEY not in build.snapshot
    assert "HLD2013/0004" not in build.snapshot


def test_the_public_command_gives_no_chain(merged, tmp_path, capsys):
    from django.core.management import call_command

    call_command("compile_report", "hld-2013", "--output", str(tmp_path / "report.json"))

    assert '"citations"' not in (tmp_path / "report.json").read_text()
