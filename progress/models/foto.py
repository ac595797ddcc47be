from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from strategies.models import Photograph

from .stand import Stand


class FotoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pictures of Stände that ``user`` may read: that of a draft is as private as it."""
        return self.filter(stand__in=Stand.objects.visible_to(user))


class Foto(Photograph):
    """A photograph that shows how far a Vorhaben is; it came with a Stand.

    It is no part of the Stand: it can be taken away when somebody in it asks for that.
    """

    ROUTE = "progress:foto"

    stand = models.ForeignKey(Stand, models.PROTECT, related_name="fotos", verbose_name=_("Stand"))
    taken_on = models.DateField(
        _("Aufgenommen am"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )

    objects = FotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("Foto")
        verbose_name_plural = _("Fotos")
        ordering = ["pk"]
        constraints = [in_range("taken_on", name="foto_taken_in_range")]

    @property
    def is_public(self):
        """Whether everybody may see it."""
        return not self.stand.is_draft and self.stand.vorhaben.is_public
