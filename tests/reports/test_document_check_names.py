"""States and organizations named where a view is attributed to nobody."""

import pytest

from hld_portal.reports.document_check.names import NameFinder, state_names
from hld_portal.reports.enums import ParagraphRole, ReportKind
from hld_portal.reports.models import AuthorParagraph, Finding
from tests.make import make_dialogue, make_round_table
from tests.reports.document_check_cast import (
    OUTLINE,
    add,
    check,
    item_of,
    key_behind,
    make_summary,
    message,
)
from tests.reports.drafting_cast import make_rosa, merge, publish, publish_five

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa():
    make_dialogue(outline=OUTLINE)
    return make_rosa()


@pytest.fixture
def summary(rosa):
    return make_summary(by=rosa)


def test_a_state_or_an_organization_named_in_a_summary_is_a_warning(summary):
    key = key_behind(summary)
    add(summary, "Norway and the Anchor Union were thanked.", citations=[key])

    names = [item for item in check().open_warnings if item.code == "name"]

    assert [item.text for item in names] == [
        "Round table 2, paragraph 4 names “Norway”",
        "Round table 2, paragraph 4 names “Anchor Union”",
    ]
    assert not check().may_be_published


def test_the_rapporteurs_and_the_authors_own_text_may_name_a_state(summary):
    add(summary, "Norway chaired the table.", role=ParagraphRole.OWN)
    AuthorParagraph.objects.create(
        dialogue=make_dialogue(), section="introduction", position=1, text="Norway was the host."
    )

    assert [item.code for item in check().items if item.code == "name"] == []


def test_what_a_brief_prints_is_read_for_names_and_nothing_else(rosa):
    publish_five()
    finding = merge(wording="crews of Norway wait for wages", by=rosa)
    make_round_table(1)  # without findings
    for number in range(3):  # pushed out of the three that are printed
        publish(f"Gull{number} Union", message(f"no rest {number}"))
    hidden = Finding.objects.create(
        event=make_round_table(), kind="practice", wording="the register of Chile"
    )

    item = item_of(check(ReportKind.BRIEF), "name")

    assert "Chile" in hidden.wording
    assert item.text == "A finding of Round table 2 names “Norway”"
    assert item.url == f"/desk/hld-2013/2/findings/{finding.pk}/"
    assert item.note == "Key message: crews of Norway wait for wages."


def test_a_point_that_a_brief_quotes_leads_to_the_list_of_findings(rosa):
    publish("Anchor Union", message("crews of Norway wait"))

    assert item_of(check(ReportKind.BRIEF), "name").url == "/desk/hld-2013/2/findings/"


def test_states_are_found_by_every_name_and_only_as_whole_words():
    finder = NameFinder([*state_names(), "Federation of Harbour Workers", "FHW"])
    text = (
        "Côte d’Ivoire, the Islamic Republic of Iran, Iran, Papua New Guinea and FHW spoke; "
        "Nigerians, Omanis and Guinean crews of the FHWX did not."
    )

    assert [each.name for each in finder.find(text)] == [
        "Côte d’Ivoire",
        "Islamic Republic of Iran",
        "Iran",
        "Papua New Guinea",
        "FHW",
    ]
