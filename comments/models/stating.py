"""What people state about themselves with a comment, if they want to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.models import Ortsteil

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


class Stating(models.Model):
    """Where the phase asks for it: in which Ortsteil somebody lives."""

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

    class Meta:
        abstract = True
