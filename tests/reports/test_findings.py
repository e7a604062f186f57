import pytest

from hld_portal.record.verifying import find_breaks
from hld_portal.refusals import Refused
from hld_portal.reports.grouping import propose_groups
from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import (
    add_points,
    create_finding,
    dissolve_finding,
    remove_point,
    set_contrast,
    word_finding,
)
from hld_portal.reports.services.restoring import describe_finding, restore_finding
from hld_portal.reports.services.targeting import set_targets
from hld_portal.reports.sources import gather_sources
from submissions.content import PointContent
from submissions.models import PointVersion
from tests.make import make_moderator, make_round_table
from tests.reports.drafting_cast import (
    BIRTHS,
    DOMESTIC,
    WORDING,
    make_rosa,
    merge,
    publish,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LAW = PointContent(
    kind="message", text="national law covers domestic work", paragraphs=["A/RES/68/4:12"]
)


@pytest.fixture
def rosa():
    return make_rosa()


def verbs(finding):
    return [entry.verb for entry in finding.log_entries()]


def members(finding):
    return [member.point_version.text for member in finding.members.order_by("pk")]


def point(text):
    return PointVersion.objects.get(text=text)


def test_merging_adding_removing_and_dissolving_are_logged(rosa):
    publish("Anchor Union")
    publish("Beacon Union", LAW)
    finding = create_finding(
        event=make_round_table(), points=[point(WORDING)], wording=WORDING, by=rosa
    )

    add_points(finding=finding, points=[point(LAW.text)], by=rosa)
    assert members(finding) == [WORDING, LAW.text]
    remove_point(finding=finding, member=finding.members.last(), by=rosa)
    assert members(finding) == [WORDING]
    word_finding(finding=finding, wording="domestic work is outside the law", by=rosa)
    assert verbs(finding) == ["create", "add_points", "remove_point", "word"]

    assert remove_point(finding=finding, member=finding.members.get(), by=rosa) is None
    assert not Finding.objects.exists()
    assert list(find_breaks()) == []


def test_a_dissolved_finding_comes_back_as_it_was(rosa):
    publish("Anchor Union")
    publish("Beacon Union")
    publish("Capstan Union", LAW)
    law = create_finding(
        event=make_round_table(), points=[point(LAW.text)], wording=LAW.text, by=rosa
    )
    finding = merge()
    set_contrast(finding=finding, other=law, by=rosa)
    set_contrast(finding=law, other=finding, by=rosa)
    set_targets(finding=finding, codes=["A/RES/68/4:13", "A/RES/68/4:missing"], by=rosa)
    word_finding(finding=finding, wording="much is amiss", by=rosa, concern=True)
    before = gather_sources(make_round_table()).table
    kept = describe_finding(finding)

    dissolve_finding(finding=finding, by=rosa)
    assert gather_sources(make_round_table()).table != before
    restored = restore_finding(event=make_round_table(), kept=kept, by=rosa)

    assert describe_finding(restored) == kept
    assert gather_sources(make_round_table()).table == before
    assert verbs(restored)[-2:] == ["dissolve", "restore"]
    assert list(find_breaks()) == []


def test_what_may_no_longer_be_cited_does_not_come_back(rosa):
    anchor = publish("Anchor Union")
    beacon = publish("Beacon Union")
    finding = merge()
    kept = describe_finding(finding)
    dissolve_finding(finding=finding, by=rosa)
    withdraw(anchor)

    restored = restore_finding(event=make_round_table(), kept=kept, by=rosa)
    assert [m.point.submission for m in restored.members.all()] == [beacon]

    dissolve_finding(finding=restored, by=rosa)
    withdraw(beacon)
    with pytest.raises(Refused) as refused:
        restore_finding(event=make_round_table(), kept=kept, by=rosa)
    assert refused.value.code == "no_points"


def test_a_point_that_went_elsewhere_is_not_taken_back(rosa):
    publish("Anchor Union")
    finding = merge()
    kept = describe_finding(finding)
    dissolve_finding(finding=finding, by=rosa)
    other = merge()

    with pytest.raises(Refused) as refused:
        restore_finding(event=make_round_table(), kept=kept, by=rosa)

    assert refused.value.status == 409
    assert list(Finding.objects.all()) == [other]


def test_only_a_rapporteur_restores(rosa):
    publish("Anchor Union")
    finding = merge()
    kept = describe_finding(finding)
    dissolve_finding(finding=finding, by=rosa)
    with pytest.raises(Refused) as refused:
        restore_finding(event=make_round_table(), kept=kept, by=make_moderator())
    assert refused.value.status == 403


def proposals():
    return [
        ([p.version.submission.stakeholder.name for p in proposal.points], proposal.finding)
        for proposal in propose_groups(gather_sources(make_round_table()))
    ]


def test_points_that_say_nearly_the_same_are_proposed_together(rosa):
    publish("Anchor Union")
    publish("Beacon Union", LAW)
    assert proposals() == []

    nearly = PointContent(kind="message", text=WORDING + " today", paragraphs=["A/RES/68/4:12"])
    publish("Capstan Union", nearly)

    assert proposals() == [(["Anchor Union", "Capstan Union"], None)]
    assert Finding.objects.count() == 0


def test_another_kind_addressee_or_language_is_never_proposed_with_it(rosa):
    publish("Anchor Union", BIRTHS)
    other = {"kind": "recommendation", "text": BIRTHS.text, "paragraphs": BIRTHS.paragraphs}
    publish("Beacon Union", PointContent(addressee="employers", **other))
    publish("Capstan Union", PointContent("commitment", BIRTHS.text, paragraphs=BIRTHS.paragraphs))
    publish("Dock Union", BIRTHS, language="fr")
    assert proposals() == []

    publish("Ebb Union", BIRTHS)
    assert proposals() == [(["Anchor Union", "Ebb Union"], None)]


def test_a_point_like_those_of_a_finding_is_proposed_to_it(rosa):
    publish("Anchor Union")
    finding = merge()
    publish("Beacon Union", DOMESTIC)
    assert proposals() == [(["Beacon Union"], finding.pk)]
