"""What askers wait for: on the desk, and once a day by mail."""

from collections import defaultdict

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notices import Notice, Urgency
from mails.models import Mail
from municipality.language import german, sentence
from teamwork import inquiries
from teamwork.models import Rueckfrage

# So many are named; the rest is counted.
MOST_NAMED = 10


def own_waiting(user):
    """The answers ``user`` has not noted yet and their open questions, in one query."""
    rows = _waiting().filter(by=user, kommentar__in=inquiries.askable(user))
    return list(rows.order_by("due_on", "pk"))


def _waiting():
    answers = Rueckfrage.objects.unread().values("pk")
    return Rueckfrage.objects.filter(Q(status=Rueckfrage.Status.OPEN) | Q(pk__in=answers))


def notices(user):
    """A Notice for each answer and each open question, the rest as a number."""
    rows, today = own_waiting(user), timezone.localdate()
    for row in rows[:MOST_NAMED]:
        yield _notice(row, today)
    if more := len(rows[MOST_NAMED:]):
        text = ngettext("%(n)d weitere Rückfrage", "%(n)d weitere Rückfragen", more)
        yield Notice(text % {"n": more}, reverse("inquiries:start"), Urgency.HINT)


def _notice(row, today):
    text, urgency = _words(row, today)
    said = sentence(
        text, office=german(row.office), pk=row.kommentar_id, day=date_format(row.due_on, "j. F")
    )
    return Notice(said, reverse("inquiries:about", args=[row.kommentar_id]), urgency)


def _words(row, today):
    if row.status == Rueckfrage.Status.ELSEWHERE:
        return _("%(office)s ist für Beitrag %(pk)s nicht zuständig"), Urgency.WAITING
    if row.is_answered:
        return _("%(office)s hat zu Beitrag %(pk)s geantwortet"), Urgency.WAITING
    if row.due_on < today:
        text = _("Noch keine Antwort von %(office)s zu Beitrag %(pk)s, Frist war %(day)s")
        return text, Urgency.OVERDUE
    return _("Rückfrage an %(office)s zu Beitrag %(pk)s, Antwort bis %(day)s"), Urgency.HINT


def rows_for_mail():
    """Remind the offices that are due, then yield (person, rows) for ``mails.digests``."""
    today = timezone.localdate()
    inquiries.remind(today)
    askers = _waiting().values("by")
    people = User.objects.filter(pk__in=askers, is_active=True, is_staff=True).order_by("pk")
    for user in people:
        groups = defaultdict(list)
        for row in own_waiting(user):
            if row.is_answered:
                groups["answered"].append(_with_link(row))
            elif row.due_on < today:
                groups["late"].append(_with_link(row))
        total = sum(map(len, groups.values()))
        yield user, [{**groups, "total": total}] * bool(total)


def _with_link(row):
    row.link = f"{settings.SITE_URL}{reverse('inquiries:about', args=[row.kommentar_id])}"
    return row


def undelivered(rows):
    """The keys of those open questions whose mail could not be delivered, in one query."""
    keys = {f"rueckfrage-{row.pk}": row.pk for row in rows if row.is_open}
    failed = Mail.objects.filter(key__in=keys, status=Mail.Status.FAILED)
    return {keys[key] for key in failed.values_list("key", flat=True)}
