"""Queries that every page asks, put into SQL once and filled in each time.

To build and compile a query costs Django several times what it costs to run it, and for the
same page it always gives the same SQL. A ``Statement`` keeps that, and nothing that was read:
the rows are asked for each time (docs/adr/0025-abfragen.md).
"""

import threading
import weakref
from datetime import datetime
from functools import update_wrapper
from uuid import UUID

from django.conf import settings
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

# What a column of whole numbers can be compared with at most (8 bytes, signed).
LARGEST = 2**63 - 1
# How many forms of one query are kept; each list of another length makes one.
SHAPES = 200


class StaleStatement(AssertionError):
    """The kept SQL is not what the query would be: its shape depends on one more thing."""


class Place(Value):
    """Where a value will stand that is known only when the statement runs.

    In the place of a person it is somebody who has signed in and does not work here; what
    others may see depends on more than their number.
    """

    is_authenticated = True
    is_staff = is_superuser = False

    def as_sql(self, compiler, connection):
        return "%s", (self,)


class Statement:
    """A query of which only some values differ from one time to the next.

    Args:
        build: function of keyword arguments that returns a queryset, without prefetching. It
            may ask of a ``user`` what ``Place`` answers; everything else about a value it
            only passes on (a list of keys to ``…__pk__in``: Django reads what it compares a
            foreign key with).
        values: names of the arguments that are filled in: numbers, texts, moments, UUIDs,
            lists of different numbers. The others, and the length of a list, decide what the query
            looks like; they have to be hashable. ``user`` is always a value.
        plan_each_time: whether PostgreSQL has to know the values to find a good way, as where
            it looks for words.
    """

    def __init__(self, build, values, *, plan_each_time=False):
        self._build, self._values, self._ready = build, {*values, "user"}, {}
        self._plan_each_time = plan_each_time
        update_wrapper(self, build)

    def __call__(self, **arguments):
        """Return the rows as a list."""
        user = arguments.get("user")
        if user is not None and user.is_staff:
            return self._anew(arguments)
        values = {name: value for name, value in arguments.items() if name in self._values}
        given = dict(_flat(values))
        if any(isinstance(value, int) and value > LARGEST for value in given.values()):
            # Django knows without asking that nothing has such a number.
            return self._anew(arguments)
        shape = (
            tuple(given),
            user is not None and user.is_authenticated,
            *[(name, value) for name, value in arguments.items() if name not in values],
        )
        ready = self._ready.get(shape)
        if ready is None:
            if len(self._ready) >= SHAPES:
                return self._anew(arguments)
            places = {name: _place(name, value) for name, value in values.items()}
            ready = self._ready[shape] = self._keeps(self._build(**{**arguments, **places}))
        if settings.PAGE_PARTS_VERIFIED:
            ready.verify(self._build(**arguments), given)
        return ready.run(given)

    def _anew(self, arguments):
        """What Django does without any of this."""
        return list(self._build(**arguments))

    def _keeps(self, queryset):
        return _Ready(queryset, plan_each_time=self._plan_each_time)


class Change(Statement):
    """The same for a function that returns a queryset and what its rows are changed to.

    Returns, as ``QuerySet.update``, how many there were.
    """

    def _anew(self, arguments):
        queryset, new = self._build(**arguments)
        return queryset.update(**new)

    def _keeps(self, change):
        return _ReadyChange(change)


def statement(*values, **how):
    """Make a function that returns a queryset a ``Statement``."""
    return lambda build: Statement(build, values, **how)


def change(*values):
    """Make a function that returns a queryset and a dict of new values a ``Change``."""
    return lambda build: Change(build, values)


def _place(name, value):
    if name == "user" and not value.is_authenticated:
        return value
    if isinstance(value, list):
        return [Place(f"{name}.{number}") for number in range(len(value))]
    return Place(name)


def _flat(values):
    """(name of the place, what stands there) for each single value."""
    for name, value in values.items():
        if name == "user":
            yield name, value.pk
        elif isinstance(value, list):
            for number, each in enumerate(value):
                yield f"{name}.{number}", each
        else:
            yield name, value


class _Ready:
    """A queryset with places in it, compiled for each database it was asked of."""

    def __init__(self, queryset, *, plan_each_time=False):
        self._queryset, self._compiled = queryset, {}
        self._plan_each_time = plan_each_time
        self._lock = threading.Lock()

    def run(self, given):
        try:
            compiled = self._compiled_for(self._using)
        except EmptyResultSet:
            return []
        return compiled.run(given)

    @property
    def _using(self):
        return self._queryset.db

    def _compiled_for(self, using):
        compiled = self._compiled.get(using)
        if compiled is None:
            # To compile a query changes it: only ever in one thread.
            with self._lock:
                compiled = self._compiled.get(using) or self._compile(using)
                self._compiled[using] = compiled
        return compiled

    def _compile(self, using):
        return _Rows(self._queryset, using, plan_each_time=self._plan_each_time)

    def verify(self, built, given):
        """Make sure, in tests, that the query without places is the same."""
        using = self._using
        anew = _sql(lambda: self._compiler(built, using).as_sql())
        kept = _sql(lambda: self._compiled_for(using).as_sql(given))
        if anew != kept:
            raise StaleStatement(f"Kept:\n{kept}\nWould be asked:\n{anew}")

    def _compiler(self, queryset, using):
        return queryset.query.get_compiler(using)


class _ReadyChange(_Ready):
    @property
    def _using(self):
        queryset, _new = self._queryset
        return router.db_for_write(queryset.model)

    def _compile(self, using):
        return _Sql(self._compiler(self._queryset, using), using)

    def _compiler(self, change, using):
        queryset, new = change
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(new)
        return query.get_compiler(using)


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

    def run(self, given):
        """Change what is to be changed; returns the number of rows."""
        with self._asked(given) as cursor:
            return cursor.rowcount

    def _asked(self, given):
        """A cursor that the database has answered."""
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

    def __init__(self, queryset, using, *, plan_each_time):
        compiler = queryset.query.get_compiler(using)
        super().__init__(compiler, using)
        self._width = compiler.col_count
        # What only the order needs stands at the end.
        self._has_more = bool(compiler.has_extra_select)
        columns = [column for column, *_rest in compiler.select[: self._width]]
        self._converters = compiler.get_converters(columns)
        self._how = {
            "binary": prepared.are_plain(columns),
            "prepare": False if plan_each_time else None,
        }
        self._made = _MAKERS[queryset._iterable_class](compiler, using, queryset._fetch_mode)

    def run(self, given):
        """What the database answers, with the values ``given`` by the names of their places."""
        with self._asked(given) as cursor:
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
