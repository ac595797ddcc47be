"""What a ``Statement`` keeps: SQL with places for values in it, and what makes rows of answers.

Django's compiler writes the SQL, once for each database it is asked of.
"""

import threading
import weakref
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Value
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql import UpdateQuery

from . import prepared


class StaleStatement(AssertionError):
    """The kept SQL is not what the query would be: its shape depends on one more thing."""


class Place(Value):
    """Where a value will stand that is known only when the statement runs."""

    def as_sql(self, compiler, connection):
        return "%s", (self,)


class Person(Place):
    """In the place of somebody who has signed in; the value is their primary key.

    Args:
        name: of the place.
        standing: theirs.
    """

    is_authenticated = True

    def __init__(self, name, standing):
        super().__init__(name)
        self.is_staff = standing.is_staff
        self.is_superuser = standing.is_superuser
        self.is_active = standing.is_active
        self._may = dict(standing.may)

    @property
    def pk(self):
        return self

    def has_perm(self, permission):
        """Whether they may, if it was said that the query depends on this permission."""
        return self._may[permission]


class Standing(NamedTuple):
    """What, besides their key, decides on what somebody sees: whether and as what they work here.

    Attributes:
        may: (name of a permission, whether they have it) for each that matters.
    """

    is_staff: bool
    is_superuser: bool
    is_active: bool
    may: tuple

    @classmethod
    def of(cls, user, permissions):
        """That of ``user``, who has signed in."""
        may = tuple([(name, user.has_perm(name)) for name in permissions])
        return cls(user.is_staff, user.is_superuser, user.is_active, may)


class _Kept:
    """Something with places in it, compiled for each database it was asked of."""

    def __init__(self):
        self._compiled, self._lock = {}, threading.Lock()

    def _compiled_for(self, using):
        compiled = self._compiled.get(using)
        if compiled is None:
            # To compile a query changes it: only ever in one thread.
            with self._lock:
                compiled = self._compiled.get(using) or self._compile(using)
                self._compiled[using] = compiled
        return compiled

    def _verify(self, compiler, using, given):
        anew = _sql(compiler.as_sql)
        kept = _sql(lambda: self._compiled_for(using).as_sql(given))
        if anew != kept:
            raise StaleStatement(f"Kept:\n{kept}\nWould be asked:\n{anew}")


class Select(_Kept):
    """A queryset with places in it."""

    def __init__(self, queryset):
        super().__init__()
        self._queryset = queryset

    def run(self, given):
        """Return the rows for the values ``given`` by the names of their places."""
        try:
            compiled = self._compiled_for(self._queryset.db)
        except EmptyResultSet:
            return []
        return compiled.rows(given)

    def verify(self, queryset, given):
        """Make sure, in tests, that the query without places is the same."""
        using = queryset.db
        self._verify(queryset.query.get_compiler(using), using, given)

    def _compile(self, using):
        return _Rows(self._queryset, using)


class Update(_Kept):
    """A queryset and the new values of its rows, with places in both."""

    def __init__(self, queryset, new):
        super().__init__()
        self._queryset, self._new = queryset, new

    def run(self, given):
        """Change the rows; returns how many there were."""
        with self._compiled_for(self._using).ask(given) as cursor:
            return cursor.rowcount

    def verify(self, change, given):
        """Make sure, in tests, that the query without places is the same."""
        self._verify(self._compiler(*change), self._using, given)

    @property
    def _using(self):
        return router.db_for_write(self._queryset.model)

    def _compile(self, using):
        return _Sql(self._compiler(self._queryset, self._new), using)

    def _compiler(self, queryset, new):
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(new)
        return query.get_compiler(self._using)


class _Sql:
    """The SQL of something with places in it, for one database."""

    # How to ask PostgreSQL, see ``prepared.cursor``.
    _how = {}

    def __init__(self, compiler, using):
        self._using = using
        self._sql, self._params = compiler.as_sql()
        self._is_prepared = connections[using].vendor == "postgresql"
        if self._is_prepared:
            self._prepared, self._places = prepared.with_constants(
                self._sql, self._params, is_place=lambda param: isinstance(param, Place)
            )

    def ask(self, given):
        """Return a cursor that the database has answered, to be closed after reading."""
        connection = connections[self._using]
        if self._is_prepared:
            values = [prepared.typed(given[place.value]) for place in self._places]
            cursor, sql = prepared.cursor(connection, **self._how), self._prepared
        else:
            cursor, (sql, values) = connection.cursor(), self.as_sql(given)
        cursor.execute(sql, values)
        return cursor

    def as_sql(self, given):
        """The SQL and its parameters, as Django would ask."""
        connection = connections[self._using]
        return self._sql, tuple(
            _value(given[param.value], connection) if isinstance(param, Place) else param
            for param in self._params
        )


class _Rows(_Sql):
    """That of a queryset, and what makes its rows into objects."""

    def __init__(self, queryset, using):
        compiler = queryset.query.get_compiler(using)
        super().__init__(compiler, using)
        self._width = compiler.col_count
        # What only the order needs stands at the end.
        self._has_more = bool(compiler.has_extra_select)
        columns = [column for column, *_rest in compiler.select[: self._width]]
        self._converters = compiler.get_converters(columns)
        self._how = {"binary": prepared.are_plain(columns)}
        self._made = _MAKERS[queryset._iterable_class](compiler, using, queryset._fetch_mode)

    def rows(self, given):
        """What the database answers, as what the queryset gives."""
        with self.ask(given) as cursor:
            rows = cursor.fetchall()
        if self._has_more:
            rows = [row[: self._width] for row in rows]
        if self._converters:
            rows = [self._converted(row) for row in rows]
        return self._made(rows)

    def _converted(self, row):
        values, connection = list(row), connections[self._using]
        for position, (converters, expression) in self._converters.items():
            for convert in converters:
                values[position] = convert(values[position], expression, connection)
        return tuple(values)


class _Objects:
    """Makes rows into objects, as Django's ``ModelIterable``, whose preparations it keeps."""

    def __init__(self, compiler, using, fetch_mode):
        info, self._select, self._using = compiler.klass_info, compiler.select, using
        own = info["select_fields"]
        self._info, self._own = info, slice(own[0], own[-1] + 1)
        self._names = [column.target.attname for column, *_rest in self._select[self._own]]
        self._annotations = compiler.annotation_col_map or {}
        self._fetch_mode, self._related = fetch_mode, self._populators(fetch_mode)

    def _populators(self, fetch_mode):
        return get_related_populators(self._info, self._select, self._using, fetch_mode)

    def __call__(self, rows):
        mode, related, peers = self._fetch_mode, self._related, []
        if mode.track_peers:
            # They remember what they made, so that what is missing is fetched for all at once.
            related = self._populators(mode)
        from_db, using, names = self._info["model"].from_db, self._using, self._names
        made = []
        for row in rows:
            made.append(each := from_db(using, names, row[self._own], fetch_mode=mode))
            if mode.track_peers:
                peers.append(weakref.ref(each))
                each._state.peers = peers
            for populator in related:
                populator.populate(row, each)
            for name, position in self._annotations.items():
                setattr(each, name, row[position])
        return made


# For what a queryset gives: what makes rows into it.
_MAKERS = {
    ModelIterable: _Objects,
    ValuesListIterable: lambda *_about: list,
    FlatValuesListIterable: lambda *_about: lambda rows: [row[0] for row in rows],
}


def _sql(compile_query):
    try:
        sql, params = compile_query()
    except EmptyResultSet:
        # What asks for one of none is not asked at all.
        return None
    return sql, list(params)


def _value(value, connection):
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value
