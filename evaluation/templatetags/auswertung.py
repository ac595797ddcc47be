from django import template

from .. import readings

register = template.Library()


@register.simple_tag
def outcomes_of(kommentare, phases=()):
    """What became of these contributions, all at once; look one up with ``of``."""
    return readings.outcomes_of(kommentare, phases or ())


@register.simple_tag
def changes_of(bausteine, phases):
    """Because of what these Bausteine were changed last, all at once; look one up with ``of``."""
    return readings.changes_of(bausteine, phases)


@register.simple_tag
def change_of(baustein, phases):
    """Because of what this Baustein was changed last; None if by no published Auswertung."""
    return readings.changes_of([baustein], phases).get(baustein.pk)


@register.filter
def of(found, row):
    """What ``outcomes_of`` or ``changes_of`` found for one row."""
    return found.get(row.pk) if found else None


@register.filter
def shown_for(outcomes, kommentare):
    """What of ``outcomes_of`` stands at these comments, for the key of a kept part."""
    if not outcomes:
        return ()
    return tuple(
        (row.pk, readings.shown(outcomes[row.pk])) for row in kommentare if row.pk in outcomes
    )


@register.filter
def is_overdue(anliegen, today):
    return anliegen.is_overdue(today)
