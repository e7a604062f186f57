"""A look into the data of a running portal, past everything that might be down."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.services import Site


def rows(site: Site, query: str, *values: object) -> list[tuple]:
    """Return the rows of a query on the site's database, read only."""
    address = f"file:{site.home / 'db.sqlite3'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=10)) as database:
        return database.execute(query, values).fetchall()


def build_state(site: Site, public_id: str) -> str:
    query = "SELECT state FROM reports_build WHERE public_id = ?"
    return rows(site, query, public_id)[0][0]


def chunk_states(site: Site, public_id: str) -> list[str]:
    query = (
        "SELECT chunk.state FROM reports_buildchunk chunk"
        " JOIN reports_build build ON build.id = chunk.build_id"
        " WHERE build.public_id = ? ORDER BY chunk.number"
    )
    return [row[0] for row in rows(site, query, public_id)]
