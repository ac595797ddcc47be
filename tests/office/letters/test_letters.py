"""Mitteilungen: drafted, looked at, tried on oneself, sent once to all who follow."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from mails.delivery import holds
from mails.models import Frequency, Kind, Mail
from mails.preferences import choose
from strategies import actions as strategy_actions
from strategies import messages
from strategies.messages import fingerprint, tell_followers
from strategies.models import Mitteilung
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def strategie():
    return factories.baustein().strategie


@pytest.fixture
def editor(client, strategie):
    person = factories.staff(strategie.konzept, role="redaktion")
    client.force_login(person)
    return person


@pytest.fixture
def draft(strategie, editor):
    return factories.message(strategie.konzept)


def url(name, row):
    return reverse(f"letters:{name}", args=[row.pk])


def send(client, draft, seen=None):
    return client.post(url("send", draft), {"seen": seen or fingerprint(draft)})


def follower(strategie, **fields):
    person = factories.user()
    person.abonnements.create(**(fields or {"strategie": strategie}))
    return person


def mails():
    return Mail.objects.filter(template="message")


def test_one_writes_a_draft_and_sees_it_with_the_number_of_readers(client, editor, strategie):
    follower(strategie)
    new = reverse("letters:new")

    answer = client.post(
        new, {**opened(client, new), "target": f"s{strategie.pk}", "title": "Neu", "text": "Ja."}
    )

    row = Mitteilung.objects.get()
    assert answer.url == url("preview", row)
    assert (row.konzept, row.strategie, row.created_by) == (strategie.konzept, strategie, editor)
    assert "geht an 1 Menschen" in client.get(answer.url).text
    assert client.get("/mitteilungen/").text.count("Neu</a>") == 0
    assert not mails().exists()


def test_a_trial_goes_to_oneself_alone(client, draft, editor, strategie):
    follower(strategie)

    client.post(url("test", draft))
    client.post(url("test", draft))

    assert {mail.user for mail in mails()} == {editor}
    assert mails().count() == 2
    assert mails().first().subject == f"Zur Probe: {draft.title}"
    assert Mitteilung.objects.get().is_draft


def test_it_is_sent_once_to_all_who_follow_and_want_mail(
    client, draft, strategie, django_capture_on_commit_callbacks
):
    baustein = strategie.bausteine.get()
    readers = {follower(strategie), follower(strategie, baustein=baustein)}
    both = follower(strategie)
    both.abonnements.create(baustein=baustein)
    choose(follower(strategie), Kind.MESSAGE, Frequency.NONE)
    follower(strategie).emailaddress_set.update(verified=False)
    factories.user()

    with django_capture_on_commit_callbacks(execute=True):
        send(client, draft)
    with django_capture_on_commit_callbacks(execute=True):
        again = send(client, draft)
    tell_followers(Mitteilung.objects.get())

    assert again.status_code == 409
    assert "schon verschickt" in again.text
    assert sorted(mail.user_id for mail in mails()) == sorted(row.pk for row in {*readers, both})
    mail = mails().first()
    assert mail.subject == draft.title
    assert "Sie ist nun am Freitag." in mail.text
    assert "/mails/abbestellen/" in mail.text
    assert draft.title in client.get("/mitteilungen/").text
    assert "Im Saal." in client.get(draft.get_absolute_url()).text


def test_what_was_changed_since_it_was_read_is_not_sent(client, draft):
    seen = fingerprint(draft)
    Mitteilung.objects.update(text="Etwas anderes.")

    answer = send(client, draft, seen)

    assert answer.status_code == 409
    assert "inzwischen geändert" in answer.text
    assert "Etwas anderes." in answer.text
    assert Mitteilung.objects.get().is_draft


def test_about_what_is_not_public_nothing_is_sent(client, draft, strategie):
    strategy_actions.archive(strategie.konzept)

    answer = send(client, draft)

    assert answer.status_code == 409
    assert "ist nicht veröffentlicht" in answer.text


def test_what_is_sent_cannot_be_changed_or_deleted(client, editor, strategie):
    row = factories.message(strategie.konzept, sent=True)

    assert client.get(url("edit", row)).status_code == 404
    assert client.post(url("edit", row), {"loeschen": "1"}).status_code == 404
    assert client.post(url("test", row)).status_code == 404


def test_two_who_change_a_draft_find_out_about_each_other(client, draft):
    page = url("edit", draft)
    first, second = opened(client, page), opened(client, page)
    client.post(page, {**first, "text": "Von der einen."})

    answer = client.post(page, {**second, "text": "Vom anderen."})

    assert answer.status_code == 422
    assert Mitteilung.objects.get().text == "Von der einen."


def test_a_draft_can_be_deleted_whatever_stands_in_its_fields(client, draft):
    page = url("edit", draft)

    client.post(page, {**opened(client, page), "title": "", "loeschen": "1"})

    assert not Mitteilung.objects.exists()


def test_a_draft_that_somebody_changed_meanwhile_is_not_deleted(client, draft, editor):
    page = url("edit", draft)
    seen = opened(client, page)
    client.post(page, {**seen, "text": "Von der einen."})

    answer = client.post(page, {**seen, "loeschen": "1"})

    assert answer.status_code == 422
    assert f"Zuletzt gespeichert hat {editor}" in answer.text
    assert Mitteilung.objects.exists()


def test_what_a_dead_worker_left_is_told_within_the_hour_and_nobody_twice(strategie, monkeypatch):
    row = factories.message(strategie.konzept, sent=True)
    for _ in range(3):
        follower(strategie)
    send_mail, sent = messages.send, []

    def dies_after_two(**arguments):
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(send_mail(**arguments))
        return sent[-1]

    monkeypatch.setattr(messages, "send", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        tell_followers(row)
    monkeypatch.undo()
    call_command("notify_messages", stdout=StringIO())
    assert mails().count() == 2

    Mitteilung.objects.update(sent_at=timezone.now() - timedelta(hours=2))
    call_command("notify_messages", stdout=StringIO())

    assert mails().count() == 3
    assert Mitteilung.objects.get().told_at
    out = StringIO()
    call_command("notify_messages", stdout=out)
    assert out.getvalue() == ""


def test_old_messages_are_not_told_again_after_an_update(strategie):
    factories.message(strategie.konzept, sent=True)
    follower(strategie)
    Mitteilung.objects.update(sent_at=timezone.now() - timedelta(days=60), told_at=None)

    call_command("notify_messages", stdout=StringIO())

    assert not mails().exists()


def test_to_konzepte_of_others_nobody_writes(client, editor):
    other = factories.konzept()
    new = reverse("letters:new")

    answer = client.post(
        new, {**opened(client, new), "target": f"k{other.pk}", "title": "Neu", "text": "Ja."}
    )

    assert answer.status_code == 422
    assert client.get(url("preview", factories.message(other))).status_code == 404


def test_a_waiting_mail_is_dropped_once_its_konzept_is_archived(strategie):
    row = factories.message(strategie.konzept, sent=True)
    follower(strategie)
    tell_followers(row)
    mail = mails().get()
    assert holds(mail)

    strategy_actions.archive(strategie.konzept)

    assert not holds(mail)


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_any_number(
    client, editor, strategie, django_assert_num_queries, count
):
    for _ in range(count):
        factories.message(strategie.konzept)
        factories.message(strategie.konzept, sent=True)
    client.get("/mitteilungen/")

    with django_assert_num_queries(6):
        client.get(reverse("letters:list"))
    client.logout()
    with django_assert_num_queries(1):
        client.get("/mitteilungen/?nach=999999")
