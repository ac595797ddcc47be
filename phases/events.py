"""Dates on which people meet: workshops, Sprechstunden, council meetings."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from strategies.models import Konzept, Strategie

# How many of the next dates stand on a page.
EVENTS_SHOWN = 3


class VeranstaltungQuerySet(models.QuerySet):
    def public(self):
        """Announced ones, and those that were called off: who comes anyway wants to know."""
        return self.exclude(status=Veranstaltung.Status.DRAFT)

    def visible_to(self, user):
        """Announced ones for everybody, and those of the Konzepte that ``user`` may read."""
        return self.public().filter(
            Q(konzept=None, strategie=None)
            | Q(konzept__in=Konzept.objects.visible_to(user))
            | Q(strategie__in=Strategie.objects.visible_to(user))
        )

    def upcoming_at(self, now):
        """Those not over, the next first; one without an end is over with its day."""
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(Q(ends_at__gt=now) | Q(ends_at=None, starts_at__gte=midnight)).order_by(
            "starts_at", "pk"
        )

    def next_for(self, user, now):
        """What comes, as far as ``user`` may know of it."""
        return self.visible_to(user).upcoming_at(now).with_target()

    def about_konzept(self, konzept):
        """Those of a Konzept and its Strategien, and those for everybody."""
        return self.filter(
            Q(konzept=konzept) | Q(strategie__konzept=konzept) | Q(konzept=None, strategie=None)
        )

    def about_strategie(self, strategie):
        """Those of a Strategie and its Konzept, and those for everybody."""
        return self.filter(
            Q(strategie=strategie)
            | Q(konzept=strategie.konzept_id)
            | Q(konzept=None, strategie=None)
        )

    def with_target(self):
        return self.select_related("konzept", "strategie__konzept")


class Veranstaltung(models.Model):
    """Somebody meets somewhere: for one Strategie, one Konzept, or everybody.

    ``sequence`` and ``changed_at`` count and date the changes, for who subscribed to the calendar.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("angekündigt")
        CANCELLED = "cancelled", _("abgesagt")

    title = models.CharField(
        _("Titel"), max_length=160, validators=[readable],
        help_text=_("Zum Beispiel „Werkstatt zum Freibad“ oder „Sprechstunde im Rathaus“."),
    )  # fmt: skip
    konzept = models.ForeignKey(
        Konzept, models.CASCADE, null=True, blank=True, related_name="veranstaltungen",
        verbose_name=_("Konzept"),
    )  # fmt: skip
    strategie = models.ForeignKey(
        Strategie, models.CASCADE, null=True, blank=True, related_name="veranstaltungen",
        verbose_name=_("Strategie"),
    )  # fmt: skip
    starts_at = models.DateTimeField(_("Beginn"), validators=[POSSIBLE_DAY])
    ends_at = models.DateTimeField(_("Ende"), null=True, blank=True, validators=[POSSIBLE_DAY])
    place = models.CharField(_("Ort"), max_length=200, validators=[readable])
    link = models.URLField(
        _("Internetadresse"), max_length=500, blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Zum Anmelden, Zuschalten oder Nachlesen; sie wird nur verlinkt."),
    )  # fmt: skip
    description = models.TextField(
        _("Beschreibung"), blank=True, max_length=2000, validators=[readable]
    )
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.PUBLISHED)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VeranstaltungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(konzept=None) | Q(strategie=None), name="veranstaltung_for_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__lt=F("ends_at")),
                name="veranstaltung_ends_after_start",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            in_range("starts_at", name="veranstaltung_starts_in_range", moment=True),
            in_range("ends_at", name="veranstaltung_ends_in_range", moment=True),
        ]
        indexes = [models.Index(fields=["starts_at"], name="veranstaltung_starts")]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.starts_at >= self.ends_at:
            raise ValidationError(_("Das Ende muss nach dem Beginn liegen."))

    @property
    def anchor(self):
        """Of its entry on a page."""
        return f"termin-{self.pk}"

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    @property
    def target(self):
        """The Strategie or Konzept it is for; None: for everybody."""
        return self.strategie or self.konzept
