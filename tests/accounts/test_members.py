import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Invitation, Membership
from hld_portal.accounts.services.inviting import invite_member
from hld_portal.accounts.services.members import change_role, deactivate_membership
from hld_portal.record.verifying import find_breaks
from hld_portal.refusals import Refused
from tests.make import make_member, make_stakeholder, make_state, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def federation():
    return make_stakeholder()


@pytest.fixture
def hanna(federation):
    return make_member(federation, "hanna", MemberRole.HEAD)


@pytest.fixture
def fyodor(federation):
    return make_member(federation, "fyodor", MemberRole.FOCAL_POINT)


def membership(user, stakeholder):
    return Membership.objects.get(user=user, stakeholder=stakeholder)


def page_of(stakeholder):
    return reverse("accounts:stakeholder_show", args=[stakeholder.pk])


def test_a_head_changes_a_role_and_it_is_logged(federation, hanna, fyodor):
    changed = change_role(
        membership=membership(fyodor, federation), role=MemberRole.DRAFTER, by=hanna
    )
    assert changed.role == membership(fyodor, federation).role == MemberRole.DRAFTER
    entry = federation.log_entries().last()
    assert (entry.verb, entry.actor, entry.from_state, entry.to_state) == (
        *("role_changed", hanna, "focal_point", "drafter"),
    )
    assert list(find_breaks()) == []


def test_the_same_role_again_is_no_move(federation, hanna, fyodor):
    change_role(membership=membership(fyodor, federation), role="focal_point", by=hanna)
    assert federation.log_entries().count() == 0


@pytest.mark.parametrize("name", ["fyodor", "otto"])
def test_nobody_but_a_head_changes_roles(federation, hanna, fyodor, name):
    make_member(make_state(), "otto", MemberRole.HEAD)
    with pytest.raises(Refused) as refused:
        change_role(
            membership=membership(fyodor, federation), role=MemberRole.HEAD, by=make_user(name)
        )
    assert refused.value.code == "not_allowed"
    assert membership(fyodor, federation).role == MemberRole.FOCAL_POINT


def test_the_only_head_stays_head(federation, hanna, fyodor):
    own = membership(hanna, federation)
    with pytest.raises(Refused) as refused:
        change_role(membership=own, role=MemberRole.DRAFTER, by=hanna)
    assert refused.value.message == "Hanna is the only head. Make somebody else head first."
    with pytest.raises(Refused) as refused:
        deactivate_membership(membership=own, by=hanna)
    assert refused.value.code == "last_head"
    own.refresh_from_db()
    assert (own.role, own.is_active) == (MemberRole.HEAD, True)


def test_a_second_head_sets_the_first_free(federation, hanna, fyodor):
    change_role(membership=membership(fyodor, federation), role=MemberRole.HEAD, by=hanna)
    deactivate_membership(membership=membership(hanna, federation), by=hanna)
    assert not membership(hanna, federation).is_active


def test_a_head_whose_account_is_closed_does_not_count(federation, hanna):
    closed = make_member(federation, "closed", MemberRole.HEAD)
    closed.is_active = False
    closed.save()
    with pytest.raises(Refused):
        deactivate_membership(membership=membership(hanna, federation), by=hanna)


def test_a_member_may_leave(federation, hanna, fyodor):
    deactivate_membership(membership=membership(fyodor, federation), by=fyodor)
    assert not membership(fyodor, federation).is_active


def test_what_ended_cannot_end_again(federation, hanna, fyodor):
    old = membership(fyodor, federation)
    deactivate_membership(membership=old, by=hanna)
    for again in (
        lambda: deactivate_membership(membership=old, by=hanna),
        lambda: change_role(membership=old, role=MemberRole.HEAD, by=hanna),
    ):
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code == "moved_on"


# --- The page ------------------------------------------------------------------------------


def test_the_address_is_that_of_the_contract(federation):
    assert page_of(federation) == f"/accounts/stakeholders/{federation.pk}/"


def test_members_see_each_other_and_only_the_head_what_manages(client, federation, hanna, fyodor):
    client.force_login(fyodor)
    page = client.get(page_of(federation)).content.decode()
    assert "hanna@example.org" in page
    assert "Send the invitation" not in page
    client.force_login(hanna)
    page = client.get(page_of(federation)).content.decode()
    assert "fyodor@example.org" in page
    assert "Send the invitation" in page


@pytest.mark.parametrize("address", ["", "members/{member}/end/", "members/{member}/role/"])
def test_for_outsiders_there_is_no_such_page(client, federation, hanna, fyodor, address):
    client.force_login(make_member(make_state(), "otto", MemberRole.HEAD))
    url = page_of(federation) + address.format(member=membership(fyodor, federation).pk)
    answer = client.post(url, {"role": "head", "email": "x@example.org"})
    assert answer.status_code == 404
    assert membership(fyodor, federation).role == MemberRole.FOCAL_POINT
    assert membership(fyodor, federation).is_active
    assert not Invitation.objects.exists()


def test_of_a_strangers_stakeholder_no_member_can_be_reached_through_ones_own(
    client, federation, hanna
):
    otto = make_member(make_state(), "otto", MemberRole.FOCAL_POINT)
    client.force_login(hanna)
    url = reverse("accounts:membership_end", args=[federation.pk, otto.memberships.get().pk])
    assert client.post(url).status_code == 404
    assert otto.memberships.get().is_active


def test_who_left_finds_no_page(client, federation, hanna, fyodor):
    client.force_login(fyodor)
    assert client.get(page_of(federation)).status_code == 200
    deactivate_membership(membership=membership(fyodor, federation), by=hanna)
    assert client.get(page_of(federation)).status_code == 404


def test_a_focal_point_who_posts_is_refused(client, federation, hanna, fyodor):
    client.force_login(fyodor)
    data = {"email": "new@example.org", "role": "head"}
    assert client.post(page_of(federation), data).status_code == 403
    role = reverse("accounts:role_change", args=[federation.pk, hanna.memberships.get().pk])
    assert client.post(role, {"role": "drafter"}).status_code == 403
    end = reverse("accounts:membership_end", args=[federation.pk, hanna.memberships.get().pk])
    assert client.post(end).status_code == 403
    assert membership(hanna, federation).role == MemberRole.HEAD


def test_the_head_changes_a_role_on_the_page(client, federation, hanna, fyodor):
    client.force_login(hanna)
    url = reverse("accounts:role_change", args=[federation.pk, fyodor.memberships.get().pk])
    page = client.post(url, {"role": "drafter"}, follow=True).content.decode()
    assert "Fyodor is now: Drafter." in page
    assert client.post(url, {"role": "king"}).status_code == 422
    assert membership(fyodor, federation).role == MemberRole.DRAFTER


def test_the_page_says_why_the_only_head_must_stay(client, federation, hanna):
    client.force_login(hanna)
    url = reverse("accounts:membership_end", args=[federation.pk, hanna.memberships.get().pk])
    page = client.post(url, follow=True).content.decode()
    assert "Hanna is the only head. Make somebody else head first." in page


def test_taking_off_asks_first(client, federation, hanna, fyodor):
    client.force_login(hanna)
    url = reverse("accounts:membership_end", args=[federation.pk, fyodor.memberships.get().pk])
    page = client.get(url).content.decode()
    assert "Should Fyodor no longer act for" in page
    assert membership(fyodor, federation).is_active
    assert client.post(url)["Location"] == page_of(federation)
    assert not membership(fyodor, federation).is_active


def test_who_leaves_is_led_to_the_own_account(client, federation, hanna, fyodor):
    client.force_login(fyodor)
    url = reverse("accounts:membership_end", args=[federation.pk, fyodor.memberships.get().pk])
    assert client.post(url)["Location"] == "/accounts/profile/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, federation, hanna, count):
    for number in range(count):
        make_member(federation, f"drafter{number}", MemberRole.DRAFTER)
        invite_member(
            stakeholder=federation, email=f"new{number}@example.org", role="drafter", by=hanna
        )
    client.force_login(hanna)
    client.get(page_of(federation))
    with CaptureQueriesContext(connection) as queries:
        client.get(page_of(federation))
    # session, user, stakeholder, members, own role, invitations, acting for;
    # the frame of the page asks for its own, which is counted with the frame
    own = [query for query in queries if "roundtables_appointment" not in query["sql"]]
    assert len(own) == 7
