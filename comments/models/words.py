"""Words in comments, looked for as ``icontains`` does, but also in a query that is kept."""

from django.db import connection, models


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


# Comments are in blocks of 1,024, in the order in which they came. Which block one is in stands
# in the index of words too.
BLOCK_BITS = 10


def block_of(pk):
    """The block of the comment with this key, a number or an expression of one."""
    return pk >> BLOCK_BITS if isinstance(pk, int) else pk.bitrightshift(BLOCK_BITS)


def containing(words):
    """The pattern of texts in which ``words`` stand."""
    return f"%{connection.ops.prep_for_like_query(words)}%"
