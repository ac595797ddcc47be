"""Stände that are due: the office is told before and on the day, the Redaktion 30 days after."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from progress import rules
from progress.models import Erinnerung, Stand, Vorhaben
from strategies.models import Zustaendigkeit

SOON = timedelta(days=14)
OVERDUE = timedelta(days=30)

_Step, _Role = Erinnerung.Step, Zustaendigkeit.Role


@dataclass(frozen=True)
class Reminder:
    """One Stand that somebody is to write, or to see to.

    Attributes:
        step: the ``Erinnerung.Step`` that is reached.
        link: of the short form.
    """

    vorhaben: Vorhaben
    step: str
    due_on: date

    @property
    def link(self):
        return f"{settings.SITE_URL}{reverse('umsetzung:stand', args=[self.vorhaben.pk])}"


def step_of(due_on, today):
    """How far the day is gone on which a Stand is due; None where nobody is told yet."""
    if due_on is None or today < due_on - SOON:
        return None
    if today < due_on:
        return _Step.SOON
    return _Step.DUE if today < due_on + OVERDUE else _Step.OVERDUE


def rows_for_mail():
    """Yield (person, rows) for ``mails.digests``, and note at the end what was told.

    What is due follows from the rows as they are now: a run that comes days late tells what
    is true then, once. A run that dies is finished by the next one.
    """
    found = _to_tell(timezone.localdate())
    for user, reminders in _by_person(found):
        yield user, [{"reminders": reminders, "total": len(reminders)}]
    Erinnerung.objects.bulk_create(
        [Erinnerung(vorhaben=r.vorhaben, step=r.step, due_on=r.due_on) for r in found],
        ignore_conflicts=True,
    )


def _to_tell(today):
    """The Reminders nobody was sent yet; the office of a draft has done its part."""
    rows = Vorhaben.objects.published().due_by(today + SOON)
    rows = rows.select_related("konzept__umsetzung", "stand")
    told = set(Erinnerung.objects.values_list("vorhaben", "step", "due_on"))
    drafted = set(Stand.objects.drafts().values_list("vorhaben", flat=True))
    found = []
    for row in rows.order_by("konzept__title", "position", "pk"):
        step = step_of(row.due_on, today)
        if step is None or (row.pk, step, row.due_on) in told:
            continue
        if step == _Step.OVERDUE or row.pk not in drafted:
            found.append(Reminder(row, step, row.due_on))
    return found


def _by_person(found):
    """(person, their Reminders), as far as they may write those Stände."""
    offices, editors = _people({reminder.vorhaben.konzept_id for reminder in found})
    by_person = defaultdict(list)
    for reminder in found:
        row = reminder.vorhaben
        people = offices[row.konzept_id, row.office] if row.office else []
        if reminder.step == _Step.OVERDUE or not people:
            people = editors[row.konzept_id]
        for user in people:
            by_person[user].append(reminder)
    for user, reminders in by_person.items():
        allowed = set(rules.own_vorhaben(user).values_list("pk", flat=True))
        if own := [each for each in reminders if each.vorhaben.pk in allowed]:
            yield user, own


def _people(konzepte):
    """{(Konzept, office): people}, {Konzept: people of its Redaktion}"""
    offices, editors = defaultdict(list), defaultdict(list)
    people = User.objects.filter(is_active=True, is_staff=True, is_superuser=False)
    tasks = Zustaendigkeit.objects.filter(konzept__in=konzepte, user__in=people)
    for task in tasks.select_related("user").order_by("user"):
        if task.role == _Role.REDAKTION:
            editors[task.konzept_id].append(task.user)
        elif task.role == _Role.FACHAMT:
            offices[task.konzept_id, task.office].append(task.user)
    return offices, editors
