import pytest

from submissions.enums import State
from submissions.models import Draft, Submission
from submissions.services.submitting import submit_submission
from tests.make import (
    make_content,
    make_draft,
    make_member,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)
from tests.submissions.test_compose import ADDRESS, fields_of, make_post

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rita(client):
    make_round_table()
    rita = make_member(make_stakeholder(), "rita")
    client.force_login(rita)
    return rita


@pytest.fixture
def submission(rita):
    return make_draft(make_stakeholder(), by=rita)


def edit(submission):
    return f"/mine/{submission.public_id}/edit/"


def shown(submission, **changes):
    """Return a post of the form as it shows the draft now."""
    revision = Draft.objects.get(submission=submission).revision
    return make_post(draft=submission.public_id, revision=str(revision), submit=None) | changes


def test_save_keeps_an_incomplete_text_and_says_when(client, rita):
    response = client.post(ADDRESS, {"statement": "Only a beginning", "save": "1"}, follow=True)

    draft = Draft.objects.get()
    assert response.redirect_chain == [(edit(draft.submission), 302)]
    assert "Only a beginning" in response.content.decode()
    assert "Saved on the server, " in response.content.decode()


def test_points_wholly_blank_are_not_kept(client, rita):
    client.post(ADDRESS, make_post(points__1__kind="gap", points__1__text=" ", submit=None))

    assert [point["kind"] for point in Draft.objects.get().points] == ["recommendation"]


def test_the_open_draft_is_continued(client, submission):
    page = client.get(ADDRESS)

    assert page.context["composition"].submission == submission
    assert 'value="Portability of pensions for seasonal crews"' in page.content.decode()
    client.post(ADDRESS, shown(submission, title="Mended", save="1"))
    assert Draft.objects.get().title == "Mended"


def test_saving_by_htmx_answers_the_new_revision_and_address(client, rita):
    key = client.get(ADDRESS).context["composition"].key
    post = make_post(draft=key, revision="", submit=None, save="auto")

    response = client.post(ADDRESS, post, headers=HTMX)

    assert response.status_code == 200
    assert response["HX-Replace-Url"] == f"/mine/{key}/edit/"
    page = response.content.decode()
    assert "Saved on the server, " in page
    assert f'name="draft" id="id_draft" value="{key}" hx-swap-oob="true"' in page
    assert 'name="revision" id="id_revision" value="0" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_a_first_save_whose_answer_was_lost_is_no_conflict(client, rita):
    key = client.get(ADDRESS).context["composition"].key
    post = make_post(draft=key, revision="", submit=None, save="auto")
    client.post(ADDRESS, post, headers=HTMX)

    response = client.post(ADDRESS, post | {"title": "Typed since"}, headers=HTMX)

    assert response.status_code == 200
    assert Draft.objects.get().title == "Typed since"


def test_a_stale_revision_shows_both_texts_and_stores_nothing(client, submission):
    mine = shown(submission, statement="My words stand here.", save="1")
    otto = make_member(submission.stakeholder, "otto")
    theirs = shown(submission, statement="Their words stand here.", save="1")
    client.force_login(otto)
    client.post(edit(submission), theirs)
    client.force_login(make_member(submission.stakeholder, "rita"))

    response = client.post(edit(submission), mine)

    assert response.status_code == 409
    page = response.content.decode()
    assert "<del>Their</del><ins>My</ins> words stand here." in page
    assert "My words stand here.</textarea>" in page
    assert "Otto saved it on" in page
    assert Draft.objects.get().statement == "Their words stand here."

    # Saving what is shown now replaces theirs: the writer has seen both.
    again = client.post(edit(submission), mine | {"revision": page_value(page, "revision")})
    assert again.status_code == 302
    assert Draft.objects.get().statement == "My words stand here."


def page_value(page, name):
    return page.split(f'name="{name}" id="id_{name}" value="')[1].split('"')[0]


def test_a_stale_autosave_says_so_and_stores_nothing(client, submission):
    stale = shown(submission, statement="Mine", save="auto")
    client.post(edit(submission), shown(submission, statement="Theirs", save="1"))

    response = client.post(edit(submission), stale, headers=HTMX)

    assert response.status_code == 409
    assert "Not saved." in response.content.decode()
    assert "<html" not in response.content.decode()
    assert Draft.objects.get().statement == "Theirs"


def test_the_same_text_saved_twice_is_no_conflict(client, submission):
    post = shown(submission, statement="The same", save="1")

    assert client.post(edit(submission), post).status_code == 302
    assert client.post(edit(submission), post).status_code == 302


def test_a_second_blank_form_does_not_overwrite_the_draft(client, rita):
    first, second = (client.get(ADDRESS).context["composition"].key for _tab in "ab")
    client.post(ADDRESS, make_post(draft=first, revision="", title="First", submit=None))

    response = client.post(ADDRESS, make_post(draft=second, revision="", title="Second"))

    assert response.status_code == 409
    assert 'value="Second"' in response.content.decode()
    assert Draft.objects.get().title == "First"


def test_adding_and_removing_a_point_by_button_keeps_everything(client, submission):
    added = client.post(edit(submission), shown(submission, add_point="1"))
    assert added.status_code == 200
    assert "points-1-text" in fields_of(added)
    assert Draft.objects.get().title == "Portability of pensions"

    removed = client.post(edit(submission), shown(submission, remove_point="0"))
    assert "points-0-text" not in fields_of(removed)
    assert Draft.objects.get().points == []


def test_preview_shows_the_text_as_it_will_be_read(client, submission):
    post = shown(submission, statement="One **bold** word\n\n<b>two</b>", preview="1")

    page = client.post(edit(submission), post, follow=True).content.decode()

    assert "One <strong>bold</strong> word" in page
    assert "&lt;b&gt;two&lt;/b&gt;" in page
    assert "recommended that Governments recognize contribution records between ports" in page
    assert "6 of 20 words" in page


def test_the_preview_warns_of_a_text_without_points_and_lets_it_be_sent(client, submission):
    page = client.get(f"/mine/{submission.public_id}/preview/").content.decode()
    assert "It has no point" not in page
    point = {"points-0-kind": "", "points-0-text": "", "points-0-paragraphs": []}
    without = shown(submission, preview="1") | point | {"points-0-addressee": ""}

    page = client.post(edit(submission), without, follow=True).content.decode()

    assert "It has no point" in page
    assert " disabled>Submit" not in page


def test_a_limit_of_thousands_is_written_with_its_separator(client, submission):
    call = submission.event.call
    call.word_limits = {"default": 1000}
    call.save(update_fields=["word_limits"])

    page = client.get(edit(submission)).content.decode()

    assert "At most 1,000 words" in page
    assert '<span class="of">1,000</span> words' in page
    assert 'data-limit="1000"' in page
    long = shown(submission, statement="word " * 1001, preview="1")
    assert (
        "over the limit of 1,000"
        in client.post(edit(submission), long, follow=True).content.decode()
    )


def test_the_preview_submits_what_it_showed(client, submission):
    revision = client.get(f"/mine/{submission.public_id}/preview/").context["draft"].revision

    stale = client.post(f"/mine/{submission.public_id}/submit/", {"revision": "99"})
    assert stale["Location"] == f"/mine/{submission.public_id}/preview/"
    submission.refresh_from_db()
    assert submission.state == State.DRAFT

    sent = client.post(f"/mine/{submission.public_id}/submit/", {"revision": str(revision)})
    assert sent["Location"] == f"/mine/{submission.public_id}/receipt/"
    submission.refresh_from_db()
    assert submission.state == State.SUBMITTED


def test_a_right_to_left_text_says_its_language(client, submission):
    client.post(edit(submission), shown(submission, language="ar", statement="نعمل", save="1"))

    page = client.get(edit(submission)).content.decode()

    area = page.split('<textarea name="statement"')[1].split(">")[0]
    assert 'dir="auto"' in area
    assert 'lang="ar"' in area


@pytest.mark.parametrize(
    "page", ["", "edit/", "preview/", "receipt/", "revise/", "withdraw/", "consent/"]
)
def test_outsiders_find_nothing(client, page):
    submission = make_submission(state=State.PUBLISHED)
    address = f"/mine/{submission.public_id}/{page}"
    client.force_login(make_member(submission.stakeholder, "federation-focal"))
    assert client.get(address).status_code in (200, 302)

    for outsider in (make_member(make_state(), "rudi"), make_user("nemo")):
        client.force_login(outsider)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["edit/", "revise/", "withdraw/", "consent/", "drop/", "submit/"])
def test_outsiders_change_nothing(client, page):
    submission = make_draft()
    client.force_login(make_member(make_state(), "rudi"))

    response = client.post(f"/mine/{submission.public_id}/{page}", make_post(title="Stolen"))

    assert response.status_code == 404
    assert Draft.objects.get().title == "Portability of pensions for seasonal crews"


def test_a_sent_one_has_no_form_and_leads_to_its_page(client, submission, rita):
    submit_submission(submission=submission, by=rita)

    response = client.get(edit(submission))

    assert response["Location"] == f"/mine/{submission.public_id}/"


@pytest.mark.parametrize("points", [1, 3])
def test_submitting_costs_the_same_for_one_point_and_for_three(
    client, rita, django_assert_max_num_queries, points
):
    submission = make_draft(make_stakeholder(), by=rita, points=make_content().points * points)
    post = shown(submission, submit="1", title="Portability of pensions for seasonal crews")
    for n in range(points):
        post |= {
            f"points-{n}-kind": "recommendation",
            f"points-{n}-text": "recognize contribution records between ports",
            f"points-{n}-addressee": "governments",
            f"points-{n}-paragraphs": ["A/RES/68/4:12"],
        }

    # 25 and a savepoint around them; 5 more for the first reference of a dialogue
    with django_assert_max_num_queries(30):
        assert client.post(edit(submission), post).status_code == 302
    assert Submission.objects.get().newest_version.points.count() == points
