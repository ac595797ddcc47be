from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.protection.log import LogEntry

from .baustein import Baustein
from .konzept import Strategie


class FruehereAdresse(models.Model):
    """Where a Baustein stood before it moved; its old address leads to where it is now.

    A Baustein that stands at this address today comes first; none is given an address that
    another one had (docs/adr/0034-bausteine-ziehen-um.md).
    """

    baustein = models.ForeignKey(
        Baustein, models.CASCADE, related_name="fruehere_adressen", verbose_name=_("Baustein")
    )
    strategie = models.ForeignKey(
        Strategie, models.CASCADE, related_name="+", verbose_name=_("Strategie")
    )
    kind = models.CharField(_("Art"), max_length=14, choices=Baustein.Kind)
    slug = models.SlugField(_("Adresse"), max_length=80)

    class Meta:
        verbose_name = _("frühere Adresse")
        verbose_name_plural = _("frühere Adressen")
        constraints = [
            models.UniqueConstraint(
                fields=["strategie", "kind", "slug"], name="fruehere_adresse_unique"
            )
        ]

    def __str__(self):
        return self.slug


class Gliederungsprotokoll(LogEntry):
    """That a Baustein changed kind, number, Strategie or place: who did it, and when.

    Only ``strategies.gliederung`` writes it. Nothing changes what is written: the database
    itself refuses (``strategies.evidence``). It goes with its Baustein.

    Attributes:
        before, after: in words, as they were then; a number or place may be „“.
        kept: what only the kind before had, to be put back if it returns.
    """

    class Change(models.TextChoices):
        KIND = "kind", _("Art")
        NUMBER = "number", _("Nummer")
        STRATEGIE = "strategie", _("Strategie")
        ORDER = "order", _("Reihenfolge")

    baustein = models.ForeignKey(
        Baustein, models.CASCADE, related_name="gliederungsprotokoll", verbose_name=_("Baustein")
    )
    change = models.CharField(_("Änderung"), max_length=10, choices=Change)
    before = models.CharField(_("vorher"), max_length=400, blank=True)
    after = models.CharField(_("nachher"), max_length=400, blank=True)
    kept = models.JSONField(default=dict, editable=False)

    class Meta(LogEntry.Meta):
        verbose_name = _("Änderung der Gliederung")
        verbose_name_plural = _("Änderungen der Gliederung")

    def __str__(self):
        return f"{self.get_change_display()}: {self.before or '–'} → {self.after or '–'}"
