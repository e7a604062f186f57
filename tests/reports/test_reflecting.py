import re
from datetime import date

import pytest
from django.utils.timezone import now

from hld_portal.reports.composing.freezing import freeze_document
from hld_portal.reports.content_json import to_json
from hld_portal.reports.models import Build, Issue
from hld_portal.reports.reflecting import reflections_of
from submissions.content import PointContent
from submissions.enums import State
from submissions.models import Submission
from submissions.services.submitting import submit_submission
from submissions.services.writing import revise_submission, save_draft
from tests.make import (
    decide,
    make_content,
    make_dialogue,
    make_member,
    make_round_table,
    make_user,
)
from tests.reports.drafting_cast import BIRTHS
from tests.reports.test_composing import DOMESTIC, OUTLINE, publish
from tests.reports.test_report_pages import make_build, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(dialogue):
    return publish("Harbour Union", points=[BIRTHS, DOMESTIC])


@pytest.fixture
def dialogue():
    dialogue = make_dialogue(outline=OUTLINE)
    for number in (1, 2):
        make_round_table(number)
    return dialogue


def publish_report(kind="summary"):
    build = make_build(make_report(), public=True)
    build.report.kind = kind
    build.snapshot = to_json(freeze_document(build))
    build.save(update_fields=["snapshot"])
    return build


def standing(reflection):
    return [
        (point.version.position, [place.number for place in point.places])
        for point in reflection.standing
    ]


def test_each_point_is_told_apart(dialogue, submission):
    other = publish("Crew Council", points=[])
    publish_report()

    (own,) = reflections_of(submission)
    (others,) = reflections_of(other)

    assert standing(own) == [(1, [6]), (2, [5])]
    assert own.silent == []
    assert "migrant domestic workers" in own.standing[1].places[0].sentences[0]
    assert standing(others) == []


def test_the_point_of_another_with_the_same_place_is_not_theirs(dialogue):
    own = publish("Harbour Union", points=[BIRTHS])
    publish("Crew Council", points=[DOMESTIC])
    publish_report()

    (reflection,) = reflections_of(own)

    (place,) = reflection.standing[0].places
    assert "register every birth" in place.sentences[0].lower() + place.sentences[-1].lower()
    assert "labour law" not in " ".join(place.sentences)


def test_a_point_that_stands_behind_nothing_is_told_kindly(client, dialogue, submission):
    build = publish_report()
    chain = build.chain
    chain.passages = [p for p in chain.passages if p["number"] == 5]
    chain.save(update_fields=["passages"])

    (own,) = reflections_of(submission)
    page = page_for(client, submission)

    assert standing(own) == [(2, [5])]
    assert [point.version.position for point in own.silent] == [1]
    assert "Your point 2 stands behind one paragraph" in page
    assert "No sentence of it rests on this point of yours:" in page


def test_the_link_leads_to_the_paragraph_of_the_document(dialogue, submission):
    publish_report()

    (own,) = reflections_of(submission)

    url = own.standing[1].places[0].url
    assert re.fullmatch(r"/hld-2013/reports/summary/(page/)?\?at=para-5#para-5", url)


def test_an_issued_document_stands_under_its_symbol(dialogue, submission):
    build = publish_report()
    Issue.objects.create(
        dialogue=dialogue,
        report=build.report,
        build=build,
        state="issued",
        series="HLD2013",
        number=3,
        symbol="HLD2013/3",
        slug="HLD2013-3",
        dated_on=date(2013, 10, 20),
        manifest_sha256="a" * 64,
        issued_at=now(),
    )

    (own,) = reflections_of(submission)

    assert own.symbol == "HLD2013/3"
    assert own.url.startswith("/hld-2013/reports/HLD2013-3/")


def test_a_point_keeps_its_place_when_a_new_version_moves_it(dialogue, submission):
    publish_report()
    by = make_member(submission.stakeholder, "harbour-focal")
    revise_submission(submission=submission, by=by)
    submission.refresh_from_db()
    kept = [dict(point) for point in submission.draft.points]
    content = make_content(points=[PointContent(**kept[1])])
    save_draft(submission=submission, content=content, by=by)
    submit_submission(submission=submission, by=by)

    (own,) = reflections_of(submission)

    assert standing(own) == [(1, [5]), (1, [6])]
    assert [point.is_current for point in own.standing] == [True, False]


def test_what_is_printed_in_full_is_told(client, dialogue, submission):
    publish_report("compilation")

    (own,) = reflections_of(submission)

    assert own.printed_url.endswith("#HLD2013-0001__para-1")
    assert "Your text stands in it in full." in page_for(client, submission)


def test_nothing_is_told_before_a_report_is_public(dialogue, submission):
    publish_report()
    assert len(reflections_of(submission)) == 1

    Build.objects.update(published_at=None)

    assert reflections_of(submission) == []


@pytest.mark.parametrize("points", [1, 3])
def test_queries_do_not_grow_with_points(dialogue, points, django_assert_num_queries):
    paragraphs = ["A/RES/68/4:12"]
    each = [
        PointContent("message", f"crew {n} sails", paragraphs=paragraphs) for n in range(points)
    ]
    submission = publish("Harbour Union", points=each)
    publish_report()

    with django_assert_num_queries(2):
        reflections_of(submission)


def test_members_see_it_and_others_find_nothing(client, dialogue, submission):
    publish_report()
    address = f"/mine/{submission.public_id}/reflected/"
    assert "Your point 2 stands behind one paragraph" in page_for(client, submission)
    fragment = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment

    client.force_login(make_user("rudi"))
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def page_for(client, submission):
    client.force_login(make_member(submission.stakeholder, "harbour-focal"))
    return client.get(f"/mine/{submission.public_id}/reflected/").content.decode()


def test_the_page_of_ones_own_submission_asks_for_it(client, submission):
    client.force_login(make_member(submission.stakeholder, "harbour-focal"))

    page = client.get(f"/mine/{submission.public_id}/").content.decode()

    assert f'hx-get="/mine/{submission.public_id}/reflected/"' in page
    assert Submission.objects.get().state == State.PUBLISHED


def test_a_submission_that_was_only_sent_is_told_plainly(client, dialogue, submission):
    other = publish("Port Chaplaincy", state=State.SUBMITTED)
    publish_report()

    assert standing(reflections_of(other)[0]) == []
    assert decide(other, State.PUBLISHED).state == State.PUBLISHED
