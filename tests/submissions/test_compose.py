import pytest

from submissions.enums import State
from submissions.models import Submission
from tests.make import STATEMENT, make_member, make_round_table, make_stakeholder

pytestmark = pytest.mark.django_db
ADDRESS = "/submit/hld-2013/2/"


def make_post(**changes):
    data = {
        "title": "Portability of pensions",
        "statement": STATEMENT,
        "language": "en",
        "consent": "named",
        "points-0-kind": "recommendation",
        "points-0-text": "recognize contribution records between ports",
        "points-0-addressee": "governments",
        "points-0-paragraphs": ["A/RES/68/4:12", "A/RES/68/4:14"],
        "submit": "1",
    }
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


@pytest.fixture
def rita(client):
    make_round_table()
    rita = make_member(make_stakeholder(), "rita")
    client.force_login(rita)
    return rita


def test_a_full_post_leads_to_the_receipt(client, rita):
    response = client.post(ADDRESS, make_post())

    submission = Submission.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/mine/{submission.public_id}/receipt/"
    assert submission.state == State.SUBMITTED
    point = submission.newest_version.points.get()
    assert [link.code for link in point.links.order_by("pk")] == ["A/RES/68/4:12", "A/RES/68/4:14"]
