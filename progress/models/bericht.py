import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from municipality.months import MonthColumn
from municipality.wording import readable
from strategies.models import Konzept, Publikationsstatus

from .stand import Health, Stand, State
from .vorhaben import Vorhaben


class UmsetzungsberichtQuerySet(models.QuerySet):
    def published(self):
        """Those of Konzepte everybody may read."""
        return self.filter(konzept__status=Publikationsstatus.PUBLISHED)


class Umsetzungsbericht(models.Model):
    """An edition that freezes how far all Vorhaben of a Konzept are on a day.

    ``document`` is the canonical JSON of all it says, ``sha256`` the hash of its UTF-8 bytes;
    the rows are the same content. Neither is ever changed.
    """

    konzept = models.ForeignKey(
        Konzept, models.PROTECT, related_name="umsetzungsberichte", verbose_name=_("Konzept")
    )
    number = models.PositiveIntegerField(_("Nummer"))
    date = models.DateField(_("Stichtag"), validators=[POSSIBLE_DAY])
    note = models.TextField(_("Vorwort"), max_length=2000, blank=True, validators=[readable])
    published_at = models.DateTimeField(_("veröffentlicht"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("durch"),
    )  # fmt: skip
    document = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = UmsetzungsberichtQuerySet.as_manager()

    class Meta:
        verbose_name = _("Umsetzungsbericht")
        verbose_name_plural = _("Umsetzungsberichte")
        ordering = ["konzept", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["konzept", "number"], name="bericht_number_unique"),
            in_range("date", name="bericht_date_in_range"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.number} – {self.konzept}"

    def get_absolute_url(self):
        return reverse("progress:bericht", args=[self.konzept.slug, self.number])

    @property
    def is_intact(self):
        """Whether the document is still the one that was published."""
        return hashlib.sha256(self.document.encode()).hexdigest() == self.sha256


class Berichtszeile(models.Model):
    """What an Umsetzungsbericht says of one Vorhaben. Written once, with it."""

    bericht = models.ForeignKey(Umsetzungsbericht, models.PROTECT, related_name="zeilen")
    vorhaben = models.ForeignKey(Vorhaben, models.PROTECT, related_name="+")
    stand = models.ForeignKey(Stand, models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, editable=False)
    title = models.CharField(max_length=200, editable=False)
    office = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(max_length=16, choices=State, editable=False)
    health = models.CharField(max_length=10, choices=Health, blank=True, editable=False)
    end = MonthColumn(null=True, editable=False, validators=[POSSIBLE_DAY])
    cost = models.PositiveBigIntegerField(null=True, editable=False)
    steps_done = models.PositiveSmallIntegerField(default=0, editable=False)
    steps = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Zeile des Umsetzungsberichts")
        verbose_name_plural = _("Zeilen der Umsetzungsberichte")
        ordering = ["bericht", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bericht", "vorhaben"], name="berichtszeile_once"),
            in_range("end", name="berichtszeile_end_in_range"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_state_display()}"
