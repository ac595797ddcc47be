from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from evaluation.models import Anliegen
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.models import Ortsteil
from municipality.money import MOST_CENTS
from municipality.months import MonthColumn, months_between, months_later, precision_of
from municipality.wording import readable
from strategies.models import Baustein, Konzept, Publikationsstatus, Zustaendigkeit

from .stand import OVER, State
from .umsetzung import LEAST_RHYTHM, MOST_RHYTHM, RHYTHM

# It stands in the URL, where words name the other pages: so it holds a digit.
NUMBER = RegexValidator(
    r"^(?=.*\d)\w[\w.\-]*\Z",
    _("Bitte nehmen Sie Buchstaben, Ziffern, Punkt und Bindestrich, mit mindestens einer Ziffer."),
)
PUBLISHED = Publikationsstatus.PUBLISHED


class VorhabenQuerySet(models.QuerySet):
    def published(self):
        """Vorhaben everybody may read: published, of a published Konzept."""
        return self.filter(status=PUBLISHED, konzept__status=PUBLISHED)

    def visible_to(self, user):
        """Published Vorhaben; drafts for those who work on the Konzept."""
        if not user.is_staff:
            return self.published()
        if user.is_superuser:
            return self
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return self.filter(Q(status=PUBLISHED, konzept__status=PUBLISHED) | Q(konzept__in=own))

    def active(self):
        return self.exclude(status=Publikationsstatus.ARCHIVED)

    def with_follow(self, user):
        """Add ``is_followed`` and ``whole_is_followed`` (what it belongs to), if signed in."""
        if not user.is_authenticated:
            return self
        wholes = user.abonnements.filter(
            Q(baustein=OuterRef("baustein")) | Q(strategie=OuterRef("baustein__strategie"))
        )
        return self.annotate(
            is_followed=Exists(user.vorhabenabonnements.filter(vorhaben=OuterRef("pk"))),
            whole_is_followed=Exists(wholes),
        )

    def due_by(self, day):
        """Those whose next Stand is due on ``day`` or before.

        In the database by the month, so that few rows are read: ``due_on`` says the day.
        """
        rhythm = Coalesce("rhythm", "konzept__umsetzung__rhythm", RHYTHM)
        is_due = Q()
        for months in range(LEAST_RHYTHM, MOST_RHYTHM + 1):
            month_after = months_later(months_later(day, -months).replace(day=1), 1)
            is_due |= Q(due_after=months, stand__date__lt=month_after)
        rows = self.alias(due_after=rhythm).filter(is_due, stand__isnull=False)
        return rows.exclude(stand__state__in=OVER)


class Vorhaben(models.Model):
    """Something that was decided and is to be carried out, and what is planned for it.

    ``first_planned_end`` and ``first_cost`` are what was public first, and kept for ever.
    ``stand`` is the newest published Stand. Money is in cents. ``version`` goes up with every
    change, so that two editors find out about each other.
    """

    class Priority(models.TextChoices):
        HIGH = "hoch", _("hoch")
        MIDDLE = "mittel", _("mittel")
        LOW = "niedrig", _("niedrig")

    konzept = models.ForeignKey(
        Konzept, models.PROTECT, related_name="vorhaben", verbose_name=_("Konzept")
    )
    baustein = models.ForeignKey(
        Baustein, models.PROTECT, null=True, blank=True, related_name="vorhaben",
        verbose_name=_("gehört zu"), help_text=_("Meist ein Leitprojekt."),
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts",
        verbose_name=_("Teil von"),
    )  # fmt: skip
    number = models.CharField(
        _("Nummer"), max_length=20, validators=[readable, NUMBER],
        help_text=_("Wie in Ihrer Maßnahmenliste. Steht in der Internetadresse."),
    )  # fmt: skip
    position = models.PositiveIntegerField(_("Reihenfolge"), default=0, editable=False)
    title = models.CharField(_("Titel"), max_length=200, validators=[readable])
    summary = models.TextField(
        _("Worum es geht"), max_length=600, blank=True, validators=[readable]
    )
    office = models.CharField(
        _("zuständiges Amt"), max_length=120, blank=True, validators=[readable]
    )
    contact = models.TextField(
        _("Kontakt"), max_length=400, blank=True, validators=[readable],
        help_text=_("Wer Fragen beantwortet: Name, Telefon, E-Mail. Steht öffentlich."),
    )  # fmt: skip
    place = models.CharField(_("Wo"), max_length=200, blank=True, validators=[readable])
    ortsteile = models.ManyToManyField(
        Ortsteil, blank=True, related_name="vorhaben", verbose_name=_("Ortsteile")
    )
    priority = models.CharField(_("Priorität"), max_length=8, choices=Priority, blank=True)
    planned_start = MonthColumn(
        _("Beginn geplant"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    planned_end = MonthColumn(_("Fertig geplant"), null=True, blank=True, validators=[POSSIBLE_DAY])
    first_planned_end = MonthColumn(
        _("zuerst geplant bis"), null=True, editable=False, validators=[POSSIBLE_DAY]
    )
    cost_planned = models.PositiveBigIntegerField(_("Kosten geplant"), null=True, blank=True)
    first_cost = models.PositiveBigIntegerField(
        _("Kosten zuerst geplant"), null=True, editable=False
    )
    cost_source = models.CharField(
        _("Woher das Geld kommt"), max_length=200, blank=True, validators=[readable],
        help_text=_("Zum Beispiel „Haushalt 2027, Produkt 51100“."),
    )  # fmt: skip
    funding = models.CharField(
        _("Förderung"), max_length=200, blank=True, validators=[readable],
        help_text=_("Zum Beispiel „Förderbescheid des Landes vom 2. März 2026“."),
    )  # fmt: skip
    funding_amount = models.PositiveBigIntegerField(
        _("Betrag der Förderung"), null=True, blank=True
    )
    resolution_by = models.CharField(
        _("Beschlossen von"), max_length=120, blank=True, validators=[readable]
    )
    resolution_date = models.DateField(
        _("Beschlossen am"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    resolution_number = models.CharField(
        _("Nummer der Vorlage"), max_length=60, blank=True, validators=[readable]
    )
    resolution_url = models.URLField(
        _("Vorlage im Ratsinformationssystem"), max_length=500, blank=True
    )
    rhythm = models.PositiveSmallIntegerField(
        _("Alle wie viel Monate ein Stand fällig ist"), null=True, blank=True,
        validators=[MinValueValidator(LEAST_RHYTHM), MaxValueValidator(MOST_RHYTHM)],
        help_text=_("Leer: wie für alle Vorhaben des Konzepts."),
    )  # fmt: skip
    status = models.CharField(
        _("Status"), max_length=10, choices=Publikationsstatus,
        default=Publikationsstatus.DRAFT, editable=False,
    )  # fmt: skip
    stand = models.ForeignKey(
        "Stand", models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("letzter Stand"),
    )  # fmt: skip
    # Where it is discussed; there once a Kommentierphase was about it.
    discussed = models.OneToOneField(
        Baustein, models.PROTECT, null=True, editable=False, related_name="discussed_vorhaben",
        verbose_name=_("Beiträge dazu"),
    )  # fmt: skip
    anliegen = models.ManyToManyField(
        Anliegen, blank=True, related_name="vorhaben", verbose_name=_("gefordert in")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, editable=False)

    objects = VorhabenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vorhaben")
        verbose_name_plural = _("Vorhaben")
        ordering = ["konzept", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["konzept", "number"], name="vorhaben_number_unique",
                violation_error_message=_("Diese Nummer gibt es in diesem Konzept schon."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None) | ~Q(status="draft"),
                name="vorhaben_draft_was_never_public",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(stand__isnull=False),
                name="vorhaben_published_has_a_stand",
            ),
            models.CheckConstraint(
                condition=Q(planned_start=None)
                | Q(planned_end=None)
                | Q(planned_start__lte=F("planned_end")),
                name="vorhaben_ends_after_start",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(rhythm=None) | Q(rhythm__gte=LEAST_RHYTHM, rhythm__lte=MOST_RHYTHM),
                name="vorhaben_rhythm_in_months",
            ),
            models.CheckConstraint(
                condition=(Q(cost_planned=None) | Q(cost_planned__lte=MOST_CENTS))
                & (Q(first_cost=None) | Q(first_cost__lte=MOST_CENTS))
                & (Q(funding_amount=None) | Q(funding_amount__lte=MOST_CENTS)),
                name="vorhaben_cost_possible",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="vorhaben_no_part_of_itself"),
            in_range("planned_start", name="vorhaben_start_in_range"),
            in_range("planned_end", name="vorhaben_end_in_range"),
            in_range("first_planned_end", name="vorhaben_first_end_in_range"),
            in_range("resolution_date", name="vorhaben_resolution_in_range"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.label}: {self.title}"

    def get_absolute_url(self):
        return reverse("progress:vorhaben", args=[self.konzept.slug, self.number])

    def clean(self):
        start, end = self.planned_start, self.planned_end
        if start and start == end and precision_of(start) > precision_of(end):
            # „Beginn 2027, fertig Januar 2027“: then it begins in that January.
            self.planned_start = end

    @property
    def label(self):
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_public(self):
        """Whether everybody may read this; what ``published()`` asks of the table."""
        return self.status == PUBLISHED == self.konzept.status

    @property
    def state(self):
        return self.stand.state if self.stand else State.NOT_BEGUN

    @property
    def every(self):
        """After how many months without news it says so; its Konzept's rhythm by default."""
        rules = getattr(self.konzept, "umsetzung", None)
        return self.rhythm or (rules.rhythm if rules else RHYTHM)

    @property
    def due_on(self):
        """The day on which the next Stand is due; None before the first and when it is over."""
        if self.stand is None or self.stand.state in OVER:
            return None
        return months_later(self.stand.date, self.every)

    def stale_months(self, today):
        """How many months old its last news are, where the next are overdue; else 0."""
        due_on = self.due_on
        return months_between(self.stand.date, today) if due_on and due_on < today else 0

    def keep_first(self):
        """Keep what is public first of its end and cost; called whenever something is."""
        if self.first_planned_end is None:
            self.first_planned_end = self.planned_end or self.end
        if self.first_cost is None:
            self.first_cost = self.cost_planned if self.cost_planned is not None else self.cost

    @property
    def end(self):
        """The month in which it will be finished as far as is known today, or None."""
        return (self.stand and self.stand.expected_end) or self.planned_end

    @property
    def cost(self):
        """What it will cost as far as is known today, or None."""
        expected = self.stand.cost_expected if self.stand else None
        return self.cost_planned if expected is None else expected

    @property
    def moved_end(self):
        """The month that was public first, where another one holds by now; else None."""
        return self.first_planned_end if self.first_planned_end != self.end else None

    @property
    def moved_cost(self):
        """The cost that was public first, where it is another one by now; else None."""
        return self.first_cost if self.first_cost != self.cost else None


class Meilenstein(models.Model):
    """A step of a Vorhaben, and the month in which it is due."""

    vorhaben = models.ForeignKey(
        Vorhaben, models.CASCADE, related_name="meilensteine", verbose_name=_("Vorhaben")
    )
    title = models.CharField(_("Schritt"), max_length=200, validators=[readable])
    due = MonthColumn(_("Geplant"), null=True, blank=True, validators=[POSSIBLE_DAY])
    done_on = models.DateField(_("Erledigt am"), null=True, blank=True, validators=[POSSIBLE_DAY])
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=0, editable=False)

    class Meta:
        verbose_name = _("Meilenstein")
        verbose_name_plural = _("Meilensteine")
        ordering = ["vorhaben", "position", "pk"]
        constraints = [
            in_range("due", name="meilenstein_due_in_range"),
            in_range("done_on", name="meilenstein_done_in_range"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_done(self):
        return self.done_on is not None
