import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from hld_portal.accounts.enums import MemberRole
from hld_portal.text.hashing import text_hash
from roundtables.models import Call
from submissions.enums import Consent, State
from submissions.models import Draft, Submission
from submissions.reading import ADVICE
from submissions.wording import KINDS
from tests.make import (
    STATEMENT,
    make_dialogue,
    make_member,
    make_round_table,
    make_stakeholder,
    make_state,
    make_submission,
    make_user,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/submit/hld-2013/2/"


def make_post(**changes):
    """Return the fields of docs/contracts.md filled in; None leaves a field out."""
    data = {
        "title": "Portability of pensions",
        "statement": STATEMENT,
        "language": "en",
        "consent": "named",
        "points-0-kind": "recommendation",
        "points-0-text": "recognize contribution records between ports",
        "points-0-addressee": "governments",
        "points-0-paragraphs": ["A/RES/68/4:12", "A/RES/68/4:14"],
        "submit": "1",
    }
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value is not None}


def fields_of(response):
    """Return the names of the form's fields and buttons."""
    form = response.content.decode().split('<form id="compose"')[1].split("</form>")[0]
    return set(re.findall(r'name="([^"]+)"', form))


def faults_of(response):
    return [(fault["anchor"], fault["message"]) for fault in response.context["faults"]]


@pytest.fixture
def event():
    return make_round_table()


@pytest.fixture
def rita(client, event):
    rita = make_member(make_stakeholder(), "rita")
    client.force_login(rita)
    return rita


# --- Looking at the form ----------------------------------------------------------------


def test_looking_at_the_form_stores_nothing(client, rita):
    response = client.get(ADDRESS)

    assert response.status_code == 200
    assert not Submission.objects.exists()


def test_the_form_has_the_fields_of_the_contract(client, rita):
    assert fields_of(client.get(ADDRESS)) == {
        *("csrfmiddlewaretoken", "dialogue", "draft", "revision"),
        *("stakeholder", "title", "statement", "language", "consent"),
        *("points-TOTAL_FORMS", "points-INITIAL_FORMS", "points-0-key", "points-0-kind"),
        *("points-0-text", "points-0-addressee", "points-0-concern", "points-0-paragraphs"),
        *("save", "preview", "submit", "add_point", "remove_point"),
    }


def test_only_a_draft_text_takes_language_proposals(client, rita):
    assert 'value="proposal"' not in client.get(ADDRESS).content.decode()

    make_dialogue().instruments.create(
        slug="zero-draft", symbol="ZERO", status="draft", titles={"en": "Zero draft"}
    )

    response = client.get(ADDRESS)
    assert 'value="proposal"' in response.content.decode()
    assert "points-0-replaces" in fields_of(response)


def test_who_is_not_signed_in_signs_in_first(client, event):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={ADDRESS}"


def test_who_belongs_to_nobody_reads_what_to_do(client, event):
    client.force_login(make_user("nemo"))

    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Ask its head to invite you at nemo@example.org" in page.content.decode()
    assert client.post(ADDRESS, make_post()).status_code == 403
    assert not Submission.objects.exists()


@pytest.mark.parametrize("address", ["/submit/hld-2013/99/", "/submit/other/2/"])
def test_what_is_not_there_is_not_found(client, rita, address):
    assert client.get(address).status_code == 404


def test_consent_is_preset_for_a_state_and_for_nobody_else(client, rita):
    assert client.get(ADDRESS).context["form"].initial["consent"] == ""

    client.force_login(make_member(make_state(), "rudi"))

    assert client.get(ADDRESS).context["form"].initial["consent"] == Consent.NAMED


def test_consent_names_the_kind_of_organization(client, event):
    client.force_login(make_member(make_stakeholder("Dockers", "trade_union"), "dora"))

    assert "Yes, as “a trade union”" in client.get(ADDRESS).content.decode()


def test_the_limit_is_that_of_their_status(client, rita):
    assert client.get(ADDRESS).context["limit"] == 20

    client.force_login(make_member(make_state(), "rudi"))

    assert client.get(ADDRESS).context["limit"] == 40


def test_the_choice_of_meetings_says_which_are_open(client, event):
    make_round_table(3, closed=True)

    page = client.get("/submit/hld-2013/").content.decode()

    assert 'href="/submit/hld-2013/2/"' in page
    assert 'href="/submit/hld-2013/3/"' not in page
    assert "Theme of round table 3" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_costs_the_same_for_one_meeting_and_for_three(
    client, django_assert_num_queries, count
):
    for number in range(1, count + 1):
        make_round_table(number)

    with django_assert_num_queries(2):  # dialogue, events
        client.get("/submit/hld-2013/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_one_point_and_for_three(
    client, rita, django_assert_max_num_queries, count
):
    points = {}
    for n in range(count):
        points |= {
            f"points-{n}-kind": "gap",
            f"points-{n}-text": "pilots",
            f"points-{n}-paragraphs": "A/RES/68/4:12",
        }
    client.post(ADDRESS, make_post(**points, submit=None, save="1"))

    # session, user, event, memberships, draft; instruments, paragraphs, texts; sent before;
    # perhaps the desk
    with django_assert_max_num_queries(10):
        response = client.get(ADDRESS)

    assert len(response.context["points"]) == count


def test_who_wrote_to_the_meeting_before_is_told_before_writing_again(client, rita):
    assert "sent-before" not in client.get(ADDRESS).content.decode()
    client.post(ADDRESS, make_post(submit="1"))
    sent = Submission.objects.get()

    page = client.get(ADDRESS).content.decode()

    assert "has written to this meeting already" in page
    assert f'href="/mine/{sent.public_id}/">{sent.reference}</a>' in page


def test_a_new_version_is_no_second_submission(client, event, rita):
    sent = make_submission(rita.memberships.get().stakeholder, event, State.PUBLISHED)
    client.post(f"/mine/{sent.public_id}/revise/")

    page = client.get(f"/mine/{sent.public_id}/edit/")

    assert page.status_code == 200
    assert "sent-before" not in page.content.decode()


# --- Sending ----------------------------------------------------------------------------


def test_a_full_post_leads_to_the_receipt(client, rita):
    response = client.post(ADDRESS, make_post())

    submission = Submission.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"/mine/{submission.public_id}/receipt/"
    assert submission.state == State.SUBMITTED
    assert submission.newest_version.submitted_by == rita
    point = submission.newest_version.points.get()
    assert (point.kind, point.addressee) == ("recommendation", "governments")
    assert [link.code for link in point.links.order_by("pk")] == ["A/RES/68/4:12", "A/RES/68/4:14"]
    assert not Draft.objects.exists()


def test_the_hash_is_that_of_what_was_sent(client, rita):
    client.post(ADDRESS, make_post())

    assert Submission.objects.get().newest_version.sha256 == text_hash(
        {
            "title": "Portability of pensions",
            "statement": STATEMENT,
            "language": "en",
            "points": [
                {
                    "kind": "recommendation",
                    "text": "recognize contribution records between ports",
                    "addressee": "governments",
                    "replaces": "",
                    "concern": False,
                    "paragraphs": ["A/RES/68/4:12", "A/RES/68/4:14"],
                }
            ],
        }
    )


def test_codes_may_stand_in_one_field_with_commas_or_spaces(client, rita):
    codes = "A/RES/68/4:12, A/RES/68/4:14 A/RES/68/4:general;A/RES/68/4:missing"
    client.post(ADDRESS, make_post(points__0__paragraphs=codes))

    links = Submission.objects.get().newest_version.points.get().links.order_by("pk")
    assert [link.code.rpartition(":")[2] for link in links] == ["12", "14", "general", "missing"]


def test_points_may_have_gaps_in_their_numbers_and_blank_ones_are_none(client, rita):
    client.post(
        ADDRESS,
        make_post(
            points__TOTAL_FORMS="9",
            points__4__kind="gap",
            points__4__text="pilots of small ports",
            points__4__paragraphs="A/RES/68/4:missing",
            points__6__kind="gap",
            points__6__text=" ",
        ),
    )

    points = Submission.objects.get().newest_version.points.all()
    assert [(point.position, point.text) for point in points] == [
        (1, "recognize contribution records between ports"),
        (2, "pilots of small ports"),
    ]


def test_two_clicks_make_one_submission_and_lead_to_one_receipt(client, rita):
    draft = client.get(ADDRESS).context["composition"].key
    post = make_post(draft=draft, revision="")

    first, second = client.post(ADDRESS, post), client.post(ADDRESS, post)

    assert first["Location"] == second["Location"] == f"/mine/{draft}/receipt/"
    assert Submission.objects.get().versions.count() == 1


def test_the_same_post_without_the_forms_hidden_fields_is_sent_once(client, rita):
    first, second = client.post(ADDRESS, make_post()), client.post(ADDRESS, make_post())

    assert first["Location"] == second["Location"]
    assert Submission.objects.get().versions.count() == 1


def test_a_form_sent_already_does_not_take_other_words(client, rita):
    post = make_post(draft=client.get(ADDRESS).context["composition"].key, revision="")
    client.post(ADDRESS, post)

    response = client.post(ADDRESS, post | {"statement": "Other words, typed after Back."})

    assert response.status_code == 409
    assert "Other words, typed after Back." in response.content.decode()
    assert Submission.objects.get().versions.count() == 1


def test_a_late_one_is_taken_and_marked(client, rita):
    Call.objects.update(closes_at=now() - timedelta(minutes=1))

    assert "it is marked as late" in client.get(ADDRESS).content.decode()
    response = client.post(ADDRESS, make_post())

    assert response.status_code == 302
    assert Submission.objects.get().late


def test_a_closed_call_takes_nothing_and_keeps_what_was_typed(client, rita):
    Call.objects.update(closed=True)

    response = client.post(ADDRESS, make_post(title="Typed in vain?"))

    assert response.status_code == 422
    assert "The call for this meeting is closed." in response.content.decode()
    assert 'value="Typed in vain?"' in response.content.decode()
    assert not Submission.objects.exists()


def test_a_call_closed_while_writing_keeps_the_draft(client, rita):
    client.post(ADDRESS, make_post(submit=None, save="1"))
    Call.objects.update(closed=True)

    response = client.post(ADDRESS, make_post(title="Second thought"))

    assert response.status_code == 422
    assert Draft.objects.get().title == "Second thought"


def test_a_drafter_saves_and_cannot_submit(client, event):
    client.force_login(make_member(make_stakeholder(), "dora", MemberRole.DRAFTER))

    page = client.get(ADDRESS)
    assert "submit" not in fields_of(page)
    assert "then ask your head or focal point to submit" in page.content.decode()

    response = client.post(ADDRESS, make_post())
    assert response.status_code == 403
    assert "What you wrote is saved as a draft." in response.content.decode()
    assert Draft.objects.get().statement == STATEMENT
    assert Submission.objects.get().state == State.DRAFT


def test_who_writes_for_two_chooses_by_id_or_by_name(client, rita):
    ruritania = make_state()
    make_member(ruritania, "rita")

    client.post(ADDRESS, make_post(stakeholder=str(ruritania.pk), title="By id"))
    client.post(ADDRESS, make_post(stakeholder="Ruritania", title="By name"))

    assert set(Submission.objects.values_list("stakeholder__name", flat=True)) == {"Ruritania"}
    assert Submission.objects.count() == 2


def test_nobody_writes_for_others(client, rita):
    other = make_state()

    response = client.post(ADDRESS, make_post(stakeholder=str(other.pk)))

    assert response.status_code == 403
    assert not Submission.objects.exists()


def test_a_group_statement_has_the_joint_limit_and_shows_the_states(client, event):
    client.force_login(make_member(make_state(), "rudi"))
    syldavia = make_state("Syldavia")
    words = " ".join(["word"] * 60)

    alone = client.post(ADDRESS, make_post(statement=words))
    assert faults_of(alone) == [("id_statement", "The statement is 20 words over the limit of 40.")]
    response = client.post(ADDRESS, make_post(statement=words, on_behalf_of=[str(syldavia.pk)]))

    assert response.status_code == 302
    assert list(Submission.objects.get().on_behalf_of.all()) == [syldavia]


def test_a_real_state_speaks_for_states_of_the_checked_list_only(client, event):
    state = make_state("France", invented=False, iso3="FRA")
    invented = make_state("Syldavia")
    client.force_login(make_member(state, "rudi"))

    page = client.get(ADDRESS).content.decode()
    assert page.count('name="on_behalf_of"') == 194
    assert 'value="DEU"' in page
    client.post(ADDRESS, make_post(on_behalf_of=["DEU", str(invented.pk), "FRA", "ZZZ"]))

    spoken_for = Submission.objects.get().on_behalf_of.all()
    assert [(other.name, other.iso3) for other in spoken_for] == [("Germany", "DEU")]


def test_an_organization_does_not_speak_for_states(client, rita):
    assert "on_behalf_of" not in fields_of(client.get(ADDRESS))

    response = client.post(ADDRESS, make_post(on_behalf_of=[str(make_state().pk)]))

    assert [anchor for anchor, _message in faults_of(response)] == ["on-behalf-of"]


# --- Faults -----------------------------------------------------------------------------


def test_all_faults_are_shown_at_once_beside_their_fields(client, rita):
    response = client.post(
        ADDRESS,
        {
            "title": "",
            "statement": "  ",
            "language": "tlh",
            "consent": "perhaps",
            "points-0-kind": "recommendation",
            "points-0-text": "open the ports",
            "points-1-kind": "slogan",
            "points-1-text": "",
            "points-1-paragraphs": "A/RES/68/4:99",
            "submit": "1",
        },
    )

    assert response.status_code == 422
    assert faults_of(response) == [
        ("id_title", "Give the submission a title."),
        ("id_statement", "Write the statement."),
        ("id_language", "Choose one of the languages of the call."),
        ("id_points-0-addressee", "Say to whom the recommendation is made."),
        (
            "id_points-0-paragraphs",
            "Link the point to a paragraph, to the text as a whole, or to what it lacks.",
        ),
        ("id_points-1-kind", "Choose the kind of point."),
        ("id_points-1-text", "Write the point, or remove it."),
        ("id_points-1-paragraphs", "There is no paragraph A/RES/68/4:99."),
        ("id_consent_0", "Say whether the submission may be published."),
    ]
    page = response.content.decode()
    for anchor, message in faults_of(response):
        assert f'href="#{anchor}"' in page
        assert f'id="{anchor}"' in page
        assert page.count(message) == 2  # in the summary and beside the field


def test_nothing_is_lost_when_there_are_faults(client, rita):
    post = make_post(title="", consent=None, points__0__paragraphs="A/RES/68/4:99")

    response = client.post(ADDRESS, post)

    assert response.status_code == 422
    draft = Draft.objects.get()
    assert draft.statement == STATEMENT
    assert draft.points[0]["paragraphs"] == ["A/RES/68/4:99"]
    page = response.content.decode()
    assert STATEMENT in page
    assert 'value="A/RES/68/4:99"' in page
    assert draft.submission.state == State.DRAFT


def test_one_word_over_the_limit_is_refused_and_the_limit_itself_taken(client, rita):
    over = client.post(ADDRESS, make_post(statement=" ".join(["word"] * 21)))
    assert over.status_code == 422
    assert faults_of(over) == [("id_statement", "The statement is 1 word over the limit of 20.")]

    assert client.post(ADDRESS, make_post(statement=" ".join(["word"] * 20))).status_code == 302


def test_chinese_is_counted_by_characters(client, rita):
    over = client.post(ADDRESS, make_post(statement="海" * 21, language="zh"))
    assert faults_of(over) == [("id_statement", "The statement is 1 word over the limit of 20.")]

    client.post(ADDRESS, make_post(statement="海" * 20, language="zh"))

    assert Submission.objects.get().newest_version.word_count == 20


def test_too_many_points_and_a_point_too_long_are_faults(client, rita):
    points = {
        f"points__{n}__{name}": value
        for n in range(4)
        for name, value in {
            "kind": "gap",
            "text": "pilots " * (16 if n == 3 else 1),
            "paragraphs": "A/RES/68/4:12",
        }.items()
    }

    response = client.post(ADDRESS, make_post(**points))

    assert faults_of(response) == [
        ("points", "At most 3 points are taken; there are 4."),
        ("id_points-3-text", "A point has at most 15 words; this one has 16."),
    ]


def test_a_title_too_long_is_kept_and_refused(client, rita):
    title = "long " * 100

    response = client.post(ADDRESS, make_post(title=title))

    assert [anchor for anchor, _message in faults_of(response)] == ["id_title"]
    assert Draft.objects.get().title == title.strip()


def test_what_is_no_text_is_left_out_and_lines_end_alike(client, rita):
    client.post(ADDRESS, make_post(statement="A\x00B\r\n\r\nC\rD"))

    assert Submission.objects.get().newest_version.statement == "AB\n\nC\nD"


# --- Advice -----------------------------------------------------------------------------


def test_a_point_reads_as_it_will_in_the_report(client, rita):
    response = client.post(
        "/submit/reading/",
        make_post(
            dialogue="hld-2013",
            point="0",
            points__0__text="We call on Governments to ratify the ports convention",
        ),
        headers={"HX-Request": "true"},
    )

    reading = response.context["reading"]
    assert reading.hints[0].rewording == "ratify the ports convention"
    assert 'data-rewording="ratify the ports convention"' in response.content.decode()

    response = client.post(
        "/submit/reading/",
        make_post(dialogue="hld-2013", point="0", points__0__text="ratify the ports convention"),
    )
    assert response.context["reading"].sentence == (
        "One civil society organization recommended that Governments ratify the ports"
        " convention (paras. 12 and 14)."
    )
    assert not Submission.objects.exists()


def test_other_languages_wait_for_the_rapporteurs_wording(client, rita):
    post = make_post(dialogue="hld-2013", language="fr", points__0__text="ratifier la convention")

    reading = client.post("/submit/reading/", post).context["reading"]

    assert (reading.sentence, reading.hints) == ("", [])
    assert reading.note


def test_words_of_the_form_are_those_of_frames_and_advice():
    from hld_portal.text.advice import HINTS
    from hld_portal.text.frames import FRAMES

    assert {kind: tuple(map(str, words)) for kind, words in KINDS.items()} == {
        kind: (frame.hint, frame.example) for kind, frame in FRAMES.items()
    }
    assert {code: str(words) for code, words in ADVICE.items()} == HINTS
