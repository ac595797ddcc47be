from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar, Status
from fulltext.fields import FoldedField
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable
from strategies.models import Baustein, Fassung, Zustaendigkeit

from .auswertung import Auswertung, evaluated_konzepte


class Verdict(models.TextChoices):
    """The administration's Würdigung of an Anliegen, as the sentence everybody reads.

    Result, mail, desk, Word file and exports all take it from here.
    """

    FOLGEN = "folgen", _("Dem folgen wir")
    TEILWEISE = "teilweise", _("Dem folgen wir zum Teil")
    NICHT = "nicht", _("Dem folgen wir nicht")
    KENNTNIS = "kenntnis", _("Das nehmen wir mit")
    ENTHALTEN = "enthalten", _("Das steht schon drin")

    @property
    def icon(self):
        """Name of its picture in ``templates/includes/icon.html``."""
        return {
            Verdict.FOLGEN: "done",
            Verdict.TEILWEISE: "half",
            Verdict.NICHT: "not",
            Verdict.KENNTNIS: "note",
            Verdict.ENTHALTEN: "within",
        }[self]


class AnliegenQuerySet(models.QuerySet):
    def active(self):
        """All but those that were merged into another one or dissolved."""
        return self.exclude(status=Anliegen.Status.DISSOLVED)

    def visible_to(self, user):
        """What ``user`` works on: all of their Konzepte, or just those of their office."""
        if not (user.is_staff and user.is_active and user.has_perm("evaluation.change_anliegen")):
            return self.none()
        if user.is_superuser:
            return self
        konzept = "auswertung__kommentierphase__strategie__konzept"
        own_office = Zustaendigkeit.objects.filter(
            user=user,
            role=Zustaendigkeit.Role.FACHAMT,
            konzept=OuterRef(konzept),
            office=OuterRef("office"),
        ).exclude(office="")
        return self.filter(Q(**{f"{konzept}__in": evaluated_konzepte(user)}) | Exists(own_office))

    def with_strategie(self):
        return self.select_related("auswertung__kommentierphase__strategie__konzept")

    def without_verdict(self):
        return self.active().filter(Q(verdict="") | Q(reasons=""))

    def unreleased(self):
        return self.active().exclude(status=Anliegen.Status.RELEASED)

    def to_release_by(self, user):
        """What somebody else has prepared; whether ``user`` evaluates it is not asked."""
        return self.filter(status=Anliegen.Status.PREPARED).exclude(prepared_by=user)

    def overdue(self, today):
        return self.unreleased().filter(deadline__lt=today)


class Anliegen(models.Model):
    """One concern, bundled out of contributions, and what the administration says to it.

    One person prepares it, another releases it. ``version`` goes up with every change,
    so that two people editing it find out about each other.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("in Arbeit")
        PREPARED = "prepared", _("wartet auf Freigabe")
        RELEASED = "released", _("freigegeben")
        DISSOLVED = "dissolved", _("aufgelöst")

    auswertung = models.ForeignKey(
        Auswertung, models.PROTECT, related_name="anliegen", verbose_name=_("Auswertung")
    )
    number = models.PositiveIntegerField(_("Nummer"))
    title = models.CharField(_("Titel"), max_length=200, validators=[readable])
    summary = models.TextField(
        _("Zusammenfassung"),
        blank=True,
        max_length=4000,
        help_text=_("Worum es geht, in eigenen Worten und ohne Namen. Wird veröffentlicht."),
        validators=[readable],
    )
    office = models.CharField(
        _("zuständiges Amt"), max_length=120, blank=True, validators=[readable]
    )
    deadline = models.DateField(_("Frist"), null=True, blank=True, validators=[POSSIBLE_DAY])
    verdict = models.CharField(_("Würdigung"), max_length=10, choices=Verdict, blank=True)
    reasons = models.TextField(
        _("Begründung"),
        blank=True,
        max_length=8000,
        help_text=_("Wird veröffentlicht."),
        validators=[readable],
    )
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("zusammengeführt in"),
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vorgelegt von"),
    )
    prepared_at = models.DateTimeField(_("vorgelegt am"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("freigegeben von"),
    )
    released_at = models.DateTimeField(_("freigegeben am"), null=True, blank=True)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    folded = FoldedField(["title", "summary", "reasons"])

    kommentare = models.ManyToManyField(
        Kommentar, through="Zuordnung", related_name="anliegen", verbose_name=_("Beiträge")
    )

    objects = AnliegenQuerySet.as_manager()

    class Meta:
        verbose_name = _("Anliegen")
        verbose_name_plural = _("Anliegen")
        ordering = ["auswertung", "number"]
        constraints = [
            models.UniqueConstraint(fields=["auswertung", "number"], name="anliegen_number_unique"),
            models.CheckConstraint(
                condition=~Q(status__in=["prepared", "released"])
                | (~Q(verdict="") & ~Q(reasons="") & ~Q(office="")),
                name="anliegen_prepared_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")),
                name="anliegen_released_by_another",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(status="dissolved"),
                name="anliegen_merged_is_dissolved",
            ),
            in_range("deadline", name="anliegen_deadline_in_range"),
        ]
        indexes = [models.Index(fields=["auswertung", "office"], name="anliegen_by_office")]

    def __str__(self):
        return f"{self.label}: {self.title}"

    def get_absolute_url(self):
        return reverse("auswertung:anliegen", args=[self.pk])

    @property
    def label(self):
        return f"{self._meta.verbose_name} {self.number}"

    @property
    def is_active(self):
        return self.status != self.Status.DISSOLVED

    def is_overdue(self, today):
        """What ``overdue()`` asks of the table."""
        done = self.status in (self.Status.RELEASED, self.Status.DISSOLVED)
        return not done and self.deadline is not None and self.deadline < today

    def contributions(self):
        """Its contributions that everybody can read, oldest first."""
        return self.kommentare.filter(status=Status.PUBLISHED).order_by("pk")


class Zuordnung(models.Model):
    """A contribution raises an Anliegen; ``quote`` is the passage that does."""

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="zuordnungen")
    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="zuordnungen", verbose_name=_("Beitrag")
    )
    quote = models.TextField(
        _("Stelle im Beitrag"), blank=True, max_length=1000, validators=[readable]
    )
    at = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Zuordnung")
        verbose_name_plural = _("Zuordnungen")
        ordering = ["kommentar"]
        constraints = [
            models.UniqueConstraint(fields=["anliegen", "kommentar"], name="zuordnung_once")
        ]

    def __str__(self):
        return f"{self.anliegen_id} ← {self.kommentar_id}"


class Kenntnisnahme(models.Model):
    """A contribution holds no Anliegen: somebody read it, and there is nothing to decide."""

    auswertung = models.ForeignKey(Auswertung, models.PROTECT, related_name="kenntnisnahmen")
    kommentar = models.ForeignKey(
        Kommentar, models.PROTECT, related_name="kenntnisnahmen", verbose_name=_("Beitrag")
    )
    at = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        verbose_name = _("Kenntnisnahme")
        verbose_name_plural = _("Kenntnisnahmen")
        ordering = ["kommentar"]
        constraints = [
            models.UniqueConstraint(fields=["auswertung", "kommentar"], name="kenntnisnahme_once")
        ]

    def __str__(self):
        return f"{self.auswertung_id} ← {self.kommentar_id}"


class Textaenderung(models.Model):
    """A Baustein's text changes because of an Anliegen.

    ``fassung`` is the published Fassung that did it; null until publication, so that
    the draft may be rewritten or dropped in the meantime.
    """

    anliegen = models.ForeignKey(Anliegen, models.CASCADE, related_name="textaenderungen")
    baustein = models.ForeignKey(Baustein, models.PROTECT, related_name="textaenderungen")
    fassung = models.ForeignKey(
        Fassung, models.PROTECT, null=True, blank=True, related_name="textaenderungen"
    )

    class Meta:
        # The model was called Umsetzung; during an update both versions use this table.
        db_table = "evaluation_umsetzung"
        verbose_name = _("Textänderung")
        verbose_name_plural = _("Textänderungen")
        ordering = ["baustein__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["anliegen", "baustein"],
                condition=Q(fassung=None),
                name="umsetzung_planned_once",
            ),
            models.UniqueConstraint(fields=["anliegen", "fassung"], name="umsetzung_once"),
        ]

    def __str__(self):
        return f"{self.anliegen_id} → {self.baustein_id}"
