from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fulltext.fields import FoldedField
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from strategies.models import Konzept

from .kommentar import Kommentar

# How long after a decision its author may complain (EU 2022/2065, Art. 20 (1)).
COMPLAINT_PERIOD = timedelta(days=184)


class Ground(models.TextChoices):
    """Rule of the Netiquette, or law, that a decision or report rests on."""

    BELEIDIGUNG = "beleidigung", _("persönlicher Angriff (Netiquette, Regel 2)")
    HASS = "hass", _("Hass oder Hetze (Netiquette, Regel 3)")
    PERSOENLICHE_DATEN = "persoenliche_daten", _("persönliche Daten (Netiquette, Regel 4)")
    WERBUNG = "werbung", _("Werbung (Netiquette, Regel 5)")
    THEMENFREMD = "themenfremd", _("gehört nicht zum Thema (Netiquette, Regel 1)")
    STRAFBAR = "strafbar", _("verstößt gegen ein Gesetz")


class AppendOnlyQuerySet(models.QuerySet):
    """Rows are evidence: they are added, and never changed or taken away."""

    def update(self, **fields):
        raise TypeError("Decisions are append-only.")

    def delete(self):
        raise TypeError("Decisions are append-only.")

    def anonymise(self, user):
        """Forget a person whose account is deleted; the decisions themselves stay."""
        models.QuerySet.update(self.filter(by=user), by=None)
        models.QuerySet.update(self.filter(affected=user), affected=None)


class Moderationsentscheidung(models.Model):
    """What was decided, on what ground, by whom, when, and how far it reaches.

    Only ever appended. Holds what a statement of reasons needs (EU 2022/2065,
    Art. 17 (3)): facts, ground, scope and duration, whether a machine decided.
    """

    class Action(models.TextChoices):
        HOLD = "hold", _("zur Prüfung zurückgehalten")
        RELEASE = "release", _("freigegeben")
        HIDE = "hide", _("ausgeblendet")
        RESTORE = "restore", _("wiederhergestellt")
        REDACT = "redact", _("Stellen geschwärzt")
        UNREDACT = "unredact", _("Schwärzung aufgehoben")
        KEEP = "keep", _("nach Meldung geprüft, bleibt stehen")
        REOPEN = "reopen", _("Meldungen wieder geöffnet")
        # The author's own, and no moderator's: it answers the open reports.
        WITHDRAW = "withdraw", _("von der Person zurückgezogen")
        LOCK = "lock", _("Diskussion geschlossen")
        UNLOCK = "unlock", _("Diskussion wieder geöffnet")
        MOVE = "move", _("verschoben")
        WARN = "warn", _("verwarnt")
        BLOCK = "block", _("gesperrt")
        UNBLOCK = "unblock", _("Sperre aufgehoben")

    class Scope(models.TextChoices):
        KOMMENTAR = "kommentar", _("dieser Beitrag")
        FADEN = "faden", _("die ganze Diskussion darunter")
        KONZEPT = "konzept", _("alle Beiträge in diesem Konzept")

    # Without these two nobody may be silenced.
    NEEDS_REASON = (Action.HIDE, Action.REDACT, Action.WARN, Action.BLOCK)

    konzept = models.ForeignKey(Konzept, models.PROTECT, related_name="+")
    kommentar = models.ForeignKey(
        Kommentar,
        models.PROTECT,
        null=True,
        related_name="entscheidungen",
        verbose_name=_("Beitrag"),
    )
    affected = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("betrifft"),
    )
    action = models.CharField(_("Entscheidung"), max_length=10, choices=Action)
    ground = models.CharField(_("Grund"), max_length=20, choices=Ground, blank=True)
    statement = models.TextField(_("Begründung"), blank=True, validators=[readable])
    scope = models.CharField(_("Reichweite"), max_length=10, choices=Scope, default=Scope.KOMMENTAR)
    until = models.DateTimeField(_("gilt bis"), null=True, validators=[POSSIBLE_DAY])
    old = models.CharField(_("vorher"), max_length=300, blank=True)
    new = models.CharField(_("nachher"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("durch"),
    )
    automated = models.BooleanField(_("durch ein Programm"), default=False)
    at = models.DateTimeField(_("am"), default=timezone.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Moderationsentscheidung")
        verbose_name_plural = _("Moderationsentscheidungen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(action__in=["hide", "redact", "warn", "block"])
                | (~Q(ground="") & ~Q(statement="")),
                name="entscheidung_has_reason",
            ),
            in_range("until", name="entscheidung_until_in_range", moment=True),
        ]
        indexes = [
            models.Index(fields=["konzept", "action", "at"], name="entscheidung_by_konzept"),
        ]

    def __str__(self):
        return f"{self.kommentar_id or self.konzept_id} {self.get_action_display()}"

    def save(self, *args, **kwargs):
        """Add the row; like its queryset, refuse to change one that is there."""
        if not self._state.adding:
            raise TypeError("Decisions are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Decisions are append-only.")

    @property
    def complaint_until(self):
        """The last moment at which the person concerned may complain."""
        return self.at + COMPLAINT_PERIOD


class Meldung(models.Model):
    """Somebody's report that a comment breaks a rule. One per person and comment.

    Open until a decision answers it (EU 2022/2065, Art. 16). ``email`` is where a
    reporter without an account gets the receipt and the decision; emptied with it.
    """

    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="meldungen", verbose_name=_("Beitrag")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who reports without an account is told apart by the session alone.
    reporter_key = models.CharField(max_length=64, editable=False)
    email = models.EmailField(_("E-Mail"), blank=True)
    language = models.CharField(max_length=5, default="de", editable=False)
    ground = models.CharField(_("Grund"), max_length=20, choices=Ground)
    explanation = models.TextField(
        _("Erläuterung"), blank=True, max_length=2000, validators=[readable]
    )
    at = models.DateTimeField(_("am"), default=timezone.now)
    entscheidung = models.ForeignKey(
        Moderationsentscheidung,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meldungen",
        verbose_name=_("Entscheidung"),
    )

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kommentar", "reporter_key"], name="meldung_one_each")
        ]
        indexes = [
            models.Index(fields=["kommentar"], condition=Q(entscheidung=None), name="meldung_open")
        ]

    def __str__(self):
        return f"{self.get_ground_display()} ({self.kommentar_id})"


class Beschwerde(models.Model):
    """An author's complaint against a decision; somebody else than its maker decides.

    See EU 2022/2065, Art. 20. One per decision.
    """

    MAX_CHARACTERS = 4000

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        UPHELD = "upheld", _("stattgegeben")
        REJECTED = "rejected", _("zurückgewiesen")

    entscheidung = models.OneToOneField(
        Moderationsentscheidung,
        models.PROTECT,
        related_name="beschwerde",
        verbose_name=_("Entscheidung"),
    )
    text = models.TextField(_("Beschwerde"), max_length=4000, validators=[readable])
    at = models.DateTimeField(_("am"), default=timezone.now)
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entschieden durch"),
    )
    decided_at = models.DateTimeField(_("entschieden am"), null=True, blank=True)
    statement = models.TextField(_("Begründung"), blank=True, validators=[readable])

    class Meta:
        verbose_name = _("Beschwerde")
        verbose_name_plural = _("Beschwerden")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | (Q(decided_at__isnull=False) & ~Q(statement="")),
                name="beschwerde_outcome_has_reason",
            )
        ]

    def __str__(self):
        return f"{self.entscheidung_id} ({self.get_status_display()})"


class SperreQuerySet(models.QuerySet):
    def active(self, now):
        return self.filter(until__gt=now, lifted_at=None)


class Sperre(models.Model):
    """A person who may not write in a Konzept until a date."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="sperren")
    konzept = models.ForeignKey(Konzept, models.PROTECT, related_name="sperren")
    until = models.DateTimeField(_("bis"), validators=[POSSIBLE_DAY])
    lifted_at = models.DateTimeField(_("aufgehoben"), null=True, blank=True)
    entscheidung = models.ForeignKey(
        Moderationsentscheidung, models.PROTECT, related_name="sperren"
    )

    objects = SperreQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sperre")
        verbose_name_plural = _("Sperren")
        ordering = ["-until"]
        constraints = [in_range("until", name="sperre_until_in_range", moment=True)]

    def __str__(self):
        return f"{self.user} – {self.konzept}"


class Textbaustein(models.Model):
    """A sentence staff need often: as a statement of reasons, an answer, or in a Würdigung."""

    class Use(models.TextChoices):
        STATEMENT = "statement", _("Begründung")
        ANSWER = "answer", _("Antwort")
        WUERDIGUNG = "wuerdigung", _("Würdigung")

    konzept = models.ForeignKey(
        Konzept,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="textbausteine",
        verbose_name=_("Konzept"),
        help_text=_("Leer: für alle Konzepte."),
    )
    use = models.CharField(_("Verwendung"), max_length=12, choices=Use)
    ground = models.CharField(_("Grund"), max_length=20, choices=Ground, blank=True)
    title = models.CharField(_("Titel"), max_length=100, validators=[readable])
    text = models.TextField(_("Text"), validators=[readable])
    folded = FoldedField(["title", "text"])

    class Meta:
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")
        ordering = ["use", "title"]

    def __str__(self):
        return self.title
