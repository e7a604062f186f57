from types import SimpleNamespace

import pytest

from hld_portal.reports.composing.brief import main_findings
from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content import Table, plain
from hld_portal.reports.content_faults import faults_of
from hld_portal.reports.content_json import to_json
from hld_portal.reports.drafting.inputs import Counts, FindingInput
from hld_portal.reports.renderers.pdf import render_pdf
from submissions.content import PointContent
from submissions.enums import Consent, State
from tests.make import make_dialogue, make_round_table, make_stakeholder, make_submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def dialogue():
    for number in (1, 2):
        make_round_table(number)
    return make_dialogue()


def publish(name, *texts, kind="state", state=State.PUBLISHED, **content):
    points = [PointContent("message", text, paragraphs=["A/RES/68/4:12"]) for text in texts]
    return make_submission(
        make_stakeholder(name, kind), make_round_table(2), state, points=points, **content
    )


def rows(document):
    (table,) = [each for each in document.blocks if isinstance(each, Table)]
    return [tuple("" if c is None else plain(c) for c in row.cells) for row in table.rows]


def test_three_findings_of_each_round_table_with_their_figures(dialogue):
    publish("Ruritania", "ports are dark", "ferries are slow at night", "piers rot")
    publish("Harbour Union", "crews are tired of the long wait", kind="ngo")

    document = compose_report(dialogue, "brief")

    assert rows(document) == [
        ("Round table 1", "No findings yet.", "", "", ""),
        ("Round table 2 (2)", "Key message: piers rot.", "1", "–", "–"),
        ("", "Key message: ports are dark.", "1", "–", "–"),
        ("", "Key message: ferries are slow at night.", "1", "–", "–"),
    ]
    assert faults_of(document) == []
    assert render_pdf(document).pages == 1


def test_what_may_not_be_quoted_is_not_in_it(dialogue):
    publish("Ruritania", "ports are dark")
    publish(
        "Harbour Union",
        "piers rot",
        kind="ngo",
        state=State.ACCEPTED,
        consent=Consent.NOT_PUBLISHED,
    )
    text = to_json(compose_report(dialogue, "brief"))
    assert "ports are dark" in text
    assert "piers rot" not in text
    assert "Ruritania" not in text


def test_a_dialogue_without_submissions_has_a_brief_that_says_so(dialogue):
    document = compose_report(dialogue, "brief")
    assert [row[1] for row in rows(document)] == ["No findings yet."] * 2
    assert "No submissions that may be cited are on file." in to_json(document)


def test_what_a_person_worded_comes_before_sentences_as_they_were_sent():
    def finding(key, wording, states=1, **more):
        return FindingInput(key, "message", wording, counts=Counts(states=states), **more)

    found = (
        finding("sent", "Piers rot.", verbatim=True),
        finding("worded", "ferries are slow at night and in winter"),
        finding("shared", "Ports are dark in all the seasons of the year.", 2, verbatim=True),
    )
    account = SimpleNamespace(sources=SimpleNamespace(table=SimpleNamespace(findings=found)))

    assert [each.key for each in main_findings(account)] == ["shared", "worded", "sent"]
