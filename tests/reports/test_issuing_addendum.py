import pytest
from django.template.loader import render_to_string

from hld_portal.record.models import Outbox
from hld_portal.refusals import Refused
from hld_portal.reports.content import Heading, Paragraph, Part, Table, plain
from hld_portal.reports.content_json import from_json
from hld_portal.reports.content_walk import numbering_faults
from hld_portal.reports.services.issuing import issue_addendum
from submissions.enums import State
from tests.reports.drafting_cast import publish
from tests.reports.issuing_cast import (
    GIVEN,
    complete,
    issue_one,
    make_dolores,
    publish_late,
)

pytestmark = pytest.mark.django_db

TEXT = "The secretariat was asked for dates.\n\nThey follow\nhere."


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    for name in ("chunks", "private", "issued"):
        settings.STORAGES = settings.STORAGES | {
            name: settings.STORAGES[name] | {"OPTIONS": {"location": tmp_path / name}}
        }


def add(base, *, text="", with_submissions=True):
    return issue_addendum(
        changes=base,
        text=text,
        with_submissions=with_submissions,
        given=GIVEN,
        by=make_dolores(),
    )


def document_of(issue):
    return from_json(issue.build.snapshot)


def test_its_paragraphs_are_numbered_from_one_under_a_full_masthead():
    document = document_of(add(issue_one("summary"), text=TEXT))

    assert document.masthead.symbol == "HLD2013/1/Add.1"
    assert document.author_line.startswith("Addendum")
    assert [plain(runs) for runs in document.front_notes] == ["Addendum to HLD2013/1."]
    assert [(block.number, plain(block.text)) for block in document.blocks] == [
        (1, "The secretariat was asked for dates."),
        (2, "They follow here."),
    ]


def test_to_a_summary_the_new_submissions_are_listed():
    base = issue_one("summary")
    late = publish_late()
    publish("Silent Union", state=State.ACCEPTED, consent="not_published")

    issue = add(base, text=TEXT)

    document = document_of(issue)
    *_own, sentence, table = document.blocks
    assert isinstance(sentence, Paragraph)
    assert isinstance(table, Table)
    assert plain(sentence.text) == (
        "One submission was published after document HLD2013/1 had been frozen. It is listed in "
        "table 1; the findings of that document do not rest on it."
    )
    assert [plain(row.cells[0]) for row in table.rows] == [late.reference]
    assert numbering_faults(document) == []
    assert [source.submission for source in issue.sources.all()] == [late]


def test_to_a_compilation_they_are_reproduced_in_full():
    base = issue_one("compilation")
    late = publish_late()

    issue = add(base)

    document = document_of(issue)
    parts = [block for block in document.blocks if isinstance(block, Part)]
    heads = [plain(block.text) for block in document.blocks if isinstance(block, Heading)]
    assert [part.reference for part in parts] == [late.reference]
    assert heads == ["Round table 2: theme of round table 2", "Civil society"]
    assert list(issue.build.chain.printed) == [late.reference]


def test_the_next_addendum_takes_what_came_after_the_last():
    base = issue_one("compilation")
    publish_late()
    complete(add(base))
    later = publish("Galley Union")

    second = add(base)

    assert second.symbol == "HLD2013/1/Add.2"
    assert [source.submission for source in second.sources.all()] == [later]


def test_a_contributor_is_told_that_an_addendum_lists_their_words():
    base = issue_one("summary")
    late = publish_late()
    complete(add(base))

    mail = Outbox.objects.get(
        name="reports/issued_source", payload__context__symbol="HLD2013/1/Add.1"
    )
    words = render_to_string(
        "mail/reports/issued_source.txt", mail.payload["context"] | {"language": "en"}
    )

    assert f"Your submission {late.reference} is listed in it." in words


def test_nothing_is_added_to_an_addendum():
    base = issue_one("compilation")
    publish_late()
    first = complete(add(base))
    publish("Galley Union")

    with pytest.raises(Refused) as refusal:
        add(first)

    assert refusal.value.code == "moved_on"
