from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models import Located

from .vorhaben import Vorhaben


class VorhabenlageQuerySet(models.QuerySet):
    def published(self):
        """Where Vorhaben are that everybody may read."""
        return self.filter(vorhaben__in=Vorhaben.objects.published())


class Vorhabenlage(Located):
    """Where a Vorhaben is, if not simply where its Baustein is."""

    vorhaben = models.OneToOneField(
        Vorhaben, models.CASCADE, related_name="lage", verbose_name=_("Vorhaben")
    )

    objects = VorhabenlageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lage eines Vorhabens")
        verbose_name_plural = _("Lagen von Vorhaben")
