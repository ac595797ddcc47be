"""Staff notices on reports of barriers to answer."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import ngettext

from accounts.notices import Notice, Urgency

from .models import Barrieremeldung


def notices(user):
    if not user.has_perm("pages.view_barrieremeldung"):
        return
    today = timezone.localdate()
    url = f"{reverse('admin:pages_barrieremeldung_changelist')}?status__exact=open"
    days = list(Barrieremeldung.objects.open().values_list("due_on", flat=True))
    late = sum(day < today for day in days)
    if late:
        text = ngettext(
            "%(n)d Barrieremeldung ohne Antwort, die Frist ist abgelaufen",
            "%(n)d Barrieremeldungen ohne Antwort, die Frist ist abgelaufen",
            late,
        )
        yield Notice(text % {"n": late}, url, Urgency.OVERDUE)
    if late < len(days):
        text = ngettext(
            "%(n)d Barrieremeldung zu beantworten, spätestens am %(day)s",
            "%(n)d Barrieremeldungen zu beantworten, die nächste spätestens am %(day)s",
            len(days) - late,
        )
        yield Notice(text % {"n": len(days) - late, "day": date_format(days[late], "j. F Y")}, url)
