from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .baustein import Baustein
from .konzept import Strategie


class AbonnementQuerySet(models.QuerySet):
    def with_target(self):
        return self.select_related("strategie__konzept", "baustein__strategie__konzept")


class Abonnement(models.Model):
    """Somebody follows a Strategie, with all its Bausteine, or one Baustein."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="abonnements")
    strategie = models.ForeignKey(
        Strategie,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="abonnements",
        verbose_name=_("Strategie"),
    )
    baustein = models.ForeignKey(
        Baustein,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="abonnements",
        verbose_name=_("Baustein"),
    )
    created_at = models.DateTimeField(_("seit"), auto_now_add=True)

    objects = AbonnementQuerySet.as_manager()

    class Meta:
        verbose_name = _("Abonnement")
        verbose_name_plural = _("Abonnements")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "strategie"], name="abonnement_one_per_strategie"
            ),
            models.UniqueConstraint(
                fields=["user", "baustein"], name="abonnement_one_per_baustein"
            ),
            models.CheckConstraint(
                condition=Q(strategie__isnull=False, baustein=None)
                | Q(strategie=None, baustein__isnull=False),
                name="abonnement_of_one_thing",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} → {self.target}"

    @property
    def target(self):
        return self.strategie or self.baustein
