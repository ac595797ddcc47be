"""Staff notices on texts not published yet."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.notices import Counted, Urgency

from .models import Fassung, Konzept, Publikationsstatus, Zustaendigkeit


def notices(user):
    if not user.has_perm("strategies.change_baustein"):
        return
    own = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    drafts = Fassung.objects.drafts().filter(baustein__strategie__konzept__in=own)
    yield Counted(
        drafts.exclude(baustein__status=Publikationsstatus.ARCHIVED),
        ngettext_lazy(
            "%(n)d Text im Entwurf, noch nicht veröffentlicht",
            "%(n)d Texte im Entwurf, noch nicht veröffentlicht",
            "n",
        ),
        reverse("texts:start"),
        Urgency.HINT,
        first="created_at",
        when=gettext_lazy("der älteste vom %(day)s"),
    )
