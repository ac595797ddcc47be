"""Several counts in one query: what is counted is little, and the way to the database is long."""

from django.db.models import IntegerField, Subquery

from .models import User


class _HowMany(Subquery):
    """How many rows a queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0


def count_each(user, querysets, *, most=None):
    """Return how many rows each of ``querysets`` has; counting stops at ``most``."""
    rows = [_HowMany(each.order_by().values("pk")[:most]) for each in querysets]
    return _asked(user, rows)


def count_and_find_first(user, querysets):
    """Return of each (queryset, name of a field) how many rows and the least value of the field.

    An empty name asks for no value: None.
    """
    expressions = []
    for rows, name in querysets:
        expressions.append(_HowMany(rows.order_by().values("pk")))
        if name:
            known = rows.exclude(**{name: None}).order_by(name)
            expressions.append(Subquery(known.values(name)[:1]))
    answers = iter(_asked(user, expressions))
    return [(next(answers), next(answers) if name else None) for _rows, name in querysets]


def _asked(user, expressions):
    """The values of subqueries; ``user`` is the one row they are asked beside."""
    if not expressions:
        return []
    return list(User.objects.values_list(*expressions).get(pk=user.pk))
