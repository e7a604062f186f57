import io
import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.core.management import call_command

from hld_portal.accounts.models import User
from hld_portal.record.models import Outbox
from hld_portal.record.relaying import relay_outbox
from hld_portal.refusals import Refused
from roundtables.enums import AppointmentRole
from roundtables.models import Appointment
from roundtables.permissions import can_moderate, is_secretariat
from roundtables.services.appointing import appoint_person, end_appointment
from tests.make import make_appointed, make_dialogue, make_round_table, make_user

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Return status, standard output and standard error of `appoint`."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("appoint", *arguments, stdout=out, stderr=err)
    except SystemExit as exit_:
        return exit_.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_first_of_the_secretariat_chooses_a_password_by_the_link_in_the_mail(client):
    dialogue = make_dialogue()
    status, out, _err = run("Selma@example.org", "secretariat", "hld-2013")
    assert status == 0
    assert out.startswith("selma@example.org is secretariat of hld-2013; a mail says so.\n")
    assert relay_outbox() == 1
    (message,) = mail.outbox
    assert message.to == ["selma@example.org"]
    assert message.subject == "Your task: Secretariat, Dialogue on Harbours"
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", message.body)[1]
    assert Outbox.objects.get().payload["context"] == {}
    form = client.get(link, follow=True)
    client.post(form.wsgi_request.path, {"password1": "nine-flags-four-ports"})
    assert get_user(client).email == "selma@example.org"
    assert is_secretariat(get_user(client), dialogue)


def test_the_link_on_the_terminal_does_the_same(client):
    make_dialogue()
    _status, out, _err = run("selma@example.org", "secretariat", "hld-2013")
    link = re.search(r"three days: http://127\.0\.0\.1:8000(/\S+)", out)[1]
    assert "password1" in client.get(link, follow=True).content.decode()


def test_before_the_password_is_chosen_none_opens():
    make_dialogue()
    run("selma@example.org", "secretariat", "hld-2013")
    assert not User.objects.get().has_usable_password()


def test_who_has_an_account_is_told_and_keeps_the_password():
    event = make_round_table(2)
    mona = make_user("mona")
    before = mona.password
    status, out, _err = run(mona.email, "moderator", "hld-2013", "--round-table", "2")
    assert (status, out) == (
        0,
        "mona@example.org is moderator of hld-2013, round table 2; a mail says so.\n",
    )
    assert can_moderate(mona, event)
    assert not can_moderate(mona, make_round_table(3))
    assert User.objects.get().password == before
    relay_outbox()
    assert "/accounts/login/" in mail.outbox[0].body


def test_a_second_time_changes_nothing():
    make_dialogue()
    run("selma@example.org", "documents-officer", "hld-2013")
    status, out, _err = run("SELMA@example.org", "documents_officer", "hld-2013")
    assert (status, out) == (
        0,
        "Nothing to change: selma@example.org is documents officer of hld-2013 already.\n",
    )
    assert Appointment.objects.count() == User.objects.count() == Outbox.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("selma", "secretariat", "hld-2013"), "EMAIL: 'selma' is not an e-mail address."),
        (
            ("s@example.org", "king", "hld-2013"),
            "ROLE: 'king' is none; it is one of: "
            "secretariat, moderator, rapporteur, documents_officer.",
        ),
        (
            ("s@example.org", "moderator", "none"),
            "DIALOGUE: there is no 'none' (there is: hld-2013).",
        ),
        (
            ("s@example.org", "moderator", "hld-2013", "--round-table", "9"),
            "--round-table: hld-2013 has no round table 9.",
        ),
        (
            ("s@example.org", "secretariat", "hld-2013", "--round-table", "2"),
            "appoint: Secretariat is a task for the whole dialogue, not for one round table.",
        ),
        (
            ("s@example.org", "moderator", "hld-2013", "--remove"),
            "appoint: s@example.org does not have this task.",
        ),
    ],
)
def test_faults_are_one_sentence_and_write_nothing(arguments, message):
    make_round_table(2)
    assert run(*arguments) == (1, "", f"error: {message}\n")
    assert (User.objects.count(), Appointment.objects.count()) == (0, 0)


def test_a_task_is_taken_back():
    event = make_round_table(2)
    mona = make_appointed(AppointmentRole.MODERATOR, "mona", event)
    status, out, _err = run(mona.email, "moderator", "hld-2013", "--round-table", "2", "--remove")
    assert (status, out) == (
        0,
        "mona@example.org is no longer moderator of hld-2013, round table 2.\n",
    )
    assert not can_moderate(mona, event)


def test_the_last_of_the_secretariat_stays():
    make_dialogue()
    make_appointed(AppointmentRole.SECRETARIAT, "selma")
    arguments = ("selma@example.org", "secretariat", "hld-2013", "--remove")
    status, _out, err = run(*arguments)
    assert (status, err) == (
        1,
        "error: appoint: Selma is the only one of the secretariat. Appoint somebody else first.\n",
    )
    make_appointed(AppointmentRole.SECRETARIAT, "sven")
    assert run(*arguments)[0] == 0


def test_only_the_secretariat_gives_and_takes_tasks():
    event = make_round_table(2)
    mona = make_appointed(AppointmentRole.MODERATOR, "mona", event)
    otto = make_user("otto")
    with pytest.raises(Refused):
        appoint_person(user=otto, role="moderator", dialogue=event.dialogue, event=event, by=mona)
    with pytest.raises(Refused):
        end_appointment(appointment=Appointment.objects.get(), by=otto)
    assert Appointment.objects.count() == 1


def test_tasks_are_logged_without_a_name():
    event = make_round_table(2)
    selma = make_appointed(AppointmentRole.SECRETARIAT, "selma")
    mona = make_user("mona")
    appointment, _made = appoint_person(
        user=mona, role="moderator", dialogue=event.dialogue, event=event, by=selma
    )
    end_appointment(appointment=appointment, by=selma)
    entries = event.dialogue.log_entries()
    assert [(one.verb, one.actor) for one in entries] == [
        ("appointed", selma),
        ("appointment_ended", selma),
    ]
    assert entries[0].details == {"person": mona.pk, "role": "moderator", "event": "2"}
