"""The database itself keeps the decisions as they were made."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from comments import actions
from comments.models import Kommentar, Moderationsentscheidung
from tests import factories

TABLE = Moderationsentscheidung._meta.db_table
COLUMNS = {field.column for field in Moderationsentscheidung._meta.local_concrete_fields}
PEOPLE = {"by_id", "affected_id"}


@pytest.fixture
def entscheidung(baustein, resident, moderator):
    kommentar = factories.comment(baustein, resident)
    actions.hide(kommentar, by=moderator, ground="hass", statement="Hetze.")
    return Moderationsentscheidung.objects.get()


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement, *values):
    with pytest.raises(IntegrityError, match="append-only"):
        sql(statement, *values)


@pytest.mark.parametrize("column", sorted(COLUMNS - PEOPLE))
def test_no_part_of_a_decision_can_be_changed(entscheidung, column):
    other = {
        "action": "keep",
        "at": "2020-01-01 00:00:00+00:00",
        "automated": True,
        "scope": "faden",
        "until": "2030-01-01 00:00:00+00:00",
    }
    is_key = column in {"id", "konzept_id", "kommentar_id"}
    value = other.get(column, 10**6 if is_key else "anders")

    refused(f"UPDATE {TABLE} SET {column} = %s", value)  # noqa: S608


def test_no_decision_can_be_removed(entscheidung):
    refused(f"DELETE FROM {TABLE}")  # noqa: S608


@pytest.mark.parametrize("column", sorted(PEOPLE))
def test_a_person_can_be_taken_out_and_nobody_put_in(entscheidung, column):
    refused(f"UPDATE {TABLE} SET {column} = %s", factories.user().pk)  # noqa: S608

    sql(f"UPDATE {TABLE} SET {column} = NULL")  # noqa: S608

    entscheidung.refresh_from_db()
    assert getattr(entscheidung, column) is None
    refused(f"UPDATE {TABLE} SET {column} = %s", factories.user().pk)  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_works_and_leaves_the_guard(entscheidung):
    call_command("flush", interactive=False, verbosity=0)

    assert not Kommentar.objects.exists()
    baustein = factories.open_baustein()
    moderator = factories.staff(baustein.strategie.konzept, role="moderation")
    factories.hidden_comment(baustein, by=moderator)
    refused(f"DELETE FROM {TABLE}")  # noqa: S608


@pytest.mark.django_db(transaction=True)
def test_the_guard_can_be_taken_off_and_put_on_again_by_migrations(entscheidung):
    call_command("migrate", "comments", "0007", verbosity=0)
    sql(f"UPDATE {TABLE} SET statement = 'anders'")  # noqa: S608
    # All of them: others depend on what was taken back, and went with it.
    call_command("migrate", verbosity=0)

    refused(f"UPDATE {TABLE} SET statement = 'wieder anders'")  # noqa: S608
