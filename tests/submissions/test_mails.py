import pytest

from hld_portal.record.models import Outbox
from hld_portal.record.relaying import relay_outbox
from submissions.enums import State
from submissions.models import Version
from tests.make import decide, make_member, make_stakeholder, make_submission

pytestmark = pytest.mark.django_db


def mails_of(mailoutbox):
    """Send what waits; return what arrived since, by subject."""
    mailoutbox.clear()
    relay_outbox()
    assert not Outbox.objects.exclude(failed_at=None).exists()
    return {mail.subject: mail for mail in mailoutbox}


def test_the_receipt_goes_to_every_member(mailoutbox, settings):
    settings.PORTAL_URL = "https://portal.example.org"
    federation = make_stakeholder()
    make_member(federation, "dora")
    submission = make_submission(federation, title="Nets & “quays” <now>")

    relay_outbox()

    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "dora@example.org",
        "federation-focal@example.org",
    ]
    mail = mailoutbox[0]
    assert mail.subject == "Received: HLD2013/0001"
    body = mail.body
    assert "Title: Nets & “quays” <now>" in body
    assert f"Private code: {submission.receipt_code}" in body
    assert submission.newest_version.sha256 in body
    assert "(America/New_York)" in body
    assert "(UTC)" in body
    assert "Words: 11" in body
    assert f"https://portal.example.org/mine/{submission.public_id}/receipt/" in body
    assert "late" not in body


@pytest.mark.parametrize(
    ("state", "subject", "said"),
    [
        (State.PUBLISHED, "Published: HLD2013/0001", "is published"),
        (State.ACCEPTED, "Accepted: HLD2013/0001", "neither quoted nor named"),
        (State.RETURNED, "Returned to be mended: HLD2013/0001", "Page 2 is cut."),
        (State.DECLINED, "Declined: HLD2013/0001", "It names a private person."),
    ],
)
def test_each_decision_is_told_with_its_reason(mailoutbox, state, subject, said):
    submission = make_submission()
    relay_outbox()
    decide(submission, state)

    mails = mails_of(mailoutbox)

    assert list(mails) == [subject]
    body = mails[subject].body
    assert said in body
    assert "Title: Portability of pensions for seasonal crews" in body
    assert f"/mine/{submission.public_id}/" in body


def test_a_withdrawal_is_told(mailoutbox):
    make_submission(state=State.WITHDRAWN)

    assert "Withdrawn: HLD2013/0001" in mails_of(mailoutbox)


def test_a_title_over_two_lines_cannot_reach_the_subject(mailoutbox):
    submission = make_submission()
    Outbox.objects.all().delete()
    assert Version.objects.get().title
    from submissions.services.submitting import _queue_receipt

    version = submission.newest_version
    version.title = "One\nBcc: everybody@example.org"
    _queue_receipt(submission, version)

    mail = mails_of(mailoutbox)["Received: HLD2013/0001"]
    assert mail.bcc == []
