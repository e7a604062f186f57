"""The two databases: how each keeps the terms, and how each is asked.

Both hold the same tokens, made by `hld_portal.text.analysis`; so both find the same texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

# A query: all of these, each as one of its alternatives, each alternative all of its terms.
# A term that ends in * matches by its beginning.
Clause = list[tuple[str, ...]]
Query = list[Clause]


def _plain(term: str) -> str:
    """A term without signs that mean something in a query; the analysis leaves none anyway."""
    return term.translate(str.maketrans("", "", "\"'\\*"))


class Backend(Protocol):
    def store(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep (version, stems, author) beside the table, where the database needs it."""

    def versions(self, query: Query, *, with_author: bool) -> RawSQL:
        """Return the ids of matching versions, as a subquery."""


class SqliteBackend:
    """FTS5 with a table of its own; `search_terms` is made in the first migration."""

    def store(self, rows: Iterable[tuple[int, str, str]]) -> None:
        held = list(rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_terms WHERE rowid = %s", [(row[0],) for row in held]
            )
            cursor.executemany(
                "INSERT INTO search_terms (rowid, stems, author) VALUES (%s, %s, %s)", held
            )

    def versions(self, query: Query, *, with_author: bool) -> RawSQL:
        words = self._all(query)
        match = words if with_author else f"{{stems}} : ({words})"
        sql = "SELECT rowid FROM search_terms WHERE search_terms MATCH %s"
        return RawSQL(sql, [match])  # noqa: S611 -- parameters only

    def _all(self, query: Query) -> str:
        return " AND ".join(f"({self._any(clause)})" for clause in query)

    def _any(self, clause: Clause) -> str:
        return " OR ".join(f"({self._each(terms)})" for terms in clause)

    def _each(self, terms: Sequence[str]) -> str:
        return " AND ".join(
            f'"{_plain(term)}"*' if term.endswith("*") else f'"{_plain(term)}"' for term in terms
        )


class PostgresBackend:
    """`tsvector` with the `simple` configuration and a GIN index on each of two expressions."""

    STEMS = "to_tsvector('simple', stems)"
    BOTH = "to_tsvector('simple', stems || ' ' || author)"

    def store(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """The indexes follow the table by themselves."""

    def versions(self, query: Query, *, with_author: bool) -> RawSQL:
        vector = self.BOTH if with_author else self.STEMS
        sql = f"SELECT version_id FROM search_indexedversion WHERE {vector} @@ to_tsquery('simple', %s)"  # noqa: S608 -- two constants
        return RawSQL(sql, [self._all(query)])  # noqa: S611 -- parameters only

    def _all(self, query: Query) -> str:
        return " & ".join(f"({self._any(clause)})" for clause in query)

    def _any(self, clause: Clause) -> str:
        return " | ".join(f"({self._each(terms)})" for terms in clause)

    def _each(self, terms: Sequence[str]) -> str:
        return " & ".join(
            f"'{_plain(term)}':*" if term.endswith("*") else f"'{_plain(term)}'" for term in terms
        )


def backend() -> Backend:
    backends: dict[str, Any] = {"sqlite": SqliteBackend, "postgresql": PostgresBackend}
    return backends[connection.vendor]()
