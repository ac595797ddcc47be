from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable

from .kommentar import Kommentar
from .moderation import Moderationsentscheidung


class SchwaerzungQuerySet(models.QuerySet):
    def active(self):
        return self.filter(lifted_at=None)

    def forget(self):
        """Empty the evidence; that something was taken out, and why, stays in the record."""
        return self.exclude(original="").update(original="", passages=[])


class Schwaerzung(models.Model):
    """The passages that one decision took out of a comment, with the wording before.

    ``passages`` are pairs of offsets in ``original``. Several Schwärzungen of one comment have
    the same ``original``, until its author writes it anew: then a new one begins. What
    everybody reads stands in ``Kommentar.text`` (``comments.redaction``).
    """

    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="schwaerzungen", verbose_name=_("Beitrag")
    )
    entscheidung = models.OneToOneField(
        Moderationsentscheidung,
        models.PROTECT,
        related_name="schwaerzung",
        verbose_name=_("Entscheidung"),
    )
    original = models.TextField(
        _("Wortlaut vor dem Schwärzen"), blank=True, editable=False, validators=[readable]
    )
    passages = models.JSONField(_("Stellen"), default=list, editable=False)
    lifted_at = models.DateTimeField(_("aufgehoben"), null=True, blank=True)

    objects = SchwaerzungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Schwärzung")
        verbose_name_plural = _("Schwärzungen")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.kommentar_id}, {self.entscheidung_id}"

    def spans(self):
        """(start, end, ground) of each passage; with ``entscheidung`` loaded."""
        ground = self.entscheidung.ground
        return [(start, end, ground) for start, end in self.passages]
