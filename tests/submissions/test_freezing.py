import pytest

from hld_portal.refusals import Refused
from submissions.enums import Consent, State
from submissions.models import PointLink, Submission
from submissions.services.consenting import change_consent
from submissions.services.freezing import freeze_submissions
from submissions.services.linking import add_link, confirm_event, confirm_link, drop_link
from submissions.services.submitting import submit_submission
from submissions.services.writing import revise_submission
from tests.make import make_moderator, make_paragraph, make_round_table, make_submission, make_user

pytestmark = pytest.mark.django_db
MEANWHILE = "A document has been issued on it meanwhile."


@pytest.fixture
def submission():
    return make_submission(state=State.PUBLISHED)


def member_of(submission):
    return submission.stakeholder.memberships.get().user


def freeze(submission):
    """Freeze the row while whoever holds `submission` still sees it as it was."""
    row = Submission.objects.get(pk=submission.pk)
    freeze_submissions(submissions=[row], symbol="HLD2013/1", by=make_user("dolores"))
    assert submission.frozen_at is None


def verbs(submission):
    return [entry.verb for entry in submission.log_entries()]


def test_consent_that_comes_after_the_freezing_is_refused(submission):
    freeze(submission)

    with pytest.raises(Refused, match=MEANWHILE):
        change_consent(
            submission=submission, consent=Consent.NOT_PUBLISHED, by=member_of(submission)
        )

    assert Submission.objects.get().consent == Consent.NAMED


def test_version_that_comes_after_the_freezing_is_refused(submission):
    revise_submission(submission=submission, by=member_of(submission))
    freeze(submission)

    with pytest.raises(Refused, match=MEANWHILE):
        submit_submission(submission=submission, by=member_of(submission))

    assert Submission.objects.get().versions.count() == 1


def test_move_to_another_meeting_after_the_freezing_is_refused(submission):
    other = make_round_table(3)
    mona = make_moderator(submission.event)
    freeze(submission)

    with pytest.raises(Refused, match=MEANWHILE):
        confirm_event(submission=submission, event=other, by=mona)

    assert Submission.objects.get().event_id == submission.event_id


DEEDS = {
    "confirm": lambda link, by: confirm_link(link=link, by=by),
    "add": lambda link, by: add_link(point_version=link.point_version, code="A/RES/68/4:14", by=by),
    "drop": lambda link, by: drop_link(link=link, by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_link_that_is_changed_after_the_freezing_is_refused(submission, deed):
    make_paragraph("14")
    link = PointLink.objects.select_related("point_version__version__submission").get()
    PointLink.objects.update(confirmed_at=None, confirmed_by=None)
    mona = make_moderator(submission.event)
    freeze(link.point_version.version.submission)

    with pytest.raises(Refused, match=MEANWHILE):
        DEEDS[deed](link, mona)

    assert [(each.pk, each.confirmed_at) for each in PointLink.objects.all()] == [(link.pk, None)]
    assert verbs(submission)[-1] == "freeze"


def test_link_that_two_drop_at_once_is_dropped_once(submission):
    link = PointLink.objects.get()
    mona = make_moderator(submission.event)

    drop_link(link=PointLink.objects.get(), by=mona)
    drop_link(link=link, by=mona)

    assert verbs(submission).count("drop_link") == 1
