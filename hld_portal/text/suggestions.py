"""Suggest the themes or paragraphs that a text speaks to, for a person to confirm."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hld_portal.text.analysis import fold, stems
from hld_portal.text.kin_words import KIN_WORDS

# Tuned on 50 labelled paragraphs of A/69/207 and looked at again on the Declaration's own
# paragraphs: tests/text/test_suggestions.py prints how often the first and first three hit.
_LETTERS_WEIGH = 0.6  # against words
_RELATED_WEIGH = 0.4  # against the candidate's own text
_KIN_WEIGHS = 1.5  # against other related texts
_BEST_RELATED = 2
_LEAST_SCORE = 0.01


@dataclass(frozen=True)
class Candidate:
    """A theme, a paragraph: what may be suggested.

    `related` are other texts that speak to the same, such as the headings of linked
    frameworks or the paragraphs linked to a round table; they help in second place.
    """

    key: str
    text: str
    heading: str = ""
    related: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True)
class Suggestion:
    key: str
    score: float


class Suggester:
    """Compares texts with the candidates of their language, by words and by letters.

    Making one costs some milliseconds for twenty candidates, but the first loads
    scikit-learn (a second and 100 MB): for workers and commands, not for a page.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        by_language: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            by_language.setdefault(_code(candidate.language), []).append(candidate)
        self._fields = {code: _Field(found, code) for code, found in by_language.items()}

    def suggest(self, text: str, language: str = "en", count: int = 3) -> list[Suggestion]:
        """Give the best candidates, best first; of equals the one named first.

        Fewer than `count`, or none, where nothing fits. None also for a language that no
        candidate is in: across languages, likeness of words says nothing.
        """
        field = self._fields.get(_code(language))
        if field is None:
            return []
        scores = field.scores(text)
        order = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
        return [
            Suggestion(field.keys[at], scores[at])
            for at in order[:count]
            if scores[at] >= _LEAST_SCORE
        ]


class _Field:
    """The candidates of one language."""

    def __init__(self, candidates: Sequence[Candidate], code: str) -> None:
        self.keys = [candidate.key for candidate in candidates]
        self._related = [
            (at, text, weight)
            for at, candidate in enumerate(candidates)
            for text, weight in _related(candidate, code)
        ]
        own = [f"{candidate.heading}\n{candidate.text}" for candidate in candidates]
        texts = [*own, *(text for _, text, _ in self._related)]
        self._by_words = _Space(texts, lambda text: list(_words(text, code)))
        self._by_letters = _Space(texts, lambda text: list(_letters(text)))

    def scores(self, text: str) -> list[float]:
        words, letters = self._by_words.compare(text), self._by_letters.compare(text)
        likeness = [
            (1 - _LETTERS_WEIGH) * by_words + _LETTERS_WEIGH * by_letters
            for by_words, by_letters in zip(words, letters, strict=True)
        ]
        own, related = likeness[: len(self.keys)], likeness[len(self.keys) :]
        helping: list[list[float]] = [[] for _ in own]
        for (at, _, weight), value in zip(self._related, related, strict=True):
            helping[at].append(value * weight)
        return [
            round(min(1.0, (1 - _RELATED_WEIGH) * value + _RELATED_WEIGH * _best(others)), 6)
            for value, others in zip(own, helping, strict=True)
        ]


class _Space:
    """TF-IDF over the candidates' texts; rare terms weigh more, repeated ones little more."""

    def __init__(self, texts: Sequence[str], terms: Any) -> None:
        from sklearn.feature_extraction.text import (  # noqa: PLC0415 -- heavy, only in workers
            CountVectorizer,
        )

        vocabulary = sorted({term for text in texts for term in terms(text)}) or [""]
        self._counter = CountVectorizer(analyzer=terms, vocabulary=vocabulary)
        counts = self._counter.transform(texts)
        self._rarity = [math.log((1 + len(texts)) / max(1, n)) for n in counts.getnnz(axis=0)]
        self._texts = self._weighed(counts)

    def compare(self, text: str) -> list[float]:
        return (
            (self._texts @ self._weighed(self._counter.transform([text])).T)
            .toarray()
            .ravel()
            .tolist()
        )

    def _weighed(self, counts: Any) -> Any:
        import numpy as np  # noqa: PLC0415 -- heavy, only in workers
        from scipy.sparse import diags  # noqa: PLC0415 -- heavy, only in workers
        from sklearn.preprocessing import normalize  # noqa: PLC0415 -- heavy, only in workers

        weights = counts.astype(np.float64)
        weights.data = 1 + np.log(weights.data)
        return normalize(weights @ diags(self._rarity))


def _code(language: str) -> str:
    return language.split("-")[0].lower()


def _related(candidate: Candidate, code: str) -> Iterator[tuple[str, float]]:
    for text in candidate.related:
        yield text, 1.0
    if code == "en":
        named = f" {' '.join(stems(f'{candidate.heading} {candidate.text}', 'en'))} "
        for subject, kin in KIN_WORDS.items():
            if f" {' '.join(stems(subject, 'en'))} " in named:
                yield kin, _KIN_WEIGHS


def _best(values: list[float]) -> float:
    best = sorted(values, reverse=True)[:_BEST_RELATED]
    return sum(best) / len(best) if best else 0.0


def _words(text: str, code: str) -> Iterator[str]:
    terms = stems(text, code)
    yield from terms
    for pair in pairwise(terms):
        yield " ".join(pair)


def _letters(text: str) -> Iterator[str]:
    for word in fold(text).split():
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield padded[at : at + size]
