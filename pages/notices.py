"""Staff notices on reports of barriers to answer."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from accounts.notices import Counted, Urgency

from .models import Barrieremeldung


def notices(user):
    if not user.has_perm("pages.view_barrieremeldung"):
        return
    today, waiting = timezone.localdate(), Barrieremeldung.objects.open()
    url = f"{reverse('admin:pages_barrieremeldung_changelist')}?status__exact=open"
    yield Counted(
        waiting.filter(due_on__lt=today),
        ngettext_lazy(
            "%(n)d Barrieremeldung ohne Antwort, die Frist ist abgelaufen",
            "%(n)d Barrieremeldungen ohne Antwort, die Frist ist abgelaufen",
            "n",
        ),
        url,
        Urgency.OVERDUE,
    )
    yield Counted(
        waiting.filter(due_on__gte=today),
        ngettext_lazy(
            "%(n)d Barrieremeldung zu beantworten, spätestens am %(day)s",
            "%(n)d Barrieremeldungen zu beantworten, die nächste spätestens am %(day)s",
            "n",
        ),
        url,
        first="due_on",
    )
