from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .kommentar import Kommentar


class Ground(models.TextChoices):
    """Rule of the Netiquette, or law, that a decision or report rests on."""

    BELEIDIGUNG = "beleidigung", _("persönlicher Angriff (Netiquette, Regel 2)")
    HASS = "hass", _("Hass oder Hetze (Netiquette, Regel 3)")
    PERSOENLICHE_DATEN = "persoenliche_daten", _("persönliche Daten (Netiquette, Regel 4)")
    WERBUNG = "werbung", _("Werbung (Netiquette, Regel 5)")
    THEMENFREMD = "themenfremd", _("gehört nicht zum Thema (Netiquette, Regel 1)")
    STRAFBAR = "strafbar", _("verstößt gegen ein Gesetz")


class Moderationsentscheidung(models.Model):
    """What a moderator decided on a comment, why, and when. Only ever appended."""

    class Action(models.TextChoices):
        RELEASE = "release", _("freigegeben")
        HIDE = "hide", _("verborgen")
        RESTORE = "restore", _("wiederhergestellt")

    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="entscheidungen", verbose_name=_("Kommentar")
    )
    action = models.CharField(_("Entscheidung"), max_length=10, choices=Action)
    ground = models.CharField(_("Grundlage"), max_length=20, choices=Ground, blank=True)
    statement = models.TextField(_("Begründung"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("durch"),
    )
    at = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Moderationsentscheidung")
        verbose_name_plural = _("Moderationsentscheidungen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action="hide")
                | (~models.Q(ground="") & ~models.Q(statement="")),
                name="entscheidung_hide_has_reason",
            )
        ]

    def __str__(self):
        return f"{self.kommentar_id} {self.get_action_display()}"


class Meldung(models.Model):
    """Somebody's report that a comment breaks a rule. One per person and comment."""

    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="meldungen", verbose_name=_("Kommentar")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who reports without an account is told apart by the session alone.
    reporter_key = models.CharField(max_length=64, editable=False)
    ground = models.CharField(_("Grund"), max_length=20, choices=Ground)
    explanation = models.TextField(_("Erläuterung"), blank=True, max_length=2000)
    at = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kommentar", "reporter_key"], name="meldung_one_each")
        ]

    def __str__(self):
        return f"{self.get_ground_display()} ({self.kommentar_id})"
