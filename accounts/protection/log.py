from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LogEntry(models.Model):
    """A line of a log: who did something, and when. It outlives the account; newest first."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("durch"),
    )
    at = models.DateTimeField(_("am"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]
