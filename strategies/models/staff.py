from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable


class Amt(models.Model):
    """An office of the administration, from the list that is kept once."""

    name = models.CharField(
        _("Name"), max_length=120, unique=True, validators=[readable],
        error_messages={"unique": _("Dieses Amt gibt es schon.")},
    )  # fmt: skip
    email = models.EmailField(
        _("E-Mail"), blank=True, default="", db_default="",
        help_text=_("Wohin Rückfragen zu einem Beitrag gehen."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("Amt")
        verbose_name_plural = _("Ämter")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Vertretung(models.Model):
    """Somebody stands in for a colleague for some days, both included.

    The Zuständigkeiten that come with it name it and go with it (``strategies.staff``).
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="vertretungen",
        verbose_name=_("wird vertreten"),
    )  # fmt: skip
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="vertritt",
        verbose_name=_("vertritt"),
    )  # fmt: skip
    first_day = models.DateField(_("Erster Tag"), validators=[POSSIBLE_DAY])
    last_day = models.DateField(_("Letzter Tag"), validators=[POSSIBLE_DAY])
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("eingetragen von"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("Vertretung")
        verbose_name_plural = _("Vertretungen")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="vertretung_ends_after_start",
                violation_error_message=_("Der letzte Tag muss nach dem ersten liegen."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("stand_in")),
                name="vertretung_by_another",
                violation_error_message=_("Niemand vertritt sich selbst."),
            ),
            in_range("first_day", name="vertretung_first_in_range"),
            in_range("last_day", name="vertretung_last_in_range"),
        ]

    def __str__(self):
        return f"{self.stand_in} – {self.person}"
