import pytest

from submissions.enums import Consent, State
from submissions.services.freezing import freeze_submissions
from tests.make import make_submission, make_user
from tests.submissions.test_mine import page_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen():
    submission = make_submission(state=State.PUBLISHED)
    freeze_submissions(submissions=[submission], symbol="HLD2013/1", by=make_user("dolores"))
    return submission


def test_the_history_names_those_who_issued_not_the_moderators(client, frozen):
    sign_in(client, frozen)

    entry = client.get(f"/mine/{frozen.public_id}/").context["entries"][0]

    assert "HLD2013/1" in entry.text
    assert entry.by == "Documents officer"


@pytest.mark.parametrize("move", ["revise", "withdraw", "consent"])
def test_a_frozen_text_is_not_asked_what_can_no_longer_be_done(client, frozen, move):
    sign_in(client, frozen)
    address = f"/mine/{frozen.public_id}/"

    assert client.get(f"{address}{move}/")["Location"] == address
    assert "A document has been issued on it" in page_of(client, address)


@pytest.mark.parametrize("move", ["withdraw", "consent"])
def test_a_frozen_text_is_neither_withdrawn_nor_hidden(client, frozen, move):
    sign_in(client, frozen)

    answer = client.post(f"/mine/{frozen.public_id}/{move}/", {"consent": Consent.NOT_PUBLISHED})

    assert answer.status_code == 422
    assert "A document has been issued on it" in answer.content.decode()
    frozen.refresh_from_db()
    assert (frozen.state, frozen.consent) == (State.PUBLISHED, Consent.NAMED)
