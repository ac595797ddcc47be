"""The fixed values of a comment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    VORSCHLAG = "vorschlag", _("Vorschlag")
    HINWEIS = "hinweis", _("Hinweis")
    FRAGE = "frage", _("Frage")
    ZUSTIMMUNG = "zustimmung", _("Zustimmung")
    KRITIK = "kritik", _("Kritik")
    # Said by who chooses none. Comments from before this value are kept with an empty one.
    UNSTATED = "ohne", _("ohne Angabe")


class Channel(models.TextChoices):
    """How a contribution reached the administration."""

    ONLINE = "online", _("Plattform")
    BRIEF = "brief", _("Brief")
    EMAIL = "email", _("E-Mail")
    WERKSTATT = "werkstatt", _("Werkstatt")
    SPRECHSTUNDE = "sprechstunde", _("Sprechstunde")

    @property
    def signature(self):
        """What stands in the place of a name, where nobody has an account."""
        return {
            Channel.BRIEF: _("Beitrag aus einem Brief"),
            Channel.EMAIL: _("Beitrag aus einer E-Mail"),
            Channel.WERKSTATT: _("Beitrag aus einer Werkstatt"),
            Channel.SPRECHSTUNDE: _("Beitrag aus einer Sprechstunde"),
        }[self]


class Status(models.TextChoices):
    PENDING = "pending", _("wartet auf Prüfung")
    PUBLISHED = "published", _("veröffentlicht")
    HIDDEN = "hidden", _("ausgeblendet")
    WITHDRAWN = "withdrawn", _("zurückgezogen")

    @property
    def leaves_tombstone(self):
        """Whether the place in the thread stays, without the text."""
        return self in (Status.HIDDEN, Status.WITHDRAWN)
