"""What is always the same stands in the SQL, what differs is sent beside it."""

import psycopg
import pytest
from django.db import connection

from comments.models import Kommentar
from pagecache.prepared import with_constants
from pagecache.statements import statement
from strategies.models import Baustein
from tests import factories

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Only PostgreSQL prepares statements here."
)


@statement("baustein")
def _published(*, baustein):
    return Kommentar.objects.published().of(baustein).exclude(text="100 % 'sicher'").order_by("pk")


def test_constants_are_written_out_and_places_stay():
    sql, places = with_constants(
        "a = %s AND b LIKE '50 %%' AND c = %s AND d = %s",
        ["it's 5 %", "place", 7],
        is_place=lambda param: param == "place",
    )

    assert sql == "a = 'it''s 5 %%' AND b LIKE '50 %%' AND c = %s AND d = 7"
    assert places == ["place"]


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_statement_is_planned_once_and_answers_for_every_value():
    here, there = factories.open_baustein(), factories.open_baustein()
    comments = [factories.comment(each, text=f"100 % {each.title}") for each in (here, there)]

    for _ in range(10):
        assert _published(baustein=here.pk) == comments[:1]
        assert _published(baustein=there.pk) == comments[1:]

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%sicher%'"
        )
        [(prepared,)] = cursor.fetchall()
    assert "'published'" in prepared
    assert "$1" in prepared
    assert "$2" not in prepared


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_of_every_size_are_one_statement():
    @statement("pk")
    def numbered(*, pk):
        return Baustein.objects.filter(pk=pk, title="von jeder Größe")

    for number in (1, 70_000, 2**40, 2**62) * 8:
        assert numbered(pk=number) == []

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE '%jeder Größe%'"
        )
        # The question itself is not one of them.
        assert cursor.fetchone() == (1,)


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_a_migration_that_widens_a_column_meanwhile_breaks_no_page():
    here = factories.open_baustein()
    comments = [factories.comment(here, text="Noch da.")]
    for _ in range(10):
        _published(baustein=here.pk)

    try:
        _elsewhere("ALTER TABLE comments_kommentar ALTER category TYPE varchar(300)")
        assert _published(baustein=here.pk) == comments
    finally:
        length = Kommentar._meta.get_field("category").max_length
        _elsewhere(f"ALTER TABLE comments_kommentar ALTER category TYPE varchar({length})")
    assert _published(baustein=here.pk) == comments


def _elsewhere(sql):
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(sql)
