from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.protection.log import LogEntry
from comments.models import Kommentar
from municipality.wording import readable
from phases.models import Kommentierphase
from strategies.models import Fassung, Konzept, Publikationsstatus, Zustaendigkeit

Role = Zustaendigkeit.Role


def evaluated_konzepte(user):
    """The Konzepte in which ``user`` evaluates: by group *and* by Zuständigkeit."""
    if not (user.is_staff and user.has_perm("evaluation.evaluate_auswertung")):
        return Konzept.objects.none()
    return Konzept.objects.assigned_to(user, Role.AUSWERTUNG, Role.REDAKTION)


def is_set_aside():
    """Condition on comments: somebody said that it holds no Anliegen."""
    from .anliegen import Kenntnisnahme

    return Exists(Kenntnisnahme.objects.filter(kommentar=OuterRef("pk")))


def is_unassigned():
    """Condition on comments: it is in no Anliegen, and nobody has said that it holds none.

    Of one in passages each has to have its Anliegen.
    """
    from .abschnitt import Abschnitt
    from .anliegen import Zuordnung

    assigned = Exists(Zuordnung.objects.filter(kommentar=OuterRef("pk")))
    waits = Exists(Abschnitt.objects.open().filter(kommentar=OuterRef("pk")))
    return ~is_set_aside() & (~assigned | waits)


class AuswertungQuerySet(models.QuerySet):
    def published(self):
        """Auswertungen everybody may read: published, of a public Strategie."""
        return self.filter(
            status=Auswertung.Status.PUBLISHED,
            kommentierphase__strategie__status=Publikationsstatus.PUBLISHED,
            kommentierphase__strategie__konzept__status=Publikationsstatus.PUBLISHED,
        )

    def evaluated_by(self, user):
        """Auswertungen of the Konzepte in which ``user`` evaluates."""
        return self.filter(kommentierphase__strategie__konzept__in=evaluated_konzepte(user))

    def with_strategie(self):
        return self.select_related("kommentierphase__strategie__konzept")


class Auswertung(models.Model):
    """The evaluation of one Kommentierphase: its Anliegen, prepared and published together.

    Changes of anything in it lock this row first, so they happen one after the other.
    """

    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", _("in Arbeit")
        PUBLISHED = "published", _("veröffentlicht")

    kommentierphase = models.OneToOneField(
        Kommentierphase,
        models.PROTECT,
        related_name="auswertung",
        verbose_name=_("Kommentierphase"),
    )
    status = models.CharField(
        _("Status"), max_length=12, choices=Status, default=Status.IN_PROGRESS
    )
    created_at = models.DateTimeField(_("begonnen"), auto_now_add=True)

    objects = AuswertungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Auswertung")
        verbose_name_plural = _("Auswertungen")
        ordering = ["-pk"]
        permissions = [
            ("evaluate_auswertung", _("Darf Anliegen bündeln, würdigen und freigeben")),
            ("publish_auswertung", _("Darf Auswertungen veröffentlichen")),
            ("export_internal", _("Darf interne Daten herunterladen")),
        ]

    def __str__(self):
        return str(self.kommentierphase)

    def get_absolute_url(self):
        """Where its newest edition stands."""
        strategie = self.strategie
        return reverse(
            "evaluation:auswertung", args=[strategie.konzept.slug, strategie.slug, self.pk]
        )

    @property
    def strategie(self):
        return self.kommentierphase.strategie

    @property
    def is_published(self):
        return self.status == self.Status.PUBLISHED

    @property
    def is_public(self):
        """Whether everybody may read its result; what ``published()`` asks of the table."""
        rows = (self.strategie, self.strategie.konzept)
        return self.is_published and all(row.status == Publikationsstatus.PUBLISHED for row in rows)

    def contributions(self):
        """The published contributions of the phase: each has to come into an Anliegen."""
        return (
            Kommentar.objects.published()
            .contributions()
            .filter(kommentierphase=self.kommentierphase_id)
        )

    def unassigned(self):
        """Those that still have to come into an Anliegen, see ``is_unassigned``."""
        return self.contributions().filter(is_unassigned())

    def set_aside(self):
        """Contributions of which somebody said that they hold no Anliegen."""
        return self.contributions().filter(is_set_aside())

    def changed_drafts(self):
        """Drafts of the Strategie that publication will make the current Fassungen."""
        return (
            Fassung.objects.drafts()
            .filter(baustein__strategie=self.kommentierphase.strategie_id)
            .exclude(baustein__status=Publikationsstatus.ARCHIVED)
        )


class Auswertungsprotokoll(LogEntry):
    """Who did what to an Anliegen or its contributions, when: the trace of every step."""

    class Action(models.TextChoices):
        BEGUN = "begun", _("Auswertung begonnen")
        CREATED = "created", _("angelegt")
        ASSIGNED = "assigned", _("Beiträge zugeordnet")
        UNASSIGNED = "unassigned", _("Beiträge herausgenommen")
        SET_ASIDE = "set_aside", _("Beiträge ohne Anliegen zur Kenntnis genommen")
        TAKEN_UP = "taken_up", _("Beiträge wieder aufgenommen")
        DIVIDED = "divided", _("Beitrag in Abschnitte geteilt")
        MERGED = "merged", _("zusammengeführt")
        SPLIT = "split", _("geteilt")
        EDITED = "edited", _("bearbeitet")
        PREPARED = "prepared", _("zur Freigabe vorgelegt")
        RELEASED = "released", _("freigegeben")
        RETURNED = "returned", _("zurückgegeben")
        DISSOLVED = "dissolved", _("aufgelöst")
        PUBLISHED = "published", _("veröffentlicht")
        ENTERED = "entered", _("Beitrag erfasst")
        EXPORTED = "exported", _("interne Daten heruntergeladen")
        COUNCIL = "council", _("Rat eingetragen")
        PAPER = "paper", _("Papier für den Rat heruntergeladen")
        LETTERS = "letters", _("Briefe heruntergeladen")
        SENDERS = "senders", _("Absender eingetragen oder gelöscht")

    auswertung = models.ForeignKey(
        Auswertung, models.PROTECT, related_name="protokoll", verbose_name=_("Auswertung")
    )
    anliegen = models.ForeignKey(
        "Anliegen",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="protokoll",
        verbose_name=_("Anliegen"),
    )
    action = models.CharField(_("Vorgang"), max_length=12, choices=Action)
    # Keys, numbers and names of fields: never what somebody wrote, never who.
    details = models.CharField(_("Einzelheiten"), max_length=500, blank=True)
    reason = models.CharField(_("Grund"), max_length=500, blank=True, validators=[readable])

    class Meta(LogEntry.Meta):
        verbose_name = _("Auswertungsprotokoll")
        verbose_name_plural = _("Auswertungsprotokolle")

    def __str__(self):
        return f"{self.get_action_display()} {self.details}".strip()
