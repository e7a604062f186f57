"""Quotations: found with every kind of mark, and looked for letter by letter."""

import pytest

from hld_portal.reports.content import inline
from hld_portal.reports.document_check.passages import BLANK, Passage
from hld_portal.reports.document_check.places import Spot
from hld_portal.reports.document_check.quotations import find_quotations, fold, is_verbatim
from hld_portal.reports.enums import ParagraphRole
from hld_portal.reports.models import SummaryParagraph
from submissions.enums import State
from tests.make import make_dialogue
from tests.reports.document_check_cast import (
    EDITOR,
    OUTLINE,
    add,
    check,
    item_of,
    key_behind,
    make_summary,
)
from tests.reports.drafting_cast import BIRTHS, make_rosa, publish

pytestmark = pytest.mark.django_db


SOURCE = fold("Crews wait for  months — nobody pays. They call it “slow ruin”, the pilots’ word.")


@pytest.mark.parametrize(
    "words",
    [
        "nobody pays",
        "nobody pays.",
        "They call it “slow ruin”",
        "They call it ‘slow ruin’",
        "They call it « slow ruin »",
        "They call it ‹slow ruin›",
        "the pilots' word",
        "Crews wait … nobody pays",
        "Crews wait [in port] for months",
    ],
)
def test_what_stands_in_the_source_is_verbatim(words):
    assert is_verbatim(words, [SOURCE])


@pytest.mark.parametrize(
    "words", ["nobody paid", "body pays", "nobody pays … Crews wait", "Crews wait for month"]
)
def test_one_letter_more_or_less_is_not_verbatim(words):
    assert not is_verbatim(words, [SOURCE])


def test_quotations_are_found_with_all_marks_and_inner_ones():
    text = '“one «two» three”, "four" and „five“; “six'

    assert [(each.text, each.is_open) for each in find_quotations(text)] == [
        ("one «two» three", False),
        ("four", False),
        ("five", False),
        ("six", True),
    ]
    assert [(each.text, each.is_open) for each in find_quotations("““one” two")] == [("“one", True)]


SINGLE = [
    ("He said ‘nine flags’ and left.", ["nine flags"]),
    ("He said 'nine flags', don't you know.", ["nine flags"]),
    ("‘Nine flags.’ ‘Ten!’ they said", ["Nine flags.", "Ten!"]),
    ("(‘nine’) and — ‘ten’; a/‘b’", ["nine", "ten", "b"]),
    ("‚neun Flaggen‘ et ‹neuf drapeaux›", ["neun Flaggen", "neuf drapeaux"]),
    ("他说‘九面旗’走了", ["九面旗"]),
    ("‘no ships’ and ‘no crews’ of the States’ fleet", ["no ships", "no crews"]),
    ("‘the pilots’ word’ and the crews’ pay", ["the pilots’ word"]),
    ("'the pilots' word' and the crews' pay", ["the pilots' word"]),
    ("‘they call it “slow ruin” and don’t’ was said", ["they call it “slow ruin” and don’t"]),
    ("“they call it ‘slow ruin’ here” was said", ["they call it ‘slow ruin’ here"]),
    ("‘rock ’n’ roll of the ’90s’ was played", ["rock ’n’ roll of the ’90s"]),
]


@pytest.mark.parametrize(("text", "found"), SINGLE)
def test_single_marks_quote_like_double_ones(text, found):
    quotations = find_quotations(text)

    assert [each.text for each in quotations] == found
    assert not any(each.is_open for each in quotations)
    assert [text[each.start + 1 : each.end - 1] for each in quotations] == found


@pytest.mark.parametrize(
    "text",
    [
        "the States’ duty, the pilots’ word and the crews’.",
        "the States' duty, the pilots' word and the crews'.",
        "’tis so, as in the ’90s: rock ’n’ roll for ’em",
        "'tis so, as in the '90s: rock 'n' roll for 'em",
        "‘tis so, as in the ‘90s: rock ‘n’ roll for ‘em",
        "Côte d’Ivoire, O’Brien’s boat, 5' planks and 6' ones",
        "Sana‘a, the Ka‘ba and Hawai‘i; it wasn't the crew's",
        "a mark ' alone, or ‘ alone",
    ],
)
def test_an_apostrophe_a_possessive_or_an_elision_is_no_quotation(text):
    assert find_quotations(text) == []


def test_where_a_possessive_may_be_the_end_both_readings_are_kept():
    [quotation] = find_quotations("‘no ships’ and no word of the pilots’ pay. The States’ duty")

    assert quotation.text == "no ships"
    assert quotation.others == ("no ships’ and no word of the pilots",)


@pytest.mark.parametrize("text", ["‘nine flags, all left.", "'nine flags, all left."])
def test_a_single_mark_without_partner_is_doubtful_and_hides_nothing(text):
    [quotation] = find_quotations(text)

    assert (quotation.text, quotation.is_open, quotation.is_doubtful) == ("nine flags", True, True)
    passage = Passage(Spot("", "", ""), "paragraph", inline(text))
    assert passage.own_words == text


def test_no_rule_of_style_looks_into_single_marks():
    passage = Passage(Spot("", "", ""), "paragraph", inline("They said ‘we pay 12%’ to 5 crews’."))

    assert passage.own_words.replace(BLANK, "") == "They said  to 5 crews’."


# --- In a summary --------------------------------------------------------------------------


@pytest.fixture
def rosa():
    make_dialogue(outline=OUTLINE)
    return make_rosa()


@pytest.fixture
def summary(rosa):
    return make_summary(by=rosa)


def test_a_quotation_stands_letter_by_letter_in_a_text_that_is_cited(summary):
    key = key_behind(summary)
    add(summary, "It was said that crews “work ships that carry nine flags”.", citations=[key])
    assert "quotation" not in [item.code for item in check().items]

    add_wrong = summary.paragraphs.get(position=90)
    add_wrong.sentences[0]["text"] = "It was said that crews “work ships that bear nine flags”."
    add_wrong.save(update_fields=["sentences"])
    item = item_of(check(), "quotation")

    assert item.level == "error"
    assert item.note == "“work ships that bear nine flags”"
    assert item.url == f"{EDITOR}?paragraph=4#p-4"


def test_words_of_another_source_are_no_quotation_of_this_one(summary):
    other = publish("Fathom Union", BIRTHS, statement="Only Fathom says this of harbour dues.")
    key = key_behind(summary)
    add(summary, "One said “Only Fathom says this”.", citations=[key])
    assert [item.code for item in check().errors].count("quotation") == 1

    paragraph = summary.paragraphs.get(position=90)
    paragraph.sentences[0]["citations"] = [f"p{other.published_version.points.get().pk}"]
    paragraph.save(update_fields=["sentences"])
    assert "quotation" not in [item.code for item in check().errors]


def test_a_text_that_is_not_published_cannot_be_quoted(summary):
    hidden = publish("Fathom Union", state=State.ACCEPTED, statement="Our crews rest at noon.")
    assert hidden.published_version is None
    add(summary, "One said “Our crews rest at noon”.", citations=[key_behind(summary)])

    assert "quotation" in [item.code for item in check().errors]


def test_the_instrument_may_be_quoted_and_a_quotation_may_run_over_sentences(summary):
    key = key_behind(summary)
    rows = ("Participants recalled “Words of paragraph 12", "on harbours and ships”.")
    SummaryParagraph.objects.create(
        summary=summary,
        position=90,
        role=ParagraphRole.SUBJECT,
        sentences=[{"text": text, "citations": [key], "counted": []} for text in rows],
    )

    assert [item.code for item in check().errors] == []


def quote(summary, text):
    add(summary, text, citations=[key_behind(summary)])
    return [(item.level, item.code, item.note) for item in check().items if "quot" in item.code]


def test_words_in_single_marks_are_verbatim_too(summary):
    text = "It was said that crews ‘work ships that carry nine flags’, to the pilots’ regret."
    assert quote(summary, text) == []

    summary.paragraphs.get(position=90).delete()

    assert quote(summary, text.replace("carry", "bear")) == [
        ("error", "quotation", "“work ships that bear nine flags”")
    ]


def test_a_quotation_that_may_end_at_a_possessive_is_verbatim_in_either_reading(summary):
    right = "They ‘work ships’ and fear the pilots’ regret."
    assert quote(summary, right) == []

    summary.paragraphs.get(position=90).delete()

    assert quote(summary, right.replace("work", "like")) == [("error", "quotation", "“like ships”")]


def test_a_lone_single_mark_waits_for_a_tick_and_stops_nothing_else(summary):
    assert quote(summary, "They ‘bear nine flags and more.") == [
        ("warning", "quotation_open", "“bear nine flags and more”")
    ]
