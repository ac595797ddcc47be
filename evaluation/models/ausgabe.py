import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar
from municipality.wording import readable
from strategies.models import Fassung

from .anliegen import Anliegen, Verdict
from .auswertung import Auswertung


class Ausgabe(models.Model):
    """One published edition of an Auswertung; the first is number 1, corrections follow.

    ``document`` is the canonical JSON of all it says, ``sha256`` the hash of its UTF-8
    bytes (``evaluation.canonical``). It names contributions by their number alone: no
    words and no names of residents, so that it need never change. The Ergebnisse are the
    same content as rows, to be asked from the pages of comments and Bausteine.
    """

    auswertung = models.ForeignKey(
        Auswertung, models.PROTECT, related_name="ausgaben", verbose_name=_("Auswertung")
    )
    number = models.PositiveIntegerField(_("Ausgabe"))
    published_at = models.DateTimeField(_("veröffentlicht"))
    # When everybody concerned had their mail; null until then.
    told_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("durch"),
    )
    note = models.CharField(
        _("Was berichtigt wurde"), max_length=500, blank=True, validators=[readable]
    )
    document = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("Ausgabe")
        verbose_name_plural = _("Ausgaben")
        ordering = ["auswertung", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["auswertung", "number"], name="ausgabe_number_unique")
        ]

    def __str__(self):
        return f"{self.auswertung}, {self._meta.verbose_name} {self.number}"

    def get_absolute_url(self):
        strategie = self.auswertung.strategie
        return reverse(
            "evaluation:ausgabe",
            args=[strategie.konzept.slug, strategie.slug, self.auswertung_id, self.number],
        )

    def get_document_url(self):
        """Where its document is handed out, byte for byte."""
        strategie = self.auswertung.strategie
        return reverse(
            "evaluation:dokument",
            args=[strategie.konzept.slug, strategie.slug, self.auswertung_id, self.number],
        )

    @property
    def is_intact(self):
        """Whether the document is still the one that was published."""
        return hashlib.sha256(self.document.encode()).hexdigest() == self.sha256


# Of a contribution it is the Anliegen that is answered: only so the sentence is true under two
# that wanted the opposite.
ABOUT = _("Zum Anliegen „%(title)s“: %(verdict)s")


class ErgebnisQuerySet(models.QuerySet):
    def current(self):
        """Results of the newest edition of each published Auswertung, of public Strategien."""
        newest = (
            Ausgabe.objects.filter(auswertung=models.OuterRef("ausgabe__auswertung"))
            .order_by("-number")
            .values("pk")[:1]
        )
        return self.filter(
            ausgabe=models.Subquery(newest),
            ausgabe__auswertung__in=Auswertung.objects.published(),
        )


class Ergebnis(models.Model):
    """What an edition says of one Anliegen. Written once, with the edition."""

    ausgabe = models.ForeignKey(Ausgabe, models.PROTECT, related_name="ergebnisse")
    anliegen = models.ForeignKey(Anliegen, models.PROTECT, related_name="ergebnisse")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    office = models.CharField(max_length=120)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reasons = models.TextField()
    kommentare = models.ManyToManyField(
        Kommentar, through="Ergebnisbeitrag", related_name="ergebnisse"
    )

    objects = ErgebnisQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ergebnis")
        verbose_name_plural = _("Ergebnisse")
        ordering = ["ausgabe", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ausgabe", "number"], name="ergebnis_number_unique")
        ]

    def __str__(self):
        return f"{self.number}: {self.title}"

    def get_absolute_url(self):
        """Its place in the edition it belongs to."""
        return f"{self.ausgabe.get_absolute_url()}#anliegen-{self.number}"

    @property
    def label(self):
        return f"{Anliegen._meta.verbose_name} {self.number}"

    @property
    def verdict_icon(self):
        return Verdict(self.verdict).icon

    def sentence(self, mark=str):
        """The sentence of its Verdict, naming the Anliegen, as plain text.

        Args:
            mark: called with its title, to mark it as words of people here.
        """
        return ABOUT % {"title": mark(self.title), "verdict": self.get_verdict_display()}


class Ergebnisbeitrag(models.Model):
    """A contribution that a published Anliegen was bundled from."""

    ergebnis = models.ForeignKey(Ergebnis, models.CASCADE, related_name="beitraege")
    kommentar = models.ForeignKey(Kommentar, models.PROTECT, related_name="+")
    # Of a long one: numbers of the paragraphs that raise it (``evaluation.paragraphs``).
    paragraphs = models.CharField(max_length=800, blank=True, default="", db_default="")

    class Meta:
        verbose_name = _("Beitrag zum Ergebnis")
        verbose_name_plural = _("Beiträge zum Ergebnis")
        constraints = [
            models.UniqueConstraint(fields=["ergebnis", "kommentar"], name="ergebnisbeitrag_once")
        ]

    def __str__(self):
        return f"{self.ergebnis_id} ← {self.kommentar_id}"


class Ergebnisfassung(models.Model):
    """A Fassung that a published Anliegen led to, and the one it replaced."""

    ergebnis = models.ForeignKey(Ergebnis, models.CASCADE, related_name="fassungen")
    fassung = models.ForeignKey(Fassung, models.PROTECT, related_name="ergebnisfassungen")
    before = models.ForeignKey(Fassung, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("Fassung zum Ergebnis")
        verbose_name_plural = _("Fassungen zum Ergebnis")
        constraints = [
            models.UniqueConstraint(fields=["ergebnis", "fassung"], name="ergebnisfassung_once")
        ]

    def __str__(self):
        return f"{self.ergebnis_id} → {self.fassung_id}"

    def get_absolute_url(self):
        """Where it is compared with the one it replaced; the Baustein where there was none."""
        baustein = self.fassung.baustein
        if self.before is None:
            return baustein.get_absolute_url()
        numbers = [self.before.number, self.fassung.number]
        return reverse("strategies:unterschied", args=[*baustein.path, *numbers])

    @property
    def is_public(self):
        """Whether everybody may still read the Baustein."""
        return self.fassung.baustein.is_public
