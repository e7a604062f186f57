import pytest

from hld_portal.record.models import Outbox
from hld_portal.refusals import Refused
from roundtables.enums import AppointmentRole
from submissions.enums import Channel, Consent, State
from submissions.models import Submission
from submissions.services.receiving import receive_submission
from tests.make import (
    make_appointed,
    make_content,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def receive(by, stakeholder=None, **fields):
    defaults = {"channel": Channel.NOTE_VERBALE, "content": make_content()}
    return receive_submission(
        event=make_round_table(),
        stakeholder=stakeholder or make_state("Khemed"),
        by=by,
        **(defaults | fields),
    )


@pytest.fixture
def sam():
    make_round_table()
    return make_appointed(AppointmentRole.SECRETARIAT, "sam")


def test_it_lands_as_submitted_with_reference_and_log(sam):
    submission = receive(sam)

    assert (submission.state, submission.channel) == (State.SUBMITTED, Channel.NOTE_VERBALE)
    assert submission.reference == "HLD2013/0001"
    assert [(e.verb, e.actor) for e in submission.log_entries()] == [
        ("receive", sam),
        ("submit", sam),
    ]
    assert not hasattr(submission, "draft")
    assert not Outbox.objects.exists()


@pytest.mark.parametrize("maker", [make_moderator, lambda: make_member(make_state("Khemed"))])
def test_only_the_secretariat_records(sam, maker):
    with pytest.raises(Refused) as refused:
        receive(maker())
    assert refused.value.code == "not_allowed"
    assert not Submission.objects.exists()


def test_the_portal_is_not_another_way(sam):
    with pytest.raises(Refused) as refused:
        receive(sam, channel=Channel.PORTAL)
    assert (refused.value.code, refused.value.field) == ("unknown", "channel")


def test_a_confidential_text_has_no_consent_to_publish(sam):
    house = make_stakeholder("Open Door Safe House")
    with pytest.raises(Refused) as refused:
        receive(sam, house, channel=Channel.MAIL, confidential=True)
    assert refused.value.code == "no_consent"

    content = make_content(consent=Consent.NOT_PUBLISHED)
    kept = receive(sam, house, channel=Channel.MAIL, confidential=True, content=content)
    assert kept.confidential


def test_a_faulty_text_is_refused_with_its_field(sam):
    with pytest.raises(Refused) as refused:
        receive(sam, content=make_content(title=" "))
    assert (refused.value.code, refused.value.field) == ("incomplete", "title")
    assert not Submission.objects.exists()
