from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .kommentar import Kommentar


class Bewertung(models.Model):
    """One person's agreement or disagreement with one comment."""

    class Value(models.IntegerChoices):
        UP = 1, _("Zustimmung")
        DOWN = -1, _("Ablehnung")

    kommentar = models.ForeignKey(Kommentar, models.CASCADE, related_name="bewertungen")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bewertungen")
    value = models.SmallIntegerField(choices=Value)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("Bewertung")
        verbose_name_plural = _("Bewertungen")
        constraints = [
            models.UniqueConstraint(fields=["kommentar", "user"], name="bewertung_one_each"),
            models.CheckConstraint(
                condition=models.Q(value__in=[1, -1]), name="bewertung_for_or_against"
            ),
        ]

    def __str__(self):
        return f"{self.get_value_display()} {self.kommentar_id}"
