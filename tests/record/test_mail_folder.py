import pytest
from django.core.mail import EmailMessage, get_connection

BACKEND = "hld_portal.record.mail_folder.EmailBackend"


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def send(*messages):
    return get_connection(BACKEND).send_messages(messages)


def test_a_mail_is_a_file_that_people_can_read(folder):
    send(
        EmailMessage(
            "تأكيد العنوان", "عزيزتي نور،\nÉté à Genève.\n", "p@x.example", ["n@x.example"]
        )
    )
    (path,) = folder.iterdir()
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    assert head.splitlines()[:3] == [
        "To: n@x.example",
        "From: p@x.example",
        "Subject: تأكيد العنوان",
    ]
    assert head.splitlines()[3].startswith("Date: ")
    assert body == "عزيزتي نور،\nÉté à Genève.\n"


def test_the_name_tells_when_and_to_whom(folder):
    send(EmailMessage("S", "B", "p@x.example", ["noor@x.example"]))
    (path,) = folder.iterdir()
    time, address, end = path.stem.rsplit("-", 2)
    assert (len(time), time[8], address, len(end)) == (22, "T", "noor@x.example", 4)
    assert path.suffix == ".txt"


def test_many_at_once_each_have_a_file(folder):
    assert (
        send(*(EmailMessage("S", str(n), "p@x.example", ["n@x.example"]) for n in range(50))) == 50
    )
    assert {path.read_text()[-1:] for path in folder.iterdir()} == set("0123456789")
    assert len(list(folder.iterdir())) == 50


def test_a_recipient_cannot_choose_the_folder(folder):
    send(EmailMessage("S", "B", "p@x.example", ["../../etc/passwd@x.example"]))
    (path,) = folder.iterdir()
    assert "/" not in path.name


def test_nothing_half_written_stays(folder):
    send(EmailMessage("S", "B", "p@x.example", ["n@x.example"]))
    assert [path.name for path in folder.parent.iterdir()] == ["mail"]
