import re
from contextlib import suppress

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image

from municipality.wording import readable
from strategies.markdown import ShownPicture

from .baustein import Baustein
from .fassung import Fassung
from .konzept import Konzept, Publikationsstatus, Strategie, Zustaendigkeit


class BildQuerySet(models.QuerySet):
    def published(self):
        """Pictures that stand in a published text, be it an earlier Fassung."""
        fassungen = Fassung.objects.published().filter(
            baustein__in=Baustein.objects.published(),
            baustein__strategie__konzept=OuterRef("konzept"),
            html__contains=OuterRef("sha256"),
        )
        intros = Strategie.objects.filter(
            status=Publikationsstatus.PUBLISHED,
            konzept__status=Publikationsstatus.PUBLISHED,
            konzept=OuterRef("konzept"),
            intro_html__contains=OuterRef("sha256"),
        )
        return self.filter(Exists(fassungen) | Exists(intros))

    def shown_in(self, text):
        """`ShownPicture` of the pictures that a Markdown text shows, by their sha256.

        Of a picture whose file cannot be read the size is left out. Without pictures nothing is
        asked.
        """
        names = set(re.findall(r"bild:([0-9a-f]{64})", text))
        return {row.sha256: row.shown() for row in self.filter(sha256__in=names)} if names else {}

    def visible_to(self, user):
        """Published pictures; those of drafts for those who work on the Konzept."""
        if not user.is_staff:
            return self.published()
        if user.is_superuser:
            return self
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return self.filter(Q(konzept__in=own) | Q(pk__in=Bild.objects.published()))


class Bild(models.Model):
    """A picture taken over from an imported document, named by what it contains.

    Attributes:
        small: the same as WebP for narrow screens, where ``file`` is noticeably wider.
    """

    konzept = models.ForeignKey(Konzept, models.CASCADE, related_name="bilder")
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField(max_length=20)
    file = models.FileField(upload_to="bilder/")
    small = models.FileField(upload_to="bilder/", blank=True, default="", db_default="")
    credit = models.CharField(
        _("Bildnachweis"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        validators=[readable],
    )

    objects = BildQuerySet.as_manager()

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

    def shown(self):
        """What a text that shows it says of it."""
        size = None
        with suppress(OSError), self.file.open() as file, Image.open(file) as image:
            size = image.size
        return ShownPicture(size, self.credit, has_small=bool(self.small))


class Dokument(models.Model):
    """An original document of the Konzept, offered for download."""

    konzept = models.ForeignKey(Konzept, models.CASCADE, related_name="dokumente")
    title = models.CharField(_("Titel"), max_length=200, validators=[readable])
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
