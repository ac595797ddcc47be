"""Rows of the busiest tables, made into objects without a look at each of their columns."""

from django.db import models
from django.db.models.base import ModelState


class ReadModel(models.Model):
    """A model whose rows are read by the dozen.

    What the database gives is put into the object as it is, which is what Django comes to in
    the end, column by column; what was left out is asked for when somebody wants it.
    ``pre_init`` and ``post_init`` are not sent for what is read.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values, *, fetch_mode=None):
        row = cls.__new__(cls)
        row._state = state = ModelState()
        state.adding, state.db = False, db
        if fetch_mode is not None:
            state.fetch_mode = fetch_mode
        vars(row).update(zip(field_names, values, strict=True))
        return row
