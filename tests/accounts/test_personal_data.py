"""Nothing of a person is left after deletion, and nothing is kept from them before.

The walk goes over all models: who adds a link to a person, has to say in the app's
``personal`` module what becomes of it, and to make a row of it in ``everything``.
"""

import json
import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from accounts.actions import Refused, delete_account
from accounts.models import User
from accounts.own_data import personal_data
from comments import notify, personal
from comments.actions.counters import recount
from comments.models import Bearbeitung, Kommentar, Moderationsentscheidung, Organisation, Status
from mails.models import DigestEntry, Mail
from strategies.models import Vertretung
from teamwork.models import Rueckfrage
from tests import factories

from .everything import EMAIL, FORMER, NAME, hand_over, somebody

pytestmark = pytest.mark.django_db


def links():
    """{"app.Model.field": field} of every relation to a person, those of hidden tables too."""
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if field.is_relation and field.related_model is get_user_model()
    }


def handled():
    """What the apps say becomes of each link."""
    return {link: fate for app in personal_data.PERSONAL_DATA for link, fate in app.LINKS.items()}


def keys(model):
    return set(model._base_manager.values_list("pk", flat=True))


def rows_of(person):
    return {
        link: field.model._base_manager.filter(**{field.name: person.pk}).count()
        for link, field in links().items()
    }


def everything_stored():
    """(table, text of a row), of all tables; what JSON escapes is written out."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            text = repr(row)
            yield (
                model._meta.label,
                re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text),
            )


def mentions(*marks):
    return {
        label
        for label, text in everything_stored()
        if any(mark.lower() in text.lower() for mark in marks)
    }


@pytest.fixture
def person(baustein):
    return somebody(baustein)


def test_every_link_to_a_person_is_known_to_its_room():
    assert handled().keys() == links().keys()


def test_a_link_nobody_thought_of_is_noticed(monkeypatch):
    forgotten = {"comments.Sperre.user"}
    monkeypatch.setattr(
        personal, "LINKS", {k: v for k, v in personal.LINKS.items() if k not in forgotten}
    )

    assert links().keys() - handled().keys() == forgotten


def test_no_relation_to_a_person_goes_unseen_by_the_walk():
    """Many-to-many leads through a table of its own; generic relations to people there are none."""
    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            if field.related_model is User:
                assert f"{field.remote_field.through._meta.label}.user" in links()
        assert not any(
            isinstance(f, models.GenericIPAddressField) for f in model._meta.get_fields()
        )


@pytest.mark.parametrize("link", sorted(handled()))
def test_a_link_can_become_what_its_room_says(link):
    field = links()[link]
    if handled()[link] == "cut":
        assert field.null
    else:
        assert field.remote_field.on_delete is models.CASCADE


def test_the_example_has_a_row_for_every_link(person):
    assert [link for link, number in rows_of(person).items() if not number] == []
    assert {"admin.LogEntry", "mails.Mail", "mails.DigestEntry"} <= mentions(NAME)


@pytest.mark.parametrize("withdraw", [True, False])
def test_nothing_of_a_person_is_left(person, withdraw):
    hand_over(person)
    before = {
        link: keys(field.model) for link, field in links().items() if handled()[link] == "cut"
    }

    # What is deleted for one link of a table is not kept for another.
    gone = {
        Organisation: Organisation.objects.filter(person=person),
        Vertretung: Vertretung.objects.filter(Q(person=person) | Q(stand_in=person)),
        Rueckfrage: Rueckfrage.objects.filter(kommentar__author=person),
    }
    gone = {model: set(rows.values_list("pk", flat=True)) for model, rows in gone.items()}

    delete_account(person, withdraw=withdraw)

    assert mentions(NAME, FORMER, EMAIL, f"user-{person.pk}'") == set()
    assert sum(rows_of(person).values()) == 0
    assert not User.objects.filter(pk=person.pk).exists()
    # Everything that is somebody's no longer is still there.
    for link, rows in before.items():
        kept = rows - gone.get(links()[link].model, set())
        assert kept <= keys(links()[link].model), link


@pytest.mark.parametrize("withdraw", [True, False])
def test_the_counts_are_right_afterwards(person, withdraw):
    hand_over(person)
    delete_account(person, withdraw=withdraw)

    assert list(recount()) == []


def test_the_discussion_stays_without_the_person(person, client):
    hand_over(person)
    standing = person.kommentare.published().first()
    texts = set(person.kommentare.values_list("pk", "text", "status"))
    delete_account(person, withdraw=False)

    assert texts <= set(Kommentar.objects.values_list("pk", "text", "status"))
    page = client.get(standing.get_absolute_url(), follow=True).text
    assert "Gelöschtes Konto" in page
    assert standing.text in page
    assert not Bearbeitung.objects.exists()


def test_withdrawn_comments_leave_a_note_and_no_text(person, client):
    hand_over(person)
    hidden = set(person.kommentare.filter(status=Status.HIDDEN).values_list("pk", flat=True))
    official = set(person.kommentare.exclude(official_office="").values_list("pk", flat=True))
    own = set(person.kommentare.values_list("pk", flat=True)) - hidden - official
    standing = person.kommentare.published().first()
    delete_account(person, withdraw=True)

    assert set(Kommentar.objects.filter(pk__in=own).values_list("status", "text")) == {
        (Status.WITHDRAWN, "")
    }
    # An office said it, not the person.
    assert Kommentar.objects.published().filter(pk__in=official).count() == len(official) > 0
    # Evidence of a decision stays, without whose it was.
    assert Kommentar.objects.filter(pk__in=hidden, text="Kauft!").exists()
    page = client.get(standing.get_absolute_url(), follow=True).text
    assert "zurückgezogen" in page


def test_decisions_stay_without_the_person(person):
    hand_over(person)
    before = Moderationsentscheidung.objects.values_list("pk", "action", "statement")
    before = set(before)
    delete_account(person, withdraw=True)

    after = set(Moderationsentscheidung.objects.values_list("pk", "action", "statement"))
    assert before <= after
    # Whoever reported a comment that was withdrawn gets an answer.
    assert {action for _pk, action, _statement in after - before} <= {"withdraw"}


def test_mails_that_wait_for_others_name_nobody(person):
    hand_over(person)
    others = Mail.objects.exclude(user=person).filter(text__contains=NAME)
    waiting = DigestEntry.objects.waiting().filter(subject__contains=NAME)
    pks, entries = list(others.values_list("pk", flat=True)), list(waiting)
    assert pks
    assert entries
    delete_account(person, withdraw=False)

    for mail in Mail.objects.filter(pk__in=pks):
        assert "Gelöschtes Konto" in mail.text
        assert NAME not in mail.html
    for entry in entries:
        entry.refresh_from_db()
        assert entry.subject.startswith("Gelöschtes Konto antwortet Ihnen")


def test_names_of_others_are_left_alone(baustein):
    person = factories.user("Bus")
    reader = factories.user()
    kommentar = factories.comment(baustein, reader)
    reply = factories.comment(baustein, person, parent=kommentar, text="Busse & Bus.")
    notify.tell_of_comment(reply)
    delete_account(person, withdraw=False)

    mail = reader.mails.get(kind="reply")
    assert "Busse &" in mail.text
    assert mail.subject.startswith("Gelöschtes Konto antwortet Ihnen")


def test_somebody_with_a_task_hands_it_over_first(person):
    with pytest.raises(Refused, match="Sie sind noch zuständig für"):
        delete_account(person, withdraw=False)
    assert mentions(NAME)


def test_the_last_administrator_stays():
    last = factories.superuser()
    with pytest.raises(Refused, match="die einzige Person, die alles verwalten darf"):
        delete_account(last, withdraw=False)

    factories.superuser()
    delete_account(last, withdraw=False)
    assert User.objects.count() == 1


def test_a_room_that_forgets_a_link_stops_the_deletion(person, monkeypatch):
    hand_over(person)
    monkeypatch.setattr(personal, "anonymise", lambda user, withdraw: None)

    with pytest.raises(models.ProtectedError):
        delete_account(person, withdraw=False)
    assert User.objects.filter(pk=person.pk).exists()


def flat(value):
    """Every text in what is handed out."""
    if isinstance(value, dict):
        return "\n".join(map(flat, value.values()))
    if isinstance(value, list):
        return "\n".join(map(flat, value))
    return str(value)


def test_what_is_handed_out_leaves_nothing_out(person):
    found = personal_data.export(person)

    assert [title for title, rows in found.items() if not rows] == []
    text = flat(found)
    for words in (
        NAME, FORMER, EMAIL, "Erster Wortlaut.", "Zweiter Wortlaut.", "Kauft!",
        "Nichts als Werbung.", "Ich habe nicht geworben.", "Ferien.", "Ablehnung", "Zustimmung",
    ):  # fmt: skip
        assert words in text, words
    assert next(iter(found)) == "Konto"


def test_what_is_handed_out_opens_nothing_and_tells_of_nobody_else(person, baustein):
    other = factories.user("Ganz jemand anderes", email="anders@nordsee.example")
    theirs = factories.comment(baustein, other, text="Gehört mir.")
    text = flat(personal_data.export(person))

    assert other.email not in text
    assert theirs.text not in text
    for sitzung in person.sitzungen.all():
        assert sitzung.session_key not in text
    assert person.password not in text
    json.dumps(text)
