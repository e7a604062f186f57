import json
from dataclasses import replace

import pytest
from django.urls import reverse

from hld_portal.refusals import Refused
from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import add_points
from hld_portal.reports.services.targeting import set_addressee
from submissions.importing.rows import RowReader
from submissions.importing.storing import store_rows
from submissions.models import PointVersion
from tests.make import make_moderator, make_round_table, make_stakeholder
from tests.reports.drafting_cast import BIRTHS, make_rosa, merge, publish

pytestmark = [pytest.mark.django_db, pytest.mark.database]

RECOMMENDED = "Every birth in the districts around a port should be registered at once."
OBSERVED = "Migration is a matter of ports and of the people who live around them."
WORDS = "register every birth"


@pytest.fixture
def rosa(client):
    rosa = make_rosa()
    client.force_login(rosa)
    return rosa


def take_in(name, text=RECOMMENDED):
    """Import a statement: the form would ask to whom its recommendation is made."""
    make_stakeholder(name)
    row = {"stakeholder": name, "text": text, "round_table": 2, "consent": "named"}
    dialogue = make_round_table().dialogue
    rows, faults = RowReader(dialogue).read([json.dumps(row)])
    assert faults == []
    store_rows(dialogue, rows, source="rows.jsonl", publish=True)


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def create(client, **data):
    points = list(PointVersion.objects.values_list("pk", flat=True))
    client.post(address("finding_create"), {"points": points, "wording": WORDS} | data)
    return Finding.objects.get()


def test_a_rapporteur_says_who_should_act_where_no_point_does(client, rosa):
    take_in("Anchor Union")
    point = PointVersion.objects.get()
    form = client.get(address("finding_create") + f"?points={point.pk}").content.decode()
    data = {"points": [point.pk], "wording": WORDS, "addressee": "governments"}
    reading = client.post(address("finding_reading"), data).content.decode()

    finding = create(client, addressee="governments")

    assert '<option value="governments">' in form
    assert "recommended that Governments register every birth" in reading
    assert finding.addressee == "governments"
    again = client.get(address("finding_edit", finding.pk)).content.decode()
    assert '<option value="governments" selected>' in again
    assert [each.verb for each in finding.log_entries()] == ["create", "address"]


def test_what_a_point_says_of_whom_it_asks_stands(client, rosa):
    publish("Anchor Union", BIRTHS)
    point = PointVersion.objects.get()
    form = client.get(address("finding_create") + f"?points={point.pk}").content.decode()
    finding = create(client)

    assert 'name="addressee"' not in form
    with pytest.raises(Refused) as refused:
        set_addressee(finding=finding, addressee="", by=rosa)
    assert refused.value.code == "mixed"
    assert Finding.objects.get().addressee == "governments"


def test_another_choice_is_undone_by_one_click(client, rosa):
    take_in("Anchor Union")
    finding = create(client, addressee="governments")
    seen = {"seen": finding.log_count, "wording": WORDS, "addressee": "employers"}
    client.post(address("finding_edit", finding.pk), seen)
    assert Finding.objects.get().addressee == "employers"

    client.post(address("finding_undo"))

    assert Finding.objects.get().addressee == "governments"


def test_points_that_ask_nobody_join_a_finding_that_does(rosa):
    take_in("Anchor Union")
    finding = set_addressee(
        finding=merge(kind="recommendation", by=rosa), addressee="governments", by=rosa
    )
    take_in("Beacon Union")
    publish("Capstan Union", replace(BIRTHS, addressee="employers"))
    silent = PointVersion.objects.filter(memberships=None, addressee="")
    other = PointVersion.objects.filter(addressee="employers")

    add_points(finding=finding, points=silent, by=rosa)
    with pytest.raises(Refused) as refused:
        add_points(finding=finding, points=other, by=rosa)

    assert refused.value.code == "mixed"
    assert finding.members.count() == 2


@pytest.mark.parametrize(
    ("text", "kind", "addressee", "code"),
    [
        (RECOMMENDED, "recommendation", "the moon", "unknown"),
        (OBSERVED, "message", "governments", "mixed"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field(rosa, text, kind, addressee, code):
    take_in("Anchor Union", text)
    finding = merge(kind=kind, by=rosa)

    with pytest.raises(Refused) as refused:
        set_addressee(finding=finding, addressee=addressee, by=rosa)

    assert (refused.value.code, refused.value.field) == (code, "addressee")


def test_a_moderator_is_refused(rosa):
    take_in("Anchor Union")
    finding = merge(kind="recommendation", by=rosa)
    assert make_round_table() == finding.event
    with pytest.raises(Refused) as refused:
        set_addressee(finding=finding, addressee="governments", by=make_moderator())
    assert refused.value.code == "not_allowed"
