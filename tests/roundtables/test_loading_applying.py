import json

import pytest
from django.core.management import call_command

from hld_portal.record.models import LogEntry
from roundtables.models import (
    Call,
    Dialogue,
    Event,
    Instrument,
    Paragraph,
    ParagraphText,
    SuggestedLink,
)
from tests.roundtables.small_dialogue import SMALL, write_small

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def load(path, capsys, *options) -> tuple[dict, list[str]]:
    call_command("load_dialogue", str(path), *options)
    lines = capsys.readouterr().out.splitlines()
    return json.loads(lines[-1]), lines[:-1]


def refusal(path, capsys, *options) -> tuple[int, list[str]]:
    with pytest.raises(SystemExit) as stopped:
        call_command("load_dialogue", str(path), *options)
    out, err = capsys.readouterr()
    assert out == ""
    return stopped.value.code, [line.replace(str(path), "F") for line in err.splitlines()]


def everything() -> list:
    """All rows that a load writes, to see that nothing moved."""
    models = (Dialogue, Event, Call, Instrument, Paragraph, ParagraphText, SuggestedLink, LogEntry)
    return [list(model.objects.order_by("pk").values()) for model in models]


def line_of(piece: str) -> int:
    return SMALL[: SMALL.index(piece)].count("\n") + 1


def test_a_first_load_makes_every_row(tmp_path, capsys):
    counts, remarks = load(write_small(tmp_path), capsys)

    assert counts == {"created": 19, "changed": 0, "unchanged": 0}
    assert remarks == ["Loaded harbour-2020."]
    dialogue = Dialogue.objects.get()
    assert (dialogue.slug, dialogue.title, dialogue.trial) == (
        "harbour-2020",
        "Dialogue on Harbours",
        False,
    )
    assert [str(event) for event in dialogue.events.all()] == [
        "Opening",
        "Round table 1",
        "Round table 2",
    ]
    assert dialogue.addressee_choices() == [("ports", "ports")]
    texts = ParagraphText.objects.order_by("paragraph__order", "language")
    assert [(text.language, text.status, text.text, text.source) for text in texts] == [
        ("en", "official", "Cranes shall turn.", "The meeting of ports"),
        ("fr", "official", "Les grues tournent.", "The meeting of ports"),
        ("en", "described", "Something on quays.", ""),
        ("en", "not_loaded", "", ""),
    ]


def test_a_second_load_changes_nothing_and_says_so(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys)
    before = everything()

    counts, remarks = load(path, capsys)

    assert counts == {"created": 0, "changed": 0, "unchanged": 19}
    assert remarks == ["Nothing to change: harbour-2020 is as the file says."]
    assert everything() == before


def test_a_check_changes_nothing(tmp_path, capsys):
    before = everything()

    counts, remarks = load(write_small(tmp_path), capsys, "--check")

    assert counts == {"created": 19, "changed": 0, "unchanged": 0}
    assert remarks == ["Checked only; nothing was changed. harbour-2020 would be loaded so:"]
    assert everything() == before


def test_a_faulty_file_changes_nothing_and_names_every_line(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    before = everything()
    path = write_small(
        tmp_path,
        ("zone: Europe/Paris", "zone: Mars"),
        ("theme: {en: Cranes}", "theme: {en: Winches}"),
        ("number: 2\n", "number: 1\n"),
    )

    status, errors = refusal(path, capsys)

    assert status == 1
    assert errors == [
        'error: F:8: "zone" is no time zone: "Mars"; write one such as America/New_York',
        'error: F:27: round table "1" stands twice, first in line 23',
    ]
    assert everything() == before


def test_what_the_file_changes_is_named(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    path = write_small(
        tmp_path,
        ("theme: {en: Cranes}", "theme: {en: Winches}"),
        ("Les grues tournent.", "Les grues tourneront."),
    )

    counts, remarks = load(path, capsys)

    assert counts == {"created": 0, "changed": 2, "unchanged": 17}
    assert remarks == [
        "changed round table 1: themes",
        'changed paragraph 1 of "charter" (fr): text',
        "Loaded harbour-2020.",
    ]


def test_each_load_that_writes_leaves_one_log_entry(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    load(write_small(tmp_path), capsys)
    load(write_small(tmp_path, ("Quays", "Piers")), capsys)

    assert list(LogEntry.objects.order_by("pk").values_list("object_kind", "verb", "details")) == [
        ("dialogue", "load", {"created": 19, "changed": 0, "unchanged": 0}),
        ("dialogue", "load", {"created": 0, "changed": 1, "unchanged": 18}),
    ]


def test_an_unlinked_paragraph_that_leaves_the_file_is_removed(tmp_path, capsys):
    load(write_small(tmp_path, SWAP_LINK), capsys)
    path = write_small(tmp_path, SWAP_LINK, SWAP_BIS)

    counts, remarks = load(path, capsys)

    assert counts == {"created": 0, "changed": 1, "unchanged": 16}
    assert remarks == ['removed paragraph 2 bis of "charter"', "Loaded harbour-2020."]
    assert list(Paragraph.objects.values_list("number", flat=True)) == ["1", "2"]


SWAP_LINK = ('  - {from: "charter:2", to: "charter:2 bis", role: secondary, confidence: 0.5}\n', "")
SWAP_BIS = ("      - {number: 2 bis, wording: not_loaded}\n", "")


def test_a_link_of_the_file_does_not_protect_what_the_file_drops_with_it(tmp_path, capsys):
    load(write_small(tmp_path), capsys)

    counts, _remarks = load(write_small(tmp_path, SWAP_LINK, SWAP_BIS), capsys)

    assert counts == {"created": 0, "changed": 2, "unchanged": 16}
    assert SuggestedLink.objects.count() == 1


def test_a_linked_paragraph_is_never_removed(tmp_path, capsys):
    load(write_small(tmp_path, SWAP_LINK), capsys)
    link_from_elsewhere("2 bis")
    before = everything()

    status, errors = refusal(write_small(tmp_path, SWAP_LINK, SWAP_BIS), capsys)

    assert status == 1
    assert errors == [
        f'error: F:{line_of("    paragraphs:")}: paragraph 2 bis of "charter" is not in the file, '
        "but something links to it (1 suggested link); put it back"
    ]
    assert everything() == before


def link_from_elsewhere(number: str) -> None:
    other = Dialogue.objects.create(
        slug="other",
        short_title="Other",
        reference_prefix="OTHER",
        starts_on="2021-01-01",
        ends_on="2021-01-02",
    )
    instrument = Instrument.objects.create(
        dialogue=other, slug="text", symbol="OTHER", status="draft"
    )
    start = Paragraph.objects.create(instrument=instrument, number="1", order=1)
    SuggestedLink.objects.create(
        paragraph=start, other=Paragraph.objects.get(number=number), confidence="0.50"
    )


def test_a_linked_round_table_is_never_removed(tmp_path, capsys, django_user_model):
    load(write_small(tmp_path), capsys)
    table = Event.objects.get(slug="2")
    mona = django_user_model.objects.create(email="mona@example.org")
    table.appointments.create(dialogue=table.dialogue, user=mona, role="moderator")
    gone = SMALL[SMALL.index("  - number: 2\n") : SMALL.index("instruments:")]

    status, errors = refusal(write_small(tmp_path, (gone, "")), capsys)

    assert status == 1
    assert errors == [
        f"error: F:{line_of('round_tables:')}: round table 2 is not in the file, "
        "but something links to it (1 appointment); put it back"
    ]


def test_an_unlinked_round_table_is_removed_with_its_call(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    gone = SMALL[SMALL.index("  - number: 2\n") : SMALL.index("instruments:")]

    counts, remarks = load(write_small(tmp_path, (gone, "")), capsys)

    assert counts == {"created": 0, "changed": 1, "unchanged": 16}
    assert remarks[0] == "removed round table 2"
    assert Call.objects.count() == 2


def test_a_call_that_the_secretariat_closed_stays_closed(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys)
    Call.objects.filter(event__slug="2").update(closed=True)

    counts, remarks = load(path, capsys)

    assert counts == {"created": 0, "changed": 0, "unchanged": 19}
    assert remarks == [
        "kept: the call of round table 2 is closed in the portal and stays so",
        "Nothing to change: harbour-2020 is as the file says.",
    ]
    assert Call.objects.get(event__slug="2").closed


def test_other_rules_of_a_closed_call_follow_the_file(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    Call.objects.filter(event__slug="2").update(closed=True)

    load(write_small(tmp_path, ("default: 400", "default: 350")), capsys)

    call = Call.objects.get(event__slug="2")
    assert (call.closed, call.word_limits["default"]) == (True, 350)


def test_a_trial_is_a_marked_copy_with_its_own_references(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys)

    counts, remarks = load(path, capsys, "--trial", "harbour-trial")

    assert counts == {"created": 19, "changed": 0, "unchanged": 0}
    assert remarks == ["Loaded harbour-trial."]
    trial = Dialogue.objects.get(slug="harbour-trial")
    assert (trial.trial, trial.reference_prefix) == (True, "TRIAL1")
    assert trial.titles == {"en": "Dialogue on Harbours (rehearsal)"}
    assert trial.short_title == "Harbours 2020 (rehearsal)"
    assert trial.instruments.get().paragraphs.count() == 3
    real = Dialogue.objects.get(slug="harbour-2020")
    assert (real.trial, real.titles) == (False, {"en": "Dialogue on Harbours"})


def test_a_second_load_of_a_trial_changes_nothing(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys, "--trial", "harbour-trial")
    before = everything()

    counts, _remarks = load(path, capsys, "--trial", "harbour-trial")

    assert counts == {"created": 0, "changed": 0, "unchanged": 19}
    assert everything() == before


def test_each_trial_counts_its_own_references_and_a_check_uses_none_up(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys, "--trial", "one")
    load(path, capsys, "--trial", "two", "--check")
    load(path, capsys, "--trial", "three")

    prefixes = Dialogue.objects.order_by("pk").values_list("slug", "reference_prefix")
    assert list(prefixes) == [("one", "TRIAL1"), ("three", "TRIAL2")]


def test_a_trial_never_takes_the_address_of_the_dialogue(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys)

    assert refusal(path, capsys, "--trial", "harbour-2020") == (
        1,
        ['error: F:2: "harbour-2020" is there and is not a rehearsal'],
    )


def test_a_dialogue_never_takes_the_address_of_a_trial(tmp_path, capsys):
    path = write_small(tmp_path)
    load(path, capsys, "--trial", "harbour-2020")

    assert refusal(path, capsys) == (1, ['error: F:2: "harbour-2020" is there and is a rehearsal'])


@pytest.mark.parametrize("slug", ["Not A Slug", "submit", "a/b", "x" * 51])
def test_an_impossible_address_of_a_trial_is_wrong_usage(tmp_path, capsys, slug):
    assert refusal(write_small(tmp_path), capsys, "--trial", slug) == (
        2,
        [f'error: --trial: "{slug}" cannot be the address of a dialogue'],
    )


def test_the_prefix_of_references_never_changes(tmp_path, capsys):
    load(write_small(tmp_path), capsys)

    assert refusal(write_small(tmp_path, ("HARBOUR2020", "PORT2020")), capsys) == (
        1,
        ['error: F:3: "reference_prefix" was "HARBOUR2020" and can never change'],
    )


def test_two_dialogues_never_share_a_prefix(tmp_path, capsys):
    load(write_small(tmp_path), capsys)

    assert refusal(write_small(tmp_path, ("slug: harbour-2020", "slug: other")), capsys) == (
        1,
        ['error: F:3: "reference_prefix" HARBOUR2020 belongs to the dialogue "harbour-2020"'],
    )


def test_two_dialogues_live_side_by_side(tmp_path, capsys):
    first = write_small(tmp_path)
    second = write_small(
        tmp_path,
        ("slug: harbour-2020", "slug: harbour-2024"),
        ("HARBOUR2020", "HARBOUR2024"),
        ("Cranes shall turn.", "Cranes shall rest."),
        name="second.yaml",
    )
    load(first, capsys)
    before = Paragraph.objects.count()

    counts, _remarks = load(second, capsys)

    assert counts == {"created": 19, "changed": 0, "unchanged": 0}
    assert Paragraph.objects.count() == 2 * before
    assert load(first, capsys)[0] == {"created": 0, "changed": 0, "unchanged": 19}
    assert list(
        ParagraphText.objects.filter(paragraph__number="1", language="en")
        .order_by("pk")
        .values_list("paragraph__instrument__dialogue__slug", "text")
    ) == [("harbour-2020", "Cranes shall turn."), ("harbour-2024", "Cranes shall rest.")]


def test_the_main_instrument_can_pass_to_another(tmp_path, capsys):
    load(write_small(tmp_path), capsys)
    annex = """\
  - slug: annex
    symbol: H/ANNEX
    main: true
    status: draft
    title: {en: Annex}
    paragraphs: [{number: 1, wording: not_loaded}]

links:"""
    path = write_small(tmp_path, ("    main: true\n", ""), ("links:", annex))

    counts, remarks = load(path, capsys)

    assert counts == {"created": 3, "changed": 1, "unchanged": 18}
    assert remarks[0] == 'changed instrument "charter": is_main'
    assert Instrument.objects.get(is_main=True).slug == "annex"
