from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar, Moderationsentscheidung
from evaluation.models import Anliegen, Auswertungsprotokoll, Kenntnisnahme, Zuordnung
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from strategies.models import Amt, Konzept

# After so long nobody counts on it any more.
CLAIM_LASTS = timedelta(days=1)

_STEPS = Auswertungsprotokoll.Action
# Of an Anliegen: steps after which somebody else may be on it.
_DECIDED = (_STEPS.PREPARED, _STEPS.RELEASED, _STEPS.RETURNED, _STEPS.MERGED, _STEPS.DISSOLVED)

_DECISIONS = Moderationsentscheidung.Action
_DECIDED_ABOUT_PERSON = (_DECISIONS.WARN, _DECISIONS.BLOCK, _DECISIONS.UNBLOCK)


class AboutSomething(models.Model):
    """A row by a member of staff about one contribution, one Anliegen, or one person in a Konzept.

    It goes with the account of who wrote it, and with that of whom it is about.
    """

    kommentar = models.ForeignKey(
        Kommentar, models.CASCADE, null=True, related_name="+", verbose_name=_("Beitrag")
    )
    anliegen = models.ForeignKey(
        Anliegen, models.CASCADE, null=True, related_name="+", verbose_name=_("Anliegen")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("Person"),
    )
    konzept = models.ForeignKey(
        Konzept, models.CASCADE, null=True, related_name="+", verbose_name=_("Konzept")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("durch")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kommentar__isnull=False, anliegen=None, person=None, konzept=None)
                | Q(kommentar=None, anliegen__isnull=False, person=None, konzept=None)
                | Q(kommentar=None, anliegen=None, person__isnull=False, konzept__isnull=False),
                name="%(class)s_about_one",
            )
        ]


class Notiz(AboutSomething):
    """What colleagues should know: seen by the staff of the Konzept, never public."""

    MAX_CHARACTERS = 2000

    text = models.TextField(_("Notiz"), max_length=MAX_CHARACTERS, validators=[readable])
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta(AboutSomething.Meta):
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.by}: {self.text[:40]}"


class VormerkungQuerySet(models.QuerySet):
    def standing(self, now):
        """Those that still hold: younger than a day, and nothing was decided since."""
        decisions = Moderationsentscheidung.objects.filter(
            automated=False, at__gt=OuterRef("since")
        )
        since = {"kommentar": OuterRef("kommentar"), "at__gt": OuterRef("since")}
        steps = Auswertungsprotokoll.objects.filter(
            anliegen=OuterRef("anliegen"), at__gt=OuterRef("since"), action__in=_DECIDED
        )
        about_person = {
            "affected": OuterRef("person"), "konzept": OuterRef("konzept"),
            "action__in": _DECIDED_ABOUT_PERSON,
        }  # fmt: skip
        return self.filter(since__gt=now - CLAIM_LASTS).exclude(
            Exists(decisions.filter(kommentar=OuterRef("kommentar")))
            | Exists(decisions.filter(**about_person))
            | Exists(Zuordnung.objects.filter(**since))
            | Exists(Kenntnisnahme.objects.filter(**since))
            | Exists(steps)
        )


class Vormerkung(AboutSomething):
    """„Ich bin dran“: who sees to something, for the others to see. It locks nothing."""

    since = models.DateTimeField(_("seit"), default=timezone.now)

    objects = VormerkungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vormerkung")
        verbose_name_plural = _("Vormerkungen")
        ordering = ["since", "pk"]
        constraints = [
            *AboutSomething.Meta.constraints,
            models.UniqueConstraint(fields=["kommentar"], name="vormerkung_of_kommentar"),
            models.UniqueConstraint(fields=["anliegen"], name="vormerkung_of_anliegen"),
            models.UniqueConstraint(fields=["person", "konzept"], name="vormerkung_of_person"),
        ]

    def __str__(self):
        return f"{self.by}: {self.since}"


class RueckfrageQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Rueckfrage.Status.OPEN)

    def unread(self):
        """Those that an office answered, and the asker has not noted yet."""
        answers = (Rueckfrage.Status.ANSWERED, Rueckfrage.Status.ELSEWHERE)
        return self.filter(status__in=answers, read_at=None)


class Rueckfrage(models.Model):
    """A question to an office about one contribution, and what the office answered.

    The office needs no account: it gets a link (``answer_links``). The answer is written once,
    together with the status, and stays, but for what a Schwärzung takes out. It goes with the
    account of whoever wrote the contribution; without that of who asked it is nobody's.
    """

    MAX_QUESTION, MAX_ANSWER = 1000, 4000
    # The link can be opened for so long after the day by which an answer was asked for.
    LINK_LASTS = timedelta(days=14)

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ANSWERED = "answered", _("beantwortet")
        ELSEWHERE = "elsewhere", _("nicht zuständig")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    kommentar = models.ForeignKey(
        Kommentar, models.CASCADE, related_name="rueckfragen", verbose_name=_("Beitrag")
    )
    office = models.CharField(
        _("Amt"), max_length=Amt._meta.get_field("name").max_length, validators=[readable]
    )
    # Where the link goes; empty as soon as nothing is sent there any more.
    email = models.EmailField(_("E-Mail"), blank=True)
    question = models.TextField(_("Frage"), max_length=MAX_QUESTION, validators=[readable])
    due_on = models.DateField(_("Antwort bis"), validators=[POSSIBLE_DAY])
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("gefragt von"),
    )
    asked_at = models.DateTimeField(_("gefragt am"), default=timezone.now)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    answer = models.TextField(
        _("Auskunft"), max_length=MAX_ANSWER, blank=True, validators=[readable]
    )
    # When it was answered or withdrawn; when the office was reminded; when the asker noted it.
    closed_at = models.DateTimeField(_("geschlossen am"), null=True)
    reminded_at = models.DateTimeField(_("erinnert am"), null=True)
    read_at = models.DateTimeField(_("gelesen am"), null=True)

    objects = RueckfrageQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rückfrage")
        verbose_name_plural = _("Rückfragen")
        ordering = ["asked_at", "pk"]
        constraints = [
            in_range("due_on", name="rueckfrage_due_in_range"),
            models.UniqueConstraint(
                fields=["kommentar", "office"],
                condition=Q(status="open"),
                name="rueckfrage_one_open",
            ),
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None, answer="")
                | ~Q(status="open") & Q(closed_at__isnull=False, email=""),
                name="rueckfrage_closed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="answered") | ~Q(answer=""), name="rueckfrage_has_answer"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(status="open"), name="rueckfrage_open_by_day"
            ),
        ]

    def __str__(self):
        return f"{self.office}: {self.question[:40]}"

    @property
    def is_open(self):
        return self.status == self.Status.OPEN

    @property
    def is_answered(self):
        return self.status in (self.Status.ANSWERED, self.Status.ELSEWHERE)

    @property
    def opens_until(self):
        """The last day on which the link can be opened."""
        return self.due_on + self.LINK_LASTS
