from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models import Konzept


class Listenwort(models.Model):
    """What a word of a town's Maßnahmenliste means: a heading, a state, a span of time.

    Said once when a list is read in, and remembered for the next one (``progress.lists``).
    """

    class Kind(models.TextChoices):
        COLUMN = "spalte", _("Überschrift")
        STATE = "stand", _("Stand")
        HORIZON = "zeit", _("Zeitraum")

    konzept = models.ForeignKey(
        Konzept, models.CASCADE, related_name="listenwoerter", verbose_name=_("Konzept")
    )
    kind = models.CharField(_("Art"), max_length=6, choices=Kind)
    # Small letters without marks (``progress.lists.columns.key``), and a code of ours.
    word = models.CharField(_("Wort"), max_length=120, editable=False)
    meaning = models.CharField(_("Bedeutung"), max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("Wort einer Maßnahmenliste")
        verbose_name_plural = _("Wörter einer Maßnahmenliste")
        constraints = [
            models.UniqueConstraint(fields=["konzept", "kind", "word"], name="listenwort_once")
        ]

    def __str__(self):
        return f"{self.word} → {self.meaning or '–'}"
