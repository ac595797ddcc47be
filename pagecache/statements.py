"""Queries that every page asks, put into SQL once and filled in each time.

To build and compile a query costs Django several times what it costs to run it, and for the
same page it always gives the same SQL. A ``Statement`` keeps that, and nothing that was read:
the rows are asked for each time (docs/adr/0025-abfragen.md).
"""

import copy
import threading
from datetime import datetime
from functools import update_wrapper
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Value

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
    """

    def __init__(self, build, values):
        self._build, self._values, self._ready = build, {*values, "user"}, {}
        update_wrapper(self, build)

    def __call__(self, **arguments):
        """Return the rows as a list."""
        user = arguments.get("user")
        if user is not None and user.is_staff:
            return list(self._build(**arguments))
        values = {name: value for name, value in arguments.items() if name in self._values}
        given = dict(_flat(values))
        if any(isinstance(value, int) and value > LARGEST for value in given.values()):
            # Django knows without asking that nothing has such a number.
            return list(self._build(**arguments))
        shape = (
            tuple(given),
            user is not None and user.is_authenticated,
            *[(name, value) for name, value in arguments.items() if name not in values],
        )
        ready = self._ready.get(shape)
        if ready is None:
            if len(self._ready) >= SHAPES:
                return list(self._build(**arguments))
            places = {name: _place(name, value) for name, value in values.items()}
            ready = self._ready[shape] = _Ready(self._build(**{**arguments, **places}))
        if settings.PAGE_PARTS_VERIFIED:
            ready.verify(self._build(**arguments), given)
        return ready.rows(given)


def statement(*values):
    """Make a function that returns a queryset a ``Statement``."""
    return lambda build: Statement(build, values)


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

    def __init__(self, queryset):
        self._queryset, self._compiled = queryset, {}
        self._lock = threading.Lock()

    def rows(self, given):
        pattern = self._queryset
        filled = type(pattern)(pattern.model, using=pattern.db, query=_Filled(self, given))
        filled._fetch_mode = pattern._fetch_mode
        try:
            return list(pattern._iterable_class(filled))
        except EmptyResultSet:
            return []

    def compiler(self, using, given):
        """What asks the database for the rows, with the values in their places."""
        return self._compiled_for(using).asking(given)

    def _compiled_for(self, using):
        compiled = self._compiled.get(using)
        if compiled is None:
            # To compile a query changes it: only ever in one thread.
            with self._lock:
                compiled = self._compiled.get(using) or _Compiled(self._queryset.query, using)
                self._compiled[using] = compiled
        return compiled

    def verify(self, queryset, given):
        """Make sure, in tests, that the query without places is the same."""
        using = queryset.db
        anew = _sql(lambda: queryset.query.get_compiler(using).as_sql())
        kept = _sql(lambda: self._compiled_for(using).as_sql(given))
        if anew != kept:
            raise StaleStatement(f"Kept:\n{kept}\nWould be asked:\n{anew}")


class _Compiled:
    """The SQL of a query with places, for one database."""

    def __init__(self, query, using):
        self._using = using
        self._compiler = query.get_compiler(using)
        self._sql, self._params = self._compiler.as_sql()
        columns = [column for column, *_rest in self._compiler.select[: self._compiler.col_count]]
        self._converters = self._compiler.get_converters(columns)
        self._has_composite = self._compiler.has_composite_fields(columns)
        self._is_prepared = connections[using].vendor == "postgresql"
        if self._is_prepared:
            self._prepared, self._places = prepared.with_constants(
                self._sql, self._params, is_place=lambda param: isinstance(param, Place)
            )

    def asking(self, given):
        """A compiler that asks with the values ``given``, by the names of their places."""
        compiler = copy.copy(self._compiler)
        connection = connections[self._using]
        if self._is_prepared:
            connection = prepared.Preparing(connection)
            values = [
                prepared.typed(_value(given[place.value], connection)) for place in self._places
            ]
            compiler.as_sql = lambda: (self._prepared, values)
        else:
            compiler.as_sql = lambda: self.as_sql(given)
        compiler.connection = connection
        compiler.get_converters = lambda _expressions: self._converters
        compiler.has_composite_fields = lambda _expressions: self._has_composite
        return compiler

    def as_sql(self, given):
        """The SQL and its parameters, as Django would ask."""
        connection = connections[self._using]
        return self._sql, tuple(
            _value(given[param.value], connection) if isinstance(param, Place) else param
            for param in self._params
        )


class _Filled:
    """Stands for the query of a queryset whose SQL is ready."""

    def __init__(self, ready, given):
        self._ready, self._given = ready, given

    def get_compiler(self, using):
        return self._ready.compiler(using, self._given)


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
