import json
from collections import Counter
from pathlib import Path

import pytest

from hld_portal.accounts.enums import Region
from roundtables.states import all_states, find_state

FACTS = Path(__file__).parents[3] / "shared" / "data" / "member_states.json"
GROUPS = {
    "AFRICAN": "african",
    "ASIA_PACIFIC": "asia_pacific",
    "EASTERN_EUROPEAN": "eastern_european",
    "GRULAC": "latin_american",
    "WEOG": "western_european",
}


def test_there_are_193_members_and_two_observers():
    assert Counter(state.status for state in all_states()) == {"member": 193, "observer": 2}
    assert [state.name for state in all_states() if not state.is_member] == [
        "Holy See",
        "State of Palestine",
    ]


@pytest.mark.parametrize("field", ["iso3", "iso2", "m49", "name"])
def test_no_value_stands_twice(field):
    counts = Counter(getattr(state, field) for state in all_states())

    assert len(counts) == 195
    assert [value for value, count in counts.items() if count > 1] == []


def test_codes_have_their_shape():
    for state in all_states():
        assert (len(state.iso3), len(state.iso2), len(state.m49)) == (3, 2, 3), state
        assert (state.iso3 + state.iso2).isupper(), state
        assert state.m49.isdigit(), state


def test_regional_groups_have_their_size():
    assert Counter(state.regional_group for state in all_states()) == {
        "african": 54,
        "asia_pacific": 54,
        "eastern_european": 23,
        "latin_american": 33,
        "western_european": 29,
        "none": 2,
    }


def test_regional_groups_are_those_of_stakeholders():
    assert {state.regional_group for state in all_states()} == set(Region.values)


def test_official_short_names_are_kept_to_the_letter():
    names = [find_state(iso3).name for iso3 in ("VNM", "TUR", "CIV", "CZE", "SWZ", "CPV", "MKD")]

    assert names == [
        "Viet Nam",
        "Türkiye",
        "Côte d'Ivoire",
        "Czechia",
        "Eswatini",
        "Cabo Verde",
        "North Macedonia",
    ]


def test_a_name_in_text_takes_its_article():
    assert find_state("gmb").name_in_text == "the Gambia"
    assert find_state("GHA").name_in_text == "Ghana"


def test_an_invented_code_is_no_state():
    assert find_state("ZZZ") is None


def test_members_agree_with_the_checked_facts():
    if not FACTS.exists():
        pytest.skip(f"the facts to check against are absent: {FACTS}")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))

    members = [
        (s.iso3, s.iso2, s.m49, s.name, s.regional_group, s.takes_article)
        for s in all_states()
        if s.is_member
    ]

    assert members == [
        (
            f["iso3"],
            f["iso2"],
            f["m49"],
            f["name"],
            GROUPS[f["group_electoral"]],
            f["takes_article"],
        )
        for f in sorted(facts["members"], key=lambda fact: fact["order"])
    ]


def test_observers_agree_with_the_checked_facts():
    if not FACTS.exists():
        pytest.skip(f"the facts to check against are absent: {FACTS}")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))

    observers = {(s.iso3, s.m49, s.name) for s in all_states() if not s.is_member}

    assert observers == {
        (f["iso3"], f["m49"], f["name"]) for f in facts["observers"] if "iso3" in f
    }
