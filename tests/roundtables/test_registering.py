import io

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from hld_portal.accounts.enums import Region, StakeholderKind
from hld_portal.accounts.models import Invitation, Stakeholder
from hld_portal.record.relaying import relay_outbox
from tests.make import make_stakeholder

pytestmark = pytest.mark.django_db
EMAIL = "mission@example.org"


def run(*arguments):
    """Return status, standard output and standard error of `invite_head`."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("invite_head", *arguments, stdout=out, stderr=err)
    except SystemExit as exit_:
        return exit_.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_a_member_state_comes_from_the_list_with_its_official_name():
    status, out, _err = run(EMAIL, "--iso3", "bol")
    state = Stakeholder.objects.get()
    assert status == 0
    assert out.startswith(f"{EMAIL} is invited to be head of {state.name} (new);")
    assert (state.iso3, state.kind, state.region, state.invented) == (
        *("BOL", StakeholderKind.STATE, Region.LATIN_AMERICAN, False),
    )
    relay_outbox()
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert message.body.startswith("The secretariat invites you to act for")


def test_an_observer_state_is_an_observer():
    run(EMAIL, "--iso3", "PSE")
    assert Stakeholder.objects.get().kind == StakeholderKind.OBSERVER


def test_a_state_on_file_is_not_made_again():
    run(EMAIL, "--iso3", "BOL")
    _status, out, _err = run("second@example.org", "--iso3", "BOL")
    assert "(on file)" in out
    assert Stakeholder.objects.count() == 1
    assert Invitation.objects.count() == 2


def test_an_organization_comes_by_name_and_kind():
    run(EMAIL, "--name", "  Guild of  Pilots ", "--kind", "trade_union", "--country", "Syldavia")
    guild = Stakeholder.objects.get()
    assert (guild.name, guild.kind, guild.country) == ("Guild of Pilots", "trade_union", "Syldavia")
    assert [entry.verb for entry in guild.log_entries()] == ["registered", "invited"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("mission", "--iso3", "BOL"), "EMAIL: 'mission' is not an e-mail address."),
        ((EMAIL, "--iso3", "SYL"), "--iso3: 'SYL' is not the code of a State on the list."),
        (
            (EMAIL, "--name", "Guild"),
            "--kind: it is one of: un_entity, intergovernmental, ngo, private_sector, academia, "
            "trade_union, other.",
        ),
        (
            (EMAIL, "--name", "ghana", "--kind", "ngo"),
            "invite_head: States come from the list alone: give the code, --iso3.",
        ),
        (
            (EMAIL, "--name", "x" * 201, "--kind", "ngo"),
            "--name: Ensure this value has at most 200 characters (it has 201).",
        ),
        ((EMAIL, "--name", " ", "--kind", "ngo"), "--name: This field cannot be blank."),
    ],
)
def test_faults_are_one_sentence_and_write_nothing(arguments, message):
    assert run(*arguments) == (1, "", f"error: {message}\n")
    assert (Stakeholder.objects.count(), Invitation.objects.count()) == (0, 0)


def test_one_name_has_one_kind():
    make_stakeholder("Guild of Pilots", StakeholderKind.TRADE_UNION)
    assert run(EMAIL, "--name", "guild of pilots", "--kind", "ngo") == (
        *(1, "", "error: --kind: Guild of Pilots is registered already, as: Trade union.\n"),
    )


def test_state_and_organization_at_once_is_wrong_usage():
    with pytest.raises(CommandError):
        run(EMAIL, "--iso3", "BOL", "--name", "Guild", "--kind", "ngo")
