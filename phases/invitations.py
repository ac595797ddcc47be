"""Who may write first: the addresses that were invited to a phase before it is for everybody.

They are seen by the Redaktion of the Konzept alone, are in no export but the person's own, and
go ``KEPT`` after the phase has ended (``phases.personal.purge``).
"""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# So long after its end the list of a phase is kept, in case somebody asks who was invited.
KEPT = timedelta(days=30)
# So many addresses a phase may have.
MOST = 2000


def normal(address):
    """An address as it is compared: nobody means two mailboxes by capitals."""
    return address.strip().lower()


class EinladungQuerySet(models.QuerySet):
    def of_address(self, address):
        return self.filter(email=normal(address))

    def untold(self):
        return self.filter(told_at=None)


class Einladung(models.Model):
    """An address that may write in a phase before everybody; ``told_at``: when it was mailed."""

    kommentierphase = models.ForeignKey(
        "phases.Kommentierphase",
        models.CASCADE,
        related_name="einladungen",
        verbose_name=_("Phase"),
    )
    email = models.EmailField(_("E-Mail-Adresse"), max_length=254)
    created_at = models.DateTimeField(_("eingetragen"), auto_now_add=True)
    told_at = models.DateTimeField(_("angeschrieben"), null=True, blank=True, editable=False)

    objects = EinladungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einladung")
        verbose_name_plural = _("Einladungen")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["kommentierphase", "email"], name="einladung_once")
        ]
        indexes = [models.Index(fields=["email"], name="einladung_email")]

    def __str__(self):
        return self.email
