import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction

from hld_portal.record.models import LogEntry, Outbox
from hld_portal.refusals import Refused
from submissions.citing import AS_A_NUMBER, NOTHING, Use, may_be_cited
from submissions.enums import Consent, State
from submissions.models import Submission, Version
from submissions.services.consenting import change_consent
from submissions.services.deciding import (
    accept_submission,
    decline_submission,
    mark_duplicate,
    publish_submission,
    return_submission,
    set_hold,
    take_into_review,
    withdraw_submission,
)
from submissions.services.submitting import submit_submission
from submissions.services.writing import revise_submission, save_draft
from submissions.states import MOVES
from tests.make import (
    decide,
    make_content,
    make_draft,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

QUOTED = Use(counted=True, quoted=True, named=False)
NAMED = Use(counted=True, quoted=True, named=True)


def make_move(verb, submission):
    """Let the right person make a move, with all it asks for."""
    mona = make_moderator()
    focal = make_member(submission.stakeholder, "federation-focal")
    match verb:
        case "submit":
            return submit_submission(submission=submission, by=focal)
        case "take_into_review":
            return take_into_review(submission=submission, by=mona)
        case "publish":
            return publish_submission(submission=submission, by=mona)
        case "accept":
            return accept_submission(submission=submission, by=mona)
        case "return":
            return return_submission(
                submission=submission, ground="content", message="Too long.", by=mona
            )
        case "decline":
            return decline_submission(submission=submission, reason="Off the theme.", by=mona)
        case "withdraw":
            return withdraw_submission(submission=submission, by=focal)


@pytest.mark.parametrize("state", [s for s in State if s != State.DRAFT])
@pytest.mark.parametrize("verb", [v for v in MOVES if v != "submit"])
def test_the_whole_table_of_moves(verb, state):
    submission = make_submission(state=state)
    entries = submission.log_count

    if state in MOVES[verb].sources:
        make_move(verb, submission)
        submission.refresh_from_db()
        assert submission.state == MOVES[verb].target
        assert submission.newest_version.state == MOVES[verb].target
        assert submission.log_count == entries + 1
        last = submission.log_entries().last()
        assert (last.verb, last.from_state, last.to_state) == (verb, state, MOVES[verb].target)
    else:
        with pytest.raises(Refused) as refusal:
            make_move(verb, submission)
        assert refusal.value.code in ("moved_on", "not_allowed")
        submission.refresh_from_db()
        assert (submission.state, submission.log_count) == (state, entries)


def test_a_draft_is_submitted_once():
    submission = make_draft()
    make_move("submit", submission)

    with pytest.raises(Refused) as refusal:
        make_move("submit", submission)

    assert refusal.value.code == "moved_on"
    assert submission.versions.count() == 1
    assert submission.reference == "HLD2013/0001"
    assert Outbox.objects.filter(name="submissions/receipt").count() == 1


@pytest.mark.parametrize(
    ("state", "consent", "use"),
    [
        (State.DRAFT, Consent.NAMED, NOTHING),
        (State.SUBMITTED, Consent.NAMED, NOTHING),
        (State.IN_REVIEW, Consent.NAMED, NOTHING),
        (State.RETURNED, Consent.NAMED, NOTHING),
        (State.DECLINED, Consent.NAMED, NOTHING),
        (State.WITHDRAWN, Consent.NAMED, NOTHING),
        (State.PUBLISHED, Consent.NAMED, NAMED),
        (State.PUBLISHED, Consent.TYPE_ONLY, QUOTED),
        (State.ACCEPTED, Consent.NOT_PUBLISHED, AS_A_NUMBER),
        (State.ACCEPTED, Consent.NAMED, AS_A_NUMBER),
    ],
)
def test_what_may_be_cited(state, consent, use):
    submission = make_submission(state=state, consent=consent)
    submission.refresh_from_db()

    assert may_be_cited(submission) == use
    assert Submission.objects.citable().exists() == use.counted


def test_on_hold_counts_for_nothing():
    submission = make_submission(state=State.PUBLISHED)
    assert may_be_cited(submission).counted

    set_hold(submission=submission, hold=True, by=make_moderator())

    assert may_be_cited(submission) == NOTHING
    assert not Submission.objects.citable().exists()


def test_a_member_states_text_is_not_declined():
    submission = make_submission(make_state(), state=State.IN_REVIEW)

    with pytest.raises(Refused) as refusal:
        decline_submission(submission=submission, reason="No.", by=make_moderator())

    assert refusal.value.code == "spares_states"


def test_a_member_states_text_is_returned_for_its_format_only():
    submission = make_submission(make_state(), state=State.IN_REVIEW)
    mona = make_moderator()

    with pytest.raises(Refused) as refusal:
        return_submission(submission=submission, ground="content", message="Why?", by=mona)
    assert refusal.value.code == "not_on_content"

    return_submission(submission=submission, ground="format", message="Page 2 is cut.", by=mona)
    assert submission.state == State.RETURNED
    assert submission.draft.title == "Portability of pensions for seasonal crews"


def test_return_and_decline_need_a_reason():
    submission = make_submission(state=State.IN_REVIEW)

    with pytest.raises(Refused) as refusal:
        decline_submission(submission=submission, reason="  ", by=make_moderator())

    assert (refusal.value.code, refusal.value.field) == ("reason_missing", "reason")


def test_nobody_moderates_their_own_organizations_text():
    submission = make_submission(state=State.IN_REVIEW)
    mona = make_moderator()
    make_member(submission.stakeholder, "mona")

    with pytest.raises(Refused) as refusal:
        publish_submission(submission=submission, by=mona)

    assert refusal.value.code == "not_allowed"


def test_without_consent_it_is_accepted_not_published():
    submission = make_submission(state=State.IN_REVIEW, consent=Consent.NOT_PUBLISHED)

    with pytest.raises(Refused) as refusal:
        publish_submission(submission=submission, by=make_moderator())

    assert refusal.value.code == "no_consent"


def test_the_old_version_stays_public_while_a_new_one_is_reviewed():
    submission = make_submission(state=State.PUBLISHED)
    first = submission.published_version
    focal = make_member(submission.stakeholder, "federation-focal")
    revise_submission(submission=submission, by=focal)
    save_draft(
        submission=submission, content=make_content(statement="Four ports, nine flags."), by=focal
    )
    submit_submission(submission=submission, by=focal)

    submission.refresh_from_db()
    assert (submission.state, submission.published_version) == (State.SUBMITTED, first)
    assert may_be_cited(submission) == NAMED

    decide(submission, State.PUBLISHED)
    submission.refresh_from_db()
    assert submission.published_version.number == 2
    assert submission.reference == "HLD2013/0001"


def test_a_point_keeps_its_identity_through_a_correction():
    submission = make_submission(state=State.PUBLISHED)
    focal = make_member(submission.stakeholder, "federation-focal")
    revise_submission(submission=submission, by=focal)
    submit_submission(submission=submission, by=focal)

    points = [version.points.get().point for version in submission.versions.all()]
    assert points[0] == points[1]


def test_consent_withdrawn_takes_it_from_the_public_and_keeps_the_number():
    submission = make_submission(state=State.PUBLISHED)
    focal = make_member(submission.stakeholder, "federation-focal")

    change_consent(submission=submission, consent=Consent.NOT_PUBLISHED, by=focal)

    assert (submission.state, submission.published_version) == (State.ACCEPTED, None)
    assert may_be_cited(submission) == AS_A_NUMBER


def test_the_words_of_a_version_cannot_be_changed_in_the_database():
    version = make_submission().newest_version

    with pytest.raises(Exception, match="may not be changed"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(statement="Other words.")


def test_the_database_refuses_to_publish_what_may_not_be_shown():
    submission = make_submission(state=State.PUBLISHED)

    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(consent=Consent.NOT_PUBLISHED)


def test_a_late_one_is_taken_marked_and_waits_for_admission():
    from datetime import timedelta

    from django.utils.timezone import now

    event = make_round_table(4, closes_at=now() - timedelta(hours=1))
    submission = make_submission(make_stakeholder(), event, State.IN_REVIEW)
    mona = make_moderator(event)

    assert submission.late
    with pytest.raises(Refused) as refusal:
        publish_submission(submission=submission, by=mona)
    assert refusal.value.code == "late"


def test_every_move_is_in_one_chain():
    submission = make_submission(state=State.PUBLISHED)

    verbs = [entry.verb for entry in submission.log_entries()]
    assert verbs == ["start", "submit", "take_into_review", "publish"]
    hashes = list(LogEntry.objects.order_by("sequence").values_list("previous_hash", "hash"))
    assert [previous for previous, _hash in hashes[1:]] == [h for _previous, h in hashes[:-1]]
    assert connection.vendor in ("sqlite", "postgresql")


def test_on_hold_or_a_duplicate_is_shown_to_nobody_until_released(client):
    submission = make_submission(state=State.PUBLISHED)
    original = make_submission(make_stakeholder("Crew Council"), state=State.PUBLISHED)
    mona = make_moderator()
    address = f"/hld-2013/submissions/{submission.slug}/"
    assert client.get(address).status_code == 200

    set_hold(submission=submission, hold=True, by=mona)
    assert client.get(address).status_code == 404
    assert list(Submission.objects.visible_to(AnonymousUser())) == [original]

    set_hold(submission=submission, hold=False, by=mona)
    assert client.get(address).status_code == 200

    mark_duplicate(submission=submission, original=original, by=mona)
    assert client.get(address).status_code == 404
