from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .vorhaben import Vorhaben


class VorhabenabonnementQuerySet(models.QuerySet):
    def with_target(self):
        return self.select_related("vorhaben__konzept")


class Vorhabenabonnement(models.Model):
    """Somebody follows one Vorhaben, as they may a Strategie or a Baustein (``strategies``)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="vorhabenabonnements"
    )
    vorhaben = models.ForeignKey(
        Vorhaben, models.CASCADE, related_name="abonnements", verbose_name=_("Vorhaben")
    )
    created_at = models.DateTimeField(_("seit"), auto_now_add=True)

    objects = VorhabenabonnementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abonnement eines Vorhabens")
        verbose_name_plural = _("Abonnements von Vorhaben")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "vorhaben"], name="vorhabenabonnement_one_per_vorhaben"
            ),
        ]

    def __str__(self):
        return f"{self.user_id} → {self.vorhaben}"

    @property
    def target(self):
        return self.vorhaben
