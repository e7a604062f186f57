"""Texts that say nearly the same: duplicates and campaigns."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import cache
from itertools import combinations
from typing import TypeVar

from hld_portal.text.analysis import stems

Key = TypeVar("Key", bound=Hashable)

_WORDS = 3  # a shingle is so many terms in a row
_PRIME = (1 << 61) - 1
_ROWS, _BANDS = 2, 48  # finds 98 in 100 pairs that share 0.28, and all that share more


def similarity(a: str, b: str) -> float:
    """Say how much of two texts is the same, 0 to 1: the share of their common shingles.

    Capitals, accents, punctuation and Markdown's signs make no difference. Two texts
    without words are not similar.
    """
    return _share(_shingles(a), _shingles(b))


def near_duplicates(
    texts: Mapping[Key, str], threshold: float = 0.6
) -> list[tuple[Key, Key, float]]:
    """Find the pairs of texts that are at least so similar, the most similar first.

    Does not compare each with each: MinHash in bands finds the candidates, the exact
    share decides. So a thousand submissions take seconds.

    Args:
        texts: key to text; keys come back in their order in the mapping.
        threshold: from 0.3 up; below that pairs may be missed.
    """
    shingles = {key: _shingles(text) for key, text in texts.items()}
    order = {key: number for number, key in enumerate(texts)}
    found = []
    for a, b in _candidates(shingles, order):
        share = _share(shingles[a], shingles[b])
        if share >= threshold:
            found.append((a, b, share))
    return sorted(found, key=lambda pair: (-pair[2], order[pair[0]], order[pair[1]]))


def _shingles(text: str) -> frozenset[int]:
    terms = stems(text, None)
    size = min(_WORDS, len(terms)) or 1
    return frozenset(_number(terms[at : at + size]) for at in range(len(terms) - size + 1))


def _number(terms: Iterable[str]) -> int:
    # Not hash(): it differs from one process to the next.
    digest = hashlib.blake2b(" ".join(terms).encode("utf-8"), digest_size=7).digest()
    return int.from_bytes(digest, "big")


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _candidates(
    shingles: Mapping[Key, frozenset[int]], order: Mapping[Key, int]
) -> set[tuple[Key, Key]]:
    buckets: dict[tuple[int, ...], list[Key]] = defaultdict(list)
    for key in sorted(shingles, key=order.__getitem__):
        for band, rows in enumerate(_signature(shingles[key])):
            buckets[band, *rows].append(key)
    return {pair for keys in buckets.values() for pair in combinations(keys, 2)}


def _signature(shingles: frozenset[int]) -> list[tuple[int, ...]]:
    if not shingles:
        return []
    least = [min((a * s + b) % _PRIME for s in shingles) for a, b in _functions()]
    return [tuple(least[at : at + _ROWS]) for at in range(0, len(least), _ROWS)]


@cache
def _functions() -> list[tuple[int, int]]:
    """Make the same hash functions on every machine."""
    return [(_number(["a", str(n)]) | 1, _number(["b", str(n)])) for n in range(_ROWS * _BANDS)]
