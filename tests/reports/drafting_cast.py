"""A round table with six contributors and a rapporteur, for the tests of drafting."""

from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import create_finding
from roundtables.enums import AppointmentRole
from submissions.content import PointContent
from submissions.enums import State
from submissions.models import PointVersion
from submissions.services.deciding import withdraw_submission
from tests.make import (
    make_appointed,
    make_member,
    make_round_table,
    make_stakeholder,
    make_submission,
)

HARBOURS = ("Anchor Union", "Beacon Union", "Capstan Union", "Dock Union", "Ebb Union")
WORDING = "migrant domestic workers are outside the labour law of most countries"
DOMESTIC = PointContent(kind="message", text=WORDING, paragraphs=["A/RES/68/4:12"])
BIRTHS = PointContent(
    kind="recommendation",
    text="register every birth in port districts",
    addressee="governments",
    paragraphs=["A/RES/68/4:13"],
)


def make_rosa(event=None):
    return make_appointed(AppointmentRole.RAPPORTEUR, "rosa", event or make_round_table())


def publish(name, *points, kind="ngo", state=State.PUBLISHED, **content):
    """Publish a submission with points (domestic work, unless others are given)."""
    content["points"] = list(points) or [DOMESTIC]
    return make_submission(make_stakeholder(name, kind), make_round_table(), state, **content)


def publish_five():
    """Four of five civil society organizations say the same; the fifth wants births registered."""
    submissions = [publish(name) for name in HARBOURS[:4]]
    return [*submissions, publish(HARBOURS[4], BIRTHS)]


def merge(*, wording=WORDING, kind="message", by=None) -> Finding:
    points = PointVersion.objects.filter(kind=kind, memberships=None)
    event = make_round_table()
    return create_finding(event=event, points=points, wording=wording, by=by or make_rosa())


def withdraw(submission):
    name = submission.stakeholder.name.split()[0].lower() + "-focal"
    by = make_member(submission.stakeholder, name)
    return withdraw_submission(submission=submission, by=by)
