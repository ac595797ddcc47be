from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from fulltext.fields import FoldedField
from municipality.wording import readable

from .accessible import Accessible

# Of a planning document: of its resolution, or the one it plans for.
FIRST_YEAR, LAST_YEAR = 1900, 2100


class Publikationsstatus(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    PUBLISHED = "published", _("veröffentlicht")
    ARCHIVED = "archived", _("archiviert")


class KonzeptQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Publikationsstatus.PUBLISHED)

    def visible_to(self, user):
        """What ``user`` may read: everything published, and drafts they are responsible for."""
        if not user.is_staff:
            return self.published()
        if user.is_superuser:
            return self
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return self.filter(Q(status=Publikationsstatus.PUBLISHED) | Q(pk__in=own))

    def assigned_to(self, user, *roles):
        """The Konzepte in which ``user`` has one of ``roles``; all of them for a superuser."""
        if user.is_superuser and user.is_active:
            return self
        if not (user.is_staff and user.is_active):
            return self.none()
        return self.filter(
            pk__in=Zustaendigkeit.objects.filter(user=user, role__in=roles).values("konzept")
        )


class Konzept(Accessible):
    """The published planning document."""

    class Kind(models.TextChoices):
        INSEK = "insek", _("Integriertes Stadtentwicklungskonzept (INSEK)")
        ILEK = "ilek", _("Integriertes ländliches Entwicklungskonzept (ILEK)")
        REK = "rek", _("Regionales Entwicklungskonzept (REK)")
        OTHER = "konzept", _("Entwicklungskonzept")

    title = models.CharField(_("Titel"), max_length=200, unique=True, validators=[readable])
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=10, choices=Kind, default=Kind.INSEK)
    region = models.CharField(_("Gebiet"), max_length=200, blank=True, validators=[readable])
    traeger = models.CharField(_("Träger"), max_length=200, blank=True, validators=[readable])
    year = models.PositiveSmallIntegerField(
        _("Jahr"),
        null=True,
        blank=True,
        validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)],
    )
    contact = models.TextField(_("Kontakt"), blank=True, validators=[readable])
    summary = models.TextField(_("Kurzbeschreibung"), blank=True, validators=[readable])
    sign_language_url = models.URLField(
        _("Video in Gebärdensprache"),
        max_length=500,
        blank=True,
        help_text=_("Internetadresse der Seite mit dem Video; sie wird nur verlinkt."),
    )
    status = models.CharField(
        _("Status"),
        max_length=10,
        choices=Publikationsstatus,
        default=Publikationsstatus.DRAFT,
    )
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)
    folded = FoldedField(["title", "summary", "region"])
    staff = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Zustaendigkeit", related_name="konzepte"
    )

    objects = KonzeptQuerySet.as_manager()

    class Meta:
        verbose_name = _("Konzept")
        verbose_name_plural = _("Konzepte")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="konzept_year_in_range",
                violation_error_message=_("Dieses Jahr ist nicht möglich."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategies:konzept", args=[self.slug])

    def get_places_url(self):
        return reverse("strategies:places", args=[self.slug])

    @property
    def is_public(self):
        """Whether everybody may read this."""
        return self.status == Publikationsstatus.PUBLISHED


class Zustaendigkeit(models.Model):
    """Who works on a Konzept, as what, and for which office."""

    class Role(models.TextChoices):
        REDAKTION = "redaktion", _("Redaktion")
        MODERATION = "moderation", _("Moderation")
        AUSWERTUNG = "auswertung", _("Auswertung")
        FACHAMT = "fachamt", _("Fachamt")

    konzept = models.ForeignKey(Konzept, models.CASCADE, related_name="zustaendigkeiten")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="zustaendigkeiten"
    )
    role = models.CharField(_("Aufgabe"), max_length=12, choices=Role)
    office = models.CharField(
        _("Amt"),
        max_length=120,
        blank=True,
        help_text=_("Steht öffentlich an den Antworten der Verwaltung."),
        validators=[readable],
    )
    vertretung = models.ForeignKey(
        "Vertretung",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="zustaendigkeiten",
        verbose_name=_("nur als Vertretung"),
    )

    class Meta:
        verbose_name = _("Zuständigkeit")
        verbose_name_plural = _("Zuständigkeiten")
        constraints = [
            models.UniqueConstraint(
                fields=["konzept", "user", "role"],
                name="zustaendigkeit_unique",
                violation_error_message=_("Diese Person hat diese Aufgabe schon."),
            )
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"


class StrategieQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published Strategien of visible Konzepte; drafts for those who work on them."""
        konzepte = Konzept.objects.visible_to(user)
        if not user.is_staff:
            return self.filter(
                status=Publikationsstatus.PUBLISHED,
                konzept__status=Publikationsstatus.PUBLISHED,
            )
        if user.is_superuser:
            return self
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return self.filter(konzept__in=konzepte).filter(
            Q(status=Publikationsstatus.PUBLISHED) | Q(konzept__in=own)
        )

    def with_follow(self, user):
        """Add ``is_followed``; nobody who is not signed in follows anything."""
        if not user.is_authenticated:
            return self
        own = user.abonnements.filter(strategie=OuterRef("pk"))
        return self.annotate(is_followed=Exists(own))


class Strategie(Accessible):
    """A strategy inside a Konzept; the unit that gets Kommentierphasen.

    ``intro`` is the Markdown the editors work on; readers see ``intro_html``,
    rendered from it when the Strategie is published.
    """

    # Pages of the Konzept itself, which stand beside its Strategien.
    RESERVED_SLUGS = frozenset({"moderation", "umsetzung"})

    konzept = models.ForeignKey(
        Konzept, models.PROTECT, related_name="strategien", verbose_name=_("Konzept")
    )
    number = models.CharField(_("Nummer"), max_length=20, blank=True, validators=[readable])
    title = models.CharField(_("Titel"), max_length=300, validators=[readable])
    slug = models.SlugField(_("Adresse"), max_length=80)
    intro = models.TextField(
        _("Einleitung"), blank=True, help_text=_("Markdown"), validators=[readable]
    )
    intro_html = models.TextField(editable=False, blank=True)
    position = models.PositiveIntegerField(_("Reihenfolge"), default=0)
    status = models.CharField(
        _("Status"),
        max_length=10,
        choices=Publikationsstatus,
        default=Publikationsstatus.DRAFT,
    )
    folded = FoldedField(["title"], html=["intro_html"])

    objects = StrategieQuerySet.as_manager()

    class Meta:
        verbose_name = _("Strategie")
        verbose_name_plural = _("Strategien")
        ordering = ["konzept", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["konzept", "slug"],
                name="strategie_slug_unique",
                violation_error_message=_("Diese Adresse gibt es in diesem Konzept schon."),
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.title}" if self.number else self.title

    def get_absolute_url(self):
        return reverse("strategies:strategie", args=[self.konzept.slug, self.slug])

    @property
    def is_public(self):
        """Whether everybody may read this."""
        return all(row.status == Publikationsstatus.PUBLISHED for row in (self, self.konzept))

    @property
    def label(self):
        """„Strategie 3“, or just „Strategie“ where the document gives no number."""
        return f"{self._meta.verbose_name} {self.number}".strip()

    def followers(self):
        """The people who follow this Strategie or one of its Bausteine."""
        return User.objects.reachable().filter(
            Q(abonnements__strategie=self) | Q(abonnements__baustein__strategie=self)
        )
