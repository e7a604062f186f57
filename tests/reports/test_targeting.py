import pytest

from hld_portal.refusals import Refused
from hld_portal.reports.services.findings import create_finding
from hld_portal.reports.services.targeting import set_targets
from roundtables.enums import AppointmentRole
from submissions.enums import State
from submissions.models import PointVersion
from tests.make import make_appointed, make_moderator, make_round_table, make_submission

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def rosa():
    return make_appointed(AppointmentRole.RAPPORTEUR, "rosa", make_round_table())


@pytest.fixture
def finding(rosa):
    make_submission(state=State.PUBLISHED)
    return create_finding(
        event=make_round_table(),
        points=PointVersion.objects.all(),
        wording="recognize contribution records",
        by=rosa,
    )


def targets_of(finding):
    return [t.paragraph.number if t.paragraph else t.target for t in finding.targets.order_by("pk")]


def test_codes_replace_what_was_there_and_are_logged(finding, rosa):
    set_targets(finding=finding, codes=["A/RES/68/4:12", "A/RES/68/4:missing"], by=rosa)
    assert targets_of(finding) == ["12", "missing"]

    set_targets(finding=finding, codes=["A/RES/68/4:13"], by=rosa)
    assert targets_of(finding) == ["13"]
    assert [e.verb for e in finding.log_entries()] == ["create", "target", "target"]

    set_targets(finding=finding, codes=[], by=rosa)
    assert targets_of(finding) == []


def test_an_unknown_code_changes_nothing(finding, rosa):
    set_targets(finding=finding, codes=["A/RES/68/4:12"], by=rosa)
    with pytest.raises(Refused) as refused:
        set_targets(finding=finding, codes=["A/RES/68/4:13", "A/RES/68/4:99"], by=rosa)
    assert refused.value.code == "unknown"
    assert targets_of(finding) == ["12"]


def test_a_moderator_is_refused(finding):
    with pytest.raises(Refused) as refused:
        set_targets(finding=finding, codes=["A/RES/68/4:12"], by=make_moderator())
    assert refused.value.code == "not_allowed"
