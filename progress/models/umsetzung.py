from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.protection.log import LogEntry
from municipality.wording import readable
from strategies.models import Konzept

# Months after which a Vorhaben needs news, where nothing else is said.
RHYTHM = 6
LEAST_RHYTHM, MOST_RHYTHM = 1, 24


class Umsetzung(models.Model):
    """How the Umsetzung of one Konzept is told. Without a row, the defaults hold."""

    konzept = models.OneToOneField(
        Konzept, models.CASCADE, related_name="umsetzung", verbose_name=_("Konzept")
    )
    intro = models.TextField(
        _("Einleitung"), blank=True, max_length=1000, validators=[readable],
        help_text=_("Steht öffentlich über der Liste der Vorhaben."),
    )  # fmt: skip
    rhythm = models.PositiveSmallIntegerField(
        _("Alle wie viel Monate ein Stand fällig ist"), default=RHYTHM,
        validators=[MinValueValidator(LEAST_RHYTHM), MaxValueValidator(MOST_RHYTHM)],
    )  # fmt: skip
    second_person = models.BooleanField(
        _("Zweite Person für schlechte Nachrichten"), default=False,
        help_text=_(
            "Wer einen Stand „verzögert“, „gefährdet“ oder „aufgegeben“ schreibt, veröffentlicht "
            "ihn dann nicht selbst."
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = _("Umsetzung")
        verbose_name_plural = _("Umsetzungen")
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__gte=LEAST_RHYTHM, rhythm__lte=MOST_RHYTHM),
                name="umsetzung_rhythm_in_months",
            )
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} – {self.konzept}"


class Umsetzungsprotokoll(LogEntry):
    """Who did what to a Vorhaben, when: the trace of every step."""

    class Action(models.TextChoices):
        CREATED = "created", _("angelegt")
        CHANGED = "changed", _("bearbeitet")
        PUBLISHED = "published", _("Vorhaben veröffentlicht")
        ARCHIVED = "archived", _("archiviert")
        WRITTEN = "written", _("Stand geschrieben")
        UNCHANGED = "unchanged", _("„unverändert“ gemeldet")
        DROPPED = "dropped", _("Entwurf eines Stands verworfen")
        STAND_PUBLISHED = "stand", _("Stand veröffentlicht")
        STEPS = "steps", _("Schritte geändert")
        PHOTO = "photo", _("Bild entfernt")
        REPORTED = "reported", _("Umsetzungsbericht veröffentlicht")
        SETTINGS = "settings", _("Regeln der Umsetzung geändert")
        IMPORTED = "imported", _("aus einer Maßnahmenliste gelesen")

    konzept = models.ForeignKey(
        Konzept, models.CASCADE, related_name="umsetzungsprotokoll", verbose_name=_("Konzept")
    )
    vorhaben = models.ForeignKey(
        "Vorhaben", models.CASCADE, null=True, blank=True, related_name="protokoll",
        verbose_name=_("Vorhaben"),
    )  # fmt: skip
    action = models.CharField(_("Vorgang"), max_length=12, choices=Action)
    # Keys, numbers and names of fields: never what somebody wrote, never who.
    details = models.CharField(_("Einzelheiten"), max_length=500, blank=True, editable=False)

    class Meta(LogEntry.Meta):
        verbose_name = _("Umsetzungsprotokoll")
        verbose_name_plural = _("Umsetzungsprotokolle")

    def __str__(self):
        return f"{self.get_action_display()} {self.details}".strip()
