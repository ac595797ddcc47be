from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable


class Organisation(models.Model):
    """For whom somebody may write, under a name that the staff has confirmed.

    Comments keep the name as it was when they were written (``Kommentar.organisation``).
    """

    class Kind(models.TextChoices):
        VEREIN = "verein", _("Verein")
        ORTSCHAFTSRAT = "ortschaftsrat", _("Ortschaftsrat")
        VERBAND = "verband", _("Verband")
        SONSTIGE = "sonstige", _("Sonstige")

    class Status(models.TextChoices):
        REQUESTED = "requested", _("wartet auf Bestätigung")
        CONFIRMED = "confirmed", _("bestätigt")
        DECLINED = "declined", _("nicht bestätigt")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="organisation",
        verbose_name=_("schreibt für sie"),
    )  # fmt: skip
    name = models.CharField(_("Name der Organisation"), max_length=120, validators=[readable])
    kind = models.CharField(_("Art"), max_length=14, choices=Kind)
    status = models.CharField(
        _("Status"), max_length=10, choices=Status, default=Status.REQUESTED, editable=False
    )
    statement = models.TextField(_("Begründung"), blank=True, editable=False, validators=[readable])
    requested_at = models.DateTimeField(_("beantragt"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("entschieden"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Organisation")
        verbose_name_plural = _("Organisationen")
        ordering = ["-requested_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def seen(self):
        """Changes with everything that is decided about."""
        return f"{self.status}:{self.requested_at.timestamp()}"

    @property
    def is_confirmed(self):
        return self.status == self.Status.CONFIRMED

    @property
    def is_requested(self):
        return self.status == self.Status.REQUESTED
