"""What people state about themselves with a comment, if they want to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.models import Ortsteil
from municipality.wording import readable

# What a filter says of those who did not name their Ortsteil.
NOT_STATED = "ohne"


class StatingQuerySet(models.QuerySet):
    def of_ortsteil(self, ortsteil):
        """Contributions, replies apart, of those who live there.

        Args:
            ortsteil: a primary key, or ``NOT_STATED``.
        """
        key = None if ortsteil == NOT_STATED else ortsteil
        return self.filter(parent=None, official_office="", ortsteil=key)

    def of_organisations(self):
        return self.exclude(organisation="")


class Stating(models.Model):
    """Where the phase wants it: in which Ortsteil somebody lives, for whom they write."""

    ortsteil = models.ForeignKey(
        Ortsteil,
        models.PROTECT,
        null=True,
        blank=True,
        # Looked for together with the Baustein or the phase, never alone.
        db_index=False,
        related_name="kommentare",
        verbose_name=_("Ortsteil"),
        help_text=_("In dem zu wohnen jemand freiwillig angegeben hat."),
    )

    organisation = models.CharField(
        _("Organisation"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("In deren Namen es geschrieben ist, wie sie damals hieß."),
        validators=[readable],
    )

    class Meta:
        abstract = True
