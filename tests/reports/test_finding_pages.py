import re
from dataclasses import replace

import pytest
from django.urls import reverse

from hld_portal.reports.models import Finding
from hld_portal.reports.services.findings import word_finding
from roundtables.enums import AppointmentRole
from submissions.content import PointContent
from submissions.enums import Consent, State
from submissions.models import PointVersion
from tests.make import make_appointed, make_moderator, make_round_table, make_user
from tests.reports.drafting_cast import (
    BIRTHS,
    DOMESTIC,
    WORDING,
    make_rosa,
    merge,
    publish,
    publish_five,
    withdraw,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

HTMX = {"HX-Request": "true"}
LIST_QUERIES = 22


@pytest.fixture
def rosa(client):
    rosa = make_rosa()
    client.force_login(rosa)
    return rosa


def address(name, *args):
    return reverse(f"reports:{name}", args=["hld-2013", "2", *args])


def page(client, query=""):
    response = client.get(address("finding_list") + query)
    assert response.status_code == 200
    return response.content.decode()


def reword(client, finding, **data):
    finding.refresh_from_db()
    return client.post(address("finding_edit", finding.pk), {"seen": finding.log_count} | data)


def ids(**fields):
    return list(PointVersion.objects.filter(**fields).order_by("pk").values_list("pk", flat=True))


def test_each_role_gets_its_answer(client):
    publish("Anchor Union")
    finding = merge()
    pages = [
        address("finding_list"),
        address("finding_edit", finding.pk),
    ]
    for url in pages:
        client.logout()
        assert client.get(url)["Location"].startswith("/accounts/login/?next=")
        for user, status in (
            (make_user("stranger"), 404),
            (make_moderator(), 403),
            (make_appointed(AppointmentRole.RAPPORTEUR, "otto", make_round_table(3)), 403),
            (make_rosa(), 200),
            (make_appointed(AppointmentRole.SECRETARIAT, "selma"), 200),
        ):
            client.force_login(user)
            assert client.get(url).status_code == status, (url, user)


@pytest.mark.parametrize("name", ["finding_choose", "finding_create", "finding_undo"])
def test_a_moderator_changes_nothing(client, name):
    publish("Anchor Union")
    client.force_login(make_moderator())
    data = {"points": ids(), "wording": "x", "action": "merge"}
    assert client.post(address(name), data).status_code == 403
    assert not Finding.objects.exists()


def test_points_stand_under_the_paragraph_they_speak_to_missing_last(client, rosa):
    publish(
        "Anchor Union", PointContent("gap", "seasonal crews", paragraphs=["A/RES/68/4:missing"])
    )
    publish("Beacon Union", BIRTHS)
    publish("Capstan Union")
    publish(
        "Dock Union",
        PointContent("message", "all of it holds", paragraphs=["A/RES/68/4:general"]),
    )

    text = page(client)

    order = [
        text.index(words) for words in (WORDING, BIRTHS.text, "all of it holds", "seasonal crews")
    ]
    assert order == sorted(order)
    assert "Words of paragraph 12" in text
    assert "Capstan Union" in text


def test_what_may_not_be_cited_is_absent_and_what_may_not_be_quoted_is_marked(client, rosa):
    submission = publish("Anchor Union")
    assert "Anchor Union" in page(client)
    publish("Beacon Union", BIRTHS, state=State.ACCEPTED, consent=Consent.NOT_PUBLISHED)
    publish("Capstan Union", replace(DOMESTIC, text="a secret in review"), state=State.IN_REVIEW)

    text = page(client)
    assert text.count("not for publication: counted, never quoted") == 1
    assert "a secret in review" not in text

    withdraw(submission)
    assert "Anchor Union" not in page(client)


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("?kind=recommendation", BIRTHS.text, WORDING),
        ("?kind=message", WORDING, BIRTHS.text),
        ("?group=states", "Ruritania", "Ebb Union"),
        ("?paragraph=A/RES/68/4:13", BIRTHS.text, "Ruritania"),
        ("?loose=yes", "Ebb Union", "Ruritania"),
    ],
)
def test_each_filter_filters(client, rosa, query, seen, unseen):
    publish("Ruritania", kind="state")
    merge()
    publish("Ebb Union", BIRTHS)
    # Findings stand at the side whatever the points are filtered by.
    points = page(client).partition("<aside")[0]
    assert seen in points
    assert unseen in points

    points = page(client, query).partition("<aside")[0]

    assert seen in points
    assert unseen not in points


def test_a_filter_that_is_none_filters_nothing_and_says_so(client, rosa):
    publish("Anchor Union")
    text = page(client, "?kind=poem")
    assert WORDING in text
    assert "poem is not one of the available choices" in text


def test_merging_asks_for_the_words_and_proposes_the_first(client, rosa):
    publish_five()
    points = ids(kind="message")

    response = client.post(address("finding_choose"), {"points": points, "action": "merge"})
    form = client.get(response["Location"])

    text = form.content.decode()
    assert f">{WORDING}</textarea>" in text
    assert f"Many civil society organizations observed that {WORDING}." in text
    assert not Finding.objects.exists()

    data = {"points": points, "wording": "much is amiss", "concern": "yes"}
    client.post(address("finding_create"), data)
    finding = Finding.objects.get()
    assert (finding.wording, finding.concern, finding.members.count()) == ("much is amiss", True, 4)
    text = page(client)
    assert 'aria-label="4 civil society"' in text


def test_a_text_in_another_language_waits_for_words(client, rosa):
    publish("Anchor Union", language="fr")
    response = client.get(address("finding_create") + f"?points={ids()[0]}")
    assert '<textarea class="written" id="id_wording"' in response.content.decode()
    assert f">{WORDING}</textarea>" not in response.content.decode()


def test_without_words_the_form_comes_back(client, rosa):
    publish("Anchor Union")
    response = client.post(address("finding_create"), {"points": ids(), "wording": " "})
    assert response.status_code == 422
    assert "Write the finding." in response.content.decode()


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({}, "Tick at least one point."),
        ({"kind__in": ["message", "recommendation"]}, "differ in kind or addressee"),
    ],
)
def test_a_wrong_choice_comes_back_with_its_ticks(client, rosa, chosen, message):
    publish_five()
    points = ids(**chosen) if chosen else []
    response = client.post(address("finding_choose"), {"points": points, "action": "merge"})
    assert response.status_code == 422
    text = response.content.decode()
    assert message in text
    assert text.count(" checked>") == len(points)


def test_adding_needs_a_finding_and_can_be_undone(client, rosa):
    publish("Anchor Union")
    finding = merge()
    publish("Beacon Union")
    [new] = ids(memberships=None)
    data = {"points": [new], "action": "add"}
    assert client.post(address("finding_choose"), data).status_code == 422

    client.post(address("finding_choose"), data | {"finding": finding.pk})
    assert finding.members.count() == 2
    client.post(address("finding_undo"))
    assert finding.members.count() == 1


def test_the_undo_is_offered_once_and_undoes(client, rosa):
    publish_five()
    data = {"points": ids(kind="message"), "wording": WORDING}
    client.post(address("finding_create"), data)
    assert "Undo it" in page(client)
    assert "Undo it" not in page(client)
    client.post(address("finding_undo"))
    assert not Finding.objects.exists()
    assert client.post(address("finding_undo")).status_code == 409


def test_taking_apart_and_undoing_gives_the_same_finding(client, rosa):
    publish("Anchor Union")
    finding = merge()
    client.post(address("finding_dissolve", finding.pk))
    assert not Finding.objects.exists()
    client.post(address("finding_undo"))
    assert Finding.objects.get().pk == finding.pk


def test_taking_out_the_last_point_is_undone_too(client, rosa):
    publish("Anchor Union")
    finding = merge()
    member = finding.members.get()
    client.post(address("finding_remove", finding.pk), {"member": member.pk})
    assert not Finding.objects.exists()
    client.post(address("finding_undo"))
    assert Finding.objects.get().members.count() == 1


def test_taking_out_one_of_two_is_undone(client, rosa):
    publish("Anchor Union")
    publish("Beacon Union")
    finding = merge()
    client.post(address("finding_remove", finding.pk), {"member": finding.members.first().pk})
    assert finding.members.count() == 1
    client.post(address("finding_undo"))
    assert finding.members.count() == 2


def test_words_concern_and_contrast_are_set_and_undone(client, rosa):
    publish("Anchor Union")
    finding = merge()
    publish("Beacon Union", replace(DOMESTIC, text="national law covers it"))
    other = merge(wording="national law covers it")
    data = {"wording": "much is amiss", "concern": "yes", "contrasts_with": other.pk}

    reword(client, finding, **data)

    finding.refresh_from_db()
    assert (finding.wording, finding.concern, finding.contrasts_with) == (
        "much is amiss",
        True,
        other,
    )
    assert "differs from" in page(client)
    client.post(address("finding_undo"))
    finding.refresh_from_db()
    assert (finding.wording, finding.concern, finding.contrasts_with) == (WORDING, False, None)


def test_of_two_who_reword_the_second_sees_both_wordings(client, rosa):
    publish("Anchor Union")
    finding = merge()
    data = {"seen": finding.log_count, "wording": "my own words"}
    word_finding(finding=finding, wording="words of the first", by=rosa)

    response = client.post(address("finding_edit", finding.pk), data)

    finding.refresh_from_db()
    text = response.content.decode()
    assert (response.status_code, finding.wording) == (409, "words of the first")
    assert "Somebody else changed this finding" in text
    assert "words of the first</p>" in text
    assert "my own words</textarea>" in text
    again = re.search(r'name="seen" value="(\d+)"', text)
    client.post(address("finding_edit", finding.pk), data | {"seen": again[1]})
    finding.refresh_from_db()
    assert finding.wording == "my own words"


@pytest.mark.parametrize("step", ["reword", "create"])
def test_a_step_that_somebody_went_on_from_is_not_undone(client, rosa, step):
    publish("Anchor Union")
    if step == "create":
        client.post(address("finding_create"), {"points": ids(), "wording": WORDING})
    finding = Finding.objects.first() or merge()
    if step == "reword":
        reword(client, finding, wording="my own words")
    finding.refresh_from_db()
    word_finding(finding=finding, wording="words of the second", by=rosa)

    response = client.post(address("finding_undo"))

    finding.refresh_from_db()
    assert (response.status_code, finding.wording) == (409, "words of the second")


def test_a_withdrawn_member_is_shown_by_reference_and_reason(client, rosa):
    submission = publish("Anchor Union")
    publish("Beacon Union")
    merge()
    withdraw(submission)

    text = page(client)

    assert f'<span class="mono">{submission.reference}</span>: withdrawn' in text
    assert "Anchor Union" not in text


def test_near_ones_are_shown_with_their_score_and_merge_by_one_click(client, rosa):
    publish("Anchor Union")
    publish("Beacon Union")
    first, second = ids()
    text = page(client)
    assert "100 per cent alike" in text
    link = f"{address('finding_create')}?points={first}&amp;points={second}"
    assert link in text
    assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_reading_follows_the_words(client, rosa):
    publish("Anchor Union")
    data = {"points": ids(), "wording": "much is amiss", "concern": "yes"}
    response = client.post(address("finding_reading"), data)
    assert "cautioned that much is amiss." in response.content.decode()


def test_htmx_gets_only_the_list(client, rosa):
    publish("Anchor Union")
    response = client.get(address("finding_list"), headers=HTMX)
    assert b'id="finding-list"' in response.content
    assert b"<html" not in response.content


def test_the_number_of_queries_does_not_grow(client, rosa, django_assert_num_queries):
    def one_more(number):
        publish(f"Union {number}", replace(DOMESTIC, text=f"harbour {number} is dark at night"))
        merge(wording=f"harbour {number} is dark")
        publish(f"Guild {number}", replace(BIRTHS, text=f"light the pier {number}"))

    one_more(1)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address("finding_list"), headers=HTMX)
    one_more(2)
    one_more(3)
    first, second, third = Finding.objects.all()
    Finding.objects.filter(pk__in=[first.pk, second.pk]).update(contrasts_with=third)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(address("finding_list"), headers=HTMX)


def edit(client, finding, *codes, **more):
    data = {"wording": finding.wording, "targets": "yes", "paragraphs": list(codes)} | more
    return reword(client, finding, **data)


def targets_of(finding):
    return [t.paragraph.number if t.paragraph else t.target for t in finding.targets.order_by("pk")]


def ticked(client, finding):
    text = client.get(address("finding_edit", finding.pk)).content.decode()
    return re.findall(r'name="paragraphs" value="([^"]+)" checked', text)


def test_a_finding_follows_its_points_until_it_is_told_otherwise(client, rosa):
    publish("Anchor Union")
    finding = merge()
    assert ticked(client, finding) == ["A/RES/68/4:12"]

    edit(client, finding, "A/RES/68/4:12")
    assert targets_of(finding) == []

    edit(client, finding, "A/RES/68/4:13", "A/RES/68/4:missing")
    assert targets_of(finding) == ["13", "missing"]
    assert ticked(client, finding) == ["A/RES/68/4:13", "A/RES/68/4:missing"]
    assert "para. 13" in page(client)
    verbs = [entry.verb for entry in finding.log_entries()]
    assert verbs.count("target") == 1

    edit(client, finding)
    assert targets_of(finding) == []


def test_targets_come_back_with_undo(client, rosa):
    publish("Anchor Union")
    finding = merge()
    edit(client, finding, "A/RES/68/4:13")
    edit(client, finding, "A/RES/68/4:14", wording="other words")
    assert targets_of(finding) == ["14"]
    client.post(address("finding_undo"))
    finding.refresh_from_db()
    assert (targets_of(finding), finding.wording) == (["13"], WORDING)


def test_a_paragraph_that_is_none_is_told_beside_the_list_and_nothing_is_lost(client, rosa):
    publish("Anchor Union")
    finding = merge()
    response = edit(client, finding, "A/RES/68/4:13", "A/RES/68/4:99", wording="typed already")
    assert response.status_code == 422
    text = response.content.decode()
    assert "There is no paragraph A/RES/68/4:99." in text
    assert ">typed already</textarea>" in text
    assert re.findall(r'name="paragraphs" value="([^"]+)" checked', text) == ["A/RES/68/4:13"]
    assert targets_of(finding) == []
    assert Finding.objects.get().wording == WORDING


def test_a_form_without_targets_leaves_them_alone(client, rosa):
    publish("Anchor Union")
    finding = merge()
    edit(client, finding, "A/RES/68/4:13")
    reword(client, finding, wording="other words")
    assert targets_of(finding) == ["13"]


def test_a_new_finding_is_given_its_targets_at_once(client, rosa):
    publish("Anchor Union")
    data = {"points": ids(), "wording": WORDING, "targets": "yes", "paragraphs": "A/RES/68/4:14"}
    client.post(address("finding_create"), data)
    assert targets_of(Finding.objects.get()) == ["14"]
