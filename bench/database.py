"""A database made for a measurement as docs/betrieb.md says."""

from urllib.parse import urlsplit

import psycopg

URL = "postgres://postgres@127.0.0.1:5432/mitreden_bench"


def create(url):
    """Create the PostgreSQL database of ``url``, empty, in place of one of that name."""
    drop(url)
    _maintain(url, 'CREATE DATABASE "{}"')
    _maintain(url, 'ALTER DATABASE "{}" SET random_page_cost = 1.1')


def drop(url):
    _maintain(url, 'DROP DATABASE IF EXISTS "{}" WITH (FORCE)')


def _maintain(url, statement):
    name, other = urlsplit(url).path[1:], urlsplit(url)._replace(path="/postgres").geturl()
    with psycopg.connect(other, autocommit=True) as connection:
        connection.execute(statement.format(name))


def value(url, statement):
    with psycopg.connect(url) as connection:
        return connection.execute(statement).fetchone()[0]
