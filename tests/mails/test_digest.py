"""Daily mails: one per person and day, nothing lost, nothing twice."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail as django_mail
from django.core.management import call_command
from django.utils import timezone

from comments import actions
from mails.actions import send
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose, frequencies, unsubscribe
from strategies.actions import GROUP_OF_ROLE
from strategies.models import Zustaendigkeit
from tests import factories
from tests.phases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(db):
    """Somebody who wants results once a day."""
    user = factories.user()
    choose(user, Kind.RESULTS, Frequency.DAILY)
    return user


def news(user, title="Mitte", **fields):
    context = {"strategie": factories.strategie(title=title), "link": f"https://x.example/{title}"}
    return send(template="results", context=context, user=user, kind=Kind.RESULTS, **fields)


def tomorrow():
    """Pretend that the mails of today went out yesterday."""
    for row in Mail.objects.exclude(key=None):
        row.key += "-yesterday"
        row.save()


def test_a_digest_holds_all_news_of_the_day_in_one_mail(reader):
    news(reader, "Mitte")
    news(reader, "Norden")
    call_command("send_digests")

    [message] = django_mail.outbox
    assert message.subject == "2 Neuigkeiten aus Elbhagen"
    for words in ("1. Ergebnisse veröffentlicht: Mitte", "https://x.example/Norden"):
        assert words in message.body
    assert message.extra_headers["Precedence"] == "bulk"
    assert "List-Unsubscribe" in message.extra_headers


def test_nothing_new_is_no_mail(reader):
    call_command("send_digests")

    assert django_mail.outbox == []


def test_a_second_run_sends_nothing_again(reader):
    news(reader, key="results-1")
    call_command("send_digests")
    call_command("send_digests")
    tomorrow()
    call_command("send_digests")

    assert len(django_mail.outbox) == 1
    assert news(reader, key="results-1") is None, "the key outlives the digest"


def test_news_after_todays_digest_waits_for_tomorrows(reader):
    news(reader, "Mitte")
    call_command("send_digests")
    news(reader, "Norden")
    call_command("send_digests")
    assert len(django_mail.outbox) == 1

    tomorrow()
    call_command("send_digests")
    assert "Norden" in django_mail.outbox[1].body
    assert "Mitte" not in django_mail.outbox[1].body


def test_two_machines_at_once_send_one(reader):
    news(reader)
    outcomes = at_once(*[lambda: call_command("send_digests")] * 3)

    assert outcomes == [None] * 3
    assert len(django_mail.outbox) == 1
    assert not DigestEntry.objects.waiting().exists()


def test_what_was_unsubscribed_is_left_out_and_forgotten(reader):
    news(reader)
    unsubscribe(reader, Kind.RESULTS)
    call_command("send_digests")

    assert django_mail.outbox == []
    assert not DigestEntry.objects.exists()


def test_what_went_out_is_kept_by_its_key_alone(reader):
    news(reader, "Mitte", key="results-1")
    call_command("send_digests")
    [entry] = DigestEntry.objects.all()

    assert (entry.subject, entry.text, entry.link) == ("", "", "")
    assert entry.digest.user == reader


def test_a_digest_is_in_the_readers_language(reader):
    reader.language = "en"
    reader.save()
    news(reader)
    call_command("send_digests")

    assert django_mail.outbox[0].subject == "One piece of news from Elbhagen"


def test_a_hundred_news_are_fifty_and_a_number(reader):
    for number in range(100):
        DigestEntry.objects.create(
            user=reader, kind=Kind.RESULTS, subject=f"Neues {number}", key=str(number)
        )
    call_command("send_digests")

    assert "50. Neues 49" in django_mail.outbox[0].body
    assert "Neues 50" not in django_mail.outbox[0].body
    assert "… und 50 weitere Neuigkeiten." in django_mail.outbox[0].body


def test_one_digest_with_everything_people_can_follow(baustein):
    author = factories.user()
    for kind in (Kind.REPLY, Kind.OFFICIAL):
        choose(author, kind, Frequency.DAILY)
    root = factories.comment(baustein, author)
    factories.comment(baustein, factories.user("Nachbarin"), "Sehe ich auch so.", parent=root)
    call_command("send_digests")

    assert "Nachbarin antwortet Ihnen" in django_mail.outbox[0].body
    assert "> Sehe ich auch so." in django_mail.outbox[0].body


# --- The moderators' queue ---


def queue_mails():
    return Mail.objects.filter(template="queue")


def test_moderators_get_the_numbers_of_their_konzepte_once_a_day(baustein, moderator):
    root = factories.comment(baustein, category="frage")
    actions.report(root, user=None, reporter_key="x", ground="werbung")
    elsewhere = factories.open_baustein()
    factories.comment(elsewhere)
    call_command("send_digests")
    call_command("send_digests")

    [mail] = queue_mails()
    assert mail.user == moderator
    assert mail.subject == "Moderation: 2 Fälle warten auf Sie"
    for line in ("- gemeldet: 1", "- unbeantwortete Fragen: 1", "- ungelesen: 1"):
        assert line in mail.text.splitlines()
    assert baustein.strategie.konzept.title in mail.text
    assert elsewhere.strategie.konzept.title not in mail.text
    assert "/moderation/" in mail.text


def test_an_empty_queue_is_no_mail(baustein, moderator):
    call_command("send_digests")

    assert not queue_mails().exists()


def test_moderators_can_do_without(baustein, moderator):
    factories.comment(baustein)
    choose(moderator, Kind.QUEUE, Frequency.NONE)
    call_command("send_digests")

    assert not queue_mails().exists()


def test_who_no_longer_moderates_gets_no_numbers(baustein, moderator):
    factories.comment(baustein)
    moderator.is_staff = False
    moderator.save()
    call_command("send_digests")

    assert not queue_mails().exists()


def test_comments_alone_never_mail_a_moderator(baustein, moderator):
    for _number in range(3):
        factories.comment(baustein)

    assert not Mail.objects.filter(user=moderator).exists()


def test_old_mails_are_emptied_but_keep_their_key(reader):
    choose(reader, Kind.RESULTS, Frequency.AT_ONCE)
    mail = news(reader, key="results-1")
    Mail.objects.update(created_at=timezone.now() - timedelta(days=31))
    call_command("send_mails")
    mail.refresh_from_db()

    assert (mail.text, mail.html, mail.address, mail.subject) == ("", "", "", "")
    assert mail.sent_at
    assert news(reader, key="results-1") is None


@pytest.fixture
def clerk(db):
    """Who moderates and evaluates where a comment waits and an Anliegen is overdue."""
    baustein = factories.baustein()
    konzept = baustein.strategie.konzept
    user = factories.staff(konzept, role="moderation")
    user.groups.add(Group.objects.get(name=GROUP_OF_ROLE["auswertung"]))
    Zustaendigkeit.objects.create(konzept=konzept, user=user, role="auswertung")
    factories.phase(baustein.strategie, release="after_review")
    factories.comment(baustein)
    auswertung = factories.auswertung(baustein, by=user)
    yesterday = timezone.localdate() - timedelta(days=1)
    auswertung.anliegen.create(number=1, title="Ein Bus", deadline=yesterday)
    return user


def test_what_waits_for_staff_comes_in_one_mail(clerk):
    call_command("send_digests")
    call_command("send_digests")

    mail = clerk.mails.get()
    assert mail.subject == "Auf Ihrem Schreibtisch wartet: Moderation, Auswertung"
    for words in (
        "Moderation: Ein Fall wartet auf Sie", "wartet auf Prüfung: 1", "/moderation/",
        "Auswertung: Ein Anliegen wartet auf Sie", "überfällig: 1",
    ):  # fmt: skip
        assert words in mail.text
    assert mail.text.count("Guten Tag") == 1


def test_ending_the_mail_of_the_desk_ends_all_that_it_collects(client, clerk):
    call_command("send_digests")
    mail = clerk.mails.get()
    link = mail.headers["List-Unsubscribe"].strip("<>")
    page = client.post(link, {"List-Unsubscribe": "One-Click"})
    tomorrow()
    call_command("send_digests")

    assert "Was auf dem Schreibtisch wartet" in page.text
    assert clerk.mails.get() == mail
    assert frequencies(clerk)[Kind.RESULTS] != Frequency.NONE


def test_what_one_does_not_want_is_not_in_the_mail_of_the_desk(clerk):
    choose(clerk, Kind.QUEUE, Frequency.NONE)
    call_command("send_digests")

    mail = clerk.mails.get()
    assert mail.kind == Kind.WORK
    assert "Moderation" not in mail.text
