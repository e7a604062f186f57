import hashlib

import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.composing.event_account import account_of
from hld_portal.reports.composing.tables import counted_words_table
from hld_portal.reports.enums import SummaryState
from hld_portal.reports.models import Summary
from hld_portal.reports.reading.check import check_lines
from hld_portal.reports.reading.summary import show_summary
from hld_portal.reports.services.editing import cite_source
from hld_portal.reports.services.overriding import let_word_stand, take_word_back
from hld_portal.reports.services.summaries import (
    approve_paragraph,
    draft_event_summary,
    edit_paragraph,
)
from submissions.models import PointVersion
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish, publish_five

pytestmark = [pytest.mark.django_db, pytest.mark.database]

REASON = "Two unions wrote on behalf of all five."


@pytest.fixture
def rosa():
    return make_rosa()


@pytest.fixture
def paragraph(rosa):
    """Its word says “all” where four of five are on file."""
    publish_five()
    merge()
    paragraph = draft_event_summary(event=make_round_table(), by=rosa).paragraphs.get(position=2)
    text = paragraph.text.replace("Many", "All")
    return edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=0, by=rosa)


def stand(paragraph, rosa, **change):
    given = {"word": "all", "group": "civil_society", "reason": REASON, "revision": 1}
    return let_word_stand(paragraph=paragraph, by=rosa, **(given | change))


def faults():
    return [
        (r.word, r.code) for p in show_summary(make_round_table()).paragraphs for r in p.word_faults
    ]


def decisions():
    return [one for p in show_summary(make_round_table()).paragraphs for one in p.decisions]


def test_a_word_that_stands_by_decision_is_no_fault_and_may_be_approved(paragraph, rosa):
    assert faults() == [("all", "too_much")]
    with pytest.raises(Refused) as refused:
        approve_paragraph(paragraph=paragraph, revision=1, by=rosa)
    assert refused.value.code == "unsound"

    stand(paragraph, rosa)

    assert faults() == []
    assert approve_paragraph(paragraph=paragraph, revision=2, by=rosa).is_approved


def test_a_group_of_which_nobody_is_on_file_is_a_fault_until_it_is_decided(paragraph, rosa):
    text = paragraph.text.replace("All civil society organizations", "Many Member States")
    assert text != paragraph.text
    edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=1, by=rosa)
    assert faults() == [("many", "nobody")]
    with pytest.raises(Refused) as refused:
        approve_paragraph(paragraph=paragraph, revision=2, by=rosa)
    assert refused.value.code == "unsound"

    paragraph.refresh_from_db()
    stand(paragraph, rosa, word="many", group="states", revision=2)

    assert faults() == []
    assert [(one.n, one.total) for one in decisions()] == [(0, 0)]
    assert approve_paragraph(paragraph=paragraph, revision=3, by=rosa).is_approved


def test_the_row_keeps_the_reason_and_the_log_only_its_hash(paragraph, rosa):
    stand(paragraph, rosa)
    (kept,) = paragraph.sentences[0]["overrides"]
    assert {name: kept[name] for name in ("word", "group", "n", "total", "reason", "by")} == {
        "word": "all",
        "group": "civil_society",
        "n": 4,
        "total": 5,
        "reason": REASON,
        "by": rosa.pk,
    }
    entry = list(paragraph.log_entries())[-1]
    assert (entry.verb, entry.actor) == ("let_stand", rosa)
    assert entry.reason_hash == hashlib.sha256(REASON.encode()).hexdigest()
    assert entry.details["words"] == [{"word": "all", "group": "civil_society", "n": 4, "total": 5}]
    assert REASON not in str(entry.details)


def test_a_reason_is_required(paragraph, rosa):
    with pytest.raises(Refused) as refused:
        stand(paragraph, rosa, reason=" \n")
    assert (refused.value.code, refused.value.field, refused.value.status) == (
        "no_reason",
        "reason",
        422,
    )
    assert faults() == [("all", "too_much")]


def test_when_the_count_changes_the_fault_is_back(paragraph, rosa):
    stand(paragraph, rosa)
    assert faults() == []
    assert [one.total for one in decisions()] == [5]

    publish("Ferry Union", BIRTHS)  # four of six now

    assert faults() == [("all", "too_much")]
    assert decisions() == []
    stand(paragraph, rosa, revision=2)
    assert faults() == []
    assert [one["total"] for one in paragraph.sentences[0]["overrides"]] == [5, 6]


def test_it_holds_for_no_other_word(paragraph, rosa):
    stand(paragraph, rosa)
    text = paragraph.text.replace("All", "Nearly all")
    edit_paragraph(paragraph=paragraph, sentences=[text], items=[], revision=2, by=rosa)
    assert faults() == [("nearly all", "too_much")]


def test_a_decision_is_taken_back_and_both_are_logged(paragraph, rosa):
    stand(paragraph, rosa)
    approve_paragraph(paragraph=paragraph, revision=2, by=rosa)

    take_word_back(paragraph=paragraph, word="all", group="civil_society", revision=2, by=rosa)

    assert faults() == [("all", "too_much")]
    assert not paragraph.is_approved
    assert [entry.verb for entry in paragraph.log_entries()] == [
        "edit",
        "let_stand",
        "approve",
        "take_back",
    ]
    with pytest.raises(Refused) as refused:
        take_word_back(paragraph=paragraph, word="all", group="civil_society", revision=3, by=rosa)
    assert refused.value.status == 409


def test_a_word_that_fits_needs_no_decision(paragraph, rosa):
    with pytest.raises(Refused) as refused:
        stand(paragraph, rosa, word="some")
    assert refused.value.status == 409


def test_of_two_who_decide_the_second_is_told(paragraph, rosa):
    stand(paragraph, rosa)
    publish("Ferry Union", BIRTHS)
    with pytest.raises(Refused) as refused:
        stand(paragraph, rosa, revision=1)
    assert refused.value.status == 409


def test_outsiders_and_a_summary_that_left_the_desk_are_refused(paragraph, rosa):
    with pytest.raises(Refused) as refused:
        stand(paragraph, make_moderator())
    assert refused.value.code == "not_allowed"
    Summary.objects.update(state=SummaryState.WITH_CO_CHAIRS)
    paragraph.summary.refresh_from_db()
    with pytest.raises(Refused) as refused:
        stand(paragraph, rosa)
    assert refused.value.code == "not_open"
    assert faults() == [("all", "too_much")]


def test_the_annex_lists_the_word_with_its_true_count_and_the_mark(paragraph, rosa):
    def rows():
        table = counted_words_table([account_of(make_round_table())])
        return [[cell[0].text for cell in row.cells[1:5]] for row in table.rows]

    assert ["all", "Civil society", "4", "5"] in rows()

    stand(paragraph, rosa)

    assert ["all (stands by decision)", "Civil society", "4", "5"] in rows()
    assert ["all", "Civil society", "4", "5"] not in rows()


def test_the_annex_lists_what_the_text_says_with_the_counts_of_now(paragraph, rosa):
    def rows():
        table = counted_words_table([account_of(make_round_table())])
        return [[cell[0].text for cell in row.cells[1:5]] for row in table.rows]

    publish("Fjord Union")
    assert ["all", "Civil society", "4", "6"] in rows()

    said = paragraph.text.replace("All civil society organizations", "It was")
    edit_paragraph(paragraph=paragraph, sentences=[said], items=[], revision=1, by=rosa)

    assert [row for row in rows() if row[2:] == ["4", "6"]] == []


def test_a_word_of_two_counts_stands_for_both_at_once(paragraph, rosa):
    births = f"p{PointVersion.objects.get(text=BIRTHS.text).pk}"
    cite_source(paragraph=paragraph, place=0, key=births, revision=1, by=rosa)
    assert len(faults()) == 1

    stand(paragraph, rosa, revision=2)

    assert faults() == []
    kept = paragraph.sentences[0]["overrides"]
    assert [(one["n"], one["total"]) for one in kept] == [(4, 5), (1, 5)]


def test_the_check_lists_what_stands_by_decision(paragraph, rosa):
    def told():
        lines = check_lines(show_summary(make_round_table()), least=1, most=350)
        return [(line.text, line.level, line.note) for line in lines if "decision" in line.text]

    assert told() == []
    stand(paragraph, rosa)
    text = "Paragraph 2: “all” stands by decision for 4 of 5"
    assert told() == [(text, "", f"{REASON} ({rosa})")]
