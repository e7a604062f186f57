import pytest

from hld_portal.reports.drafting.inputs import Counts, FindingInput
from hld_portal.reports.drafting.outputs import CountedWord
from hld_portal.reports.drafting.summary import draft_summary, left_out
from tests.reports.drafting.cases import CASES
from tests.reports.drafting.make import (
    commitment,
    finding,
    gap,
    message,
    practice,
    printed,
    recommend,
    table,
)

WORKED_EXAMPLE = table(
    (9, 11, 0),
    message(
        "migrant domestic workers are outside the labour law of most countries",
        (2, 6),
        "12",
        key="a",
    ),
    message("national law already covers domestic work", (1, 0), "12", key="b", contrasts_with="a"),
    recommend("Governments", "ratify the domestic workers convention", (1, 7), "12", key="c"),
    recommend(
        "Governments", "train labour inspectors to visit private homes", (0, 3), "12", key="d"
    ),
    recommend("Governments", "end the detention of migrant children", (2, 5), "13", key="e"),
    practice("mobile registration of births in border districts", (1, 0), "13", key="f"),
    gap("migrants with disabilities", (0, 2), key="g"),
    theme="measures to ensure respect for the human rights of all migrants",
)


def test_the_worked_example_is_exact_to_the_letter():
    assert printed(draft_summary(WORKED_EXAMPLE)) == [
        "The second round table considered measures to ensure respect for the human rights of all "
        "migrants. It drew on 20 submissions: 9 from Member States and 11 from civil society.",
        "Most civil society organizations and some Member States observed that migrant domestic "
        "workers are outside the labour law of most countries, while one Member State noted that "
        "national law already covers domestic work (see resolution 68/4, annex, para. 12). Among "
        "the practices presented was mobile registration of births in border districts (para. 13). "
        "Some civil society organizations noted that the Declaration did not address migrants with "
        "disabilities.",
        "With regard to paragraphs 12 and 13 of the Declaration, it was recommended that Governments:",
        "(a) Ratify the domestic workers convention (most civil society organizations and one "
        "Member State);",
        "(b) End the detention of migrant children (many civil society organizations and some "
        "Member States);",
        "(c) Train labour inspectors to visit private homes (some civil society organizations).",
    ]


def test_each_sentence_of_the_worked_example_says_what_stands_behind_it():
    opening, views, recommendations = draft_summary(WORKED_EXAMPLE)

    assert [sentence.citations for sentence in opening.sentences] == [(), ()]
    assert [sentence.citations for sentence in views.sentences] == [("a", "b"), ("f",), ("g",)]
    assert [item.citations for item in recommendations.items] == [("c",), ("e",), ("d",)]
    assert views.sentences[0].counted == (
        CountedWord("most", "civil_society", 6, 11, "a"),
        CountedWord("some", "states", 2, 9, "a"),
        CountedWord("one", "states", 1, 9, "b"),
    )
    assert recommendations.items[0].counted == (
        CountedWord("most", "civil_society", 7, 11, "c"),
        CountedWord("one", "states", 1, 9, "c"),
    )


def test_paragraphs_know_their_role():
    roles = [paragraph.role for paragraph in draft_summary(WORKED_EXAMPLE)]

    assert roles == ["opening", "subject", "recommendations"]


@pytest.mark.parametrize(("name", "given", "lines"), CASES, ids=[case[0] for case in CASES])
def test_a_case_by_hand_is_exact_to_the_letter(name, given, lines):
    assert printed(draft_summary(given)) == lines


def test_there_are_thirty_cases_by_hand_at_least():
    assert len(CASES) >= 30


def test_what_is_left_out_is_named_with_its_reason():
    given = table(
        (3, 3, 0),
        message("wages are paid late", (0, 0), key="declined"),
        message(" – ", (1, 0), key="blank"),
        message("dormitories are locked", (1, 0), key="told"),
    )

    assert left_out(given) == [("declined", "no_source"), ("blank", "no_wording")]


def test_more_stakeholders_than_contributed_are_refused():
    with pytest.raises(ValueError, match=r"finding wages are paid late counts 4 of 3 \(states\)"):
        table((3, 0, 0), message("wages are paid late", (4, 0)))


def test_two_findings_with_one_key_are_refused():
    with pytest.raises(ValueError, match="two findings share a key"):
        table((3, 0, 0), gap("pensions", (1, 0), key="a"), gap("return", (1, 0), key="a"))


def test_a_quotation_of_several_lines_runs_on():
    given = table((3, 0, 0), message("Pay us.\n\nPay us now.", (1, 0), key="a", verbatim=True))

    assert printed(draft_summary(given))[1] == (
        "The following view was expressed by one of the three Member States: “Pay us. Pay us now.”"
    )


def test_emphasis_needs_a_majority_of_the_group():
    few = [message(f"wages fell in sector {n}", (2, 0), str(n * 3)) for n in range(1, 8)]
    many = [message(f"wages fell in sector {n}", (9, 0), str(n * 3)) for n in range(1, 8)]

    texts = ["\n".join(printed(draft_summary(table((12, 2, 0), *some)))) for some in (few, many)]

    assert [any(verb in text for verb in ("emphasized", "stressed")) for text in texts] == [
        False,
        True,
    ]


def test_a_full_table_keeps_to_four_paragraphs():
    findings = [
        *(
            message(f"wages fell again in the sector {n}", (n, 16 - n), str(n))
            for n in range(6, 16)
        ),
        *(practice(f"lists of fees, number {n}", (1,), str(n)) for n in range(6, 9)),
        commitment("halve fees", (2, 0), "9"),
        *(recommend("Governments", f"end practice {n}", (n, 2), str(n)) for n in range(6, 10)),
        recommend("employers", "pay on time", (3, 3), "14"),
    ]

    paragraphs = draft_summary(table((15, 12, 0), *findings))

    assert [p.role for p in paragraphs] == ["opening", "subject", "subject", "recommendations"]


def test_a_finding_carries_its_counts_by_group():
    one = finding("message", "x", (1, 2, 3))

    assert isinstance(one, FindingInput)
    assert (one.counts, one.counts.total) == (Counts(1, 2, 3), 6)
