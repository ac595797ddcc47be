from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable

from .baustein import Baustein
from .konzept import Konzept, Strategie


class TitelbildQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Pictures of what ``user`` may read: that of a draft is as private as the draft."""
        return self.filter(
            Q(konzept__in=Konzept.objects.visible_to(user))
            | Q(strategie__in=Strategie.objects.visible_to(user))
            | Q(baustein__in=Baustein.objects.visible_to(user))
        )

    def with_target(self):
        return self.select_related("konzept", "strategie__konzept", "baustein__strategie__konzept")


class Titelbild(models.Model):
    """The picture at the head of a Konzept, a Strategie or a Baustein.

    It stands beside the text and is no part of a Fassung: it can be put there and taken away
    while a phase is open (docs/adr/0032-titelbilder.md).

    Attributes:
        key: digest of the largest file; part of the addresses, so they never change.
        files: the widths, the smallest first: ``{"width", "height", "name"}``, with the name
            in the default storage, which nothing else serves.
    """

    konzept = models.OneToOneField(
        Konzept, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    strategie = models.OneToOneField(
        Strategie, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    baustein = models.OneToOneField(
        Baustein, models.CASCADE, null=True, blank=True, related_name="titelbild"
    )
    key = models.CharField(max_length=16, db_index=True, editable=False)
    files = models.JSONField(default=list, editable=False)
    alt = models.CharField(
        _("Bildbeschreibung"),
        max_length=300,
        help_text=_(
            "Was zu sehen ist, für alle, die das Bild nicht sehen: „Neues Wartehäuschen aus Holz "
            "an der Landesstraße; eine ältere Person wartet.“"
        ),
        validators=[readable],
    )
    caption = models.CharField(
        _("Bildunterschrift"),
        max_length=200,
        blank=True,
        help_text=_("Was, wo, wann: „Wartehäuschen in Krenzow, seit September 2026“."),
        validators=[readable],
    )
    credit = models.CharField(
        _("Bildnachweis"),
        max_length=120,
        help_text=_(
            "Wer das Bild gemacht hat oder die Rechte daran hat. Steht öffentlich unter dem Bild."
        ),
        validators=[readable],
    )

    objects = TitelbildQuerySet.as_manager()

    class Meta:
        verbose_name = _("Titelbild")
        verbose_name_plural = _("Titelbilder")
        constraints = [
            models.CheckConstraint(
                condition=Q(konzept__isnull=False, strategie=None, baustein=None)
                | Q(konzept=None, strategie__isnull=False, baustein=None)
                | Q(konzept=None, strategie=None, baustein__isnull=False),
                name="titelbild_of_one",
            )
        ]

    def __str__(self):
        return self.alt

    @property
    def target(self):
        """The Konzept, Strategie or Baustein it belongs to."""
        return self.baustein or self.strategie or self.konzept

    @property
    def width(self):
        return self.files[-1]["width"]

    @property
    def height(self):
        return self.files[-1]["height"]

    @property
    def src(self):
        """Where it is in a middle size, for browsers that know no ``srcset``."""
        return self.url_of(self.files[len(self.files) // 2]["width"])

    @property
    def thumbnail(self):
        return self.url_of(self.files[0]["width"])

    @property
    def srcset(self):
        return ", ".join(f"{self.url_of(each['width'])} {each['width']}w" for each in self.files)

    def url_of(self, width):
        return reverse("strategies:titelbild", args=[self.key, width])

    def open(self, width):
        """The file of one width, open; None if there is none.

        Raises:
            FileNotFoundError: it is not in the storage any more.
        """
        for each in self.files:
            if each["width"] == width:
                return default_storage.open(each["name"])
        return None
