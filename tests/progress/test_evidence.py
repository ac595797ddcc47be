"""The database itself keeps what was published as it was."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from progress import actions
from progress.evidence import GUARDS
from progress.models import Berichtszeile, Stand, Umsetzungsbericht
from tests import factories

MODELS = {"stand": Stand, "umsetzungsbericht": Umsetzungsbericht, "berichtszeile": Berichtszeile}
COLUMNS = [
    pytest.param(name, field.column, id=f"{name}.{field.column}")
    for name, model in MODELS.items()
    for field in model._meta.local_concrete_fields
    if field.column not in GUARDS[name].people
]
PEOPLE = [
    pytest.param(name, column, id=f"{name}.{column}")
    for name, guard in GUARDS.items()
    for column in guard.people
]


@pytest.fixture
def published(vorhaben, editor):
    actions.publish_report(vorhaben.konzept, by=editor)
    return vorhaben


def sql(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(statement, *values):
    with pytest.raises(IntegrityError, match="append-only"):
        sql(statement, *values)


def test_every_guarded_table_is_looked_at():
    assert MODELS.keys() == GUARDS.keys()


def another(model, column):
    """A value of the right type that is not stored there."""
    kind = model._meta.get_field(column).get_internal_type()
    if kind == "JSONField":
        return "[]"
    if "Date" in kind:
        return timezone.now() if "Time" in kind else "2031-01-01"
    return "anders" if kind in ("CharField", "TextField") else 10**4


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_no_part_of_it_can_be_changed(published, name, column):
    model = MODELS[name]
    table = model._meta.db_table

    refused(f'UPDATE {table} SET "{column}" = %s', another(model, column))  # noqa: S608


@pytest.mark.parametrize("name", MODELS)
def test_none_of_it_can_be_removed(published, name):
    refused(f"DELETE FROM {MODELS[name]._meta.db_table}")  # noqa: S608


@pytest.mark.parametrize(("name", "column"), PEOPLE)
def test_a_person_can_be_taken_out_and_nobody_put_in(published, name, column):
    table = MODELS[name]._meta.db_table
    refused(f"UPDATE {table} SET {column} = %s", factories.user().pk)  # noqa: S608

    sql(f"UPDATE {table} SET {column} = NULL")  # noqa: S608

    refused(f"UPDATE {table} SET {column} = %s", factories.user().pk)  # noqa: S608


def test_a_draft_can_be_changed_and_removed(vorhaben):
    draft = factories.stand(vorhaben, published=False)
    table = Stand._meta.db_table

    sql(f"UPDATE {table} SET text = 'anders' WHERE id = %s", draft.pk)  # noqa: S608
    sql(f"DELETE FROM {table} WHERE id = %s", draft.pk)  # noqa: S608

    assert Stand.objects.count() == 1


def test_deleting_the_account_of_who_wrote_leaves_the_stand(konzept, editor, officer):
    row = factories.vorhaben(konzept)
    draft = actions.write_stand(row, by=officer, **factories.stand_fields(text="Sieben stehen."))
    stand = actions.publish_stand(draft, by=editor)

    for person in (officer, editor):
        person.zustaendigkeiten.all().delete()
        person.delete()

    stand.refresh_from_db()
    assert (stand.by, stand.published_by, stand.text) == (None, None, "Sieben stehen.")
