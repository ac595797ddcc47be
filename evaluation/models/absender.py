from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from municipality.wording import readable

from .auswertung import Auswertung


class Absender(models.Model):
    """Who sent contributions without an account, and where the answer goes by post.

    Never public, in no export but the letters, and gone when these are on their way.
    """

    auswertung = models.ForeignKey(
        Auswertung, models.PROTECT, related_name="absender", verbose_name=_("Auswertung")
    )
    name = models.CharField(_("Name"), max_length=120, validators=[readable])
    address = models.TextField(
        _("Anschrift"), max_length=400, validators=[readable],
        help_text=_("Wie auf dem Umschlag, ohne den Namen: Straße, Postleitzahl und Ort."),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("eingetragen"), auto_now_add=True)

    class Meta:
        verbose_name = _("Absender")
        verbose_name_plural = _("Absender")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["auswertung", "name", "address"], name="absender_once")
        ]

    def __str__(self):
        return self.name


class Absenderbeitrag(models.Model):
    """A contribution that came from an Absender."""

    absender = models.ForeignKey(Absender, models.CASCADE, related_name="beitraege")
    kommentar = models.OneToOneField(
        Kommentar, models.PROTECT, related_name="absenderbeitrag", verbose_name=_("Beitrag")
    )

    class Meta:
        verbose_name = _("Beitrag eines Absenders")
        verbose_name_plural = _("Beiträge von Absendern")
        ordering = ["kommentar"]

    def __str__(self):
        return f"{self.absender_id} ← {self.kommentar_id}"
