from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .konzept import Konzept


class Bild(models.Model):
    """A picture taken over from an imported document, named by what it contains."""

    konzept = models.ForeignKey(Konzept, models.CASCADE, related_name="bilder")
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=20)
    file = models.FileField(upload_to="bilder/")

    class Meta:
        verbose_name = _("Bild")
        verbose_name_plural = _("Bilder")
        constraints = [
            models.UniqueConstraint(fields=["konzept", "sha256"], name="bild_unique"),
        ]

    def __str__(self):
        return self.sha256[:12]

    def get_absolute_url(self):
        return reverse("strategies:bild", args=[self.sha256])


class Dokument(models.Model):
    """An original document of the Konzept, offered for download."""

    konzept = models.ForeignKey(Konzept, models.CASCADE, related_name="dokumente")
    title = models.CharField(_("Titel"), max_length=200)
    file = models.FileField(_("Datei"), upload_to="dokumente/")
    filename = models.CharField(_("Dateiname"), max_length=200, editable=False)
    size = models.PositiveBigIntegerField(_("Größe in Byte"), editable=False)
    position = models.PositiveIntegerField(_("Reihenfolge"), default=0)

    class Meta:
        verbose_name = _("Dokument")
        verbose_name_plural = _("Dokumente")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategies:dokument", args=[self.konzept.slug, self.pk])

    @property
    def type(self):
        """The kind of file as people call it: „PDF“, „DOCX“."""
        return self.filename.rpartition(".")[2].upper()
