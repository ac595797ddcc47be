"""Which drafts an Auswertung publishes together with its result (``strategies.withheld``)."""

from django.db.models import Exists, OuterRef

from .models import Anliegen, Auswertung, Textaenderung


def withheld(drafts):
    """Of a QuerySet of drafts those that belong to the one act of an Auswertung.

    While it is in progress all of its Strategie; later, for a correction, what an Anliegen
    plans to change. None that is merely editorial.
    """
    in_progress = Auswertung.objects.filter(
        status=Auswertung.Status.IN_PROGRESS,
        kommentierphase__strategie=OuterRef("baustein__strategie"),
    )
    planned = Textaenderung.objects.filter(
        fassung=None, baustein=OuterRef("baustein"), anliegen__in=Anliegen.objects.active()
    )
    return drafts.filter(Exists(in_progress) | Exists(planned), editorial=False)
