from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fulltext.fields import FoldedField
from municipality.dates import POSSIBLE_DAY, in_range
from municipality.wording import readable

from .deadline import one_month_after
from .texts import placeholders


class Page(models.TextChoices):
    """The everyday pages; the value is the address."""

    IMPRESSUM = "impressum", _("Impressum")
    DATENSCHUTZ = "datenschutz", _("Datenschutz")
    BARRIEREFREIHEIT = "barrierefreiheit", _("Erklärung zur Barrierefreiheit")
    NETIQUETTE = "netiquette", _("Netiquette")
    HILFE = "hilfe", _("Hilfe")
    LEICHTE_SPRACHE = "leichte-sprache", _("Leichte Sprache")

    @property
    def language(self):
        """BCP 47; the subtag for plain language is registered as „simple“."""
        return "de-simple" if self is Page.LEICHTE_SPRACHE else "de"


class SeitenfassungQuerySet(models.QuerySet):
    def current(self):
        """The newest Fassung of each page."""
        newer = Seitenfassung.objects.filter(
            page=models.OuterRef("page"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))

    def valid_at(self, page, moment):
        """The Fassung of ``page`` that was public at ``moment``; None before the first."""
        fassungen = self.filter(page=page, published_at__lte=moment)
        return fassungen.order_by("-number").first()


class Seitenfassung(models.Model):
    """One version of an everyday page; never changed, the newest one is the page.

    The first one of each page is a starting text (``pages.texts``).
    """

    page = models.CharField(_("Seite"), max_length=20, choices=Page)
    number = models.PositiveIntegerField(_("Fassung"), validators=[MinValueValidator(1)])
    text = models.TextField(_("Text"), help_text=_("Markdown"), validators=[readable])
    html = models.TextField(editable=False)
    published_at = models.DateTimeField(_("veröffentlicht"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("verfasst von"),
    )

    objects = SeitenfassungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Seite")
        verbose_name_plural = _("Seiten")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="seitenfassung_number_unique")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pages:page", args=[self.page])

    @property
    def title(self):
        return self.get_page_display()

    @property
    def placeholders(self):
        """What the municipality still has to fill in, in the order of the text."""
        return placeholders(self.text)


class Seitenentwurf(models.Model):
    """The text of an everyday page that is being written; at most one of each."""

    page = models.CharField(_("Seite"), max_length=20, choices=Page, unique=True)
    text = models.TextField(_("Text"), validators=[readable])
    # Number of the Fassung that was valid when it was begun.
    base = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("geändert von"),
    )
    changed_at = models.DateTimeField(_("geändert"), default=timezone.now)

    class Meta:
        verbose_name = _("Entwurf einer Seite")
        verbose_name_plural = _("Entwürfe von Seiten")
        ordering = ["page"]

    def __str__(self):
        return self.get_page_display()


class BarrieremeldungQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status=Barrieremeldung.Status.OPEN)


class Barrieremeldung(models.Model):
    """A report of a barrier (Directive (EU) 2016/2102, Art. 7 (1) b), to answer in a month."""

    class Status(models.TextChoices):
        OPEN = "open", _("offen")
        ANSWERED = "answered", _("beantwortet")
        CLOSED = "closed", _("erledigt ohne Antwort")

    MAX_CHARACTERS = 4000

    address = models.CharField(_("Seite"), max_length=500, blank=True)
    text = models.TextField(_("Meldung"), validators=[readable])
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    language = models.CharField(_("Sprache"), max_length=5, default="de")
    status = models.CharField(_("Status"), max_length=10, choices=Status, default=Status.OPEN)
    answer = models.TextField(_("Antwort"), blank=True, validators=[readable])
    at = models.DateTimeField(_("eingegangen"), default=timezone.now)
    due_on = models.DateField(_("zu beantworten bis"), validators=[POSSIBLE_DAY])
    done_at = models.DateTimeField(_("abgeschlossen"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("bearbeitet von"),
    )
    folded = FoldedField(["text", "address"])

    objects = BarrieremeldungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Barrieremeldung")
        verbose_name_plural = _("Barrieremeldungen")
        ordering = ["due_on", "pk"]
        constraints = [in_range("due_on", name="barrieremeldung_due_in_range")]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(status="open"), name="barrier_reports_open"
            )
        ]

    def __str__(self):
        return _("Barrieremeldung %(number)s") % {"number": self.pk}

    @staticmethod
    def deadline(moment):
        """The day by which a report of ``moment`` has to be answered."""
        return one_month_after(timezone.localtime(moment).date())

    def is_overdue(self, today):
        return self.status == self.Status.OPEN and self.due_on < today
