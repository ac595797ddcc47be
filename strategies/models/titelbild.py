from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .baustein import Baustein
from .konzept import Konzept, Strategie
from .photograph import Photograph


class TitelbildQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pictures of what ``user`` may read: that of a draft is as private as the draft."""
        return self.filter(
            Q(konzept__in=Konzept.objects.visible_to(user))
            | Q(strategie__in=Strategie.objects.visible_to(user))
            | Q(baustein__in=Baustein.objects.visible_to(user))
        )

    def with_target(self):
        return self.select_related("konzept", "strategie__konzept", "baustein__strategie__konzept")


class Titelbild(Photograph):
    """The picture at the head of a Konzept, a Strategie or a Baustein.

    It stands beside the text and is no part of a Fassung: it can be put there and taken away
    while a phase is open (docs/adr/0032-titelbilder.md).
    """

    ROUTE = "strategies:titelbild"

    konzept = models.OneToOneField(
        Konzept, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    strategie = models.OneToOneField(
        Strategie, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    baustein = models.OneToOneField(
        Baustein, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    objects = TitelbildQuerySet.as_manager()

    class Meta:
        verbose_name = _("Titelbild")
        verbose_name_plural = _("Titelbilder")
        constraints = [
            models.CheckConstraint(
                condition=Q(konzept__isnull=False, strategie=None, baustein=None)
                | Q(konzept=None, strategie__isnull=False, baustein=None)
                | Q(konzept=None, strategie=None, baustein__isnull=False),
                name="titelbild_of_one",
            )
        ]

    @property
    def target(self):
        """The Konzept, Strategie or Baustein it belongs to."""
        return self.baustein or self.strategie or self.konzept
