"""Drafts that belong to the act of a layer above, which alone makes them public.

Which they are, such an app registers in ``WITHHELD``: a callable that returns, of a QuerySet of
drafts, those to be withheld.
"""

from functools import reduce
from operator import or_

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry import Registry

from .models import Baustein, Fassung, Konzept, Publikationsstatus

WITHHELD = Registry()

# So many are named in a sentence.
_NAMED = 5


def withheld(drafts):
    """Return those of ``drafts``, a QuerySet, that are published by another act."""
    return reduce(or_, (choose(drafts) for choose in WITHHELD), drafts.none())


def drafts_in(row):
    """The drafts that publishing a Konzept, Strategie or Baustein would make public."""
    drafts = Fassung.objects.drafts()
    if isinstance(row, Baustein):
        return drafts.filter(baustein=row.pk)
    drafts = drafts.exclude(baustein__status=Publikationsstatus.ARCHIVED)
    if isinstance(row, Konzept):
        others = drafts.exclude(baustein__strategie__status=Publikationsstatus.ARCHIVED)
        return others.filter(baustein__strategie__konzept=row.pk)
    return drafts.filter(baustein__strategie=row.pk)


def why_withheld(row):
    """Return why a Konzept, Strategie or Baustein cannot be published now; else „“."""
    found = withheld(drafts_in(row)).select_related("baustein").order_by("baustein__position", "pk")
    names = [str(fassung.baustein) for fassung in found[: _NAMED + 1]]
    if not names:
        return ""
    sentences = [_belongs() if isinstance(row, Baustein) else _belong(names)]
    sentences.append(
        _("Ist nur die Schreibweise berichtigt, kennzeichnen Sie den Entwurf als redaktionell.")
    )
    return " ".join(sentences)


def _belongs():
    return _("Diese Fassung gehört zu einer laufenden Auswertung; sie wird mit ihr veröffentlicht.")


def _belong(names):
    shown = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
    return ngettext(
        "Diese Fassung gehört zu einer laufenden Auswertung; sie wird mit ihr veröffentlicht: "
        "%(which)s.",
        "Diese Fassungen gehören zu einer laufenden Auswertung; sie werden mit ihr "
        "veröffentlicht: %(which)s.",
        len(names),
    ) % {"which": ", ".join(shown)}
