import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from municipality.models import Ortsteil
from municipality.wording import readable
from strategies.models import Baustein, Fassung

from .choices import Category
from .kommentar import Kommentar
from .quoting import Quoting


class Entwurf(Quoting):
    """A comment that waits for its author to sign in.

    Kept on the server, so that the text survives every step of signing in. Whoever
    knows the token may read it; the token is in the session and the address only.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    baustein = models.ForeignKey(Baustein, models.CASCADE, related_name="+")
    parent = models.ForeignKey(Kommentar, models.CASCADE, null=True, related_name="+")
    category = models.CharField(max_length=12, choices=Category, blank=True)
    text = models.TextField(validators=[readable])
    # That of the passage it quotes.
    fassung = models.ForeignKey(Fassung, models.CASCADE, null=True, related_name="+")
    ortsteil = models.ForeignKey(Ortsteil, models.SET_NULL, null=True, related_name="+")
    as_organisation = models.BooleanField(default=False, db_default=False)
    idempotency_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Entwurf")
        verbose_name_plural = _("Entwürfe")

    def __str__(self):
        return str(self.token)

    def get_absolute_url(self):
        return reverse("comments:draft", args=[self.token])
