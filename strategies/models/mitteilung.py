from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from municipality.wording import readable

from .konzept import Konzept, Publikationsstatus, Strategie, Zustaendigkeit

PUBLISHED = Publikationsstatus.PUBLISHED


class MitteilungQuerySet(models.QuerySet):
    def published(self):
        """What was sent, about what everybody may still read."""
        return self.filter(
            Q(strategie=None) | Q(strategie__status=PUBLISHED),
            status=Mitteilung.Status.SENT,
            konzept__status=PUBLISHED,
        )

    def editable_by(self, user):
        """Those of the Konzepte in whose Redaktion ``user`` is."""
        return self.filter(
            konzept__in=Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
        )

    def with_target(self):
        return self.select_related("konzept", "strategie__konzept")


class Mitteilung(models.Model):
    """What the administration writes to all who follow a Konzept or one of its Strategien.

    Sent once, and listed in public from then on; never changed afterwards.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Entwurf")
        SENT = "sent", _("verschickt")

    konzept = models.ForeignKey(
        Konzept, models.PROTECT, related_name="mitteilungen", verbose_name=_("Konzept")
    )
    # None: to all who follow anything of the Konzept.
    strategie = models.ForeignKey(
        Strategie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mitteilungen",
        verbose_name=_("Strategie"),
    )
    title = models.CharField(
        _("Betreff"),
        max_length=150,
        validators=[readable],
        help_text=_("Sagt das Wichtigste: „Die Werkstatt zum Freibad ist am 12. Mai“."),
    )
    text = models.TextField(
        _("Text"),
        max_length=5000,
        validators=[readable],
        help_text=_("Ohne Anrede und Gruß; beides kommt von selbst dazu."),
    )
    status = models.CharField(_("Status"), max_length=8, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(_("angelegt"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    sent_at = models.DateTimeField(_("verschickt am"), null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    # When the last of all who follow was told.
    told_at = models.DateTimeField(null=True, editable=False)

    objects = MitteilungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mitteilung")
        verbose_name_plural = _("Mitteilungen")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", sent_at=None) | Q(status="sent", sent_at__isnull=False),
                name="mitteilung_sent_has_a_time",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("strategies:mitteilung", args=[self.pk])

    @property
    def target(self):
        return self.strategie or self.konzept

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_public(self):
        """Whether what it is about can be read by everybody."""
        rows = [self.konzept, *([self.strategie] if self.strategie else [])]
        return all(row.status == PUBLISHED for row in rows)

    def recipients(self):
        """Confirmed people who follow what it is about; who wants no mail is left out later."""
        if self.strategie:
            return self.strategie.followers()
        return User.objects.reachable().filter(
            Q(abonnements__strategie__konzept=self.konzept_id)
            | Q(abonnements__baustein__strategie__konzept=self.konzept_id)
        )
