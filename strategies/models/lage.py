from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable

from .baustein import Baustein


class LageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where visible Bausteine are: that of a draft is as private as the draft."""
        return self.filter(baustein__in=Baustein.objects.visible_to(user))

    def of_konzept(self, konzept):
        """Those of a Konzept in the order of its document, with what their features say."""
        return (
            self.filter(baustein__strategie__konzept=konzept)
            .select_related("baustein__strategie__konzept")
            .order_by("baustein__strategie__position", "baustein__position", "baustein_id")
        )


class Located(models.Model):
    """Where something is: a point, line or area, and the same in words for who cannot see it.

    ``geometry`` is GeoJSON as ``municipality.geography.reading`` lets it in.
    """

    geometry = models.JSONField(_("Geometrie"))
    description = models.CharField(
        _("Wo es ist, in Worten"),
        max_length=300,
        help_text=_(
            "Für alle, die die Skizze nicht sehen: „Am Trebower See, im Norden von Elbhagen“."
        ),
        validators=[readable],
    )

    class Meta:
        abstract = True

    def __str__(self):
        return self.description


class Lage(Located):
    """Where a Baustein is."""

    baustein = models.OneToOneField(
        Baustein, models.CASCADE, related_name="lage", verbose_name=_("Baustein")
    )

    objects = LageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lage")
        verbose_name_plural = _("Lagen")
