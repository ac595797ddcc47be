from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
    validate_email,
)
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import colour
from .geography.bounds import EAST, NORTH, SOUTH, WEST
from .laender import ENFORCEMENT, Land
from .wording import readable


def _is_email(word):
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


class Kommune(models.Model):
    """How the municipality presents itself; one row, or none as long as nobody has set it up.

    What is left empty falls back to the settings or is left out. Pages read it through
    ``municipality.current``, which keeps it in the cache.
    """

    name = models.CharField(
        _("Name der Kommune"), max_length=80, blank=True,
        help_text=_("Steht auf jeder Seite und in jeder E-Mail, ohne „Stadt“ oder „Gemeinde“."),
        validators=[readable],
    )  # fmt: skip
    claim = models.CharField(_("Untertitel"), max_length=120, blank=True, validators=[readable])
    logo = models.FileField(_("Wappen oder Logo"), upload_to="logo/", blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)
    word_template = models.FileField(
        _("Word-Vorlage"), upload_to="vorlage/", blank=True, db_default="", default="",
        editable=False,
    )  # fmt: skip
    accent = models.CharField(_("Akzentfarbe"), max_length=7, blank=True)
    accent_dark = models.CharField(_("Akzentfarbe im dunklen Modus"), max_length=7, blank=True)
    contact = models.TextField(
        _("Kontakt"), blank=True,
        help_text=_("Wer Fragen zur Beteiligung beantwortet: Amt, Telefon, E-Mail. Öffentlich."),
        validators=[readable],
    )  # fmt: skip
    footer = models.CharField(
        _("Text im Seitenfuß"), max_length=300, blank=True, validators=[readable]
    )
    land = models.CharField(
        _("Land"), max_length=2, choices=Land, blank=True,
        help_text=_("Bestimmt, welche Durchsetzungsstelle in der Erklärung zur "
                    "Barrierefreiheit steht."),
    )  # fmt: skip
    ags = models.CharField(
        _("Amtlicher Schlüssel (AGS)"), max_length=12, blank=True, db_default="", default="",
        validators=[RegexValidator(
            r"^([0-9]{5}|[0-9]{8}|[0-9]{12})\Z",
            _("Bitte geben Sie den Schlüssel mit 8 Ziffern an (Gemeinde), mit 5 (Landkreis) oder "
              "mit 12 (Regionalschlüssel)."),
        )],
        help_text=_("Acht Ziffern, bei Landkreisen fünf. Damit finden Datenportale wie GovData "
                    "Ihre Daten unter Ihrem Ort."),
    )  # fmt: skip
    enforcement_body = models.TextField(
        _("Durchsetzungsstelle"), blank=True,
        help_text=_("Leer: die Stelle des Landes, wie sie der Plattform bekannt ist. Bitte "
                    "prüfen Sie Name und Anschrift, und tragen Sie sie hier ein."),
        validators=[readable],
    )  # fmt: skip

    class Meta:
        verbose_name = _("Auftritt der Kommune")
        verbose_name_plural = _("Auftritt der Kommune")

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self):
        return self.name or settings.SITE_NAME

    @property
    def shown_claim(self):
        return self.claim or settings.SITE_CLAIM

    @property
    def contact_email(self):
        """The first e-mail address among what is said of the contact, or an empty text."""
        words = (word.strip("<>()[],;:.") for word in self.contact.replace("mailto:", "").split())
        return next((word for word in words if _is_email(word)), "")

    @property
    def colours(self):
        """The accent in light and in dark, each without „#“; None for the platform's own."""
        if not self.accent:
            return None
        dark = self.accent_dark or colour.lightened(self.accent)
        return self.accent[1:], dark[1:]

    @property
    def logo_is_icon(self):
        """Whether the logo can stand in the tab of a browser: about as wide as it is high."""
        short, long = sorted((self.logo_width, self.logo_height))
        return 2 * long <= 3 * short

    @property
    def shown_enforcement_body(self):
        return self.enforcement_body or ENFORCEMENT.get(self.land, "")


class Kartenebene(models.Model):
    """A layer of the ground that sketches are drawn on: the outline, a river, roads.

    ``geometry`` is GeoJSON as ``geography.reading`` lets it in.
    """

    class Kind(models.TextChoices):
        OUTLINE = "grenze", _("Grenze des Gebiets")
        SETTLEMENT = "siedlung", _("Bebaute Fläche")
        WATER = "gewaesser", _("Gewässer")
        RAIL = "bahn", _("Bahnstrecke")
        ROAD = "strasse", _("Straße")

    kind = models.CharField(_("Art"), max_length=10, choices=Kind)
    title = models.CharField(
        _("Name"), max_length=80, blank=True,
        help_text=_("Zum Beispiel „Elbe“. Bei Gewässern steht er auf der Skizze."),
        validators=[readable],
    )  # fmt: skip
    geometry = models.JSONField(_("Geometrie"), editable=False)

    class Meta:
        verbose_name = _("Ebene der Skizze")
        verbose_name_plural = _("Ebenen der Skizze")
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(kind="grenze"),
                name="kartenebene_one_outline",
                violation_error_message=_(
                    "Eine Grenze gibt es schon. Bitte ersetzen Sie diese, statt eine zweite "
                    "anzulegen."
                ),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.title}" if self.title else self.get_kind_display()


class Ortsteil(models.Model):
    """A part of the municipality in which people may say that they live (``asks_ortsteil``)."""

    name = models.CharField(
        _("Name"), max_length=80, unique=True, validators=[readable],
        error_messages={"unique": _("Diesen Ortsteil gibt es schon.")},
    )  # fmt: skip

    class Meta:
        verbose_name = _("Ortsteil")
        verbose_name_plural = _("Ortsteile")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Ort(models.Model):
    """A place of the municipality with its name on every sketch."""

    name = models.CharField(
        _("Name"), max_length=60, unique=True, validators=[readable],
        error_messages={"unique": _("Diesen Ort gibt es schon.")},
    )  # fmt: skip
    is_main = models.BooleanField(
        _("Hauptort"), default=False, help_text=_("Wird größer gezeichnet.")
    )
    longitude = models.FloatField(
        _("Länge"), validators=[MinValueValidator(WEST), MaxValueValidator(EAST)]
    )
    latitude = models.FloatField(
        _("Breite"), validators=[MinValueValidator(SOUTH), MaxValueValidator(NORTH)]
    )

    class Meta:
        verbose_name = _("Ort auf der Skizze")
        verbose_name_plural = _("Orte auf der Skizze")
        ordering = ["-is_main", "name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    longitude__gte=WEST, longitude__lte=EAST, latitude__gte=SOUTH,
                    latitude__lte=NORTH,
                ),
                name="ort_in_germany",
                violation_error_message=_("Dieser Ort liegt nicht in Deutschland."),
            )
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def geometry(self):
        return {"type": "Point", "coordinates": [self.longitude, self.latitude]}
