from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Kommentar, Moderationsentscheidung
from evaluation.models import Anliegen, Auswertungsprotokoll, Kenntnisnahme, Zuordnung
from municipality.wording import readable
from strategies.models import Konzept

# After so long nobody counts on it any more.
CLAIM_LASTS = timedelta(days=1)

_STEPS = Auswertungsprotokoll.Action
# Of an Anliegen: steps after which somebody else may be on it.
_DECIDED = (_STEPS.PREPARED, _STEPS.RELEASED, _STEPS.RETURNED, _STEPS.MERGED, _STEPS.DISSOLVED)

_DECISIONS = Moderationsentscheidung.Action
_DECIDED_ABOUT_PERSON = (_DECISIONS.WARN, _DECISIONS.BLOCK, _DECISIONS.UNBLOCK)


class AboutSomething(models.Model):
    """A row by a member of staff about one contribution, one Anliegen, or one person in a Konzept.

    It goes with the account of who wrote it, and with that of whom it is about.
    """

    kommentar = models.ForeignKey(
        Kommentar, models.CASCADE, null=True, related_name="+", verbose_name=_("Beitrag")
    )
    anliegen = models.ForeignKey(
        Anliegen, models.CASCADE, null=True, related_name="+", verbose_name=_("Anliegen")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name=_("Person"),
    )
    konzept = models.ForeignKey(
        Konzept, models.CASCADE, null=True, related_name="+", verbose_name=_("Konzept")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("durch")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kommentar__isnull=False, anliegen=None, person=None, konzept=None)
                | Q(kommentar=None, anliegen__isnull=False, person=None, konzept=None)
                | Q(kommentar=None, anliegen=None, person__isnull=False, konzept__isnull=False),
                name="%(class)s_about_one",
            )
        ]


class Notiz(AboutSomething):
    """What colleagues should know: seen by the staff of the Konzept, never public."""

    MAX_CHARACTERS = 2000

    text = models.TextField(_("Notiz"), max_length=MAX_CHARACTERS, validators=[readable])
    at = models.DateTimeField(_("am"), default=timezone.now)

    class Meta(AboutSomething.Meta):
        verbose_name = _("Notiz")
        verbose_name_plural = _("Notizen")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.by}: {self.text[:40]}"


class VormerkungQuerySet(models.QuerySet):
    def standing(self, now):
        """Those that still hold: younger than a day, and nothing was decided since."""
        decisions = Moderationsentscheidung.objects.filter(
            automated=False, at__gt=OuterRef("since")
        )
        since = {"kommentar": OuterRef("kommentar"), "at__gt": OuterRef("since")}
        steps = Auswertungsprotokoll.objects.filter(
            anliegen=OuterRef("anliegen"), at__gt=OuterRef("since"), action__in=_DECIDED
        )
        about_person = {
            "affected": OuterRef("person"), "konzept": OuterRef("konzept"),
            "action__in": _DECIDED_ABOUT_PERSON,
        }  # fmt: skip
        return self.filter(since__gt=now - CLAIM_LASTS).exclude(
            Exists(decisions.filter(kommentar=OuterRef("kommentar")))
            | Exists(decisions.filter(**about_person))
            | Exists(Zuordnung.objects.filter(**since))
            | Exists(Kenntnisnahme.objects.filter(**since))
            | Exists(steps)
        )


class Vormerkung(AboutSomething):
    """„Ich bin dran“: who sees to something, for the others to see. It locks nothing."""

    since = models.DateTimeField(_("seit"), default=timezone.now)

    objects = VormerkungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vormerkung")
        verbose_name_plural = _("Vormerkungen")
        ordering = ["since", "pk"]
        constraints = [
            *AboutSomething.Meta.constraints,
            models.UniqueConstraint(fields=["kommentar"], name="vormerkung_of_kommentar"),
            models.UniqueConstraint(fields=["anliegen"], name="vormerkung_of_anliegen"),
            models.UniqueConstraint(fields=["person", "konzept"], name="vormerkung_of_person"),
        ]

    def __str__(self):
        return f"{self.by}: {self.since}"
