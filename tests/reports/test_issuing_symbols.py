import pytest
from django.urls import reverse

from hld_portal.reports.enums import IssueKind
from hld_portal.reports.issuing.symbols import (
    Symbol,
    proposed_following_symbol,
    take_following_symbol,
)
from hld_portal.reports.models import Issue

pytestmark = pytest.mark.django_db

CORR, REV, ADD = IssueKind.CORRIGENDUM, IssueKind.REVISION, IssueKind.ADDENDUM


def document(symbol):
    return Issue(series="HLD2013", number=1, symbol=symbol)


@pytest.mark.parametrize(
    ("symbol", "kind", "following"),
    [
        ("HLD2013/1", CORR, "HLD2013/1/Corr.1"),
        ("HLD2013/1", ADD, "HLD2013/1/Add.1"),
        ("HLD2013/1", REV, "HLD2013/1/Rev.1"),
        ("HLD2013/1/Rev.1", CORR, "HLD2013/1/Rev.1/Corr.1"),
        ("HLD2013/1/Rev.1", ADD, "HLD2013/1/Rev.1/Add.1"),
        ("HLD2013/1/Add.1", CORR, "HLD2013/1/Add.1/Corr.1"),
    ],
)
def test_what_follows_stands_behind_the_document_it_changes(symbol, kind, following):
    assert str(proposed_following_symbol(document(symbol), kind)) == following
    assert str(take_following_symbol(document(symbol), kind)) == following


def test_revisions_count_from_the_original_and_never_twice():
    taken = [
        str(take_following_symbol(document(symbol), REV))
        for symbol in ("HLD2013/1", "HLD2013/1/Rev.1", "HLD2013/1/Rev.2")
    ]
    assert taken == ["HLD2013/1/Rev.1", "HLD2013/1/Rev.2", "HLD2013/1/Rev.3"]


def test_corrigenda_of_two_texts_are_counted_apart():
    first = take_following_symbol(document("HLD2013/1"), CORR)
    second = take_following_symbol(document("HLD2013/1/Rev.1"), CORR)
    assert (first.part, second.part) == (1, 1)
    assert second.slug == "HLD2013-1-Rev-1-Corr-1"


@pytest.mark.parametrize(
    ("series", "slug"),
    [("HLD2013", "HLD2013-3"), ("HARB/2020", "HARB-2020-3"), ("A (Häfen) №", "A-H-fen-3")],
)
def test_an_address_holds_what_addresses_may(series, slug):
    symbol = Symbol(series, 3)
    assert symbol.slug == slug
    assert reverse("reports:issue_show", args=["hld-2013", slug])
