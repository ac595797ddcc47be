"""The connections to the database."""

import psycopg
import pytest
from django.db import connection

from config.databases import raise_if_closed

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="only PostgreSQL has a server that can close"
)


@pytest.fixture
def opened():
    params = connection.get_connection_params()
    with psycopg.connect(**{**params, "autocommit": True}) as made:
        yield made


def test_a_connection_that_is_open_passes_without_asking(opened, db):
    opened.execute("SELECT 1")
    asked_before = _last_query(opened)

    raise_if_closed(opened)

    assert _last_query(opened) == asked_before


def test_a_connection_the_server_has_closed_is_found(opened, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [opened.info.backend_pid])

    with pytest.raises(psycopg.OperationalError):
        raise_if_closed(opened)


def test_a_connection_on_which_only_a_notice_lies_stays(opened, db):
    opened.execute("LISTEN news")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with psycopg.connect(**{**connection.get_connection_params(), "autocommit": True}) as other:
        other.execute("NOTIFY news")

    raise_if_closed(opened)

    assert opened.execute("SELECT 1").fetchone() == (1,)


def _last_query(opened):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query, query_start FROM pg_stat_activity WHERE pid = %s",
            [opened.info.backend_pid],
        )
        return cursor.fetchone()
