"""Words in comments, looked for as ``icontains`` does, but also in a query that is kept."""

from django.db import connection, models
from django.db.models import F


@models.TextField.register_lookup
class Like(models.Lookup):
    """Whether a text is like a pattern, in capitals or not; see ``containing``.

    ``icontains`` writes another query for a text than for a place where one will stand.
    """

    lookup_name = "like"

    def as_sql(self, compiler, connection):
        text, of_text = self.process_lhs(compiler, connection)
        pattern, of_pattern = self.process_rhs(compiler, connection)
        return f"{text} LIKE {pattern} ESCAPE '\\'", (*of_text, *of_pattern)

    def as_postgresql(self, compiler, connection):
        text, of_text = self.process_lhs(compiler, connection)
        pattern, of_pattern = self.process_rhs(compiler, connection)
        # What the index „words_in_place“ has in order.
        return f"UPPER({text}) LIKE UPPER({pattern})", (*of_text, *of_pattern)


# The comments on a Baustein are in blocks by their keys: those of a block have all but the last
# bits in common. A Baustein and a block of it are numbers of the same kind, which the index of
# words holds beside the words: a block begins with more bits than a Baustein can have.
_BLOCK_BITS, _BAUSTEIN_BITS = 10, 32


def block(baustein, pk):
    """The block of the comment ``pk`` on this Baustein; that of the next comments is one more."""
    return (baustein << _BAUSTEIN_BITS) + (pk >> _BLOCK_BITS)


class IsIn(models.Func):
    """Whether a comment is in one of these places: primary keys of Bausteine, or blocks."""

    output_field = models.BooleanField()

    def __init__(self, *places):
        super().__init__(F("baustein_id"), F("pk"), *places)

    def as_sql(self, compiler, connection):
        baustein, its_block, places, params = self._compiled(compiler)
        return f"({baustein} IN ({places}) OR {its_block} IN ({places}))", params * 2

    def as_postgresql(self, compiler, connection):
        baustein, its_block, places, params = self._compiled(compiler)
        # The left side is that of the index „words_in_place“.
        return f"ARRAY[{baustein}, {its_block}] && ARRAY[{places}]::bigint[]", params

    def _compiled(self, compiler):
        (baustein, _none), (pk, _none), *places = map(compiler.compile, self.source_expressions)
        its_block = f"({baustein} << {_BAUSTEIN_BITS}) + ({pk} >> {_BLOCK_BITS})"
        params = [param for _sql, of_place in places for param in of_place]
        return baustein, its_block, ", ".join(sql for sql, _params in places), params


def containing(words):
    """The pattern of texts in which ``words`` stand."""
    return f"%{connection.ops.prep_for_like_query(words)}%"
