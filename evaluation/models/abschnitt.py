from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar

from .anliegen import Zuordnung


class AbschnittQuerySet(models.QuerySet):
    def open(self):
        """Those of which nobody has said yet where they belong.

        None of a contribution that is in some Anliegen as a whole.
        """
        whole = Zuordnung.objects.filter(kommentar=OuterRef("kommentar"), abschnitte=None)
        rows = self.filter(status=Abschnitt.Status.OPEN, zuordnungen=None)
        return rows.exclude(Exists(whole))


class Abschnitt(models.Model):
    """A passage of a long contribution: from one of its paragraphs to the next Abschnitt.

    Its words are those of the contribution (``evaluation.paragraphs``).
    """

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ASIDE = "aside", _("enthält kein Anliegen")

    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="abschnitte", verbose_name=_("Beitrag")
    )
    first = models.PositiveSmallIntegerField(_("ab Absatz"), validators=[MinValueValidator(1)])
    status = models.CharField(_("Status"), max_length=5, choices=Status, default=Status.OPEN)
    zuordnungen = models.ManyToManyField(
        Zuordnung, related_name="abschnitte", verbose_name=_("Zuordnungen"), blank=True
    )

    objects = AbschnittQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abschnitt")
        verbose_name_plural = _("Abschnitte")
        ordering = ["kommentar", "first"]
        constraints = [
            models.UniqueConstraint(fields=["kommentar", "first"], name="abschnitt_once")
        ]

    def __str__(self):
        return f"{self.kommentar_id} ab {self.first}"
