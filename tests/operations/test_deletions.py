"""What is remembered of deleted accounts for restored backups: each that is, none that is not."""

import threading
import time

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from accounts.actions import Refused, delete_account
from accounts.models import User
from comments.models import Kommentar
from operations import deletions
from tests import factories
from tests.concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return factories.user()


@pytest.fixture
def foreign_table():
    """A table that no model knows, and that holds on to people."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE foreign_table (id bigint PRIMARY KEY, person bigint NOT NULL"
            " REFERENCES accounts_user (id) DEFERRABLE INITIALLY DEFERRED)"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE foreign_table")


def lines():
    files = settings.BACKUP_DIR.glob("*.jsonl")
    return [line for file in files for line in file.read_text().splitlines()]


def exists(person):
    return User.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("withdraw", [True, False])
def test_a_deletion_is_noted_once(person, withdraw):
    factories.comment(factories.open_baustein(), person)
    for _ in range(2):
        delete_account(person, withdraw=withdraw)

    assert not exists(person)
    assert len(lines()) == 1
    (row,) = deletions.noted()
    assert (row["account"], row["withdraw"]) == (person.pk, withdraw)
    assert row["joined"] == person.date_joined.isoformat()


def test_one_that_is_refused_is_not():
    last = factories.superuser()
    with pytest.raises(Refused):
        delete_account(last, withdraw=False)

    assert lines() == []


def test_one_that_a_row_holds_back_is_not(person, monkeypatch):
    factories.comment(factories.open_baustein(), person)
    monkeypatch.setattr("comments.personal.anonymise", lambda user, withdraw: None)
    with pytest.raises(ProtectedError):
        delete_account(person, withdraw=False)

    assert exists(person)
    assert lines() == []


def test_one_that_the_database_refuses_at_its_very_end_is_not(person, foreign_table):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO foreign_table VALUES (1, %s)", [person.pk])
    with pytest.raises(IntegrityError):
        delete_account(person, withdraw=False)

    assert exists(person)
    assert lines() == []


def test_one_that_has_to_begin_anew_is_noted_when_it_goes_through(person):
    kommentar = factories.comment(factories.open_baustein(), person)
    is_held = threading.Event()

    def hold():
        with transaction.atomic():
            list(Kommentar.objects.select_for_update().filter(pk=kommentar.pk))
            is_held.set()
            # Longer than whoever deletes waits before beginning anew.
            time.sleep(1.2)
            return lines()

    def delete():
        is_held.wait(30)
        delete_account(person, withdraw=False)

    assert at_once(hold, delete) == [[], None]
    assert not exists(person)
    assert len(lines()) == 1
