"""How many there are of something, in the words that residents read: the same everywhere."""

from collections import Counter

from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Baustein


def contributions(total, official=0):
    """„40 Beiträge, davon 3 Antworten der Verwaltung“: one number for one thing.

    Args:
        total: of everything that was published, answers of the administration among them.
        official: how many of them the administration has written.
    """
    if not total:
        return _("Noch kein Beitrag")
    words = ngettext("%(n)s Beitrag", "%(n)s Beiträge", total) % {"n": number_format(total)}
    if not official:
        return words
    of_them = ngettext(
        "davon %(n)s Antwort der Verwaltung", "davon %(n)s Antworten der Verwaltung", official
    )
    return f"{words}, {of_them % {'n': number_format(official)}}"


def kinds(bausteine):
    """„5 Leitziele“, „3 Handlungsfelder und 1 Leitprojekt“: what a Strategie consists of.

    Args:
        bausteine: rows with a ``kind``, in the order of the document.
    """
    counted = Counter(row.kind for row in bausteine)
    return get_text_list([_kind(kind, number) for kind, number in counted.items()], _("und"))


def _kind(kind, number):
    words = {
        Baustein.Kind.LEITZIEL: ngettext("%(n)s Leitziel", "%(n)s Leitziele", number),
        Baustein.Kind.HANDLUNGSFELD: ngettext(
            "%(n)s Handlungsfeld", "%(n)s Handlungsfelder", number
        ),
        Baustein.Kind.LEITPROJEKT: ngettext("%(n)s Leitprojekt", "%(n)s Leitprojekte", number),
    }
    return words[Baustein.Kind(kind)] % {"n": number_format(number)}
