"""One person who has done everything the platform knows, so that something is stored everywhere."""

import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from accounts.actions import rename
from accounts.models import Sicherheitsprotokoll, User
from accounts.protection import audit
from comments import actions, notify
from comments.actions import Entry
from evaluation.models import Anliegen, Auswertung
from mails.actions import send
from mails.digests import send_digests
from mails.models import Kind
from mails.preferences import choose
from pages.actions import report_barrier
from pages.models import Barrieremeldung, Seitenentwurf, Seitenfassung
from phases import actions as phase_actions
from progress.models import Stand
from strategies.models import Fassung, Gliederungsprotokoll, Konzept, Vertretung
from teamwork.models import Notiz, Vormerkung
from tests import factories

NAME, FORMER, EMAIL = "Störtebekers Enkelin", "Käpt’n Blaubärin", "enkelin@nordsee.example"
WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


def somebody(baustein):
    """Return a person with a row for every relation to a person, on ``baustein`` and about it."""
    konzept = baustein.strategie.konzept
    person = factories.staff(konzept, role="moderation", pseudonym=FORMER, email=EMAIL)
    moderator = factories.staff(konzept, role="moderation")
    person.user_permissions.add(Permission.objects.first())
    Client().force_login(person)
    SocialAccount.objects.create(user=person, provider="oidc", uid="1")
    Authenticator.objects.create(user=person, type="totp", data={"secret": "x"})
    audit.record(Sicherheitsprotokoll.Event.RIGHTS, by=person, about=person)
    person = rename(person, NAME)
    actions.request_organisation(person=person, name="Heimatverein", kind="verein")
    other = actions.request_organisation(person=moderator, name="Chor", kind="verein")
    actions.decide_organisation(other, by=person, status="confirmed")
    _works(person, baustein, moderator)
    _takes_part(person, baustein, moderator)
    _is_written_to_and_about(person, baustein)
    _is_in_the_log(person, konzept)
    _looks_after_pages(person)
    _evaluates(person, baustein)
    _carries_out(person, konzept)
    # Last, as it keeps from writing.
    until = timezone.now() + timedelta(days=7)
    kommentar = person.kommentare.published().first()
    actions.block(kommentar, by=moderator, until=until, **WHY)
    return person


def _works(person, baustein, moderator):
    person.gemerkte_listen.create(name="Meine Liste", tab="alle", query="art=kritik")
    Fassung.objects.create(baustein=baustein, title="Neu", created_by=person)
    factories.message(baustein.strategie.konzept, sent=True, created_by=person, sent_by=person)
    factories.einlesung(baustein.strategie.konzept, created_by=person, changed_by=person)
    Gliederungsprotokoll.objects.create(
        baustein=baustein, change="number", before="1", after="2", by=person
    )
    today = timezone.localdate()
    other = factories.superuser()
    pairs = [(person, moderator, other), (moderator, person, other), (moderator, other, person)]
    for away, stand_in, planned_by in pairs:
        Vertretung.objects.create(
            person=away, stand_in=stand_in, first_day=today, last_day=today, planned_by=planned_by
        )
    phase = baustein.strategie.kommentierphasen.get()
    later = phase.ends_at + timedelta(days=1)
    phase_actions.extend(phase, ends_at=later, by=person, reason="Ferien.")
    actions.hide(factories.comment(baustein), by=person, **WHY)
    phase.einladungen.create(email=EMAIL)
    hidden = factories.hidden_comment(baustein, by=moderator)
    beschwerde = actions.complain(hidden.entscheidungen.get(), text="Nein.")
    actions.decide_complaint(beschwerde, by=person, uphold=False, statement="Doch.")


def _evaluates(person, baustein):
    phase = baustein.strategie.kommentierphasen.get()
    letter = Entry(baustein, "brief", timezone.localdate(), "Aus einem Brief.")
    actions.enter(letter, kommentierphase=phase, by=person)
    auswertung = Auswertung.objects.create(kommentierphase=phase)
    # Nobody releases what they prepared.
    for number, role in enumerate(("prepared_by", "released_by"), start=1):
        Anliegen.objects.create(
            auswertung=auswertung, number=number, title="Ein Brunnen", **{role: person}
        )
    auswertung.protokoll.create(action="begun", by=person)
    auswertung.ausgaben.create(number=1, published_at=timezone.now(), published_by=person)
    konzept, other = baustein.strategie.konzept, factories.superuser()
    Notiz.objects.create(person=person, konzept=konzept, by=other, text="Hat angerufen.")
    Vormerkung.objects.create(person=person, konzept=konzept, by=other)
    factories.rueckfrage(baustein.kommentare.filter(author=None).first(), by=person)
    factories.rueckfrage(person.kommentare.first(), by=other)
    for model in (Notiz, Vormerkung):
        model.objects.create(anliegen=auswertung.anliegen.first(), by=person)


def _carries_out(person, konzept):
    vorhaben = factories.vorhaben(konzept)
    factories.stand(vorhaben)
    vorhaben.abonnements.create(user=person)
    # Published ones are never changed: it is written with both.
    Stand.objects.create(
        vorhaben=vorhaben, date=timezone.localdate(), state="abgeschlossen", number=9,
        status="published", published_at=timezone.now(), by=person, published_by=person,
    )  # fmt: skip
    konzept.umsetzungsprotokoll.create(action="settings", by=person)
    konzept.umsetzungsberichte.create(
        number=1, date=timezone.localdate(), published_at=timezone.now(), published_by=person
    )


def _looks_after_pages(person):
    Seitenfassung.objects.create(page="netiquette", number=2, text="Neu.", created_by=person)
    Seitenentwurf.objects.create(page="netiquette", base=2, text="Neuer.", changed_by=person)
    report_barrier(text="Zu klein geschrieben.", email=EMAIL)
    Barrieremeldung.objects.create(
        text="Zu leise.", due_on=timezone.localdate(), status="closed", done_by=person
    )


def _takes_part(person, baustein, moderator):
    # As a resident: what staff writes is their office's.
    User.objects.filter(pk=person.pk).update(is_staff=False)
    author = User.objects.get(pk=person.pk)
    other = factories.comment(baustein)
    kommentar = factories.comment(baustein, author, text="Erster Wortlaut.")
    actions.edit(kommentar, by=author, text="Zweiter Wortlaut.", category="hinweis")
    factories.comment(baustein, parent=kommentar)
    factories.comment(baustein, author, parent=other, text="Eine Antwort.")
    actions.vote(other, by=author, value=-1)
    actions.vote(factories.comment(baustein), by=author, value=1)
    actions.report(other, user=author, reporter_key=f"user-{author.pk}", ground="hass")
    actions.report(kommentar, user=None, reporter_key="x", ground="hass", email=EMAIL)
    redacted = factories.comment(baustein, author, text="Ruft Frau Beispiel an.")
    actions.redact(redacted, by=moderator, passages=[(5, 18)], **WHY)
    hidden = factories.hidden_comment(baustein, by=moderator, author=author, text="Kauft!")
    actions.complain(hidden.entscheidungen.get(), text="Ich habe nicht geworben.")
    author.abonnements.create(baustein=baustein)
    User.objects.filter(pk=person.pk).update(is_staff=True)


def _is_written_to_and_about(person, baustein):
    choose(person, Kind.REPLY, "daily")
    choose(person, Kind.RESULTS, "none")
    send(template="unknown_account", context={}, address=EMAIL.upper())
    _reply_to(person, baustein)
    # As a resident, too.
    User.objects.filter(pk=person.pk).update(is_staff=False)
    author = User.objects.get(pk=person.pk)
    at_once, yesterday, today = (factories.user() for _number in range(3))
    _reply_to(at_once, baustein, author)
    for reader in (yesterday, today):
        choose(reader, Kind.REPLY, "daily")
        _reply_to(reader, baustein, author)
        if reader == yesterday:
            send_digests()
    _reply_to(author, baustein)
    User.objects.filter(pk=person.pk).update(is_staff=True)


def _reply_to(reader, baustein, author=None):
    kommentar = factories.comment(baustein, reader)
    notify.tell_of_comment(factories.comment(baustein, author, parent=kommentar))


def _is_in_the_log(person, konzept):
    for user, model, pk, text in (
        (person, Konzept, konzept.pk, str(konzept)),
        (factories.superuser(), User, person.pk, NAME),
        (factories.superuser(), Konzept, konzept.pk, str(konzept)),
    ):
        added = {"name": "Zuständigkeit", "object": f"{NAME} – Moderation"}
        LogEntry.objects.create(
            user=user,
            content_type=ContentType.objects.get_for_model(model),
            object_id=pk,
            object_repr=text,
            action_flag=CHANGE,
            change_message=json.dumps([{"added": added}]),
        )


def hand_over(person):
    """Give up what keeps an account from being deleted."""
    person.zustaendigkeiten.all().delete()
