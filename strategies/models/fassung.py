from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .baustein import Baustein


class FassungQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Fassung.Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Fassung.Status.DRAFT)


class Fassung(models.Model):
    """One version of a Baustein's title and text; immutable once published.

    At most one draft per Baustein. A draft has no number and no HTML: both come
    with ``strategies.actions.publish_fassung`` (docs/adr/0002-fassung.md).
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")

    baustein = models.ForeignKey(Baustein, models.PROTECT, related_name="fassungen")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    number = models.PositiveIntegerField(_("Nummer"), null=True, blank=True)
    title = models.CharField(_("Titel"), max_length=500)
    text = models.TextField(_("Text"), blank=True, help_text=_("Markdown"))
    html = models.TextField(editable=False, blank=True)
    editorial = models.BooleanField(
        _("redaktionell"),
        default=False,
        help_text=_("Nur Wortlaut oder Rechtschreibung; kein Anliegen steht dahinter."),
    )
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, blank=True)

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
