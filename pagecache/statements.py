"""Queries that every page asks, put into SQL once and filled in each time.

To build and compile a query costs Django several times what it costs to run it, and for the
same page it always gives the same SQL. A ``Statement`` keeps that, and nothing that was read:
the rows are asked for each time (docs/adr/0025-abfragen.md).
"""

from functools import update_wrapper

from django.conf import settings

from .compiled import Person, Place, Select, Standing, Update

# What a column of whole numbers can be compared with at most (8 bytes, signed).
LARGEST = 2**63 - 1
# How many forms of one query are kept; each list of another length makes one.
SHAPES = 500


class Statement:
    """A query of which only some values differ from one time to the next.

    Args:
        build: function of keyword arguments that returns a queryset, without prefetching. It
            may ask of a ``user`` what ``Person`` answers; everything else about a value it
            only passes on (a list of keys to ``…__pk__in``: Django reads what it compares a
            foreign key with).
        values: names of the arguments that are filled in: numbers, texts, moments, UUIDs,
            lists of different numbers. The others, and the length of a list, decide what the query
            looks like; they have to be hashable. ``user`` is always a value.
        asks: names of the permissions that ``build`` asks of its ``user``.
    """

    def __init__(self, build, values, *, asks=()):
        self._build, self._values, self._ready = build, {*values, "user"}, {}
        self._asks = asks
        update_wrapper(self, build)

    def __call__(self, **arguments):
        """Return the rows as a list."""
        values = {name: value for name, value in arguments.items() if name in self._values}
        given = dict(_flat(values))
        if any(isinstance(value, int) and value > LARGEST for value in given.values()):
            # Django knows without asking that nothing has such a number.
            return self._anew(arguments)
        user = arguments.get("user")
        standing = user and user.is_authenticated and Standing.of(user, self._asks)
        shape = (
            tuple(given),
            standing,
            *[(name, value) for name, value in arguments.items() if name not in values],
        )
        ready = self._ready.get(shape)
        if ready is None:
            if len(self._ready) >= SHAPES:
                return self._anew(arguments)
            places = {name: _place(name, value, standing) for name, value in values.items()}
            ready = self._ready[shape] = self._keeps(self._build(**{**arguments, **places}))
        if settings.PAGE_PARTS_VERIFIED:
            ready.verify(self._build(**arguments), given)
        return ready.run(given)

    def _anew(self, arguments):
        """What Django does without any of this."""
        return list(self._build(**arguments))

    def _keeps(self, queryset):
        return Select(queryset)


class Change(Statement):
    """The same for a function that returns a queryset and what its rows are changed to.

    Returns, as ``QuerySet.update``, how many there were.
    """

    def _anew(self, arguments):
        queryset, new = self._build(**arguments)
        return queryset.update(**new)

    def _keeps(self, change):
        return Update(*change)


def statement(*values, **how):
    """Make a function that returns a queryset a ``Statement``."""
    return lambda build: Statement(build, values, **how)


def change(*values):
    """Make a function that returns a queryset and a dict of new values a ``Change``."""
    return lambda build: Change(build, values)


def _place(name, value, standing):
    if name == "user":
        return Person(name, standing) if standing else value
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
