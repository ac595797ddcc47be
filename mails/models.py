import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A row that a worker claimed this long ago belongs to a worker that died.
STUCK_AFTER = timedelta(minutes=15)
# No attempt is planned later than this.
LONGEST_PAUSE = timedelta(hours=6)


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("sofort")
    DAILY = "daily", _("täglich gesammelt")
    NONE = "none", _("gar nicht")


class Kind(models.TextChoices):
    """Mails that people can choose. What has no kind is obligatory (a decision, a code)."""

    REPLY = "reply", _("Antworten auf meine Beiträge")
    OFFICIAL = "official", _("Antworten der Verwaltung")
    INVITATION = "invitation", _("Einladungen, vor allen anderen mitzureden")
    PHASE_OPENS = "phase_opens", _("Das Mitreden beginnt")
    PHASE_ENDS = "phase_ends", _("Das Mitreden endet bald")
    RESULTS = "results", _("Ergebnisse sind veröffentlicht")
    MESSAGE = "message", _("Mitteilungen der Verwaltung")
    PROGRESS = "progress", _("Wie es mit Vorhaben weitergeht")
    QUEUE = "queue", _("Was in der Moderation wartet")
    WORK = "work", _("Was in der Auswertung wartet")
    REPORTS = "reports", _("Welche Stände von Vorhaben fällig sind")
    INQUIRIES = "inquiries", _("Was Ämter auf meine Rückfragen antworten")

    @property
    def frequencies(self):
        """What can be chosen; what waits for staff never comes one by one."""
        if self.is_for_staff:
            return [Frequency.DAILY, Frequency.NONE]
        return list(Frequency)

    @property
    def is_for_staff(self):
        """Whether it tells what waits for those who work here, in a daily mail of theirs."""
        return self in (Kind.QUEUE, Kind.WORK, Kind.REPORTS, Kind.INQUIRIES)

    @property
    def default_frequency(self):
        return self.frequencies[0]

    @property
    def goes_to_many(self):
        """Whether the same news goes to everybody who follows something."""
        return self in (
            Kind.OFFICIAL,
            Kind.INVITATION,
            Kind.PHASE_OPENS,
            Kind.PHASE_ENDS,
            Kind.RESULTS,
            Kind.MESSAGE,
            Kind.PROGRESS,
        )


# The kinds of mails that collect: what people chose to get daily, and what waits for a member of
# staff, where that is of several kinds.
DIGEST, DESK = "digest", "desk"
COLLECTING = (DIGEST, DESK, *(kind for kind in Kind if kind.is_for_staff))


class MailQuerySet(models.QuerySet):
    def due(self, now):
        """Mails to be sent at ``now``, and those whose worker died while sending.

        So are those whose times a clock wrote that ran ahead: nobody waits until it is right.
        """
        time_has_come = Q(next_attempt_at__lte=now) | Q(attempts=0)
        stuck = Q(claimed_at__lte=now - STUCK_AFTER)
        return self.filter(
            Q(status=Mail.Status.WAITING)
            & (time_has_come | Q(next_attempt_at__gt=now + LONGEST_PAUSE))
            | Q(status=Mail.Status.SENDING) & (stuck | Q(claimed_at__gt=now + STUCK_AFTER))
        )


class Mail(models.Model):
    """The outbox: a mail written in the transaction of what it tells, sent after its commit.

    A row is claimed by one worker (``waiting`` → ``sending``) and then ``sent``,
    ``waiting`` again for the next attempt, ``failed`` for good, or ``dropped``
    because its news is no longer true or no longer wanted.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("wartet")
        SENDING = "sending", _("wird gesendet")
        SENT = "sent", _("gesendet")
        FAILED = "failed", _("gescheitert")
        DROPPED = "dropped", _("nicht mehr aktuell")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="mails",
        verbose_name=_("Konto"),
    )
    address = models.EmailField(_("an"), max_length=254)
    language = models.CharField(_("Sprache"), max_length=5)
    template = models.CharField(_("Vorlage"), max_length=40)
    kind = models.CharField(_("Art"), max_length=12, blank=True)
    # What the news rests on; asked again before sending (see mails.delivery.CHECKS).
    facts = models.JSONField(default=dict, blank=True)
    subject = models.CharField(_("Betreff"), max_length=250)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"))
    headers = models.JSONField(_("Kopfzeilen"), default=dict)
    message_id = models.CharField(_("Message-ID"), max_length=300)
    key = models.CharField(
        _("Schlüssel"),
        max_length=200,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Zu einem Schlüssel gibt es nie eine zweite E-Mail."),
    )
    status = models.CharField(_("Status"), max_length=8, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    next_attempt_at = models.DateTimeField(_("nächster Versuch"), default=timezone.now)
    claimed_at = models.DateTimeField(_("übernommen"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gesendet am"), null=True, blank=True)
    last_error = models.CharField(_("letzter Fehler"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("angelegt"), default=timezone.now)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("E-Mail")
        verbose_name_plural = _("E-Mails")
        ordering = ["-created_at"]
        indexes = [
            # Short, however many mails were ever sent.
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(status__in=["waiting", "sending"]),
                name="mail_due",
            ),
            models.Index(fields=["created_at"], name="mail_by_age"),
        ]

    def __str__(self):
        return f"{self.template} {self.pk}"


class MailPreference(models.Model):
    """How often somebody wants mails of a kind, where it is not the kind's default."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_preferences"
    )
    kind = models.CharField(_("Art"), max_length=12, choices=Kind)
    frequency = models.CharField(_("wie oft"), max_length=8, choices=Frequency)

    class Meta:
        verbose_name = _("E-Mail-Einstellung")
        verbose_name_plural = _("E-Mail-Einstellungen")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mailpreference_one_per_kind")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_frequency_display()}"


class DigestEntryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(digest=None)


class DigestEntry(models.Model):
    """One piece of news for a daily mail; ``digest`` is the mail it went out with.

    What went out keeps its key alone, so that the same news never comes twice.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_entries"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    facts = models.JSONField(default=dict, blank=True)
    subject = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    digest = models.ForeignKey(
        Mail, models.CASCADE, null=True, blank=True, related_name="digest_entries"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = DigestEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Eintrag einer täglichen E-Mail")
        verbose_name_plural = _("Einträge täglicher E-Mails")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["user"], condition=Q(digest=None), name="digest_waiting")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"
