"""What the rules of the document check find in a text, and what they leave alone."""

import re
import time

import pytest

from hld_portal.reports.content import Document, Heading, Italic, Masthead, Text, inline
from hld_portal.reports.document_check.acronyms import find_unspelled
from hld_portal.reports.document_check.passages import BLANK, Passage
from hld_portal.reports.document_check.places import Spot
from hld_portal.reports.document_check.quotations import find_quotations
from hld_portal.reports.document_check.references import Known, Target, find_broken
from hld_portal.reports.document_check.sections import numbers_of_sections
from hld_portal.reports.document_check.style import find_slips, heading_slips

# text, rule, words found, what to write
SLIPS = [
    ("Wages fell by 12%.", "per_cent", "%", "per cent"),
    ("Wages fell by 12 percent.", "per_cent", "percent", "per cent"),
    ("Wages fell by five per cent.", "figure_per_cent", "five per cent", "5 per cent"),
    ("Crews of 7 ships spoke.", "under_ten", "7", "seven"),
    ("The report has 5 figures.", "under_ten", "5", "five"),
    ("5 figures were shown.", "under_ten", "5", "Five"),
    ("(5 figures were shown)", "under_ten", "5", "five"),
    ("They saw it: 5 ports wait.", "under_ten", "5", "five"),
    ("They named 5 centres and terms.", "under_ten", "5", "five"),
    ("The 5 States spoke.", "under_ten", "5", "five"),
    ("In all, 5 Member States spoke.", "under_ten", "5", "five"),
    ("They met between 5 and 9 times.", "under_ten", "5 and 9", "five and nine"),
    ("From 5 to 8 ships sailed.", "under_ten", "5 to 8", "five to eight"),
    ("As paragraph 12 says, 5 ports wait.", "under_ten", "5", "five"),
    ("Round table 1 named 5 gaps.", "under_ten", "5", "five"),
    ("They want a 5-year plan.", "under_ten", "5-year", "five-year"),
    ("They named twelve ports.", "from_ten", "twelve", "12"),
    ("They named twenty-five ports.", "from_ten", "twenty-five", "25"),
    ("The file is long. 14 ports are in it.", "starts_with_figure", "14", ""),
    ("It was held on October 3, 2013.", "date_order", "October 3, 2013", "3 October 2013"),
    ("It was held on 3rd October.", "date_ordinal", "3rd October", "3 October"),
    ("It was held on 3 Oct. 2013.", "date_short", "3 Oct.", ""),
    ("It was held on 03/10/2013.", "date_figures", "03/10/2013", ""),
    ("It was held on 3-4 October.", "date_span", "3-4 October", "3 and 4 October"),
    ("It was held from 3–8 October.", "date_span", "3–8 October", "3 to 8 October"),
    ("In the period 2010–2013 it grew.", "year_span", "2010–2013", "2010-2013"),
    ("In the 1990's it grew.", "decade", "1990's", "1990s"),
    ("Crews want rest, food, and pay.", "serial_comma", "rest, food, and pay", "food and pay"),
    ("Both welcomed IMO’s guide.", "possessive_acronym", "IMO’s", ""),
    ("Both welcomed the NGOs’ guide.", "possessive_acronym", "NGOs’", ""),
    ("Both welcomed Norway’s guide.", "possessive_name", "Norway’s", ""),
    ("Both welcomed the United Nations’ guide.", "possessive_name", "United Nations’", ""),
    ("The UN was thanked.", "abbreviated", "UN", "United Nations"),
    ("Some member states spoke.", "member_states", "member states", "Member States"),
    ("Some Member states spoke.", "member_states", "Member states", "Member States"),
    ("All States Parties spoke.", "states_parties", "States Parties", "States parties"),
    ("Then Civil Society spoke.", "lower_case", "Civil Society", "civil society"),
    ("At the roundtable all spoke.", "round_table", "roundtable", "round table"),
    ("They recognise labour.", "spelling", "recognise", "recognize"),
    ("Prioritisation helps.", "spelling", "Prioritisation", "Prioritization"),
    ("They protect labor.", "spelling", "labor", "labour"),
    ("They analyze pay.", "spelling", "analyze", "analyse"),
]


@pytest.mark.parametrize(("text", "rule", "words", "better"), SLIPS)
def test_a_slip_is_found_once_with_what_to_write(text, rule, words, better):
    found = [(slip.rule, slip.words, slip.better) for slip in find_slips(text)]

    assert (rule, words, better) in found
    assert len([each for each in found if each[0] == rule]) == 1


def test_a_small_figure_that_begins_a_sentence_is_said_once():
    assert [slip.rule for slip in find_slips("5 figures were shown.")] == ["under_ten"]
    assert [slip.rule for slip in find_slips("5 kilograms were lost.")] == ["starts_with_figure"]


RIGHT = [
    "Some 12 per cent of 3 million crews spoke in 5 of 14 ports.",
    "Round table 2 met on 3 and 4 October 2013 (Stockholm, 14-16 May 2014).",
    "Twelve ports answered; see paragraph 5, goal 8 and table 3.",
    "It drew on 20 submissions: 9 from Member States and 11 from civil society.",
    "The Organisation for Ports advises, exercises and supervises crews and analyses wages.",
    "Crews, in particular women, and their families spoke, as did others.",
    "In Ouagadougou, Burkina Faso, and in Geneva they met.",
    "Mutual recognition of papers, involvement of crews in planning, and rest were named.",
    "The Secretary-General’s agenda and the world’s ports were named.",
    "States parties to the Convention and non-State actors spoke in 2010-2013.",
    "UN-Women and E/CN.3/2014/20 were named at the twenty-first session.",
    "A page takes some 2 milliseconds.",
    "Measures 3.5 and 4.1 apply to 2-metre boats at 5 p.m.",
    "It was adopted by 5 votes to 4 with 2 abstentions, at a ratio of 3 to 1.",
    "A child aged 5 years and a 3-year-old walked 5 kilometres and paid 5 United States dollars.",
    "Goals 3, 4 and 8, articles 5 (2) and 7 of the Act, years 1 and 2, and Model 3 were named.",
    "The rate is 5 per 1,000 births, 3 in 5 crews, up 2 percentage points, on a scale of 1 to 5.",
    "In paragraphs 2 and 8 above, on 3 October and 5 November, and at 5 o’clock all spoke.",
    "The 21 States named 5 gaps; 5 000 ships and 3.5 million tons are not small.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_editors_write_is_left_alone(text):
    assert list(find_slips(text)) == []


def test_headings_have_one_capital_and_no_stop():
    assert [slip.rule for slip in heading_slips("Main Findings And Their Sources")] == [
        "heading_capitals"
    ]
    assert [slip.rule for slip in heading_slips("Main findings.")] == ["heading_stop"]
    assert list(heading_slips("The High-level Dialogue and its preparations")) == []


def test_quotations_titles_and_names_are_blanked_out_before_any_rule_looks():
    runs = inline(
        (Text("They said “we “pay” 12%” at the UN Dialogue on "), Italic("labor"), Text("!"))
    )
    names = re.compile("UN Dialogue")

    passage = Passage(Spot("", "", ""), "paragraph", runs, names=names)

    assert len(passage.own_words) == len(passage.text)
    assert passage.own_words.replace(BLANK, "") == "They said  at the  on !"


def acronyms(*texts):
    return [(at, acronym) for at, acronym, _start in find_unspelled(list(texts))]


def test_an_acronym_is_spelled_out_where_it_first_stands():
    assert acronyms("The Union of Pilots (UP) met.", "UP met again.") == []
    assert acronyms("UP (Union of Pilots) met.", "The UP’s ships sailed.") == []
    assert acronyms("UP met.", "The Union of Pilots (UP) met.") == [(0, "UP")]
    assert acronyms("All NGOs met.") == [(0, "NGO")]


def test_numerals_symbols_titles_and_the_well_known_are_no_acronyms():
    assert acronyms("Annex II of A/RES/68/4 and HLD2013/0042 tell of HIV.") == []
    assert acronyms("The EFA Global Monitoring Report is out.") == []


# --- Cross-references -----------------------------------------------------------------------

DECLARATION = Target(
    ("Declaration", "resolution 68/4, annex", "A/RES/68/4"), frozenset(["9", "12", "13", "12 bis"])
)
KNOWN = Known(
    frozenset(map(str, range(1, 31))),
    frozenset(["1", "2"]),
    frozenset(["I", "II"]),
    frozenset(["I", "II", "II.A", "A", "II.B", "B", "II.B.1", "B.1", "1"]),
    (DECLARATION,),
)


def broken(text):
    return [(each.words, each.number) for each in find_broken(text, KNOWN)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see para. 55 below", [("para. 55", "55")]),
        ("as said in paragraphs 29 and 31 above", [("paragraphs 29 and 31", "31")]),
        ("see paras. 29 to 32 below", [("paras. 29 to 32", "31"), ("paras. 29 to 32", "32")]),
        ("see table 3", [("table 3", "3")]),
        ("listed in annexes II and III", [("annexes II and III", "III")]),
        ("paragraph 14 of the Declaration", [("paragraph 14", "14")]),
        ("(see resolution 68/4, annex, para. 15)", [("para. 15", "15")]),
        ("(A/RES/68/4, paras. 9 and 10)", [("paras. 9 and 10", "10")]),
        ("it was said (para. 44)", [("para. 44", "44")]),
        ("paragraph 40 of the present report", [("paragraph 40", "40")]),
        ("(see section IV)", [("section IV", "IV")]),
        ("see sections II and III above", [("sections II and III", "III")]),
        ("sections I to III below", [("sections I to III", "III")]),
        ("(see sect. II.C)", [("sect. II.C", "II.C")]),
        ("(see sects. II.A, B and D)", [("sects. II.A, B and D", "D")]),
        ("told in section II C", [("section II C", "II.C")]),
        ("told in section II.B.2", [("section II.B.2", "II.B.2")]),
        ("Chapter III tells more", [("Chapter III", "III")]),
        ("section V of the present report", [("section V", "V")]),
        ("as said below, section V", [("section V", "V")]),
        ("see section 3 below", [("section 3", "3")]),
        ("see figure 2 below", [("figure 2", "2")]),
        ("box 1 of the present report", [("box 1", "1")]),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(text, found):
    assert broken(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "see para. 30 below and paragraphs 1 to 3 above",
        "see tables 1 and 2 and annex II",
        "The third round table 3 and Round table 4 met",
        "paragraphs 12, 12 bis and 13 of the Declaration",
        "(see resolution 68/4, annex, para. 12)",
        "paragraph 88 of the Convention on Harbours",
        "(A/69/207, para. 87) and A/68/190, paras. 99 and 100",
        "annex IV to resolution 60/1",
        "Paragraph 12 was spoken to by many",
        "see sections I and II above, sect. II.A, section II B and sections II.A and B",
        "see section B.1, section II.B.1 and section 1 below",
        "chapter X of the Programme of Action and section III of the Harbours Act",
        "(A/68/190, sect. V), World Ports Report 2013, chap. III and “Ports”, sect. IX",
        "The report (A/68/190) told it in section V, the Convention in section XI",
        "section IV thereof, the Act, section 4, and section 12 on dues",
        "In this section I turn to ports; sections of the crew; Section IVa; section 3.5",
        "see figure 2, figures 3 and 4, box 7 and figure 5 of the Ports Report",
    ],
)
def test_a_reference_that_leads_somewhere_or_to_another_text_is_left_alone(text):
    assert broken(text) == []


def test_sections_are_called_by_their_headings_rank_by_rank():
    blocks = (
        Heading(1, inline("Introduction")),
        Heading(1, inline("Ports"), "I"),
        Heading(2, inline("Harbours"), "A"),
        Heading(3, inline("Quays"), "1"),
        Heading(4, inline("Cranes"), "(a)"),
        Heading(1, inline("Ships"), "II"),
        Heading(3, inline("Boats"), "1"),
    )
    document = Document("en", "Ports", Masthead("", "", "", ""), blocks=blocks)

    assert numbers_of_sections(document) == {"I", "I.A", "A", "I.A.1", "A.1", "1", "II", "II.1"}


# --- Bad input ------------------------------------------------------------------------------

LONG = 20_000
MONSTERS = {
    "capitals": "A" * LONG,
    "letters": "a" * LONG,
    "marks": "““”" * LONG,
    "straight marks": '"' * (LONG + 1),
    "single marks": "‘a’ 'b " * LONG,
    "single marks that open": "‘a " * LONG,
    "possessives": "‘a" + " ships’ b" * LONG,
    "brackets": "(" * LONG,
    "commas": "a, " * LONG,
    "apostrophes": "Norway’s " * (LONG // 10),
    "references": "para. 99, " * (LONG // 10),
    "sections": "section IX, " * (LONG // 10),
    "figures": "5, " * LONG + "ports",
    "small figures": "5 ports " * (LONG // 10),
    "numerals": "section " + "X, " * LONG,
    "capital words": "Aa Bb " * LONG,
}


@pytest.mark.parametrize("text", MONSTERS.values(), ids=MONSTERS.keys())
def test_no_text_keeps_the_check_busy(text):
    start = time.process_time()

    passage = Passage(Spot("", "", ""), "paragraph", inline(text))
    list(find_slips(passage.own_words))
    list(find_unspelled([passage.own_words]))
    list(find_broken(passage.own_words, KNOWN))
    find_quotations(text)

    assert time.process_time() - start < 10  # seconds; it takes less than one
