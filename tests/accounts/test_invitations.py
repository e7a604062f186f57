import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse

from hld_portal.accounts.enums import MemberRole
from hld_portal.accounts.models import Invitation, Membership, User
from hld_portal.accounts.services.inviting import (
    MOST_OPEN,
    accept_invitation,
    invite_member,
    withdraw_invitation,
)
from hld_portal.record.models import Outbox
from hld_portal.record.relaying import relay_outbox
from hld_portal.refusals import Refused
from tests.make import make_member, make_stakeholder, make_user

pytestmark = pytest.mark.django_db
NEW = "nadia@example.org"


@pytest.fixture
def federation():
    return make_stakeholder()


@pytest.fixture
def hanna(federation):
    return make_member(federation, "hanna", MemberRole.HEAD)


def invite(federation, hanna, email=NEW, role=MemberRole.FOCAL_POINT):
    """Invite, and return the path of the link in the mail."""
    invite_member(stakeholder=federation, email=email, role=role, by=hanna)
    relay_outbox()
    return link_in(mail.outbox[-1])


def link_in(message):
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", message.body)[1]


def age(days):
    created = Invitation.objects.get().created_at
    Invitation.objects.update(created_at=created - timedelta(days=days))


def test_the_letter_says_who_invites_to_what_and_how(federation, hanna):
    invite(federation, hanna)
    message = mail.outbox[0]
    assert message.to == [NEW]
    assert message.subject == "Invitation to act for Federation of Harbour Workers of Syldavia"
    assert "Hanna invites you to act for" in message.body
    assert "as: Focal point (writes, submits, withdraws)" in message.body
    assert "works for 14 days" in message.body


def test_the_letter_speaks_the_language_of_a_person_who_is_known(federation, hanna):
    user = make_user("nadia")
    User.objects.filter(pk=user.pk).update(language="fr")
    assert invite(federation, hanna).startswith("/fr/accounts/invitations/")


def test_neither_database_nor_outbox_keeps_a_link_that_was_sent(federation, hanna):
    path = invite(federation, hanna)
    token = path.rstrip("/").rsplit("/", 1)[1]
    row = Outbox.objects.get()
    assert (row.payload["to"], row.payload["context"]) == (NEW, {})
    assert Invitation.objects.get().token_hash == Invitation.hash_token(token)


def test_a_new_person_signs_up_with_the_link_and_joins_without_a_second_mail(
    client, federation, hanna
):
    path = invite(federation, hanna)
    page = client.get(path).content.decode()
    sign_up = f"/accounts/signup/?next={path}"
    assert f'href="{sign_up}"' in page
    assert f'value="{NEW}"' in client.get(sign_up).content.decode()
    data = {"name": "Nadia", "email": NEW, "password1": "nine-flags-four-ports", "next": path}
    assert client.post("/accounts/signup/", data)["Location"] == path
    assert get_user(client).email == NEW
    answer = client.post(path)
    assert answer["Location"] == reverse("accounts:stakeholder_show", args=[federation.pk])
    membership = Membership.objects.get(user__email=NEW)
    assert (membership.stakeholder, membership.role) == (federation, MemberRole.FOCAL_POINT)
    assert relay_outbox() == 0


def test_signing_up_with_another_address_than_the_invited_one_needs_its_own_proof(
    client, federation, hanna
):
    client.get(invite(federation, hanna))
    data = {"name": "N", "email": "other@example.org", "password1": "nine-flags-four-ports"}
    client.post("/accounts/signup/", data)
    assert not get_user(client).is_authenticated
    assert User.objects.filter(email="other@example.org").exists()
    assert not User.objects.filter(email=NEW).exists()


def test_who_has_an_account_is_led_to_sign_in_and_acts_for_it_then(client, federation, hanna):
    nadia = make_member(make_stakeholder("A Lighthouse Society"), "nadia")
    path = invite(federation, hanna)
    assert f'href="/accounts/login/?next={path}"' in client.get(path).content.decode()
    client.force_login(nadia)
    page = client.post(path, follow=True)
    assert page.wsgi_request.acting_for.pk == federation.pk
    assert "You now act for Federation of Harbour Workers" in page.content.decode()


def test_a_look_accepts_nothing(client, federation, hanna):
    path = invite(federation, hanna)
    client.force_login(make_user("nadia"))
    assert "Accept" in client.get(path).content.decode()
    assert not Membership.objects.filter(user__email=NEW).exists()


def test_somebody_else_cannot_accept(client, federation, hanna):
    path = invite(federation, hanna)
    client.force_login(make_user("otto"))
    page = client.get(path).content.decode()
    assert "You are signed in as otto@example.org" in page
    assert client.post(path).status_code == 403
    assert not Membership.objects.filter(user__email="otto@example.org").exists()


def test_a_used_link_says_so(client, federation, hanna):
    path = invite(federation, hanna)
    client.force_login(make_user("nadia"))
    client.post(path)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        assert "This invitation was accepted already." in answer.content.decode()
    assert Membership.objects.filter(user__email=NEW).count() == 1


def test_two_clicks_make_one_membership(federation, hanna):
    invite(federation, hanna)
    nadia = make_user("nadia")
    invitation = Invitation.objects.get()
    accept_invitation(invitation=invitation, by=nadia)
    with pytest.raises(Refused) as refused:
        accept_invitation(invitation=invitation, by=nadia)
    assert refused.value.code == "moved_on"


def test_an_old_link_says_so(client, federation, hanna):
    path = invite(federation, hanna)
    client.force_login(make_user("nadia"))
    age(13)
    assert client.get(path).status_code == 200
    age(1)
    answer = client.post(path)
    assert answer.status_code == 410
    assert "This invitation is too old." in answer.content.decode()
    assert not Membership.objects.filter(user__email=NEW).exists()


def test_an_unknown_link_says_so(client):
    answer = client.get("/accounts/invitations/no-such-token/")
    assert answer.status_code == 404
    assert "This invitation does not exist." in answer.content.decode()


def test_a_second_letter_takes_the_place_of_the_first(client, federation, hanna):
    first = invite(federation, hanna, role=MemberRole.DRAFTER)
    second = invite(federation, hanna, email=NEW.upper(), role=MemberRole.HEAD)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert Invitation.objects.get().role == MemberRole.HEAD


def test_a_withdrawn_link_is_dead(client, federation, hanna):
    path = invite(federation, hanna)
    client.force_login(hanna)
    url = reverse("accounts:invitation_withdraw", args=[federation.pk, Invitation.objects.get().pk])
    assert client.post(url).status_code == 302
    assert client.get(path).status_code == 404


def test_only_a_head_invites_and_withdraws(federation, hanna):
    fyodor = make_member(federation, "fyodor", MemberRole.FOCAL_POINT)
    with pytest.raises(Refused):
        invite_member(stakeholder=federation, email=NEW, role="drafter", by=fyodor)
    invite(federation, hanna)
    with pytest.raises(Refused):
        withdraw_invitation(invitation=Invitation.objects.get(), by=fyodor)
    assert Invitation.objects.count() == 1


def test_members_are_not_invited_again_and_the_form_says_so(client, federation, hanna):
    make_member(federation, "fyodor", MemberRole.FOCAL_POINT)
    client.force_login(hanna)
    url = reverse("accounts:stakeholder_show", args=[federation.pk])
    data = {"email": "Fyodor@Example.org", "role": "head"}
    answer = client.post(url, data)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "email": ["fyodor@example.org acts for Federation of Harbour Workers of Syldavia already."]
    }
    assert 'value="Fyodor@Example.org"' in answer.content.decode()


def test_the_form_invites(client, federation, hanna):
    client.force_login(hanna)
    url = reverse("accounts:stakeholder_show", args=[federation.pk])
    assert client.post(url, {"email": "nobody", "role": ""}).status_code == 422
    page = client.post(url, {"email": NEW, "role": "drafter"}, follow=True).content.decode()
    assert f"We wrote to {NEW}." in page
    assert Invitation.objects.get().invited_by == hanna


def test_who_was_taken_off_comes_back_by_invitation(federation, hanna):
    nadia = make_member(federation, "nadia", MemberRole.HEAD)
    Membership.objects.filter(user=nadia).update(is_active=False)
    invite(federation, hanna, role=MemberRole.DRAFTER)
    membership = accept_invitation(invitation=Invitation.objects.get(), by=nadia)
    assert (membership.is_active, membership.role) == (True, MemberRole.DRAFTER)


def test_there_is_an_end_to_inviting(federation, hanna):
    for number in range(MOST_OPEN):
        invite_member(
            stakeholder=federation, email=f"n{number}@example.org", role="drafter", by=hanna
        )
    with pytest.raises(Refused) as refused:
        invite_member(stakeholder=federation, email=NEW, role="drafter", by=hanna)
    assert refused.value.code == "too_many"


def test_what_happens_is_logged(federation, hanna):
    invite(federation, hanna)
    nadia = make_user("nadia")
    accept_invitation(invitation=Invitation.objects.get(), by=nadia)
    entries = federation.log_entries()
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("invited", hanna),
        ("joined", nadia),
    ]
    assert NEW not in str([entry.details for entry in entries])
