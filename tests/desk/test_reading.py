import pytest
from django.test import Client

from hld_portal.desk.models import Note
from submissions.enums import Consent, LinkOrigin, LinkTarget, State
from submissions.models import EventSuggestion, PointLink, Submission
from submissions.services.submitting import submit_submission
from submissions.services.writing import revise_submission, save_draft
from tests.make import (
    make_appointed,
    make_content,
    make_member,
    make_moderator,
    make_paragraph,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HTMX = {"HX-Request": "true", "HX-Target": "read"}
WORDS = "nine flags through four ports"


@pytest.fixture
def mona(client):
    mona = make_moderator()
    client.force_login(mona)
    return mona


def page_of(submission, table="2"):
    return f"/desk/hld-2013/{table}/{submission.slug}/"


def text_of(response):
    return response.content.decode()


def checks(response):
    return {check.label: check.kind for check in response.context["checks"]}


def suggest(submission, number="13", score=0.84):
    return PointLink.objects.create(
        point_version=submission.newest_version.points.get(),
        target=LinkTarget.PARAGRAPH,
        instrument=make_paragraph(number).instrument,
        paragraph=make_paragraph(number),
        origin=LinkOrigin.SUGGESTION,
        score=score,
    )


def test_the_pane_shows_all_that_a_decision_needs(client, mona):
    submission = make_submission(state=State.IN_REVIEW)

    page = text_of(client.get(page_of(submission)))

    for words in (
        "HLD2013/0001",
        "In review",
        "version 1",
        "English",
        "11 of 20 words",
        "Federation of Harbour Workers of Syldavia",
        "Civil society · Non-governmental organization",
        WORDS,
        "recognize contribution records between ports",
        "To Governments",
        "Within the limit",
        "Consent: under their name",
    ):
        assert words in page, words


def test_htmx_gets_the_pane_alone(client, mona):
    submission = make_submission()

    response = client.get(page_of(submission) + "?state=all", headers=HTMX)

    names = [template.name for template in response.templates]
    assert "desk/_queue.html" not in names
    assert response.headers["HX-Push-Url"] == page_of(submission) + "?state=all"
    assert text_of(response).count('id="read"') == 1


def test_a_text_in_arabic_runs_from_the_right(client, mona):
    submission = make_submission(language="ar", statement="حقوق العمال")

    assert 'lang="ar" dir="rtl"' in text_of(client.get(page_of(submission)))


def test_what_is_typed_as_html_is_shown_as_typed(client, mona):
    submission = make_submission(title="<b>Bold</b>", statement="<script>go()</script> **ours**")

    page = text_of(client.get(page_of(submission)))

    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "<script>go()" not in page
    assert "<strong>ours</strong>" in page


def test_checks_say_what_stands_against_it(client, mona):
    union = make_stakeholder(accreditation="none")
    submission = make_submission(union, consent=Consent.NOT_PUBLISHED)
    Submission.objects.filter(pk=submission.pk).update(late=True)

    assert checks(client.get(page_of(submission))) == {
        "Within the limit": "",
        "Not accredited": "warn",
        "Late": "warn",
        "Consent: counted, not published": "wait",
        "In no report yet": "wait",
        "Not your organization’s text": "",
    }


@pytest.mark.parametrize(
    ("state", "consent", "words"),
    [
        (State.PUBLISHED, Consent.NAMED, "In reports: counted, quoted and named"),
        (
            State.PUBLISHED,
            Consent.TYPE_ONLY,
            "In reports: counted and quoted, without the name",
        ),
        (State.ACCEPTED, Consent.NAMED, "In reports: counted as a number"),
        (State.RETURNED, Consent.NAMED, "In no report yet"),
    ],
)
def test_what_a_report_may_do_with_it_is_said_in_words(client, mona, state, consent, words):
    submission = make_submission(state=state, consent=consent)

    assert words in checks(client.get(page_of(submission)))


def test_a_suggested_link_is_confirmed_or_dropped(client, mona):
    submission = make_submission()
    link, other = suggest(submission), suggest(submission, "14", 0.3)
    assert "0.84" in text_of(client.get(page_of(submission)))

    client.post(page_of(submission) + f"links/{link.pk}/confirm/")
    client.post(page_of(submission) + f"links/{other.pk}/drop/")

    link.refresh_from_db()
    assert (link.is_confirmed, link.confirmed_by) == (True, mona)
    assert not PointLink.objects.filter(pk=other.pk).exists()
    verbs = [entry.verb for entry in submission.log_entries()][-2:]
    assert verbs == ["confirm_link", "drop_link"]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("13", "A/RES/68/4:13"),
        (" para. 13 ", "A/RES/68/4:13"),
        ("A/RES/68/4:13", "A/RES/68/4:13"),
        ("general", "A/RES/68/4:general"),
        ("Missing", "A/RES/68/4:missing"),
    ],
)
def test_a_link_is_added_by_number_or_code(client, mona, typed, code):
    submission = make_submission()
    point = submission.newest_version.points.get()

    response = client.post(page_of(submission) + f"points/{point.pk}/links/", {"code": typed})

    assert response.status_code == 302
    link = point.links.exclude(origin=LinkOrigin.SUBMITTER).get()
    assert (link.code, link.origin, link.confirmed_by) == (code, LinkOrigin.MODERATOR, mona)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [("99", "There is no paragraph A/RES/68/4:99."), (" ", "Give the number of a paragraph.")],
)
def test_a_number_that_names_nothing_is_refused_and_kept(client, mona, typed, fault):
    submission = make_submission()
    point = submission.newest_version.points.get()

    response = client.post(
        page_of(submission) + f"points/{point.pk}/links/", {"code": typed}, headers=HTMX
    )

    assert response.status_code == 422
    assert fault in text_of(response)
    assert f'value="{typed}" aria-invalid="true"' in text_of(response)


def test_a_link_of_another_submission_is_not_found_here(client, mona):
    submission, other = make_submission(), make_submission(make_state(), make_round_table(1))
    link = other.newest_version.points.get().links.get()

    for address in (f"links/{link.pk}/drop/", f"points/{link.point_version_id}/links/"):
        assert client.post(page_of(submission) + address, {"code": "13"}).status_code == 404
    assert PointLink.objects.filter(pk=link.pk).exists()


def test_what_changed_since_the_last_version_is_shown(client, mona):
    submission = make_submission(state=State.RETURNED)
    focal = make_member(submission.stakeholder, "federation-focal")
    revise_submission(submission=submission, by=focal)
    changed = make_content(statement="Our members work ships that carry ten flags.")
    save_draft(submission=submission, content=changed, by=focal)
    submit_submission(submission=submission, by=focal)

    page = text_of(client.get(page_of(submission)))

    assert "Differences to version 1" in page
    assert "<del>nine</del><ins>ten</ins>" in page


def test_the_log_says_who_did_what(client, mona):
    submission = make_submission(state=State.RETURNED)

    response = client.get(page_of(submission))

    said = [(entry.by, entry.text) for entry in response.context["history"]]
    assert said == [
        ("Mona", "returned it"),
        ("Mona", "took it into review"),
        ("Federation-focal", "sent version 1"),
        ("Federation-focal", "began a draft"),
    ]
    assert "Page 2 is cut." in text_of(response)


def test_earlier_texts_of_the_stakeholder_lead_on(client, mona):
    make_submission(make_stakeholder(), make_round_table(2), title="The first one")
    public = make_submission(make_stakeholder(), make_round_table(1), State.PUBLISHED)
    mona.appointments.filter(event=public.event).delete()
    hidden = make_submission(make_stakeholder(), make_round_table(3), title="Hidden words")
    assert hidden.newest_version.title == "Hidden words"
    submission = make_submission()

    earlier = client.get(page_of(submission)).context["earlier"]

    assert [(one.title, one.url) for one in earlier] == [
        ("The first one", "/desk/hld-2013/2/HLD2013-0001/"),
        (public.newest_version.title, "/hld-2013/submissions/HLD2013-0002/"),
    ]


def test_moderators_of_another_table_see_nothing_unpublished(client):
    submission = make_submission(state=State.IN_REVIEW)
    client.force_login(make_moderator())
    assert WORDS in text_of(client.get(page_of(submission)))

    client.force_login(make_moderator(make_round_table(1), "mark"))

    for address in (
        page_of(submission),
        "/desk/hld-2013/2/?state=all",
        page_of(submission, "1"),
        page_of(submission, "unassigned"),
        "/desk/hld-2013/1/?state=all",
        "/desk/hld-2013/unassigned/?state=all",
        "/desk/",
        f"/hld-2013/submissions/{submission.slug}/",
    ):
        response = client.get(address)
        assert WORDS not in text_of(response), address
        assert submission.newest_version.title not in text_of(response), address


def test_notes_are_for_the_desk_alone(client, mona):
    submission = make_submission(state=State.PUBLISHED)
    focal = make_member(submission.stakeholder, "federation-focal")
    client.post(page_of(submission) + "notes/", {"body": "Ask Klow whether this is theirs."})
    assert "Ask Klow" in text_of(client.get(page_of(submission)))
    assert Note.objects.get().author == mona

    make_member(submission.stakeholder, "mara")
    mara = make_moderator(name="mara")  # moderates, and belongs to those who wrote
    for user in (focal, mara, None):
        reader = Client()
        if user:
            reader.force_login(user)
        for address in (
            page_of(submission),
            f"/mine/{submission.public_id}/",
            f"/hld-2013/submissions/{submission.slug}/",
        ):
            assert "Ask Klow" not in text_of(reader.get(address, follow=True)), (user, address)
        assert Note.objects.count() == 1
    assert list(Note.objects.visible_to(mona)) == [Note.objects.get()]
    assert not Note.objects.visible_to(mara).exists()


def test_only_the_desk_writes_notes_and_never_empty_ones(client, mona):
    submission = make_submission()
    empty = client.post(page_of(submission) + "notes/", {"body": "  "})
    assert empty.status_code == 422
    assert "Write the note first." in text_of(empty)

    make_member(submission.stakeholder, "mona")

    assert client.post(page_of(submission) + "notes/", {"body": "Well done us."}).status_code == 403
    assert not Note.objects.exists()


@pytest.fixture
def stray():
    """A text without a round table, two of which are suggested for it."""
    submission = make_submission()
    Submission.objects.filter(pk=submission.pk).update(event=None)
    submission.refresh_from_db()
    for number, score in ((2, 0.31), (1, 0.72)):
        event = make_round_table(number)
        EventSuggestion.objects.create(submission=submission, event=event, score=score)
    return submission


def test_a_text_without_a_table_is_seen_by_every_moderator_with_suggestions(client, stray):
    for number, name in ((1, "mark"), (2, "mona")):
        client.force_login(make_moderator(make_round_table(number), name))
        queue = client.get("/desk/hld-2013/unassigned/")
        assert [row.submission for row in queue.context["rows"]] == [stray]
    page = client.get(page_of(stray, "unassigned"))
    assert [(s.event.slug, s.score) for s in page.context["suggestions"]] == [
        ("1", 0.72),
        ("2", 0.31),
    ]
    client.force_login(make_appointed("rapporteur", "raoul", make_round_table(2)))
    assert client.get("/desk/hld-2013/unassigned/").status_code == 403


def test_its_table_is_confirmed_before_it_is_published(client, mona, stray):
    page = page_of(stray, "unassigned")
    client.post(page + "take_into_review/")
    verbs = [decision.verb for decision in client.get(page).context["decisions"]]
    assert verbs == ["hold", "mark_duplicate", "return", "decline"]
    assert client.post(page + "publish/").status_code == 422
    assert client.post(page + "event/", {"event": "9"}).status_code == 422

    response = client.post(page + "event/", {"event": "2"}, follow=True)

    assert "now belongs to Round table 2." in text_of(response)
    client.post(page_of(stray) + "publish/")
    stray.refresh_from_db()
    assert (stray.event.slug, stray.state) == ("2", State.PUBLISHED)
    assert "put it to Round table 2" in text_of(client.get(page_of(stray)))


@pytest.mark.parametrize("count", [1, 3])
def test_the_pane_costs_the_same_for_one_point_and_for_three(
    client, mona, django_assert_num_queries, count
):
    point = make_content().points[0]
    points = [type(point)(**(vars(point) | {"text": f"open port {n}"})) for n in range(count)]
    submission = make_submission(points=points)
    client.get(page_of(submission), headers=HTMX)

    with django_assert_num_queries(27):
        client.get(page_of(submission), headers=HTMX)
