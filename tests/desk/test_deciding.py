import pytest

from submissions.enums import Consent, State
from submissions.models import Submission
from submissions.services.deciding import take_into_review
from tests.make import (
    make_appointed,
    make_member,
    make_moderator,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUEUE = "/desk/hld-2013/2/"
HTMX = {"HX-Request": "true", "HX-Target": "desk"}


@pytest.fixture
def mona(client):
    mona = make_moderator()
    client.force_login(mona)
    return mona


def address(submission, verb=""):
    return f"{QUEUE}{submission.slug}/" + (f"{verb}/" if verb else "")


def text_of(response):
    return response.content.decode()


def buttons(response):
    return [decision.verb for decision in response.context["decisions"]]


MOVES = [
    (State.SUBMITTED, "take_into_review", {}, State.IN_REVIEW),
    (State.IN_REVIEW, "publish", {}, State.PUBLISHED),
    (State.IN_REVIEW, "accept", {}, State.ACCEPTED),
    (State.IN_REVIEW, "return", {"ground": "format", "message": "Cut."}, State.RETURNED),
    (State.IN_REVIEW, "decline", {"reason": "It names a person."}, State.DECLINED),
]


@pytest.mark.parametrize(("before", "verb", "typed", "after"), MOVES)
def test_every_move_has_an_address(client, mona, before, verb, typed, after):
    submission = make_submission(state=before)

    response = client.post(address(submission, verb), {"version": "1", **typed}, follow=True)

    submission.refresh_from_db()
    assert (response.status_code, submission.state) == (200, after)
    assert submission.reference in text_of(response)
    last = submission.log_entries().last()
    assert (last.verb, last.actor) == (verb, mona)


@pytest.mark.parametrize(
    ("field", "there", "back"),
    [("on_hold", "hold", "release"), ("duplicate_of", "mark_duplicate", "clear_duplicate")],
)
def test_marks_can_be_taken_away_again(client, mona, field, there, back):
    first, second = make_submission(make_state()), make_submission()

    client.post(address(second, there), {"original": first.slug[-4:]})
    second.refresh_from_db()
    assert getattr(second, field) in (True, first)
    assert back in buttons(client.get(address(second)))

    client.post(address(second, back))
    second.refresh_from_db()
    assert not getattr(second, field)


def test_a_late_one_is_let_in_before_anything_else(client, mona):
    submission = make_submission(state=State.IN_REVIEW)
    Submission.objects.filter(pk=submission.pk).update(late=True)
    page = client.get(address(submission))
    assert buttons(page) == ["admit", "hold", "mark_duplicate", "return", "decline"]
    assert client.post(address(submission, "publish")).status_code == 422

    client.post(address(submission, "admit"))

    assert buttons(client.get(address(submission)))[:2] == ["publish", "accept"]


def test_a_decision_leads_to_the_next_of_the_queue_with_word_of_it(client, mona):
    first = make_submission(make_state("Ruritania"), state=State.IN_REVIEW)
    make_submission(make_state("Khemed"))
    third = make_submission(make_state("Borduria"), state=State.IN_REVIEW)

    response = client.post(address(first, "publish") + "?state=in_review", follow=True)

    assert response.redirect_chain == [(address(third) + "?state=in_review", 302)]
    assert f'<a href="{address(first)}">HLD2013/0001</a> is published.' in text_of(response)


def test_the_last_decision_of_a_queue_leads_back_to_it(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    response = client.post(address(submission, "publish"))

    assert response.headers["Location"] == QUEUE


def test_what_is_only_taken_or_held_stays_open(client, mona):
    submission = make_submission()

    response = client.post(address(submission, "take_into_review") + "?sort=newest")

    assert response.headers["Location"] == address(submission) + "?sort=newest"


@pytest.mark.parametrize(
    ("state", "consent", "kind", "verbs"),
    [
        (State.SUBMITTED, Consent.NAMED, "ngo", ["take_into_review", "hold", "mark_duplicate"]),
        (
            State.IN_REVIEW,
            Consent.NAMED,
            "ngo",
            ["publish", "accept", "hold", "mark_duplicate", "return", "decline"],
        ),
        (
            State.IN_REVIEW,
            Consent.NOT_PUBLISHED,
            "ngo",
            ["accept", "hold", "mark_duplicate", "return", "decline"],
        ),
        (State.IN_REVIEW, Consent.NAMED, "state", ["publish", "accept", "hold", "return"]),
        (State.PUBLISHED, Consent.NAMED, "ngo", ["hold", "mark_duplicate"]),
        (State.DECLINED, Consent.NAMED, "ngo", []),
        (State.WITHDRAWN, Consent.NAMED, "ngo", []),
    ],
)
def test_the_bar_offers_what_is_open(client, mona, state, consent, kind, verbs):
    stakeholder = make_state() if kind == "state" else make_stakeholder()
    submission = make_submission(stakeholder, state=state, consent=consent)

    assert buttons(client.get(address(submission))) == verbs


def test_a_member_state_is_not_declined_nor_returned_on_content(client, mona):
    submission = make_submission(make_state(), state=State.IN_REVIEW)

    declined = client.post(address(submission, "decline"), {"reason": "No."})
    returned = client.post(
        address(submission, "return"), {"ground": "content", "message": "Rewrite it."}
    )

    assert (declined.status_code, returned.status_code) == (422, 422)
    assert "A Member State’s submission cannot be declined." in text_of(declined)
    assert "Rewrite it." in text_of(returned)
    submission.refresh_from_db()
    assert submission.state == State.IN_REVIEW


def test_a_member_states_text_is_not_merged_away(client, mona):
    other = make_submission()
    submission = make_submission(make_state())

    response = client.post(address(submission, "mark_duplicate"), {"original": other.reference})

    assert response.status_code == 422
    assert "A Member State’s text is not merged into another." in text_of(response)
    submission.refresh_from_db()
    assert submission.duplicate_of is None


def test_a_return_without_words_is_refused_and_loses_nothing(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    response = client.post(address(submission, "return"), {"message": "Page 2 is cut."})

    assert response.status_code == 422
    assert "Choose why it is returned." in text_of(response)
    assert ">\nPage 2 is cut.</textarea>" in text_of(response)


def test_the_form_stands_under_the_text(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    page = text_of(client.get(address(submission, "return")))

    assert 'name="ground"' in page
    assert "nine flags through four ports" in page


def test_an_address_of_a_decision_without_a_form_leads_to_the_text(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    response = client.get(address(submission, "publish"))

    assert response.headers["Location"] == address(submission)
    assert client.get(address(submission, "burn")).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_when_somebody_was_faster_the_answer_is_409_with_the_present_state(client, mona, headers):
    submission = make_submission(state=State.IN_REVIEW)
    client.post(address(submission, "publish"))

    response = client.post(address(submission, "decline"), {"reason": "Typed."}, headers=headers)

    assert response.status_code == 409
    assert response.context["submission"].state == State.PUBLISHED
    assert "Somebody was faster" in text_of(response)
    assert "Typed." in text_of(response)


def test_nobody_decides_on_a_version_they_have_not_read(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    response = client.post(address(submission, "publish"), {"version": "7"})

    assert response.status_code == 409
    assert "Its authors sent a new version" in text_of(response)


def test_a_duplicate_is_looked_for_among_known_texts_only(client, mona):
    make_round_table(1)
    hidden = make_submission(make_state("Khemed"), make_round_table(1))
    submission = make_submission()

    response = client.post(address(submission, "mark_duplicate"), {"original": hidden.reference})

    assert response.status_code == 422
    assert "No text with the reference HLD2013/0001 is known to you." in text_of(response)


def test_nobody_decides_on_their_own_organizations_text(client, mona):
    submission = make_submission(state=State.IN_REVIEW)
    assert buttons(client.get(address(submission)))
    make_member(submission.stakeholder, "mona")

    page = client.get(address(submission))

    assert buttons(page) == []
    assert "Your own organization’s text" in text_of(page)
    assert client.post(address(submission, "publish")).status_code == 403


def test_nobody_decides_on_a_text_they_sent_themselves(client, mona):
    submission = make_submission(state=State.IN_REVIEW)
    assert buttons(client.get(address(submission)))
    type(submission.newest_version).objects.update(submitted_by=mona)

    assert buttons(client.get(address(submission))) == []
    assert client.post(address(submission, "publish")).status_code == 403


def test_others_cannot_decide(client):
    submission = make_submission()
    people = [
        (make_moderator(make_round_table(1), "mark"), 403),
        (make_appointed("rapporteur", "raoul", make_round_table(2)), 403),
        (make_member(submission.stakeholder, "federation-focal"), 404),
    ]
    for user, status in people:
        client.force_login(user)
        response = client.post(address(submission, "take_into_review"))
        assert (user.name, response.status_code) == (user.name, status)
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_htmx_gets_the_next_one_with_its_queue(client, mona):
    first = make_submission(make_state("Ruritania"), state=State.IN_REVIEW)
    second = make_submission(make_state("Borduria"))

    response = client.post(address(first, "publish"), headers=HTMX, follow=True)

    assert response.headers["HX-Push-Url"] == address(second)
    assert "base.html" not in [template.name for template in response.templates]
    assert 'id="messages"' in text_of(response)
    assert response.context["submission"] == second


def test_a_submission_of_another_table_is_not_found_here(client, mona):
    other = make_submission(make_state("Khemed"), make_round_table(1))
    take_into_review(submission=other, by=make_moderator(make_round_table(1), "mark"))

    assert client.get(address(other)).status_code == 404
