from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from municipality.dates import POSSIBLE_DAY, in_range
from municipality.money import MOST_CENTS
from municipality.months import MonthColumn, in_digits, read_month
from municipality.wording import readable
from strategies.models import Zustaendigkeit

LONGEST_TEXT = 800


class State(models.TextChoices):
    """How far a Vorhaben is. Fixed, so that towns can be compared; never a percentage."""

    NOT_BEGUN = "nicht_begonnen", _("noch nicht begonnen")
    PREPARING = "vorbereitung", _("in Vorbereitung")
    UNDERWAY = "umsetzung", _("in Umsetzung")
    PERMANENT = "dauerhaft", _("läuft dauerhaft")
    DONE = "abgeschlossen", _("abgeschlossen")
    SUSPENDED = "zurueckgestellt", _("zurückgestellt")
    ABANDONED = "aufgegeben", _("aufgegeben")

    @property
    def look(self):
        """The class and the name of its icon (``templates/includes/icon.html``)."""
        return {
            State.NOT_BEGUN: "not-yet", State.PREPARING: "plans", State.UNDERWAY: "builds",
            State.PERMANENT: "runs", State.DONE: "made", State.SUSPENDED: "rests",
            State.ABANDONED: "ended",
        }[self]  # fmt: skip


class Health(models.TextChoices):
    """Whether what is going on goes as planned."""

    ON_TRACK = "im_plan", _("im Plan")
    LATE = "verzoegert", _("verzögert")
    AT_RISK = "gefaehrdet", _("gefährdet")

    @property
    def look(self):
        """The class and the name of its icon; „on-track“ is not shown."""
        return {Health.ON_TRACK: "on-track", Health.LATE: "late", Health.AT_RISK: "risk"}[self]


# What goes on, so that it can go as planned or not.
GOING_ON = (State.PREPARING, State.UNDERWAY, State.PERMANENT)
# What nothing more is to be told of.
OVER = (State.DONE, State.ABANDONED)
_NEEDS_REASON = Q(state__in=[State.SUSPENDED, State.ABANDONED]) | Q(
    health__in=[Health.LATE, Health.AT_RISK]
)


def needs_reason(state, health):
    """Whether these may not be published without a reason."""
    bad = (Health.LATE, Health.AT_RISK)
    return state in (State.SUSPENDED, State.ABANDONED) or health in bad


class ToldStep(NamedTuple):
    """A Meilenstein as a Stand tells it; ``due`` and ``done_on`` are months, or None."""

    title: str
    due: date | None = None
    done_on: date | None = None


class StandQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Stand.Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Stand.Status.DRAFT)

    def visible_to(self, user):
        """Published Stände of Vorhaben everybody may read; all for those who work on them."""
        from .vorhaben import Vorhaben

        rows = self.filter(vorhaben__in=Vorhaben.objects.visible_to(user))
        if not user.is_staff:
            return rows.published()
        if user.is_superuser:
            return rows
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return rows.filter(Q(status=Stand.Status.PUBLISHED) | Q(vorhaben__konzept__in=own))


class Stand(models.Model):
    """One report on a Vorhaben: how far it is, on a day.

    At most one draft per Vorhaben. Once published it is never changed, which the database
    guards (``progress.evidence``); what was wrong is said in a further one, a Berichtigung
    (docs/adr). ``version`` goes up with every change of the draft. Months are stored as their
    first day, money in cents. ``new_steps`` are the Meilensteine from its publication on, None
    where they stay as they are.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")

    class Kind(models.TextChoices):
        REPORT = "stand", _("Stand")
        UNCHANGED = "unveraendert", _("unverändert")
        CORRECTION = "berichtigung", _("Berichtigung")

    vorhaben = models.ForeignKey(
        "Vorhaben", models.PROTECT, related_name="staende", verbose_name=_("Vorhaben")
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    number = models.PositiveIntegerField(_("Nummer"), null=True, editable=False)
    kind = models.CharField(
        _("Art"), max_length=12, choices=Kind, default=Kind.REPORT, editable=False
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False,
        related_name="corrections", verbose_name=_("berichtigt"),
    )  # fmt: skip
    date = models.DateField(_("Stand vom"), validators=[POSSIBLE_DAY])
    state = models.CharField(_("Wie weit ist es?"), max_length=16, choices=State)
    health = models.CharField(_("Geht es wie geplant?"), max_length=10, choices=Health, blank=True)
    text = models.TextField(
        _("Was gibt es Neues?"), blank=True, max_length=LONGEST_TEXT,
        validators=[readable, MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("Zwei oder drei Sätze, so wie Sie es am Telefon sagen würden."),
    )  # fmt: skip
    reason = models.CharField(
        _("Warum?"), max_length=500, blank=True, validators=[readable],
        help_text=_("Nötig bei verzögert, gefährdet, zurückgestellt und aufgegeben."),
    )  # fmt: skip
    next_step = models.CharField(
        _("Nächster Schritt"), max_length=200, blank=True, validators=[readable]
    )
    next_date = MonthColumn(
        _("Wann der nächste Schritt kommt"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    expected_end = MonthColumn(
        _("Fertig voraussichtlich"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    cost_expected = models.PositiveBigIntegerField(
        _("Kosten voraussichtlich"), null=True, blank=True
    )
    cost_spent = models.PositiveBigIntegerField(_("Bisher ausgegeben"), null=True, blank=True)
    # [[title, „07/2026“ or „“, the same of when it was done], …]
    new_steps = models.JSONField(_("Schritte"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("geschrieben von"),
    )  # fmt: skip
    written_at = models.DateTimeField(_("geschrieben"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("veröffentlicht von"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, editable=False)

    objects = StandQuerySet.as_manager()

    class Meta:
        verbose_name = _("Stand")
        verbose_name_plural = _("Stände")
        ordering = ["vorhaben", "-number"]
        permissions = [("publish_stand", _("Darf Stände veröffentlichen"))]
        constraints = [
            models.UniqueConstraint(fields=["vorhaben", "number"], name="stand_number_unique"),
            models.UniqueConstraint(
                fields=["vorhaben"], condition=Q(status="draft"), name="stand_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", number=None, published_at=None)
                | Q(status="published", number__isnull=False, published_at__isnull=False),
                name="stand_numbered_when_published",
            ),
            models.CheckConstraint(
                condition=Q(state__in=State.values), name="stand_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(health="") | Q(health__in=Health.values, state__in=GOING_ON),
                name="stand_health_of_what_goes_on",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~_NEEDS_REASON | ~Q(reason=""),
                name="stand_reason_given",
                violation_error_message=_("Bitte schreiben Sie, warum."),
            ),
            models.CheckConstraint(
                condition=Q(kind="berichtigung", corrects__isnull=False)
                | (~Q(kind="berichtigung") & Q(corrects=None)),
                name="stand_correction_names_which",
            ),
            models.CheckConstraint(
                condition=(Q(cost_expected=None) | Q(cost_expected__lte=MOST_CENTS))
                & (Q(cost_spent=None) | Q(cost_spent__lte=MOST_CENTS)),
                name="stand_cost_possible",
            ),
            in_range("date", name="stand_date_in_range"),
            in_range("next_date", name="stand_next_in_range"),
            in_range("expected_end", name="stand_end_in_range"),
        ]
        indexes = [models.Index(fields=["-published_at"], name="stand_newest")]

    def __str__(self):
        return f"{self.vorhaben_id} {self.get_state_display()} ({self.number or '–'})"

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def told_steps(self):
        """The ToldSteps from its publication on; None where they stay as they are."""
        if self.new_steps is None:
            return None
        return [
            ToldStep(title, read_month(due, ends=True) if due else None,
                     read_month(done) if done else None)
            for title, due, done in self.new_steps
        ]  # fmt: skip

    @told_steps.setter
    def told_steps(self, steps):
        self.new_steps = steps and [[title, *map(in_digits, months)] for title, *months in steps]

    @property
    def needs_reason(self):
        return needs_reason(self.state, self.health)

    @property
    def is_bad_news(self):
        """Whether a second person looks at it where the town wants one."""
        return self.health in (Health.LATE, Health.AT_RISK) or self.state == State.ABANDONED

    @property
    def look(self):
        return State(self.state).look

    @property
    def health_look(self):
        """The look of what is not as planned; „“ where everything is."""
        bad = self.health in (Health.LATE, Health.AT_RISK)
        return Health(self.health).look if bad else ""
