from django.db import models
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range

from .vorhaben import Vorhaben


class Erinnerung(models.Model):
    """Somebody was reminded that a Stand is due: which step, of which day. Never twice."""

    class Step(models.TextChoices):
        SOON = "bald", _("bald fällig")
        DUE = "faellig", _("fällig")
        OVERDUE = "ueberfaellig", _("überfällig")

    vorhaben = models.ForeignKey(
        Vorhaben, models.CASCADE, related_name="erinnerungen", verbose_name=_("Vorhaben")
    )
    step = models.CharField(_("Art"), max_length=12, choices=Step)
    # After the next Stand another day is due, so there is something to tell again.
    due_on = models.DateField(_("fällig am"), validators=[POSSIBLE_DAY])
    told_at = models.DateTimeField(_("mitgeteilt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Erinnerung")
        verbose_name_plural = _("Erinnerungen")
        constraints = [
            models.UniqueConstraint(fields=["vorhaben", "step", "due_on"], name="erinnerung_once"),
            in_range("due_on", name="erinnerung_due_in_range"),
        ]

    def __str__(self):
        return f"{self.get_step_display()} {self.due_on:%d.%m.%Y}"
