from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fulltext.fields import FoldedField
from municipality.wording import readable

from .. import steckbrief
from .baustein import Baustein
from .konzept import Zustaendigkeit


class FassungQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Fassung.Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Fassung.Status.DRAFT)

    def visible_to(self, user):
        """What was published of visible Bausteine; drafts for those who work on the Konzept."""
        rows = self.filter(baustein__in=Baustein.objects.visible_to(user))
        if not user.is_staff:
            return rows.published()
        if user.is_superuser:
            return rows
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return rows.filter(
            Q(status=Fassung.Status.PUBLISHED) | Q(baustein__strategie__konzept__in=own)
        )

    def current_at(self, moment):
        """For each Baustein the Fassung that was in force at ``moment``, an aware datetime.

        While a Kommentierphase is open nothing is published, so those at its beginning
        are the ones it is about.
        """
        until_then = self.model.objects.published().filter(published_at__lte=moment)
        later = until_then.filter(baustein=OuterRef("baustein"), number__gt=OuterRef("number"))
        return self.published().filter(published_at__lte=moment).exclude(Exists(later))


class Fassung(models.Model):
    """One version of a Baustein's title, text and facts; immutable once published.

    At most one draft per Baustein. A draft has no number and no HTML: both come
    with ``strategies.actions.publish_fassung`` (docs/adr/0002-fassung.md).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")

    baustein = models.ForeignKey(Baustein, models.PROTECT, related_name="fassungen")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    number = models.PositiveIntegerField(_("Nummer"), null=True, blank=True)
    title = models.CharField(_("Titel"), max_length=500, validators=[readable])
    text = models.TextField(_("Text"), blank=True, help_text=_("Markdown"), validators=[readable])
    html = models.TextField(editable=False, blank=True)
    facts = models.JSONField(
        _("Steckbrief"), default=list, db_default=[], blank=True, editable=False
    )
    editorial = models.BooleanField(
        _("redaktionell"),
        default=False,
        help_text=_("Nur Wortlaut oder Schreibweise ändern sich; kein Anliegen steht dahinter."),
    )
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, blank=True)
    folded = FoldedField(["title", "text"])

    objects = FassungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Fassung")
        verbose_name_plural = _("Fassungen")
        ordering = ["baustein", "number"]
        constraints = [
            models.UniqueConstraint(fields=["baustein", "number"], name="fassung_number_unique"),
            models.UniqueConstraint(
                fields=["baustein"], condition=Q(status="draft"), name="fassung_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", number=None, published_at=None)
                | Q(status="published", number__isnull=False, published_at__isnull=False),
                name="fassung_numbered_when_published",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number or self.get_status_display()})"

    def get_absolute_url(self):
        return self._address("fassung", self.number) if self.number else self._address("entwurf")

    def get_difference_url(self, newer):
        """Where this Fassung and a newer one of the same Baustein, or its draft, are compared."""
        if newer.number:
            return self._address("unterschied", self.number, newer.number)
        return self._address("unterschied_entwurf", self.number)

    def _address(self, name, *numbers):
        return reverse(f"strategies:{name}", args=[*self.baustein.path, *numbers])

    @property
    def said_facts(self):
        """Label and value of what its Steckbrief says."""
        return steckbrief.said(self.facts)

    @property
    def label(self):
        """„Fassung 2“; as long as it has no number, „Entwurf“."""
        if not self.number:
            return self.get_status_display()
        return str(_("Fassung %(number)s") % {"number": self.number})
