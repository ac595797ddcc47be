from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable

from .anliegen import Anliegen
from .auswertung import Auswertung


class Ratsbefassung(models.Model):
    """The step of an Auswertung in which the council decides.

    What it says becomes public with the next edition, which keeps it for ever.
    """

    auswertung = models.OneToOneField(
        Auswertung, models.PROTECT, related_name="ratsbefassung", verbose_name=_("Auswertung")
    )
    council = models.CharField(
        _("Gremium"), max_length=80, blank=True, validators=[readable],
        help_text=_("Zum Beispiel „Stadtrat“ oder „Bauausschuss“. Leer: Rat."),
    )  # fmt: skip
    submitted_on = models.DateField(
        _("Vorgelegt am"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    decided_on = models.DateField(
        _("Beschlossen am"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    number = models.CharField(
        _("Nummer der Vorlage"), max_length=80, blank=True, validators=[readable],
        help_text=_("Zum Beispiel „BV/0123/2026“."),
    )  # fmt: skip
    url = models.URLField(
        _("Link zur Vorlage"), max_length=500, blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Adresse im Ratsinformationssystem."),
    )  # fmt: skip
    deviations = models.TextField(
        _("Was der Rat anders beschlossen hat"), max_length=4000, blank=True,
        validators=[readable],
        help_text=_("Zum Ganzen, in ein paar Sätzen. Leer: Er ist den Vorschlägen gefolgt."),
    )  # fmt: skip
    is_awaited = models.BooleanField(_("Erst nach dem Beschluss veröffentlichen"), default=False)

    class Meta:
        verbose_name = _("Ratsbefassung")
        verbose_name_plural = _("Ratsbefassungen")
        constraints = [
            in_range("submitted_on", name="ratsbefassung_submitted_in_range"),
            in_range("decided_on", name="ratsbefassung_decided_in_range"),
            models.CheckConstraint(
                condition=Q(submitted_on=None)
                | Q(decided_on=None)
                | Q(submitted_on__lte=F("decided_on")),
                name="ratsbefassung_in_order",
                violation_error_message=_(
                    "Beschlossen wird nicht, bevor vorgelegt ist. Bitte prüfen Sie die beiden Tage."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.auswertung}: {self.shown_council}"

    @property
    def shown_council(self):
        return self.council or str(_("Rat"))

    @property
    def is_missing(self):
        """Whether publication waits for what the council decides."""
        return self.is_awaited and self.decided_on is None


class Ratsabweichung(models.Model):
    """What the council decided on one Anliegen otherwise than was proposed."""

    anliegen = models.OneToOneField(
        Anliegen, models.CASCADE, related_name="ratsabweichung", verbose_name=_("Anliegen")
    )
    text = models.TextField(_("Beschluss des Rates"), max_length=2000, validators=[readable])

    class Meta:
        verbose_name = _("Ratsabweichung")
        verbose_name_plural = _("Ratsabweichungen")
        ordering = ["anliegen"]

    def __str__(self):
        return f"{self.anliegen_id}: {self.text[:40]}"
