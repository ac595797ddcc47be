"""A database made for a measurement as docs/betrieb.md says, and dropped after it."""

from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

URL = "postgres://postgres@127.0.0.1:5432/mitreden_bench"


@contextmanager
def fresh(url):
    """Create the PostgreSQL database that ``url`` names, empty; drop it at the end."""
    name = urlsplit(url).path.lstrip("/")
    _maintain(
        url,
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}"',
        f'ALTER DATABASE "{name}" SET random_page_cost = 1.1',
    )
    try:
        yield
    finally:
        _maintain(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _maintain(url, *statements):
    other = urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(other, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def size_in_bytes(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
