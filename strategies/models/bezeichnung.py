from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable


class Bezeichnung(models.Model):
    """A word for parts of planning documents, and what they become when one is read.

    The town's own ones, beside those of ``documents.outline.words``: for a name
    („Zukunftsaufgabe“) or for the whole title of a chapter („Dank“).
    """

    class Kind(models.TextChoices):
        AWAY = "weg", _("bleibt weg")
        TEXT = "text", _("Text des Teils davor")
        INTRO = "einleitung", _("Einleitung")
        STRATEGIE = "strategie", _("Strategie")
        LEITZIEL = "leitziel", _("Leitziel")
        HANDLUNGSFELD = "handlungsfeld", _("Handlungsfeld")
        LEITPROJEKT = "leitprojekt", _("Leitprojekt")

    text = models.CharField(_("Wort"), max_length=80, validators=[readable])
    kind = models.CharField(_("wird zu"), max_length=14, choices=Kind)

    class Meta:
        verbose_name = _("Bezeichnung")
        verbose_name_plural = _("Bezeichnungen")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(
                Lower("text"),
                name="bezeichnung_unique",
                violation_error_message=_("Dieses Wort steht schon in der Liste."),
            )
        ]

    def __str__(self):
        return self.text
