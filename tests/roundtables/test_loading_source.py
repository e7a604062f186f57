import pytest

from roundtables.loading.faults import FaultyFile
from roundtables.loading.reading import read_dialogue_file
from tests.roundtables.small_dialogue import SMALL


def faults_of(path) -> list[str]:
    with pytest.raises(FaultyFile) as caught:
        read_dialogue_file(path)
    return [fault.at("F") for fault in caught.value.faults]


def faults_of_text(tmp_path, text: str) -> list[str]:
    path = tmp_path / "dialogue.yaml"
    path.write_text(text, encoding="utf-8")
    return faults_of(path)


def test_an_absent_file_is_named(tmp_path):
    expected = ["error: F: the file cannot be read: No such file or directory"]

    assert faults_of(tmp_path / "absent.yaml") == expected


def test_a_folder_is_no_file(tmp_path):
    assert faults_of(tmp_path) == ["error: F: the file cannot be read: Is a directory"]


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff"])
def test_an_empty_file_says_so(tmp_path, text):
    assert faults_of_text(tmp_path, text) == ["error: F:1: the file is empty"]


def test_a_file_of_comments_has_no_keys(tmp_path):
    expected = ['error: F:1: the file must begin with keys such as "dialogue:"']

    assert faults_of_text(tmp_path, "# nothing\n") == expected
    assert faults_of_text(tmp_path, "- a\n- b\n") == expected


def test_other_encodings_are_refused_with_the_line(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes(SMALL.replace("Quays", "Quäys").encode("latin-1"))
    line = SMALL[: SMALL.index("Quays")].count("\n") + 1

    assert faults_of(path) == [f"error: F:{line}: this is not UTF-8; save the file as UTF-8 text"]


def test_a_byte_order_mark_does_no_harm(tmp_path):
    path = tmp_path / "bom.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())

    assert read_dialogue_file(path).slug == "harbour-2020"


def test_broken_yaml_has_its_line(tmp_path):
    assert faults_of_text(tmp_path, "dialogue:\n  slug: [a, b\n  title: c\n") == [
        "error: F:3: the YAML is broken: while parsing a flow sequence expected ',' or ']', but got ':'"
    ]


def test_a_tab_has_its_line(tmp_path):
    assert faults_of_text(tmp_path, "dialogue:\n\tslug: a\n") == [
        "error: F:2: the YAML is broken: while scanning for the next token "
        "found character '\\t' that cannot start any token"
    ]


def test_a_character_that_yaml_forbids_has_its_line(tmp_path):
    assert faults_of_text(tmp_path, "dialogue:\n  slug: a\x07b\n") == [
        "error: F:2: the YAML is broken: character U+0007 is not allowed"
    ]


def test_aliases_are_refused(tmp_path):
    assert faults_of_text(tmp_path, "a: &x [1]\nb: *x\n") == [
        "error: F:1: anchors and aliases (&name, *name) are not used in this file"
    ]


def test_deep_nesting_is_refused(tmp_path):
    assert faults_of_text(tmp_path, "a: " + "[" * 50_000) == [
        "error: F:1: nested more than 40 levels deep"
    ]


def test_two_documents_are_refused(tmp_path):
    assert faults_of_text(tmp_path, "a: b\n---\nc: d\n") == [
        "error: F:2: the file must hold one document, not several parted by ---"
    ]


def test_a_huge_file_is_refused(tmp_path):
    assert faults_of_text(tmp_path, "#" * (4 * 1024 * 1024 + 1)) == [
        "error: F: the file is larger than 4 megabytes"
    ]


def test_an_unknown_yaml_tag_is_a_wrong_type(tmp_path):
    text = SMALL.replace("slug: harbour-2020", "slug: !!python/name:os.system x")

    assert faults_of_text(tmp_path, text) == [
        'error: F:2: "slug" must be text, but is of the unknown type '
        'tag:yaml.org,2002:python/name:os.system ("x"); put it in quotes'
    ]


def test_a_fault_stays_one_line_whatever_it_quotes(tmp_path):
    text = SMALL.replace("zone: Europe/Paris", 'zone: "Mars\\nPhobos\\u2028Deimos"')

    assert faults_of_text(tmp_path, text) == [
        'error: F:8: "zone" is no time zone: "Mars Phobos Deimos"; '
        "write one such as America/New_York"
    ]
