from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable


class Photograph(models.Model):
    """A photograph that was written anew in several widths (``strategies.titelbilder``).

    Attributes:
        ROUTE: name of the URL that hands out one width of it.
        key: digest of the largest file; part of the addresses, so they never change.
        files: the widths, the smallest first: ``{"width", "height", "name"}``, with the name
            in the default storage, which nothing else serves.
    """

    ROUTE = ""

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

    class Meta:
        abstract = True

    def __str__(self):
        return self.alt

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
        return reverse(self.ROUTE, args=[self.key, width])

    def open(self, width):
        """The file of one width, open; None if there is none.

        Raises:
            FileNotFoundError: it is not in the storage any more.
        """
        for each in self.files:
            if each["width"] == width:
                return default_storage.open(each["name"])
        return None
