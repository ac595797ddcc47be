from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable
from strategies.passages import anchor_of


class Quoting(models.Model):
    """What is about one passage of its ``fassung``: what that says, and where it stands.

    Both are empty for what is about the whole text (``comments.passages``).
    """

    passage = models.TextField(
        _("zitierte Stelle"),
        blank=True,
        db_default="",
        default="",
        editable=False,
        validators=[readable],
    )
    passage_block = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        default="",
        editable=False,
        validators=[readable],
    )

    class Meta:
        abstract = True

    @property
    def passage_anchor(self):
        """The id of the passage, on a page with the text of the Fassung."""
        return anchor_of(self.passage_block)
