"""Find submissions by their words: what a query means, the same on both databases."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from hld_portal.refusals import Refused
from hld_portal.search.backends import Clause, Query, backend
from hld_portal.search.indexing import index_before_search
from hld_portal.text.analysis import stems
from hld_portal.text.language import LANGUAGES
from submissions.enums import Consent
from submissions.querysets import SubmissionQuerySet

SHORTEST_BEGINNING = 3  # letters; shorter ones match too much by their beginning
MOST_WORDS = 20


def search_submissions(
    queryset: SubmissionQuerySet, q: str, language: str | None = None
) -> SubmissionQuerySet:
    """Narrow to the submissions whose published text has all words of the query.

    A word matches by its stem in any language, or by its beginning. The author's name
    is searched only where the author is named. Whether a text may be seen is for the
    queryset to say: pass one that is `visible_to` somebody.

    Args:
        language: of the query, if known; without it the stems of all six are tried.

    Raises:
        Refused: `no_words` (422) when the query holds nothing to look for.

    Queries: 1, and a few more when something was published since the last search.
    """
    query = parse_query(q, language)
    index_before_search()
    found = backend()
    return queryset.filter(
        Q(published_version__in=found.versions(query, with_author=False))
        | Q(consent=Consent.NAMED, published_version__in=found.versions(query, with_author=True))
    )


def parse_query(q: str, language: str | None = None) -> Query:
    """Read what somebody typed: each word becomes its stems and its beginning."""
    languages = (language,) if language else LANGUAGES
    clauses = [clause for word in q.split() if (clause := _clause(word, languages))]
    if not clauses:
        raise Refused("no_words", _("There is no word in it to look for."))
    if len(clauses) > MOST_WORDS:
        raise Refused(
            "too_many_words",
            _("That is more than %(most)s words. Take the most telling ones.")
            % {"most": MOST_WORDS},
        )
    return clauses


def _clause(word: str, languages: tuple[str, ...]) -> Clause:
    alternatives = {tuple(stems(word, language)): None for language in languages}
    folded = stems(word, None)
    if len(folded) == 1 and len(folded[0]) >= SHORTEST_BEGINNING:
        alternatives[(f"{folded[0]}*",)] = None
    return [terms for terms in alternatives if terms]


__all__ = ["parse_query", "search_submissions"]
