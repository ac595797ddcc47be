"""Who works here: invited, given tasks, stood in for, gone. For who administers accounts."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actions import confirm_address
from accounts.models import Sicherheitsprotokoll, User
from accounts.protection import audit
from mails.actions import send

from .actions import match_groups, record_roles
from .models import Amt, Vertretung, Zustaendigkeit

Event = Sicherheitsprotokoll.Event


class StaffRefused(Exception):
    """Not possible (now); the message is a sentence that says what to do."""


@transaction.atomic
def invite(*, email, name, konzepte, role, office, by):
    """Give somebody a task in some Konzepte, with an account if they have none, and mail them.

    Args:
        name: as returned by ``clean_pseudonym``; of who works here already it stays.

    Returns:
        The account.

    Raises:
        StaffRefused: the address is that of a private or closed account.
    """
    person = User.objects.select_for_update(no_key=True).filter(email=email.lower()).first()
    if person is None:
        person = User.objects.create_user(email, name, is_staff=True)
        confirm_address(person)
        audit.record(Event.RIGHTS, by=by, about=person, details=_("neues Konto"))
    elif not (person.is_staff and person.is_active):
        raise StaffRefused(private_account())
    give(person, [(konzept, role, office) for konzept in konzepte], by=by)
    send_invitation(person, by=by)
    return person


def private_account():
    return _(
        "Unter dieser Adresse gibt es schon ein Konto, das nicht zur Verwaltung gehört. Bitte "
        "nehmen Sie die dienstliche Adresse."
    )


def send_invitation(person, *, by):
    """Mail somebody where they sign in, for what, and what to bring. As often as it is asked."""
    rows = person.zustaendigkeiten.select_related("konzept").order_by("konzept__title", "pk")
    context = {
        "person": person,
        "by": by,
        "rows": list(rows),
        "link": f"{settings.SITE_URL}{reverse('desk:start')}",
    }
    send(template="staff_invitation", context=context, user=person)


@transaction.atomic
def give(person, tasks, *, by, vertretung=None):
    """Give somebody tasks; one they have already stays as it is.

    Args:
        tasks: (Konzept, role, office) each.
        vertretung: for whose sake alone they have them.

    Returns:
        The tasks they had already, which is all of them but what was given.
    """
    had = []
    for konzept, role, office in tasks:
        row, is_new = Zustaendigkeit.objects.get_or_create(
            konzept=konzept, user=person, role=role,
            defaults={"office": office, "vertretung": vertretung},
        )  # fmt: skip
        if is_new:
            record_roles(konzept, set(), {(person, role, row.office)}, by=by)
        else:
            had.append((konzept, role, office))
    match_groups(person)
    return had


@transaction.atomic
def take(rows, *, by):
    """Take these tasks from those who have them.

    Args:
        rows: Zustaendigkeiten.
    """
    rows = list(rows)
    for row in rows:
        record_roles(row.konzept, {(row.user, row.role, row.office)}, set(), by=by)
    Zustaendigkeit.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for person in {row.user for row in rows}:
        match_groups(person)


@transaction.atomic
def hand_over(person, to, *, by):
    """Give all tasks of somebody to a colleague, who goes on with what is open in them."""
    rows = list(own_tasks(person))
    give(to, [(row.konzept, row.role, row.office) for row in rows], by=by)
    take(person.zustaendigkeiten.select_related("konzept", "user"), by=by)


@transaction.atomic
def leave(person, *, to, by):
    """Close the account of somebody who works here no longer; what they wrote stays.

    Args:
        to: a colleague who goes on with their tasks, or None.

    Raises:
        StaffRefused: it is oneself, or who administers accounts.
    """
    if person == by or person.is_superuser:
        raise StaffRefused(
            _("Wer Konten verwaltet, scheidet nur in der Verwaltung unter „Konten“ aus.")
        )
    for row in Vertretung.objects.filter(Q(person=person) | Q(stand_in=person)):
        end_stand_in(row)
    if to is not None:
        hand_over(person, to, by=by)
    take(person.zustaendigkeiten.select_related("konzept", "user"), by=by)
    person.is_active = person.is_staff = False
    person.save(update_fields=["is_active", "is_staff"])
    audit.record(Event.RIGHTS, by=by, about=person, details=_("ausgeschieden"))


@transaction.atomic
def plan_stand_in(vertretung, *, today):
    """Store who stands in for whom; the tasks come on the first day, now if that is past."""
    vertretung.save()
    if vertretung.first_day <= today:
        _begin(vertretung)


@transaction.atomic
def end_stand_in(vertretung):
    """Let it be over: what came with it goes."""
    take(vertretung.zustaendigkeiten.select_related("konzept", "user"), by=vertretung.planned_by)
    vertretung.delete()


def keep_stand_ins(today):
    """Begin and end what is due; return how many are over. Run again, nothing changes."""
    for row in Vertretung.objects.filter(first_day__lte=today, last_day__gte=today):
        _begin(row)
    over = list(Vertretung.objects.filter(last_day__lt=today))
    for row in over:
        end_stand_in(row)
    return len(over)


def known_offices():
    """Names of all offices: of the list, and what stands at a Zuständigkeit already."""
    used = Zustaendigkeit.objects.exclude(office="").values_list("office", flat=True)
    return sorted({*Amt.objects.values_list("name", flat=True), *used})


def own_tasks(person):
    """What somebody does, and not for a colleague alone."""
    return person.zustaendigkeiten.filter(vertretung=None).select_related("konzept", "user")


def _begin(vertretung):
    tasks = [(row.konzept, row.role, row.office) for row in own_tasks(vertretung.person)]
    give(vertretung.stand_in, tasks, by=vertretung.planned_by, vertretung=vertretung)
