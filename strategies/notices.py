"""Staff notices on texts not published yet."""

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.notices import Notice, Urgency

from .models import Fassung, Konzept, Publikationsstatus, Zustaendigkeit


def notices(user):
    if not user.has_perm("strategies.change_baustein"):
        return
    own = Konzept.objects.assigned_to(user, Zustaendigkeit.Role.REDAKTION)
    drafts = Fassung.objects.drafts().filter(baustein__strategie__konzept__in=own)
    if number := drafts.exclude(baustein__status=Publikationsstatus.ARCHIVED).count():
        text = ngettext(
            "%(n)d Text im Entwurf, noch nicht veröffentlicht",
            "%(n)d Texte im Entwurf, noch nicht veröffentlicht",
            number,
        )
        url = f"{reverse('admin:strategies_fassung_changelist')}?status__exact=draft"
        yield Notice(text % {"n": number}, url, Urgency.HINT)
