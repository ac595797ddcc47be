"""Filling and mending of folded columns."""

from django.apps import apps
from django.db import router, transaction

from .fields import FoldedField

BATCH = 500


def folded_field(model):
    """The ``FoldedField`` of a model itself, not of what it inherits from; None without one."""
    fields = model._meta.local_fields
    return next((field for field in fields if isinstance(field, FoldedField)), None)


def folded_models():
    """Every model with a folded column of its own."""
    return [model for model in apps.get_models() if folded_field(model)]


def folded_of(row):
    """What the folded column of ``row`` has to hold, for who writes it by ``update()``."""
    return folded_field(type(row)).folded(row)


def refold(model):
    """Bring the folded column of every row of ``model`` up to date; returns how many were not.

    A batch is read, locked and written in a transaction of its own, so that people can go on
    reading and hardly wait to write.
    """
    field, changed, last = folded_field(model), 0, 0
    names = [*field.sources, *field.html, field.attname]
    using = router.db_for_write(model)
    while True:
        with transaction.atomic(using=using):
            rows = model._base_manager.using(using).select_for_update(of=("self",))
            rows = list(rows.filter(pk__gt=last).order_by("pk").only("pk", *names)[:BATCH])
            wrong = [row for row in rows if getattr(row, field.attname) != field.folded(row)]
            for row in wrong:
                row.folded = field.folded(row)
            model._base_manager.using(using).bulk_update(wrong, [field.name])
        changed += len(wrong)
        if len(rows) < BATCH:
            return changed
        last = rows[-1].pk
