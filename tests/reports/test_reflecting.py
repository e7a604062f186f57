import pytest

from hld_portal.reports.composing.document import compose_report
from hld_portal.reports.content_json import to_json
from hld_portal.reports.models import Build
from hld_portal.reports.reflecting import reflections_of
from submissions.enums import State
from submissions.models import Submission
from tests.make import make_dialogue, make_member, make_user
from tests.reports.test_composing import publish
from tests.reports.test_report_pages import make_build, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(dialogue):
    return publish("Harbour Union")


@pytest.fixture
def dialogue():
    from tests.make import make_round_table
    from tests.reports.test_composing import OUTLINE

    dialogue = make_dialogue(outline=OUTLINE)
    for number in (1, 2):
        make_round_table(number)
    return dialogue


def publish_report(dialogue):
    snapshot = to_json(compose_report(dialogue, "summary"))
    return make_build(make_report(), public=True, snapshot=snapshot)


def test_the_paragraph_that_cites_a_text_is_named(dialogue, submission):
    other = publish("Crew Council", points=[])
    publish_report(dialogue)

    assert [(r.report.slug, r.numbers) for r in reflections_of(submission)] == [("summary", [5])]
    assert [r.numbers for r in reflections_of(other)] == [[]]


def test_nothing_is_told_before_a_report_is_public(dialogue, submission):
    publish_report(dialogue)
    Build.objects.update(published_at=None)

    assert reflections_of(submission) == []


def test_members_see_it_and_others_find_nothing(client, dialogue, submission):
    publish_report(dialogue)
    address = f"/mine/{submission.public_id}/reflected/"
    client.force_login(make_member(submission.stakeholder, "harbour-focal"))
    assert "Your words stand behind paragraph 5." in client.get(address).content.decode()
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment

    client.force_login(make_user("rudi"))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_the_page_of_ones_own_submission_asks_for_it(client, submission):
    client.force_login(make_member(submission.stakeholder, "harbour-focal"))

    page = client.get(f"/mine/{submission.public_id}/").content.decode()

    assert f'hx-get="/mine/{submission.public_id}/reflected/"' in page
    assert Submission.objects.get().state == State.PUBLISHED
