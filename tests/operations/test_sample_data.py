"""The sample's data, checked as data: no database, no portal."""

import csv
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "hld_portal" / "operations" / "sample"
STATES = ROOT / "roundtables" / "data" / "member_states.csv"

FIELDS = {
    "key", "stakeholder", "by", "channel", "round_table", "title", "language", "consent",
    "statement", "points", "state", "reason", "submitted_at", "on_behalf_of", "versions",
    "confidential",
}  # fmt: skip
KINDS = {"message", "recommendation", "practice", "commitment", "gap"}
ADDRESSEES = {
    "Governments", "countries of origin", "countries of destination",
    "the United Nations system", "employers and recruiters", "all stakeholders",
}  # fmt: skip
PARAGRAPHS = {
    f"A/RES/68/4:{number}"
    for number in [1, 2, 5, *range(6, 18), "general", "missing"]
}  # fmt: skip
SCRIPTS = {"ar": r"[\u0600-\u06ff]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}
# Bodies of this world whose names must not turn up among those who speak.
REAL_BODIES = [
    "UNHCR", "UNICEF", "UNESCO", "ILO", "IOM", "OHCHR", "UNDP", "World Bank", "Red Cross",
    "International Labour Organization", "International Organization for Migration",
    "European Union", "African Union", "Caritas", "Amnesty", "Human Rights Watch",
]  # fmt: skip
BASE_FORM = {
    "abolish", "add", "agree", "allow", "appoint", "ask", "bear", "bring", "conclude", "consult",
    "contribute", "end", "establish", "extend", "give", "include", "involve", "lower", "make",
    "open", "pay", "place", "prohibit", "provide", "publish", "ratify", "recognize", "record", "reduce",
    "refund", "relieve", "separate", "set", "share", "simplify",
}  # fmt: skip
FINITE = re.compile(
    r"\b(is|are|was|were|has|have|do|does|can|cannot|should|will|would|may|work|keeps?|carry|"
    r"leaves?|thrives|prosper|testify|remain|discharge|exclude|improve|change|build|bear|begins|"
    r"invite|show|stay|put|know|reached)\b"
)


def read(name):
    return yaml.safe_load((SAMPLE / f"{name}.yaml").read_text(encoding="utf-8"))


TABLES = {number: read(f"submissions-{number}") for number in (1, 2, 3, 4)}
FINDINGS = {number: read(f"findings-{number}") for number in (1, 2, 3, 4)}
SUBMISSIONS = [submission for table in TABLES.values() for submission in table]
BY_KEY = {submission["key"]: submission for submission in SUBMISSIONS}
STAKEHOLDERS = {stakeholder["name"]: stakeholder for stakeholder in read("stakeholders")}
PEOPLE = read("people")
GROUPS = {"state": "states"} | dict.fromkeys(
    ["ngo", "private_sector", "academia", "trade_union"], "civil society"
)

each_submission = pytest.mark.parametrize("submission", SUBMISSIONS, ids=lambda s: s["key"])
each_finding = pytest.mark.parametrize(
    ("table", "finding"),
    [(table, finding) for table, findings in FINDINGS.items() for finding in findings],
    ids=lambda value: value["key"] if isinstance(value, dict) else None,
)


def group_of(submission):
    return GROUPS.get(STAKEHOLDERS[submission["stakeholder"]]["kind"], "others")


def counts(submission):
    return submission["state"] in {"published", "accepted"}


def faults_of_form(kind, text):
    """What is wrong with an English point or finding of this kind, in words."""
    faults = []
    first = re.match(r"[\w-]+", text)[0]
    if first[0].isupper():
        faults.append("begins with a capital letter")
    if text[-1] in ".;:!?,":
        faults.append("ends with a stop")
    if re.search(r"[.!?] [A-Z]", text):
        faults.append("has two sentences")
    if len(text.split()) > 40:
        faults.append("is longer than 40 words")
    if re.search(r"\b(we|our|us|I|my)\b", text):
        faults.append("speaks of itself")
    if kind in {"recommendation", "commitment"} and first not in BASE_FORM:
        faults.append(f"begins with {first!r}, not with a verb in base form")
    if kind in {"practice", "gap"} and first in BASE_FORM:
        faults.append("begins with a verb")
    if kind == "message" and (first == "that" or not FINITE.search(text)):
        faults.append("is not a clause that can follow 'that'")
    return faults


def test_counts_by_table_state_and_language():
    assert [len(table) for table in TABLES.values()] == [9, 14, 11, 13]
    assert Counter(s["state"] for s in SUBMISSIONS) == {
        "published": 38, "submitted": 2, "in_review": 2, "returned": 1,
        "accepted": 1, "declined": 1, "withdrawn": 1, "draft": 1,
    }  # fmt: skip
    languages = Counter(s["language"] for s in SUBMISSIONS)
    assert languages == {"en": 33, "fr": 4, "es": 4, "ru": 2, "ar": 2, "zh": 2}


def test_keys_titles_stakeholders_and_addresses_are_unique():
    emails = [p["email"] for p in PEOPLE["people"] + PEOPLE["correspondents"]]
    titles = [s["title"] for s in SUBMISSIONS]
    assert len(BY_KEY) == len(SUBMISSIONS)
    assert len(set(titles)) == len(titles)
    assert len(STAKEHOLDERS) == len(read("stakeholders"))
    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") for email in emails)


def test_every_stakeholder_is_invented_and_speaks():
    assert all(s["invented"] is True for s in STAKEHOLDERS.values())
    assert {s["stakeholder"] for s in SUBMISSIONS} == set(STAKEHOLDERS)
    kinds = Counter(s["kind"] for s in STAKEHOLDERS.values())
    assert kinds["state"] == 14


def test_every_role_has_a_sample_person():
    roles = {
        (appointment["role"], appointment["round_table"])
        for person in PEOPLE["people"]
        for appointment in person["appointments"]
    }
    assert {("moderator", n) for n in (1, 2, 3, 4)} <= roles
    assert {("rapporteur", n) for n in (1, 2, 3, 4)} <= roles
    assert {("secretariat", None), ("documents_officer", None)} <= roles
    memberships = [len(person["memberships"]) for person in PEOPLE["people"]]
    assert max(memberships) == 2
    assert any(not p["memberships"] and not p["appointments"] for p in PEOPLE["people"])


def test_memberships_name_stakeholders_of_the_sample():
    named = {m["stakeholder"] for p in PEOPLE["people"] for m in p["memberships"]}
    named |= {c["stakeholder"] for c in PEOPLE["correspondents"]}
    assert named == set(STAKEHOLDERS)


@each_submission
def test_its_fields_are_known_and_say_what_they_must(submission):
    stakeholder = STAKEHOLDERS[submission["stakeholder"]]
    assert set(submission) <= FIELDS
    assert submission["channel"] in {"portal", "mail", "note_verbale"}
    assert submission["consent"] in {"named", "type_only", "not_published"}
    assert submission["round_table"] in TABLES
    assert submission in TABLES[submission["round_table"]]
    assert ("reason" in submission) is (submission["state"] in {"returned", "declined"})
    if stakeholder["kind"] == "state":
        assert submission["state"] not in {"declined", "returned"}
        assert submission["consent"] == "named"
    if submission.get("confidential"):
        assert submission["consent"] == "not_published"
        assert submission["state"] == "accepted"


@each_submission
def test_it_is_filed_by_somebody_who_may(submission):
    if submission["channel"] != "portal":
        assert submission["by"] == "secretariat@hld.example"
        return
    members = {
        (m["stakeholder"], person["email"])
        for person in PEOPLE["people"]
        for m in person["memberships"]
        if m["role"] != "drafter"
    } | {(c["stakeholder"], c["email"]) for c in PEOPLE["correspondents"]}
    assert (submission["stakeholder"], submission["by"]) in members


@each_submission
def test_its_dates_lie_between_june_and_september_2013(submission):
    dates = [v["submitted_at"] for v in submission.get("versions", [])]
    if submission["state"] == "draft":
        assert submission["submitted_at"] is None
        return
    dates.append(submission["submitted_at"])
    moments = [datetime.fromisoformat(date) for date in dates]
    assert moments == sorted(moments)
    assert all(m.tzinfo is not None and m.year == 2013 and 6 <= m.month <= 9 for m in moments)


@each_submission
def test_its_length_is_that_of_a_real_statement(submission):
    text = submission["statement"]
    if submission["language"] == "zh":
        assert 300 <= len(re.findall(SCRIPTS["zh"], text)) <= 900
        return
    is_state = STAKEHOLDERS[submission["stakeholder"]]["kind"] == "state"
    assert 150 <= len(text.split()) <= (700 if is_state else 400)


@each_submission
def test_it_is_written_in_its_language(submission):
    script = SCRIPTS.get(submission["language"])
    texts = [submission["title"], *(p["text"] for p in submission["points"])]
    if script is None:
        assert not any(re.search("|".join(SCRIPTS.values()), t) for t in texts)
        return
    assert all(re.search(script, text) for text in texts)
    letters = re.findall(r"[^\W\d_]", submission["statement"])
    assert sum(bool(re.match(script, letter)) for letter in letters) > 0.95 * len(letters)


@each_submission
def test_its_points_have_kind_addressee_and_known_paragraphs(submission):
    assert 2 <= len(submission["points"]) <= 5
    for point in submission["points"]:
        assert set(point) <= {"kind", "text", "addressee", "concern", "paragraphs"}
        assert point["kind"] in KINDS
        assert ("addressee" in point) is (point["kind"] == "recommendation")
        assert point.get("addressee", "Governments") in ADDRESSEES
        assert not point.get("concern") or point["kind"] == "message"
        assert point["paragraphs"]
        assert set(point["paragraphs"]) <= PARAGRAPHS
        assert (point["kind"] == "gap") is (point["paragraphs"] == ["A/RES/68/4:missing"])


@each_submission
def test_its_points_have_their_grammatical_form(submission):
    for point in submission["points"]:
        assert point["text"][-1] not in ".;:!?,。；，؛"
        assert not any(name in point["text"] for name in STAKEHOLDERS)
        if submission["language"] == "en":
            assert faults_of_form(point["kind"], point["text"]) == [], point["text"]


@each_submission
def test_a_text_that_is_shown_without_its_name_does_not_give_it_away(submission):
    if submission["consent"] == "type_only":
        assert submission["stakeholder"] not in submission["statement"] + submission["title"]


def test_form_check_sees_red():
    assert faults_of_form("recommendation", "ratification of the convention")
    assert faults_of_form("message", "the plight of migrants")
    assert faults_of_form("gap", "include seafarers")
    assert faults_of_form("message", "we are concerned")
    assert faults_of_form("commitment", "open two offices.")


def test_group_statements_speak_for_other_states_of_the_sample():
    groups = [s for s in SUBMISSIONS if s.get("on_behalf_of")]
    assert len(groups) == 2
    for submission in groups:
        assert submission["stakeholder"] not in submission["on_behalf_of"]
        assert {STAKEHOLDERS[n]["kind"] for n in submission["on_behalf_of"]} == {"state"}


def test_one_submission_has_an_earlier_version_that_came_back_with_a_reason():
    versions = [s["versions"] for s in SUBMISSIONS if "versions" in s]
    assert len(versions) == 1
    assert set(versions[0][0]) == {"title", "statement", "submitted_at", "reason"}


def test_no_real_state_or_body_speaks_or_is_spoken_of():
    if not STATES.exists():
        pytest.skip("roundtables/data/member_states.csv is not there yet")
    with STATES.open(encoding="utf-8") as lines:
        names = {v for row in csv.DictReader(lines) for k, v in row.items() if "name" in k and v}
    assert len(names) >= 193
    text = "\n".join(path.read_text(encoding="utf-8") for path in SAMPLE.glob("*.yaml"))
    found = [n for n in [*names, *REAL_BODIES] if re.search(rf"\b{re.escape(n)}\b", text)]
    assert found == []


def test_every_round_table_has_ten_to_sixteen_findings_with_their_own_keys():
    for findings in FINDINGS.values():
        assert 10 <= len(findings) <= 16
        assert len({finding["key"] for finding in findings}) == len(findings)


@each_finding
def test_a_finding_has_the_form_of_its_kind(table, finding):
    assert faults_of_form(finding["kind"], finding["wording"]) == []
    assert not any(name in finding["wording"] for name in STAKEHOLDERS)


@each_finding
def test_its_members_may_be_cited_and_are_of_one_kind_and_addressee(table, finding):
    points = []
    for key, number in finding["members"]:
        submission = BY_KEY[key]
        assert submission["round_table"] == table
        assert counts(submission), key
        points.append(submission["points"][number - 1])
    assert {p["kind"] for p in points} == {finding["kind"]}
    assert {p.get("addressee") for p in points} == {finding.get("addressee")}
    assert {p.get("concern", False) for p in points} == {finding.get("concern", False)}
    assert set(finding["paragraphs"]) <= {p for point in points for p in point["paragraphs"]}


@each_finding
def test_a_dissent_is_paired_with_a_finding_of_its_kind(table, finding):
    other = finding.get("contrasts_with")
    if other:
        kinds = {f["key"]: f["kind"] for f in FINDINGS[table]}
        assert kinds[other] == finding["kind"]


def test_no_point_stands_in_two_findings_and_nearly_all_stand_in_one():
    members = [tuple(m) for findings in FINDINGS.values() for f in findings for m in f["members"]]
    points = {
        (s["key"], number)
        for s in SUBMISSIONS
        if counts(s)
        for number in range(1, len(s["points"]) + 1)
    }
    assert len(set(members)) == len(members)
    # One in another language waits for the rapporteur's English words.
    assert points - set(members) == {("oume-libre-circulation", 1)}


def test_counted_words_will_have_something_to_count():
    sizes = Counter(
        len({BY_KEY[key]["stakeholder"] for key, _ in finding["members"]})
        for findings in FINDINGS.values()
        for finding in findings
    )
    assert {1, 2, 3, 4, 5, 6, 8, 9} <= set(sizes)


def test_at_least_four_states_and_four_of_civil_society_are_heard_at_every_table():
    # Below four the portal writes figures instead of counted words.
    for table in TABLES.values():
        heard = {(group_of(s), s["stakeholder"]) for s in table if counts(s)}
        groups = Counter(group for group, _name in heard)
        assert groups["states"] >= 4
        assert groups["civil society"] >= 4
