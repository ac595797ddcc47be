import secrets

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.wording import readable

from .konzept import Konzept, Zustaendigkeit


def new_folder():
    """A name that nobody guesses; nothing serves what lies there."""
    return f"einlesungen/{secrets.token_hex(16)}"


class EinlesungQuerySet(models.QuerySet):
    def editable_by(self, user):
        """Those of the Konzepte in whose Redaktion ``user`` is; a new one is a superuser's."""
        if user.is_superuser and user.is_active:
            return self
        return self.filter(
            konzept__in=Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
        )

    def under_way(self):
        return self.filter(state__in=[Einlesung.State.WAITING, Einlesung.State.READING])


class Einlesung(models.Model):
    """A document on its way into a Konzept: uploaded, read once, decided about, taken over.

    Attributes:
        konzept: None for a new Konzept, which ``title`` names and taking over creates.
        folder: in the default storage; holds the file, what was read of it and its pictures.
        decisions: what a person decided about its parts, as ``Decisions.to_json`` has it.
        steps: what was decided before, the oldest first: ``{"version", "by", "decisions"}``.
        version: grows with every change of the decisions (docs/adr/0026).
        stage, done, total: how far the reading is (``documents.progress``).
        sentence: why it failed, for who uploaded it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wartet")
        READING = "reading", _("wird gelesen")
        READY = "ready", _("gelesen")
        FAILED = "failed", _("nicht gelesen")
        CANCELLED = "cancelled", _("abgebrochen")
        IMPORTED = "imported", _("übernommen")

    konzept = models.ForeignKey(
        Konzept,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="einlesungen",
        verbose_name=_("Konzept"),
    )
    title = models.CharField(
        _("Titel des neuen Konzepts"), max_length=200, blank=True, validators=[readable]
    )
    filename = models.CharField(max_length=200, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    pages = models.PositiveIntegerField(default=0, editable=False)
    folder = models.CharField(max_length=60, default=new_folder, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING, editable=False)
    stage = models.CharField(max_length=10, blank=True, editable=False)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    sentence = models.TextField(blank=True, editable=False)
    decisions = models.JSONField(default=dict, editable=False)
    steps = models.JSONField(default=list, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    read_at = models.DateTimeField(null=True, editable=False)

    objects = EinlesungQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einlesung")
        verbose_name_plural = _("Einlesungen")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(konzept__isnull=False) | ~Q(title=""),
                name="einlesung_has_a_konzept",
            )
        ]

    def __str__(self):
        return self.filename

    def get_absolute_url(self):
        return reverse("importing:desk", args=[self.pk])

    @property
    def konzept_title(self):
        return self.konzept.title if self.konzept else self.title

    @property
    def is_under_way(self):
        return self.state in {self.State.WAITING, self.State.READING}

    @property
    def is_ready(self):
        return self.state == self.State.READY

    @property
    def has_file(self):
        """Whether the document is still kept (see ``einlesungen.remove_old``)."""
        return not self.folder.startswith("-")

    def path_of(self, name):
        """Where in the storage a file of it lies."""
        return f"{self.folder}/{name}"

    def open(self, name):
        """One of its files, open.

        Raises:
            FileNotFoundError: it is not there (any more).
        """
        return default_storage.open(self.path_of(name))
