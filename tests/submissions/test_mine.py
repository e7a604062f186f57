import pytest

from hld_portal.accounts.enums import MemberRole
from roundtables.models import Dialogue
from submissions.content import PointContent
from submissions.enums import Consent, State
from submissions.models import Draft, Submission
from tests.make import (
    decide,
    make_draft,
    make_member,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)
from tests.submissions.test_compose import make_post

pytestmark = pytest.mark.django_db


def sign_in(client, submission, name="federation-focal", role=MemberRole.FOCAL_POINT):
    member = make_member(submission.stakeholder, name, role)
    client.force_login(member)
    return member


def page_of(client, address):
    return client.get(address).content.decode()


# --- The receipt ------------------------------------------------------------------------


def test_the_receipt_holds_reference_code_hash_and_both_times(client):
    submission = make_submission()
    version = submission.newest_version
    sign_in(client, submission)

    page = page_of(client, f"/mine/{submission.public_id}/receipt/")

    assert 'data-reference="HLD2013/0001"' in page
    assert f'data-code="{submission.receipt_code}"' in page
    assert f'data-sha256="{version.sha256}"' in page
    assert "(America/New_York)" in page
    assert f"{version.submitted_at:%H:%M:%S} UTC" in page
    assert "<dt>Words</dt><dd>11</dd>" in page
    assert "What happens next" in page


def test_a_drafter_sees_the_receipt_and_the_moderator_does_not(client):
    submission = make_submission(state=State.PUBLISHED)
    address = f"/mine/{submission.public_id}/receipt/"

    sign_in(client, submission, "dora", MemberRole.DRAFTER)
    assert client.get(address).status_code == 200

    client.force_login(make_user("mona"))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "points", [[], [PointContent("message", "One.", paragraphs=["A/RES/68/4:12"])]]
)
def test_the_receipt_says_so_when_nothing_can_enter_the_report(client, points):
    submission = make_submission(points=points)
    sign_in(client, submission)

    page = page_of(client, f"/mine/{submission.public_id}/receipt/")

    assert ("Sent without a point" in page) == (not points)


def test_thousands_of_words_are_written_with_their_separator(client):
    event = make_round_table()
    event.call.word_limits = {"default": 2000}
    event.call.save(update_fields=["word_limits"])
    submission = make_submission(event=event, statement="word " * 1234)
    sign_in(client, submission)

    assert "<dd>1,234</dd>" in page_of(client, f"/mine/{submission.public_id}/receipt/")
    assert "1,234 words" in page_of(client, f"/mine/{submission.public_id}/")


def test_there_is_no_receipt_of_a_draft(client):
    submission = make_draft()
    sign_in(client, submission)

    assert client.get(f"/mine/{submission.public_id}/receipt/").status_code == 404


# --- The list ---------------------------------------------------------------------------


def test_the_list_asks_to_sign_in(client):
    assert client.get("/mine/")["Location"] == "/accounts/login/?next=/mine/"


def test_an_empty_list_says_what_to_do(client):
    client.force_login(make_member(make_stakeholder()))

    page = page_of(client, "/mine/")

    assert "Nothing is written yet." in page


def test_the_list_shows_whose_turn_it_is_and_why_it_came_back(client):
    federation = make_stakeholder()
    make_draft(federation, title="Being written")
    make_submission(federation, title="Sent")
    make_submission(federation, state=State.RETURNED, title="Came back")
    make_submission(federation, state=State.PUBLISHED, title="Public")
    make_submission(make_state(), state=State.PUBLISHED, title="Of others")
    client.force_login(make_member(federation, "federation-focal"))

    response = client.get("/mine/")

    assert [
        (title, [row.title for row in rows]) for title, rows in response.context["sections"]
    ] == [
        ("Waiting for you", ["Came back", "Being written"]),
        ("With the moderators", ["Sent"]),
        ("Decided", ["Public"]),
    ]
    page = response.content.decode()
    assert "Page 2 is cut." in page
    assert "Mend the draft" in page
    assert "Of others" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    client, django_assert_max_num_queries, count
):
    federation = make_stakeholder()
    for number in range(count):
        make_submission(federation, make_round_table(number + 1), title=f"Text {number}")
    client.force_login(make_member(federation, "federation-focal"))

    # session, user, memberships, list, dialogues; the head of the page may ask for the desk
    with django_assert_max_num_queries(6):
        response = client.get("/mine/")

    assert sum(len(rows) for _title, rows in response.context["sections"]) == count


def test_somebody_without_a_stakeholder_sees_an_empty_list(client):
    make_submission(state=State.PUBLISHED)
    client.force_login(make_user("nemo"))

    response = client.get("/mine/")

    assert response.context["sections"] == []
    assert "You are a member of no State or organization yet." in response.content.decode()


# --- One of them ------------------------------------------------------------------------


def test_a_new_version_shows_what_it_changed(client):
    submission = make_submission(state=State.PUBLISHED)
    sign_in(client, submission)
    address = f"/mine/{submission.public_id}/"

    revised = client.post(f"{address}revise/")
    assert revised["Location"] == f"{address}edit/"
    client.post(f"{address}edit/", make_post(statement="Our members work ships."))

    response = client.get(address)
    versions = response.context["versions"]
    assert [(shown.version.number, shown.state_label) for shown in versions] == [
        (2, "Submitted"),
        (1, "Published"),
    ]
    assert [part.label for part in versions[0].comparison] == ["Title", "Statement", "Point 1"]
    assert "<del> that carry nine flags through four ports</del>" in response.content.decode()
    assert [entry.text for entry in response.context["entries"]] == [
        "Version 2 received",
        "Published",
        "Taken into review",
        "Version 1 received",
        "Draft begun",
    ]
    assert {entry.by for entry in response.context["entries"]} == {
        "Federation-focal",
        "The moderators",
    }


def test_a_returned_one_is_mended_in_its_draft(client):
    submission = make_submission(state=State.RETURNED)
    sign_in(client, submission)

    page = page_of(client, f"/mine/{submission.public_id}/edit/")

    assert "Page 2 is cut." in page
    assert "HLD2013/0001 was returned to be mended" in page
    client.post(f"/mine/{submission.public_id}/edit/", make_post())
    submission.refresh_from_db()
    assert (submission.state, submission.newest_version.number) == (State.SUBMITTED, 2)
    assert submission.reference == "HLD2013/0001"


def test_the_draft_of_a_new_version_can_be_dropped(client):
    submission = make_submission(state=State.PUBLISHED)
    sign_in(client, submission)
    client.post(f"/mine/{submission.public_id}/revise/")
    assert Draft.objects.exists()

    client.post(f"/mine/{submission.public_id}/drop/")

    assert not Draft.objects.exists()
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED


def test_a_returned_ones_draft_cannot_be_dropped(client):
    submission = make_submission(state=State.RETURNED)
    sign_in(client, submission)

    assert client.post(f"/mine/{submission.public_id}/drop/").status_code == 409
    assert Draft.objects.exists()


def test_withdrawing_asks_first(client):
    submission = make_submission(state=State.PUBLISHED)
    sign_in(client, submission)
    address = f"/mine/{submission.public_id}/withdraw/"

    page = page_of(client, address)
    assert "Withdraw HLD2013/0001?" in page
    submission.refresh_from_db()
    assert submission.state == State.PUBLISHED

    assert client.post(address)["Location"] == f"/mine/{submission.public_id}/"
    submission.refresh_from_db()
    assert (submission.state, submission.published_version) == (State.WITHDRAWN, None)


def test_a_draft_never_sent_is_discarded(client):
    submission = make_draft()
    sign_in(client, submission)

    assert client.post(f"/mine/{submission.public_id}/withdraw/")["Location"] == "/mine/"
    assert not Submission.objects.exists()


def test_consent_is_changed_at_once(client):
    submission = make_submission(state=State.PUBLISHED)
    sign_in(client, submission)
    address = f"/mine/{submission.public_id}/consent/"

    assert "Yes, as “a civil society organization”" in page_of(client, address)
    client.post(address, {"consent": Consent.NOT_PUBLISHED})

    submission.refresh_from_db()
    assert (submission.state, submission.published_version) == (State.ACCEPTED, None)


@pytest.mark.parametrize("move", ["withdraw", "consent"])
def test_a_drafter_neither_withdraws_nor_changes_consent(client, move):
    submission = make_submission(state=State.PUBLISHED)
    sign_in(client, submission, "dora", MemberRole.DRAFTER)
    address = f"/mine/{submission.public_id}/"

    assert f"{address}{move}/" not in page_of(client, address)
    response = client.post(f"{address}{move}/", {"consent": Consent.NOT_PUBLISHED})

    assert response.status_code == 403
    submission.refresh_from_db()
    assert submission.published_version is not None


@pytest.mark.parametrize("state", State.values)
def test_every_state_has_its_page(client, state):
    submission = make_submission(state=state)
    sign_in(client, submission)

    response = client.get(f"/mine/{submission.public_id}/")

    assert response.status_code == 200
    assert str(State(state).label) in response.content.decode()


def test_a_person_who_left_sees_nothing_any_more(client):
    submission = make_submission()
    member = sign_in(client, submission)
    assert client.get(f"/mine/{submission.public_id}/").status_code == 200

    member.memberships.update(is_active=False)

    assert client.get(f"/mine/{submission.public_id}/").status_code == 404
    assert client.get("/mine/").context["sections"] == []


def test_the_decision_stands_on_the_page(client):
    submission = make_submission(state=State.SUBMITTED)
    decide(submission, State.DECLINED)
    sign_in(client, submission)

    assert "It names a private person." in page_of(client, f"/mine/{submission.public_id}/")


def test_what_was_sent_to_a_rehearsal_says_so_in_the_list(client):
    submission = make_submission()
    sign_in(client, submission)
    assert "Rehearsal" not in page_of(client, "/mine/")

    Dialogue.objects.update(trial=True)

    assert page_of(client, "/mine/").count("Rehearsal") == 1
