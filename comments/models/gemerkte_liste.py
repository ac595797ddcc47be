from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable


class GemerkteListe(models.Model):
    """A list of the moderators' queue with its filters, kept by one person under a name."""

    MOST = 20

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="gemerkte_listen"
    )
    name = models.CharField(_("Name"), max_length=60, validators=[readable])
    tab = models.CharField(max_length=20, editable=False)
    # As in the URL of the list.
    query = models.CharField(max_length=500, editable=False)

    class Meta:
        verbose_name = _("gemerkte Liste")
        verbose_name_plural = _("gemerkte Listen")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="gemerkte_liste_one_each")
        ]

    def __str__(self):
        return self.name
