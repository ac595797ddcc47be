from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.protection.log import LogEntry
from fulltext.fields import FoldedField
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from strategies.models import Baustein, Strategie

from .events import Veranstaltung
from .invitations import Einladung
from .times import long_datetime

__all__ = ["Einladung", "Kommentierphase", "Phasenhinweis", "Phasenprotokoll", "Veranstaltung"]

# What a timetable begins with: the hours of most town halls (``phases.hours``).
OFFICE_HOURS = "1 08:00-16:00, 2 08:00-16:00, 3 08:00-16:00, 4 08:00-16:00, 5 08:00-13:00"


PUBLIC_WITHIN = _(
    "Der Tag, ab dem alle mitreden, muss nach dem Beginn und vor dem Ende der Phase liegen."
)


class KommentierphaseQuerySet(models.QuerySet):
    def public(self):
        return self.filter(status=Kommentierphase.Status.PUBLISHED)

    def visible_to(self, user):
        """Published phases of the Strategien that ``user`` may read."""
        return self.public().filter(strategie__in=Strategie.objects.visible_to(user))

    def open_at(self, now):
        """Phases in which comments are possible at ``now`` (half-open: start in, end out)."""
        return self.public().filter(starts_at__lte=now, ends_at__gt=now)

    def open_to_all_at(self, now):
        """Those of ``open_at`` in which everybody may write by now."""
        return self.open_at(now).filter(Q(public_from=None) | Q(public_from__lte=now))

    def coming_at(self, now):
        return self.public().filter(starts_at__gt=now)

    def over_at(self, now):
        return self.public().filter(ends_at__lte=now)

    def overlapping(self, phase):
        """Other published phases of the same Strategie that share a moment with ``phase``."""
        return (
            self.public()
            .filter(strategie=phase.strategie_id)
            .filter(starts_at__lt=phase.ends_at, ends_at__gt=phase.starts_at)
            .exclude(pk=phase.pk)
        )


class Kommentierphase(models.Model):
    """A time box in which a Strategie may be commented on: ``starts_at <= now < ends_at``.

    Whether it is coming, open or over follows from the clock alone; ``status``
    says only whether the public knows of it. On PostgreSQL an exclusion
    constraint (migration 0002) keeps two phases of a Strategie from overlapping,
    everywhere ``clean()`` and the actions do.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("angekündigt")

    class State(models.TextChoices):
        COMING = "coming", _("kommend")
        OPEN = "open", _("offen")
        OVER = "over", _("beendet")

    class Release(models.TextChoices):
        AT_ONCE = "at_once", _("sofort sichtbar")
        AFTER_REVIEW = "after_review", _("erst nach Prüfung sichtbar")
        BY_RULE = "by_rule", _("sofort sichtbar, außer eine Regel hält sie zurück")

    strategie = models.ForeignKey(
        Strategie, models.PROTECT, related_name="kommentierphasen", verbose_name=_("Strategie")
    )
    title = models.CharField(
        _("Titel"),
        max_length=200,
        default=_("Kommentierung und Diskussion der Ergebnisse"),
        validators=[readable],
    )
    description = models.TextField(
        _("Beschreibung"),
        blank=True,
        help_text=_("Was mit den Beiträgen geschieht, in ein, zwei Sätzen."),
        validators=[readable],
    )
    starts_at = models.DateTimeField(_("Beginn"), validators=[POSSIBLE_DAY])
    ends_at = models.DateTimeField(
        _("Ende"),
        validators=[POSSIBLE_DAY],
        help_text=_("Das Ende eines Tages ist 0:00 Uhr des nächsten."),
    )
    public_from = models.DateTimeField(
        _("Für alle ab"), null=True, blank=True, validators=[POSSIBLE_DAY]
    )
    announced_ends_at = models.DateTimeField(
        _("zuerst angekündigtes Ende"), null=True, editable=False, validators=[POSSIBLE_DAY]
    )
    change_reason = models.CharField(
        _("Grund der Änderung"),
        max_length=300,
        blank=True,
        editable=False,
        validators=[readable],
    )
    results_expected = models.CharField(
        _("Ergebnisse werden erwartet"),
        max_length=60,
        blank=True,
        help_text=_("Zum Beispiel „im Herbst 2026“."),
        validators=[readable],
    )
    release = models.CharField(
        _("Beiträge"), max_length=12, choices=Release, default=Release.AT_ONCE
    )
    hold_first = models.BooleanField(
        _("ersten Beitrag eines neuen Kontos zurückhalten"), default=True
    )
    hold_links = models.BooleanField(_("Beiträge mit Links zurückhalten"), default=True)
    hold_contact_details = models.BooleanField(
        _("Beiträge mit Telefonnummer, E-Mail-Adresse oder Anschrift zurückhalten"),
        default=True,
        db_default=True,
    )
    hold_words = models.TextField(
        _("Beiträge mit diesen Wörtern zurückhalten"),
        blank=True,
        help_text=_(
            "Ein Wort oder Ausdruck je Zeile; Groß- und Kleinschreibung ist gleich. „Idiot*“ "
            "findet auch „Idioten“."
        ),
        validators=[readable],
    )
    hold_many = models.PositiveSmallIntegerField(
        _("ab so vielen Beiträgen in zehn Minuten zurückhalten"),
        default=5,
        validators=[MaxValueValidator(1000)],
        help_text=_("0: nie."),
    )
    hold_duplicates = models.BooleanField(
        _("fast gleiche Beiträge derselben Person zurückhalten"), default=True
    )
    by_timetable = models.BooleanField(
        _("nur zu bestimmten Zeiten sofort sichtbar, sonst erst nach Prüfung"),
        default=False,
        db_default=False,
        help_text=_(
            "Für Abende, Nächte und Wochenenden, an denen niemand mitliest. Was dann geschrieben "
            "wird, wartet, bis die Moderation es freigibt; von selbst erscheint es nicht."
        ),
    )
    timetable = models.CharField(
        _("Zu diesen Zeiten sofort sichtbar"),
        max_length=140,
        blank=True,
        default=OFFICE_HOURS,
        db_default=OFFICE_HOURS,
    )
    days_off = models.CharField(
        _("An diesen Tagen nur nach Prüfung"),
        max_length=600,
        blank=True,
        default="",
        db_default="",
    )
    asks_ortsteil = models.BooleanField(
        _("nach dem Ortsteil fragen"),
        default=False,
        db_default=False,
        help_text=_(
            "Freiwillig, aus der Liste der Ortsteile. Die Angabe steht öffentlich am Beitrag."
        ),
    )
    lets_organisations = models.BooleanField(
        _("Organisationen unter ihrem Namen schreiben lassen"),
        default=False,
        db_default=False,
        help_text=_("Vereine, Ortschaftsräte, Verbände, deren Namen die Moderation bestätigt hat."),
    )
    about_vorhaben = models.BooleanField(
        _("auch zu den Vorhaben der Umsetzung"),
        default=False,
        db_default=False,
        help_text=_(
            "Dann kann man auf der Seite jedes veröffentlichten Vorhabens fragen und antworten. "
            "Hat die Phase begonnen, bleibt es dabei."
        ),
    )
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.DRAFT)
    folded = FoldedField(["title"])

    objects = KommentierphaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("Kommentierphase")
        verbose_name_plural = _("Kommentierphasen")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="kommentierphase_ends_after_start",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            in_range("starts_at", name="kommentierphase_starts_in_range", moment=True),
            in_range("ends_at", name="kommentierphase_ends_in_range", moment=True),
            in_range("public_from", name="kommentierphase_public_in_range", moment=True),
            in_range("announced_ends_at", name="kommentierphase_announced_in_range", moment=True),
        ]
        indexes = [models.Index(fields=["strategie", "ends_at"], name="phase_strategie_ends")]

    def __str__(self):
        return f"{self.strategie}: {self.title}"

    def clean(self):
        super().clean()
        if None in (self.starts_at, self.ends_at) or not self.strategie_id:
            return
        if self.starts_at >= self.ends_at:
            raise ValidationError({"ends_at": _("Das Ende muss nach dem Beginn liegen.")})
        self.refuse_impossible_times()
        if self.public_from and not self.starts_at < self.public_from < self.ends_at:
            raise ValidationError(PUBLIC_WITHIN)
        if self.status == self.Status.PUBLISHED:
            self.refuse_overlap()

    def refuse_impossible_times(self):
        """Raise ValidationError if begin or end is no day that somebody can mean."""
        for name in ("starts_at", "ends_at"):
            self._meta.get_field(name).run_validators(getattr(self, name))

    def refuse_overlap(self):
        """Raise ValidationError, naming the other phase, if this one overlaps it."""
        other = Kommentierphase.objects.overlapping(self).first()
        if other:
            raise ValidationError(
                _(
                    "Für diese Strategie gibt es schon eine Kommentierphase vom %(start)s "
                    "bis %(end)s. Zwei Phasen dürfen sich nicht überschneiden."
                )
                % {
                    "start": long_datetime(other.starts_at),
                    "end": long_datetime(other.ends_at, end=True),
                }
            )

    def is_about(self, baustein):
        """Whether a Baustein of its Strategie can be discussed in this phase."""
        return self.about_vorhaben or not baustein.is_vorhaben

    def bausteine(self):
        """The Bausteine that everybody may read and that this phase is about."""
        rows = Baustein.objects.published().filter(strategie=self.strategie_id)
        return rows if self.about_vorhaben else rows.exclude(kind=Baustein.Kind.VORHABEN)

    def fassung_of(self, baustein):
        """The Fassung of a Baustein that this phase is about; None if it had none yet.

        No Fassung is published while a phase is open, so the last one before its end is
        the one that stood there all the time.
        """
        published = baustein.fassungen.published()
        before = published.filter(published_at__lt=self.ends_at).order_by("-number").first()
        return before or published.order_by("number").first()

    def state_at(self, now):
        """The State at ``now``, a timezone-aware datetime."""
        if now < self.starts_at:
            return self.State.COMING
        return self.State.OPEN if now < self.ends_at else self.State.OVER

    def is_for_invited_at(self, now):
        """Whether it is open at ``now``, but only for those who were invited."""
        is_open = self.state_at(now) == self.State.OPEN
        return is_open and self.public_from is not None and now < self.public_from

    @property
    def opens_to_all_at(self):
        """From when everybody may write."""
        return self.public_from or self.starts_at

    @property
    def state(self):
        return self.state_at(timezone.now())

    @property
    def was_extended(self):
        return bool(self.announced_ends_at and self.ends_at > self.announced_ends_at)

    @property
    def was_shortened(self):
        return bool(self.announced_ends_at and self.ends_at < self.announced_ends_at)


class Phasenhinweis(models.Model):
    """Followers were told of a phase: what, and of which moment. Never told twice."""

    kommentierphase = models.ForeignKey(
        Kommentierphase, models.CASCADE, related_name="hinweise", verbose_name=_("Phase")
    )
    kind = models.CharField(_("Art"), max_length=12)
    # The beginning or end it told of; after the phase was moved there is news again.
    moment = models.DateTimeField(_("Zeitpunkt"), validators=[POSSIBLE_DAY])
    told_at = models.DateTimeField(_("mitgeteilt"), auto_now_add=True)

    class Meta:
        verbose_name = _("Phasenhinweis")
        verbose_name_plural = _("Phasenhinweise")
        constraints = [
            models.UniqueConstraint(
                fields=["kommentierphase", "kind", "moment"], name="phasenhinweis_once"
            ),
            in_range("moment", name="phasenhinweis_moment_in_range", moment=True),
        ]

    def __str__(self):
        return f"{self.kind} {self.moment:%d.%m.%Y %H:%M}"


class Phasenprotokoll(LogEntry):
    """Who changed what in a Kommentierphase, when, from what, to what, and why."""

    class Action(models.TextChoices):
        CREATED = "created", _("angelegt")
        CHANGED = "changed", _("geändert")
        ANNOUNCED = "announced", _("angekündigt")
        OPENED = "opened", _("jetzt geöffnet")
        CLOSED = "closed", _("jetzt beendet")
        EXTENDED = "extended", _("verlängert")
        INVITED = "invited", _("Eingeladene geändert")
        TO_ALL = "to_all", _("jetzt für alle geöffnet")

    kommentierphase = models.ForeignKey(
        Kommentierphase, models.CASCADE, related_name="protokoll", verbose_name=_("Phase")
    )
    action = models.CharField(_("Vorgang"), max_length=10, choices=Action)
    old = models.CharField(_("vorher"), max_length=300, blank=True)
    new = models.CharField(_("nachher"), max_length=300, blank=True)
    reason = models.CharField(_("Grund"), max_length=300, blank=True, validators=[readable])

    class Meta(LogEntry.Meta):
        verbose_name = _("Phasenprotokoll")
        verbose_name_plural = _("Phasenprotokolle")

    def __str__(self):
        return f"{self.get_action_display()}, {long_datetime(self.at)}"
