"""What the Steckbrief of a Leitprojekt says beside its text, as it is kept with a Fassung."""

from django.utils.translation import gettext_lazy as _

FIELDS = {
    "traeger": _("Zuständig"),
    "ort": _("Ort"),
    "kosten": _("Kosten"),
    "foerderung": _("Förderung"),
    "zeitraum": _("Zeitraum"),
    "prioritaet": _("Priorität"),
    "ansprechpartner": _("Ansprechpartner"),
}
"""Name of a fact, and what stands before it on the page, in the order of the page."""

MOST_CHARACTERS = 2_000
"""Of one fact; a longer one is text."""


def kept(facts):
    """Facts in the form in which a Fassung keeps them: lists of field and value, in order.

    Args:
        facts: pairs of field and value, or a mapping; empty values and other fields are none.
    """
    values = {name: " ".join(str(value).split()) for name, value in dict(facts).items()}
    return [[name, values[name]] for name in FIELDS if values.get(name)]


def said(facts):
    """Pairs of label and value, as they are shown."""
    return [(FIELDS[name], value) for name, value in facts or () if name in FIELDS]
