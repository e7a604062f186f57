import pytest

from roundtables.loading.faults import FaultyFile
from roundtables.loading.reading import read_dialogue_file
from tests.roundtables.small_dialogue import write_small

LANGUAGES = "ar, zh, en, fr, ru, es"
KINDS = (
    "introduction, part, event, round_table, framework, civil_society, coverage, "
    "recommendations, annex"
)
SCALE = """\
  scale:
    figures_below: 4
    step_down_below: 10
    some_up_to: 3
    nearly_all_above: {}
    most_above: {}
    many_above: {}"""


def test_a_sound_file_has_no_faults(tmp_path):
    plan = read_dialogue_file(write_small(tmp_path))

    assert [event.slug for event in plan.events] == ["opening", "1", "2"]
    assert list(plan.paragraph_names()) == [
        ("charter", "1"),
        ("charter", "2"),
        ("charter", "2 bis"),
    ]


def test_a_round_table_without_co_chairs_and_questions_has_empty_lists(tmp_path):
    table = read_dialogue_file(write_small(tmp_path)).events[1].round_table

    assert (table["co_chairs"], table["guiding_questions"]) == ([], [])


def test_times_of_a_call_are_those_of_its_zone(tmp_path):
    call = read_dialogue_file(write_small(tmp_path)).events[1].call

    assert call["closes_at"].isoformat() == "2020-05-01T16:00:00+00:00"


def test_a_call_takes_the_rules_of_all_calls_and_may_state_its_own(tmp_path):
    swap = ("call: {status: closed}", "call: {status: closed, limits: {default: 50}}")
    opening, first, _second = read_dialogue_file(write_small(tmp_path, swap)).events

    assert opening.call["word_limits"] == {"default": 50}
    assert first.call["word_limits"] == {"state": 900, "default": 400}
    assert opening.call["languages"] == ["en", "fr"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("  title: {en: Dialogue on Harbours}", "  titel: {en: x}", [
            '2: the key "title" is missing',
            '4: unknown key "titel"; did you mean "title"?',
        ]),
        ("slug: harbour-2020", "slug: Harbour 2020", [
            '2: "slug" must be small letters, figures and single hyphens, not "Harbour 2020"',
        ]),
        ("slug: harbour-2020", "slug: submit", [
            '2: "slug" must not be "submit": the portal uses that address itself',
        ]),
        ("HARBOUR2020", "harbour/2020", [
            '3: "reference_prefix" must be capital letters and figures, not "harbour/2020"',
        ]),
        ("short_title: Harbours 2020", "short_title: 2020", [
            '5: "short_title" must be text, but is a whole number ("2020"); put it in quotes',
        ]),
        ("short_title: Harbours 2020", "short_title: [a]", [
            '5: "short_title" must be text, but is a list',
        ]),
        ("short_title: Harbours 2020", "short_title:", [
            '5: "short_title" has no value; give one or leave the key out',
        ]),
        ("short_title: Harbours 2020", "short_title: " + "x" * 61, [
            '5: "short_title" has 61 characters; at most 60 fit',
        ]),
        ("short_title: Harbours 2020", 'short_title: "a\\0b"', [
            '5: "short_title" holds the control character U+0000',
        ]),
        ("short_title: Harbours 2020", "short_title: A\n  short_title: B", [
            '6: the key "short_title" stands here twice, first in line 5',
        ]),
        ("title: {en: Dialogue on Harbours}", "title: {de: Häfen}", [
            f'4: "de" is no language of the portal; known: {LANGUAGES}',
        ]),
        ("title: {en: Dialogue on Harbours}", "title: Harbours", [
            '4: "title" must be given by language, such as {en: …}, but is text ("Harbours")',
        ]),
        ("ends_on: 2020-05-05", "ends_on: 2020-05-03", [
            '7: "ends_on" is before starts_on, 2020-05-04',
        ]),
        ("ends_on: 2020-05-05", "ends_on: 2020-02-30", [
            '7: "ends_on" must be a date such as 2013-10-03, not a date ("2020-02-30")',
        ]),
        ("ends_on: 2020-05-05", "ends_on: 5 May", [
            '7: "ends_on" must be a date such as 2013-10-03, not text ("5 May")',
        ]),
        ("  zone: Europe/Paris", SCALE.format("1/2", "2/3", "1/4"), [
            "9: nearly_all_above, most_above and many_above must fall",
        ]),
        ("  zone: Europe/Paris", SCALE.format("3/2", "2/3", "1/4"), [
            '12: "nearly_all_above" must be at most 1, not "3/2"',
        ]),
        ("  zone: Europe/Paris", SCALE.format("1/0", "0", "0"), [
            '12: "nearly_all_above" must be a share such as 0.9 or 9/10, not text ("1/0")',
        ]),
        ("zone: Europe/Paris", "zone: Paris", [
            '8: "zone" is no time zone: "Paris"; write one such as America/New_York',
        ]),
        ("{key: ports,", "{key: Ports!,", [
            '10: "key" must be small letters, figures and underscores, not "Ports!"',
        ]),
        ("{key: ports, label: {en: ports}}", "ports", [
            '10: each of "addressees" must hold keys, but this is text ("ports")',
        ]),
        ("languages: [en, fr]", "languages: [en, xx]", [
            f'13: "languages" names "xx", no language of the portal ({LANGUAGES})',
        ]),
        ("languages: [en, fr]", "languages: []", ['13: "languages" names no language']),
        ("default: 400}", "default: none}", [
            '14: "default" must be a whole number, not text ("none")',
        ]),
        ("default: 400}", "default: 0}", ['14: "default" must be from 1 to 20000, not 0']),
        (", default: 400}", "}", [
            '14: the key "default" is missing: words for all others',
        ]),
        ("  languages: [en, fr]\n", "", [
            f'{line}: "languages" is set neither here nor under "call_defaults"'
            for line in (19, 25, 29)
        ]),
        ("limits: {state: 900, default: 400}", "limits: 400", [
            '14: "limits" must hold keys, but is a whole number ("400")',
        ]),
        ("limits: {state: 900, default: 400}", "limits: {}", [
            '14: the key "default" is missing: words for all others',
        ]),
        ("  languages: [en, fr]\n  limits: {state: 900, default: 400}", "  - en", [
            '13: "call_defaults" must hold keys, but is a list',
        ]),
        ("kind: plenary", "kind: round_table", [
            '18: "kind" must be one of panel, hearing, plenary; not "round_table"',
        ]),
        ("slug: opening", "slug: 7", [
            '17: "slug" must be text, but is a whole number ("7"); put it in quotes',
            '53: unknown reference "opening": there is no such event',
        ]),
        ("slug: opening", 'slug: "7"', [
            '17: "slug" must not be a number: those are the addresses of round tables',
            '53: unknown reference "opening": there is no such event',
        ]),
        ("status: closed}", "status: shut}", [
            '20: "status" must be one of open, closed; not "shut"',
        ]),
        ("closes_at: 2020-05-01 18:00", "closes_at: 2020-03-29 02:30", [
            '26: "closes_at" does not exist in Europe/Paris: clocks go forward then',
        ]),
        ("closes_at: 2020-05-01 18:00", "closes_at: 2020-05-01", [
            '26: "closes_at" must be a time such as 2013-06-01 09:00, not a date ("2020-05-01")',
        ]),
        ("closes_at: 2020-05-01 18:00", "closes_at: 2020-05-01 18:00, opens_at: 2020-05-02 18:00", [
            '26: "closes_at" is not after opens_at',
        ]),
        ("number: 2\n", "number: 1\n", [
            '27: round table "1" stands twice, first in line 23',
        ]),
        ("number: 2\n", "number: two\n", [
            '27: "number" must be a whole number, not text ("two")',
        ]),
        ("symbol: H/CHARTER", "symbol: H CHARTER", [
            '34: "symbol" must hold no space, colon or comma: "H CHARTER"',
        ]),
        ("    main: true\n", "", ['32: one instrument must have "main: true"']),
        ("main: true", "main: yes", [
            '32: one instrument must have "main: true"',
            '35: "main" must be written true or false, not "yes"',
        ]),
        ("{number: 2, wording", "{number: 1, wording", [
            '41: paragraph "1" stands twice, first in line 40',
            '46: unknown reference "charter:2": "charter" has no paragraph 2',
        ]),
        ("{number: 2, wording", "{number: two, wording", [
            '41: "number" must be a number such as 12 or "12 bis", not "two"',
            '46: unknown reference "charter:2": "charter" has no paragraph 2',
        ]),
        ("wording: described, text: {en: Something on quays.}", "wording: described", [
            '41: the key "text" is missing, though "wording" is described',
        ]),
        ("wording: not_loaded", "wording: not_loaded, text: {en: x}", [
            '42: "text" has no place where "wording" is not_loaded',
        ]),
        ("text: {en: Something on quays.}", "text: {en: Quays.}, footnote: {fr: Note}", [
            '41: "footnote" is given in "fr", in which there is no text',
        ]),
        ('to: "round-table:1"', 'to: "round-table:3"', [
            '45: unknown reference "round-table:3": there is no round table 3',
        ]),
        ('from: "charter:1"', 'from: "round-table:1"', [
            '45: "from" must be a paragraph; only the other end may be a round table',
            '45: "round-table:1" is linked to itself',
        ]),
        ('from: "charter:1"', 'from: "treaty:1"', [
            '45: unknown reference "treaty:1": there is no instrument "treaty"; known: charter',
        ]),
        ('from: "charter:1"', "from: charter", [
            '45: "from" must name a paragraph or round table, such as "declaration:12" or '
            '"round-table:2"; not "charter"',
        ]),
        ("confidence: 0.9", "confidence: 1.5", [
            '45: "confidence" must be a number from 0 to 1, not a number ("1.5")',
        ]),
        ('  - {from: "charter:2", to: "charter:2 bis"', '  - {from: "charter:1", to: "round-table:1"', [
            '46: the link "charter:1 to round-table:1" stands twice, first in line 45',
        ]),
        ("kind: introduction", "kind: preface", [
            f'49: "kind" must be one of {KINDS}; not "preface"',
        ]),
        ("round_table: 1, title", "round_table: 9, title", [
            '54: unknown reference "9": there is no such round table',
        ]),
        ("outline:", "outlines:", ['48: unknown key "outlines"; did you mean "outline"?']),
        ("dialogue:", "42:", [
            '1: the key "dialogue" is missing',
            '1: unknown key "42"; known here: dialogue, call_defaults, events, round_tables, '
            "instruments, links, outline",
        ]),
    ],
)  # fmt: skip
def test_each_fault_has_its_line_and_its_sentence(tmp_path, old, new, expected):
    with pytest.raises(FaultyFile) as caught:
        read_dialogue_file(write_small(tmp_path, (old, new)))

    assert [f"{fault.line}: {fault.message}" for fault in caught.value.faults] == expected


def test_all_faults_come_at_once_in_order_of_lines(tmp_path):
    path = write_small(
        tmp_path,
        ("round-table:1", "round-table:8"),
        ("zone: Europe/Paris", "zone: Mars"),
        ("theme: {en: Quays}", "topic: {en: Quays}"),
    )

    with pytest.raises(FaultyFile) as caught:
        read_dialogue_file(path)

    assert [fault.line for fault in caught.value.faults] == [8, 27, 29, 45]
