import json

import pytest
from django.core.management import call_command

from hld_portal.accounts.models import Stakeholder
from roundtables.models import Dialogue
from submissions.enums import Consent, LinkOrigin, PointOrigin, State
from submissions.models import PointLink, Submission
from tests.make import make_dialogue, make_round_table, make_stakeholder

pytestmark = pytest.mark.django_db

PORTS = {
    "iso3": "KEN",
    "text": "Governments should let ships and harbours recognize the papers of every crew.",
}


@pytest.fixture
def dialogue():
    make_round_table(1)
    make_round_table(2)
    return make_dialogue()


@pytest.fixture
def load(dialogue, tmp_path, capsys):
    def load(*rows, options=(), status=0):
        file = tmp_path / "rows.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        file.write_text("\n".join(lines), encoding="utf-8")
        if status:
            with pytest.raises(SystemExit) as stop:
                call_command("import_submissions", "hld-2013", str(file), *options)
            assert stop.value.code == status
        else:
            call_command("import_submissions", "hld-2013", str(file), *options)
        captured = capsys.readouterr()
        return json.loads(captured.out.splitlines()[-1]), captured

    return load


def test_a_row_lands_as_submitted_with_suggestions_to_confirm(load):
    result, _captured = load(PORTS)

    assert result == {"rows": 1, "imported": 1, "errors": []}
    submission = Submission.objects.get()
    assert (submission.state, submission.event, submission.consent) == (
        State.SUBMITTED,
        None,
        Consent.NAMED,
    )
    assert submission.newest_version.title == "Statement by Kenya"
    point = submission.newest_version.points.get()
    assert (point.kind, point.origin) == ("recommendation", PointOrigin.PROPOSED)
    links = list(point.links.all())
    assert 1 <= len(links) <= 3
    assert {(link.origin, link.is_confirmed) for link in links} == {(LinkOrigin.SUGGESTION, False)}
    assert submission.event_suggestions.count() <= 3


def test_what_is_given_is_not_suggested(load):
    load(PORTS | {"round_table": 2, "paragraphs": [12, "A/RES/68/4:general"]})

    submission = Submission.objects.get()
    assert submission.event == make_round_table(2)
    assert sorted(link.code for link in PointLink.objects.all()) == [
        "A/RES/68/4:12",
        "A/RES/68/4:general",
    ]
    assert all(link.is_confirmed for link in PointLink.objects.all())


def test_the_same_file_a_second_time_imports_nothing(load):
    load(PORTS)

    assert load(PORTS)[0] == {"rows": 1, "imported": 0, "errors": []}
    assert Submission.objects.count() == 1


def test_one_bad_row_keeps_all_out_and_every_fault_is_named(load):
    rows = [
        PORTS,
        PORTS | {"iso3": "ZZZ"},
        '{"text": ',
        {"stakeholder": "Nobody at All", "text": "Words."},
        PORTS | {"round_table": 9, "paragraphs": [99], "language": "xx", "consent": "yes"},
        {"iso3": "KEN"},
        {"text": "Words."},
        "[1]",
    ]

    result, captured = load(*rows, status=1)

    assert [(e["row"], e["field"]) for e in result["errors"]] == [
        (2, "iso3"),
        (3, ""),
        (4, "stakeholder"),
        (5, "language"),
        (5, "consent"),
        (5, "round_table"),
        (5, "paragraphs"),
        (6, "text"),
        (7, "iso3"),
        (8, ""),
    ]
    assert result["rows"] == 8
    assert "error: row 2, iso3: no State has the code ZZZ" in captured.err
    assert Submission.objects.count() == 0


def test_unknown_fields_are_named_and_ignored(load):
    _result, captured = load(PORTS | {"speaker": "Somebody"})

    assert "Unknown fields are ignored: speaker." in captured.out


def test_an_organization_keeps_its_word_to_itself_unless_it_said_otherwise(load):
    make_stakeholder("Harbour Union")
    load(
        {"stakeholder": "harbour union", "text": "First words."},
        {"stakeholder": "Harbour Union", "text": "Second words.", "consent": "named"},
    )

    assert list(Submission.objects.order_by("pk").values_list("consent", flat=True)) == [
        Consent.NOT_PUBLISHED,
        Consent.NAMED,
    ]


def test_publish_takes_it_through_review_each_step_in_the_log(load):
    load(PORTS, options=["--publish"])

    submission = Submission.objects.get()
    assert submission.state == State.PUBLISHED
    assert submission.event is not None
    verbs = [entry.verb for entry in submission.log_entries()]
    assert verbs == [
        *("import", "submit", "assign", "confirm_link", "take_into_review", "publish"),
    ]
    assert PointLink.objects.get().is_confirmed
    assert {entry.actor.name for entry in submission.log_entries()} == {"Import", "Rehearsal"}


def test_publish_is_refused_in_production(load, monkeypatch):
    monkeypatch.setattr("submissions.management.commands.import_submissions.LOCAL", False)

    with pytest.raises(SystemExit):
        load(PORTS, options=["--publish"])
    assert Submission.objects.count() == 0


def test_a_file_that_is_not_utf8_says_where(dialogue, tmp_path, capsys):
    file = tmp_path / "rows.jsonl"
    file.write_bytes('{"text": "caf\xe9"}'.encode("latin-1"))

    with pytest.raises(SystemExit):
        call_command("import_submissions", "hld-2013", str(file))

    assert "not UTF-8 at byte 13" in capsys.readouterr().err


def test_an_unknown_dialogue_lists_the_known(dialogue, tmp_path, capsys):
    with pytest.raises(SystemExit):
        call_command("import_submissions", "imrf", str(tmp_path / "none"))

    assert "error: imrf: there is no such dialogue; known: hld-2013" in capsys.readouterr().err


def test_the_41_real_passages_become_a_trial(shared_data, capsys):
    call_command("load_dialogue", "roundtables/data/hld-2013.yaml", "--trial", "rehearsal")
    file = str(shared_data / "statements_2013.jsonl")

    call_command("import_submissions", "rehearsal", file, "--publish")

    assert json.loads(capsys.readouterr().out.splitlines()[-1])["imported"] == 41
    trial = Dialogue.objects.get(slug="rehearsal")
    assert trial.trial
    assert trial.submissions.filter(state=State.PUBLISHED).count() == 41
    assert Stakeholder.objects.get(iso3="BGD").name == "Bangladesh"
