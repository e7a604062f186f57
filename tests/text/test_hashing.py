import hashlib
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld_portal.text.hashing import text_hash

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_the_fingerprint_is_that_of_the_canonical_json():
    canonical = '{"points":["a",1,true,null],"statement":"Été\\nÀ bientôt","when":"2013-10-03"}'
    parts = {
        "when": date(2013, 10, 3),
        "statement": "E\u0301te\u0301\r\nA\u0300 bientôt",
        "points": ("a", 1, True, None),
    }
    assert text_hash(parts) == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_empty_text_has_a_known_fingerprint():
    assert text_hash({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


def test_a_uuid_counts_as_its_text():
    number = UUID("12345678123456781234567812345678")
    assert text_hash({"id": number}) == text_hash({"id": "12345678-1234-5678-1234-567812345678"})


def test_one_changed_letter_changes_the_fingerprint():
    assert text_hash({"statement": "ratify"}) != text_hash({"statement": "Ratify"})


def test_a_number_is_not_its_text_and_the_order_of_a_list_counts():
    assert text_hash({"n": 1}) != text_hash({"n": "1"})
    assert text_hash({"n": [1, 2]}) != text_hash({"n": [2, 1]})


@pytest.mark.parametrize("value", [1.5, {1, 2}, b"bytes", object()])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError, match="has no canonical form"):
        text_hash({"value": value})


@given(st.dictionaries(st.text(), VALUES))
def test_the_order_of_the_parts_does_not_matter(parts):
    turned = dict(reversed(parts.items()))
    assert text_hash(parts) == text_hash(turned)


@given(st.text(alphabet="aé\n"), st.sampled_from(["\r\n", "\r"]))
def test_line_ends_do_not_matter(text, line_end):
    assert text_hash({"t": text.replace("\n", line_end)}) == text_hash({"t": text})


def test_a_broken_character_is_fingerprinted_too():
    assert len(text_hash({"t": "\ud800"})) == 64
