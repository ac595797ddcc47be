from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from fulltext.fields import FoldedField
from municipality.wording import readable

from ..pages import PAGES
from .accessible import Accessible
from .konzept import Publikationsstatus, Strategie, Zustaendigkeit


class BausteinQuerySet(models.QuerySet):
    def published(self):
        """Bausteine everybody may read: with a published Fassung, in a published Strategie."""
        return self.filter(
            status=Publikationsstatus.PUBLISHED,
            fassung__isnull=False,
            strategie__status=Publikationsstatus.PUBLISHED,
            strategie__konzept__status=Publikationsstatus.PUBLISHED,
        )

    def visible_to(self, user):
        """Published Bausteine; drafts for those who work on the Konzept."""
        if not user.is_staff:
            return self.published()
        if user.is_superuser:
            return self
        own = Zustaendigkeit.objects.filter(user=user).values("konzept")
        return self.filter(Q(pk__in=Baustein.objects.published()) | Q(strategie__konzept__in=own))

    def goals(self):
        """All that stands in the document: what is listed, numbered, counted and imported."""
        return self.exclude(kind__in=BESIDE_THE_DOCUMENT)

    def wholes(self):
        """The places for what is about a whole Strategie, or missing in it."""
        return self.filter(kind=Baustein.Kind.GESAMT)

    def topics(self):
        """What people can find something said about: of Vorhaben only those that they wrote on."""
        return self.exclude(kind=Baustein.Kind.VORHABEN, comment_count=0)

    def with_own_page(self):
        """Those whose own page is the one of the discussion: no app above has another for them."""
        return self.exclude(kind=Baustein.Kind.VORHABEN)

    def with_follow(self, user):
        """Add ``is_followed`` and ``strategie_is_followed`` for who is signed in."""
        if not user.is_authenticated:
            return self
        own = user.abonnements
        return self.annotate(
            is_followed=Exists(own.filter(baustein=OuterRef("pk"))),
            strategie_is_followed=Exists(own.filter(strategie=OuterRef("strategie"))),
        )


class Baustein(Accessible):
    """Any numbered, titled piece of a Strategie that can be discussed.

    Base table of Leitziel, Handlungsfeld and Leitprojekt, so that comments,
    Fassungen and addresses point at one thing by a real foreign key
    (docs/adr/0001-baustein.md). Of the kind ``GESAMT`` there is one beside them, for the whole
    Strategie (docs/adr/0033-zum-ganzen.md), of the kind ``VORHABEN`` one for each Vorhaben that
    a Kommentierphase was about (docs/adr/0042-fragen-zu-vorhaben.md). ``title`` is that of the
    current Fassung, or of the draft as long as nothing is published; of a Vorhaben its own.
    The counters are kept by ``comments`` in the transaction that changes what they count.
    """

    class Kind(models.TextChoices):
        LEITZIEL = "leitziel", _("Leitziel")
        HANDLUNGSFELD = "handlungsfeld", _("Handlungsfeld")
        LEITPROJEKT = "leitprojekt", _("Leitprojekt")
        GESAMT = "gesamt", _("Zum Ganzen")
        VORHABEN = "vorhaben", _("Vorhaben")

    strategie = models.ForeignKey(
        Strategie, models.PROTECT, related_name="bausteine", verbose_name=_("Strategie")
    )
    kind = models.CharField(_("Art"), max_length=14, choices=Kind, editable=False)
    number = models.CharField(_("Nummer"), max_length=20, blank=True, validators=[readable])
    outline_number = models.CharField(
        _("Gliederungsnummer"), max_length=20, blank=True, validators=[readable]
    )
    title = models.CharField(_("Titel"), max_length=500, validators=[readable])
    slug = models.SlugField(_("Adresse"), max_length=80)
    position = models.PositiveIntegerField(_("Reihenfolge"), default=0)
    status = models.CharField(
        _("Status"),
        max_length=10,
        choices=Publikationsstatus,
        default=Publikationsstatus.DRAFT,
    )
    fassung = models.ForeignKey(
        "Fassung",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("geltende Fassung"),
    )
    comment_count = models.PositiveIntegerField(_("Beiträge"), default=0, editable=False)
    official_count = models.PositiveIntegerField(
        _("Antworten der Verwaltung"), default=0, editable=False
    )
    last_comment_at = models.DateTimeField(null=True, editable=False)
    folded = FoldedField(["title", "number"])

    objects = BausteinQuerySet.as_manager()

    class Meta:
        verbose_name = _("Baustein")
        verbose_name_plural = _("Bausteine")
        ordering = ["strategie", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategie", "kind", "slug"],
                name="baustein_slug_unique",
                violation_error_message=_("Diese Adresse gibt es in dieser Strategie schon."),
            ),
            models.UniqueConstraint(
                fields=["strategie"], condition=Q(kind="gesamt"), name="baustein_one_whole"
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.title}" if self.number else self.title

    def get_absolute_url(self):
        page = PAGES.get(self.kind)
        return page(self) if page else reverse("baustein", args=self.path)

    def get_place_url(self):
        return reverse("strategies:baustein_places", args=self.path)

    def get_fassungen_url(self):
        return reverse("strategies:fassungen", args=self.path)

    @property
    def path(self):
        """The parts of its address."""
        return [self.strategie.konzept.slug, self.strategie.slug, self.kind, self.slug]

    @property
    def is_whole(self):
        """Whether this is the place for what is about a whole Strategie (``strategies.whole``)."""
        return self.kind == self.Kind.GESAMT

    @property
    def is_vorhaben(self):
        """Whether this is where a Vorhaben is discussed."""
        return self.kind == self.Kind.VORHABEN

    @property
    def is_in_document(self):
        """Whether this stands in the document; what ``goals()`` asks of the table."""
        return self.kind not in BESIDE_THE_DOCUMENT

    @property
    def quotable(self):
        """The Fassung whose passages can be quoted, or None: what is no part of the document has
        no words of its own to speak about."""
        return self.fassung if self.is_in_document else None

    @property
    def is_public(self):
        """Whether everybody may read this; what ``published()`` asks of the table."""
        rows = (self, self.strategie, self.strategie.konzept)
        return self.fassung_id is not None and all(
            row.status == Publikationsstatus.PUBLISHED for row in rows
        )

    @property
    def label(self):
        """„Leitziel 1“, or just „Leitziel“ where there is no number."""
        return f"{self.get_kind_display()} {self.number}".strip()

    def followers(self):
        """The people who follow this Baustein or its Strategie."""
        return User.objects.reachable().filter(
            Q(abonnements__baustein=self) | Q(abonnements__strategie=self.strategie_id)
        )


# Discussed like a Baustein, and none of the texts.
BESIDE_THE_DOCUMENT = (Baustein.Kind.GESAMT, Baustein.Kind.VORHABEN)


class Leitziel(Baustein):
    """A goal of the Strategie."""

    KIND = Baustein.Kind.LEITZIEL

    class Meta:
        verbose_name = _("Leitziel")
        verbose_name_plural = _("Leitziele")


class Handlungsfeld(Baustein):
    """A field of action."""

    KIND = Baustein.Kind.HANDLUNGSFELD

    class Meta:
        verbose_name = _("Handlungsfeld")
        verbose_name_plural = _("Handlungsfelder")


class Leitprojekt(Baustein):
    """A flagship project, which supports Handlungsfelder and Leitziele."""

    KIND = Baustein.Kind.LEITPROJEKT

    source = models.CharField(_("Quelle"), max_length=300, blank=True, validators=[readable])
    region = models.CharField(_("Gebiet"), max_length=200, blank=True, validators=[readable])
    supports = models.ManyToManyField(
        Baustein, related_name="supported_by", blank=True, verbose_name=_("unterstützt")
    )

    class Meta:
        verbose_name = _("Leitprojekt")
        verbose_name_plural = _("Leitprojekte")


KINDS = {model.KIND: model for model in (Leitziel, Handlungsfeld, Leitprojekt)}
