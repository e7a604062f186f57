import re

import pytest

from hld_portal.reports.enums import Outcome
from hld_portal.reports.models import CheckRequest, Objection
from hld_portal.reports.services.contributing import open_check
from roundtables.enums import AppointmentRole
from tests.make import make_appointed, make_member, make_user
from tests.reports.drafting_cast import make_rosa
from tests.reports.test_contributing import (
    WRONG,
    anchor,
    dialogue,
    dora,
    objected,
    own_folder,
    pass_deadline,
    report,
    request_of,
)

__all__ = ["dialogue", "dora", "own_folder", "report"]
pytestmark = pytest.mark.django_db

SHOW = "/desk/hld-2013/contributors-check/summary/"


@pytest.fixture
def check(report, dora):
    return open_check(report=report, by=dora)


def own_page():
    return f"/mine/check/{request_of('Anchor Union').public_id}/"


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_whole_way_in_the_browser(client, report, dora):
    client.force_login(dora)
    assert "Open the check" in text_of(client.get(SHOW))
    client.post(f"{SHOW}open/")

    client.force_login(anchor())
    page = text_of(client.get(own_page()))
    assert "labour law" in page
    assert "Open until" in page
    number = request_of("Anchor Union").passages[0]["number"]
    done = client.post(f"{own_page()}object/", {"number": number, "text": WRONG}, follow=True)
    assert "Your objection is with those who draft." in text_of(done)
    assert "Not answered yet" in text_of(done)

    client.force_login(dora)
    assert WRONG in text_of(client.get(SHOW))
    objection = Objection.objects.get()
    answer = {"outcome": "taken_up", "answer": "It now says live-in."}
    client.post(f"{SHOW}objections/{objection.pk}/answer/", answer)

    client.force_login(anchor())
    page = text_of(client.get(own_page()))
    assert "Taken up" in page
    assert "It now says live-in." in page
    assert "Take it back" not in page


def test_the_first_look_is_noted_once(client, check):
    client.force_login(anchor())
    client.get(own_page())
    first = request_of("Anchor Union").seen_at

    client.get(own_page())

    assert first is not None
    assert request_of("Anchor Union").seen_at == first
    assert request_of("Beacon Union").seen_at is None


def test_the_link_is_for_members_alone(client, check, dora):
    address = own_page()
    assert client.get(address).url == f"/accounts/login/?next={address}"
    beacon = make_member(request_of("Beacon Union").submission.stakeholder, "beacon-focal")
    sam = make_appointed(AppointmentRole.SECRETARIAT, "sam")
    for person in (make_user("nobody"), beacon, dora, sam):
        client.force_login(person)
        answers = [
            client.get(address),
            client.get("/mine/check/never-was/"),
            client.post(f"{address}object/", {"number": 5, "text": WRONG}),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert main_of(answers[0]) == main_of(answers[1])
    assert Objection.objects.count() == 0
    client.force_login(anchor())
    assert client.get(address).status_code == 200


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def test_nothing_of_others_stands_on_the_page(client, check):
    client.force_login(anchor())

    page = text_of(client.get(own_page()))

    assert "HLD2013/0001" in page
    assert "HLD2013/0002" not in page
    assert "Beacon" not in page


def test_an_objection_that_is_refused_keeps_its_words(client, check):
    client.force_login(anchor())
    long = "word " * 301
    number = request_of("Anchor Union").passages[0]["number"]

    refused = client.post(f"{own_page()}object/", {"number": number, "text": long})
    empty = client.post(f"{own_page()}object/", {"number": number, "text": ""})

    assert (refused.status_code, empty.status_code) == (422, 422)
    assert long.strip() in refused.content.decode()
    assert "1 word too many." in text_of(refused)
    assert "Write what is wrong with this passage." in text_of(empty)
    assert f'<a href="#text-{number}">' in text_of(empty)


@pytest.mark.parametrize("number", ["", "x", "999", "9" * 30, "-1"])
def test_a_paragraph_that_is_not_theirs_is_not_found(client, check, number):
    client.force_login(anchor())

    assert client.post(f"{own_page()}object/", {"number": number, "text": WRONG}).status_code == 404


def test_taking_it_back_by_a_button(client, check):
    objection = objected()
    client.force_login(anchor())
    assert "Take it back" in text_of(client.get(own_page()))

    done = client.post(f"{own_page()}objections/{objection.pk}/withdraw/", follow=True)

    objection.refresh_from_db()
    assert objection.outcome == Outcome.WITHDRAWN
    assert "Object to this paragraph" in text_of(done)


def test_a_drafter_of_the_organization_reads_and_does_not_object(client, check):
    client.force_login(
        make_member(request_of("Anchor Union").submission.stakeholder, "a", "drafter")
    )

    page = text_of(client.get(own_page()))

    assert "Your head or a focal point can object." in page
    assert "Object to this paragraph" not in page


def test_after_the_deadline_it_can_only_be_read(client, check):
    objected()
    pass_deadline(check)
    client.force_login(anchor())

    page = text_of(client.get(own_page()))

    assert "This check is over" in page
    assert WRONG in page
    for button in ("Object to this paragraph", "Take it back"):
        assert button not in page


def test_an_answer_that_is_refused_keeps_its_words(client, check, dora):
    objection = objected()
    client.force_login(dora)
    address = f"{SHOW}objections/{objection.pk}/answer/"

    refused = client.post(address, {"answer": "Half an answer"})

    assert refused.status_code == 422
    assert "Half an answer" in text_of(refused)
    assert "Choose whether the objection is taken up or the text stands." in text_of(refused)
    assert f'href="#outcome-{objection.pk}"' in text_of(refused)


def test_ending_early_without_a_reason_is_refused_in_place(client, check, dora):
    client.force_login(dora)

    refused = client.post(f"{SHOW}close/", {"reason": ""})
    client.post(f"{SHOW}close/", {"reason": "Round table 2 is redone."})

    assert refused.status_code == 422
    assert "Write why it ends early; those who were asked read it." in text_of(refused)
    check.refresh_from_db()
    assert check.close_reason == "Round table 2 is redone."
    assert client.post(f"{SHOW}close/", {"reason": "again"}).status_code == 404


def test_a_rapporteur_answers_but_does_not_open_or_end_it(client, check):
    objection = objected()
    client.force_login(make_rosa())

    page = text_of(client.get(SHOW))
    closing = client.post(f"{SHOW}close/", {"reason": "no"})
    address = f"{SHOW}objections/{objection.pk}/answer/"
    answering = client.post(address, {"outcome": "kept", "answer": "Your point 1."})

    assert "Send the answer" in page
    assert "End the check" not in page
    assert (closing.status_code, answering.status_code) == (403, 302)


def test_their_own_page_leads_to_the_open_check(client, check):
    submission = request_of("Anchor Union").submission
    client.force_login(anchor())

    page = text_of(client.get(f"/mine/{submission.public_id}/reflected/"))

    assert f'href="{own_page()}"' in page
    pass_deadline(check)
    later = text_of(client.get(f"/mine/{submission.public_id}/reflected/"))
    assert own_page() not in later


def test_the_list_says_how_each_stands(client, check, dora):
    client.force_login(dora)

    page = text_of(client.get("/desk/hld-2013/contributors-check/"))

    assert re.search(rf'href="{SHOW}">Summary report</a>.*?Open: 0 objections\.', page)


def test_what_is_typed_is_shown_as_text(client, check, dora):
    asked = request_of("Anchor Union")
    client.force_login(anchor())
    trick = "<script>alert(1)</script>"
    number = asked.passages[0]["number"]
    client.post(f"{own_page()}object/", {"number": number, "text": trick})

    client.force_login(dora)
    page = client.get(SHOW).content.decode()

    assert trick not in page
    assert "&lt;script&gt;" in page
    assert CheckRequest.objects.count() == 2
