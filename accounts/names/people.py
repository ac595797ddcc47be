"""Whose public name somebody typed, and which name somebody on the staff may bear."""

from django.db.models import Q

from ..models import User

# A word that more people have in their names is none.
MOST = 100


def people_called(words):
    """Return, for each of some ``fulltext.words.Word``, who has it as a word in the pseudonym.

    Returns:
        dict of Word to primary keys, without those that are nobody's name.
    """
    if not words:
        return {}
    named = Q()
    for word in words:
        named |= Q(folded__contains=word.name)
    rows = list(User.objects.filter(named).values_list("pk", "folded")[: MOST + 1])
    if len(rows) > MOST:
        return {}
    found = {word: [pk for pk, folded in rows if word.name in folded] for word in words}
    return {word: people for word, people in found.items() if people}
