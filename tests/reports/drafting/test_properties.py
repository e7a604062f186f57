import random
import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from hld_portal.reports.drafting.document_check import check_sentence
from hld_portal.reports.drafting.inputs import Counts, FindingInput, Instrument, TableInput
from hld_portal.reports.drafting.outputs import DraftParagraph
from hld_portal.reports.drafting.spotting import find_quantifiers
from hld_portal.reports.drafting.summary import draft_summary, left_out
from hld_portal.reports.drafting.words import quantifier
from hld_portal.text.frames import KINDS
from tests.reports.drafting.make import DECLARATION, message, printed, table

FEW = settings(max_examples=40, deadline=None)  # drawing a table is slow, drafting is not
NOUNS = (
    "fees",
    "wages",
    "ILO standards",
    "one-stop centres",
    "births, deaths and returns",
    "zones",
)
ENDS = ("", ".", ";", "!", " …", "..", ", etc.")
STARTS = ("", "- ", "(a) ", "That ", "To ", "The ", "“late” ", "\n")
WORDS = st.tuples(st.sampled_from(STARTS), st.sampled_from(NOUNS), st.sampled_from(ENDS))
PLACES = st.lists(
    st.sampled_from(("6", "7", "12", "13", "14", "12 bis", "general", "missing", "P:4")), max_size=3
)


@st.composite
def tables(draw):
    contributed = draw(st.tuples(*[st.integers(0, 14)] * 3))
    findings = []
    for index in range(draw(st.integers(0, 14)) if any(contributed) else 0):
        counts = Counts(*(draw(st.integers(0, total)) for total in contributed))
        start, noun, end = draw(WORDS)
        findings.append(
            FindingInput(
                key=f"k{index}",
                kind=draw(st.sampled_from(KINDS)),
                wording=f"{start}{noun} number {index} matter{end}",
                addressee=draw(st.sampled_from(("", "Governments", "Employers"))),
                concern=draw(st.booleans()),
                paragraphs=tuple(draw(PLACES)),
                counts=counts,
                replaces=draw(st.sampled_from(("", "old words"))),
                contrasts_with=draw(st.sampled_from((None, "k0", "k1", "gone"))),
                verbatim=draw(st.sampled_from((False, False, False, True))),
                language=draw(st.sampled_from(("en", "en", "en", "fr"))),
            )
        )
    return TableInput(
        contributors=Counts(*contributed),
        number=2,
        theme="The rights of migrants.",
        findings=tuple(findings),
        instrument=DECLARATION,
        other_instruments=(Instrument("the Programme", "A/CONF.171/13", "P"),),
    )


def sentences(paragraphs: list[DraftParagraph]):
    return [sentence for paragraph in paragraphs for sentence in paragraph.sentences]


def items(paragraphs: list[DraftParagraph]):
    return [item for paragraph in paragraphs for item in paragraph.items]


def unquoted(text: str) -> str:
    return re.sub(r"“(?:[^“”]|“[^”]*”)*”", "“”", text)


@FEW
@given(tables())
def test_no_double_stops_and_no_stray_spaces(given_table):
    for line in printed(draft_summary(given_table)):
        plain = unquoted(line).replace("etc.", "etc")
        assert not re.search(r"[.;:,!?]\s*[.;:!?]|\s[,.;)]|\(\s|  |\(\)", plain), line


@FEW
@given(tables())
def test_sentences_and_items_begin_with_a_capital_and_end_as_they_should(given_table):
    paragraphs = draft_summary(given_table)
    for sentence in sentences(paragraphs):
        assert sentence.text[0].isupper(), sentence.text
        assert re.search(r":$" if sentence.is_lead else r"[.!?…]”?$", sentence.text), sentence.text
    for paragraph in paragraphs:
        for item in paragraph.items:
            first = item.text.lstrip("“")[0]
            assert paragraph.role == "views" or first.isupper() or item.text[0] == "“", item.text
            last = item is paragraph.items[-1]
            assert item.text.endswith("." if last else ";"), item.text


@FEW
@given(tables())
def test_a_list_has_two_items_and_a_lead(given_table):
    for paragraph in draft_summary(given_table):
        assert paragraph.sentences
        assert len(paragraph.items) != 1
        leads = [sentence.is_lead for sentence in paragraph.sentences]
        assert leads == [False] * (len(leads) - 1) + [bool(paragraph.items)]


@FEW
@given(tables())
def test_each_finding_is_told_once_or_named_as_left_out(given_table):
    paragraphs = draft_summary(given_table)
    told = [key for s in sentences(paragraphs) if not s.is_lead for key in s.citations]
    told += [key for item in items(paragraphs) for key in item.citations]

    assert sorted(told + [key for key, _ in left_out(given_table)]) == sorted(
        finding.key for finding in given_table.findings
    )


@FEW
@given(tables())
def test_every_sentence_but_the_opening_cites(given_table):
    for paragraph in draft_summary(given_table):
        cited = [bool(s.citations) for s in paragraph.sentences]
        assert cited == [paragraph.role != "opening"] * len(cited)


@FEW
@given(tables())
def test_every_counted_word_agrees_with_its_count_and_is_on_file(given_table):
    paragraphs = draft_summary(given_table)
    for part in [*sentences(paragraphs), *items(paragraphs)]:
        assert check_sentence(part.text, part.counted) == []
        found = {(f.word, f.group) for f in find_quantifiers(part.text) if f.speaks}
        assert found == {(word.word, word.group) for word in part.counted}, part
        for word in part.counted:
            assert word.word == quantifier(word.n, word.total)


@FEW
@given(tables())
def test_quotations_are_untouched(given_table):
    text = "\n".join(printed(draft_summary(given_table)))
    out = dict(left_out(given_table))
    for finding in given_table.findings:
        if (finding.verbatim or finding.language == "fr") and finding.key not in out:
            assert f"“{finding.wording.strip()}”" in text


@FEW
@given(tables(), st.randoms(use_true_random=False))
def test_the_same_findings_in_any_order_give_the_same_text(given_table, rng: random.Random):
    shuffled = list(given_table.findings)
    rng.shuffle(shuffled)
    again = TableInput(**{**vars(given_table), "findings": tuple(shuffled)})

    assert draft_summary(again) == draft_summary(given_table)


@FEW
@given(st.text(max_size=60), st.sampled_from(KINDS), st.booleans())
@example("“", "message", True)
@example("a.", "recommendation", False)
@example("(", "gap", False)
def test_whatever_comes_in_ends_as_one_sentence_or_is_left_out(wording, kind, verbatim):
    finding = FindingInput("k", kind, wording, counts=Counts(1), verbatim=verbatim)
    given_table = TableInput(contributors=Counts(5), number=1, findings=(finding,))

    paragraphs = draft_summary(given_table)

    assert (len(paragraphs) == 2) is not bool(left_out(given_table))
    for sentence in sentences(paragraphs):
        assert re.search(r"[.!?…][”\"’'»)]*$", sentence.text), sentence.text
        assert not re.search(r"(?<!\.)\.\.$", sentence.text), sentence.text


def test_the_same_verb_does_not_open_two_sentences_in_a_row():
    findings = [message(f"wages fell in sector {n}", (n % 5 + 1, n % 3)) for n in range(9)]
    paragraphs = draft_summary(table((12, 12, 0), *findings))
    starts = [s.text.split(" that ")[0] for s in sentences(paragraphs)[2:]]

    assert len(starts) > 4
    assert all(one.split()[-1] != two.split()[-1] for one, two in pairwise(starts))
    assert all(one != two for one, two in pairwise(starts))
