"""Who is told how a Vorhaben goes on, of what, and how often."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Kommentar, Status
from mails.delivery import holds
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose
from progress.models import Vorhaben
from progress.notify import is_news
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_for(db):
    """A Vorhaben that came of an Anliegen, and so of somebody's contribution."""
    ausgabe = factories.ausgabe()
    ergebnis = ausgabe.ergebnisse.get()
    row = factories.vorhaben(ausgabe.auswertung.strategie.konzept, state="nicht_begonnen")
    row.anliegen.add(ergebnis.anliegen)
    return row


@pytest.fixture
def author(asked_for):
    return Kommentar.objects.get().author


def _mails(**fields):
    call_command("notify_vorhaben")
    return list(Mail.objects.filter(kind=Kind.PROGRESS, **fields).order_by("created_at"))


def _a_month_later():
    """As if all that is in the outbox had been written 31 days ago."""
    Mail.objects.update(created_at=timezone.now() - timedelta(days=31))


def test_who_had_asked_for_it_gets_what_is_new(asked_for, author):
    assert _mails() == []
    factories.stand(asked_for, state="umsetzung", text="Die Bagger sind da.")

    (mail,) = _mails()

    assert mail.user == author
    assert mail.subject == f"{asked_for.title}: in Umsetzung"
    assert "auch in Ihren" in mail.text
    assert "Die Bagger sind da." in mail.text
    assert asked_for.get_absolute_url() in mail.text
    assert "List-Unsubscribe" in mail.headers


@pytest.mark.parametrize(
    ("first", "then", "is_told"),
    [
        ({}, {"text": "Wir sind dran."}, False),
        ({}, {"state": "abgeschlossen", "health": ""}, True),
        ({}, {"state": "zurueckgestellt", "health": ""}, True),
        ({}, {"health": "verzoegert"}, True),
        ({"health": "verzoegert"}, {"health": "verzoegert"}, False),
        ({"health": "verzoegert"}, {"health": "gefaehrdet"}, True),
        ({"health": "verzoegert"}, {"health": "im_plan"}, False),
        ({"expected_end": date(2030, 5, 1)}, {"expected_end": date(2031, 5, 1)}, True),
        ({"expected_end": date(2030, 5, 1)}, {"expected_end": date(2029, 5, 1)}, False),
    ],
)
def test_only_another_state_a_delay_or_the_end_is_told(asked_for, author, first, then, is_told):
    known = factories.stand(asked_for, **first)
    assert len(_mails()) == 1
    newer = factories.stand(asked_for, **then)

    assert is_news(known, newer) is is_told


def test_it_comes_once_a_month_at_most_and_all_together(asked_for, author):
    factories.stand(asked_for, state="vorbereitung")
    assert len(_mails()) == 1

    factories.stand(asked_for, state="umsetzung")
    factories.stand(asked_for, state="abgeschlossen")
    assert len(_mails()) == 1

    _a_month_later()
    assert [mail.subject for mail in _mails()][1:] == [f"{asked_for.title}: abgeschlossen"]
    assert len(_mails()) == 2


def test_who_follows_what_it_belongs_to_is_told_too(db):
    baustein = factories.open_baustein()
    people = [factories.user(), factories.user(), factories.user()]
    people[0].abonnements.create(baustein=baustein)
    people[1].abonnements.create(strategie=baustein.strategie)
    people[2].abonnements.create(strategie=factories.strategie())
    factories.vorhaben(baustein.strategie.konzept, baustein=baustein)
    factories.vorhaben(baustein.strategie.konzept, baustein=baustein, title="Radweg")

    mails = _mails()

    assert {mail.user for mail in mails} == set(people[:2])
    assert {mail.subject for mail in mails} == {"Neues von 2 Vorhaben"}
    assert "weil Sie diesem Teil des Konzepts folgen" in mails[0].text


@pytest.mark.parametrize("why", ["draft", "unwanted", "withdrawn", "unpublished", "archived"])
def test_nobody_is_told_what_is_not_public_or_not_wanted(asked_for, author, why):
    factories.stand(asked_for, published=why != "draft")
    if why == "unwanted":
        choose(author, Kind.PROGRESS, Frequency.NONE)
    if why == "withdrawn":
        Kommentar.objects.update(status=Status.WITHDRAWN)
    if why == "unpublished":
        asked_for.konzept.status = "draft"
        asked_for.konzept.save()
    if why == "archived":
        Vorhaben.objects.update(status="archived")

    assert _mails() == []
    assert not DigestEntry.objects.exists()


def test_daily_it_is_a_line_of_the_collected_mail(asked_for, author):
    choose(author, Kind.PROGRESS, Frequency.DAILY)
    factories.stand(asked_for)

    assert _mails() == []
    assert _mails() == []

    assert asked_for.title in DigestEntry.objects.get(user=author).text
    call_command("send_digests")
    assert asked_for.title in Mail.objects.get(template="digest", user=author).text


def test_a_mail_that_waits_is_dropped_when_it_is_no_longer_public(asked_for, author):
    factories.stand(asked_for)
    (mail,) = _mails()
    assert holds(mail)

    Vorhaben.objects.update(status="archived")

    assert not holds(mail)


@pytest.mark.parametrize("number", [1, 3])
def test_more_vorhaben_of_a_part_cost_no_more(db, django_assert_max_num_queries, number):
    baustein = factories.open_baustein()
    for title in range(number):
        factories.vorhaben(baustein.strategie.konzept, baustein=baustein, title=f"V{title}")

    with django_assert_max_num_queries(8):
        call_command("notify_vorhaben")


def test_who_follows_the_vorhaben_itself_is_told_and_reads_why(db):
    row = factories.vorhaben(state="nicht_begonnen")
    follower = factories.user()
    row.abonnements.create(user=follower)
    factories.stand(row, state="umsetzung", text="Die Bagger sind da.")

    (mail,) = _mails()

    assert mail.user == follower
    assert "weil Sie einem Vorhaben folgen" in mail.text
    assert _mails() == [mail]


def test_nobody_is_told_twice_for_two_reasons(asked_for, author):
    baustein = asked_for.anliegen.get().auswertung.strategie.bausteine.first()
    Vorhaben.objects.update(baustein=baustein)
    asked_for.abonnements.create(user=author)
    author.abonnements.create(baustein=baustein)
    author.abonnements.create(strategie=baustein.strategie)
    factories.stand(Vorhaben.objects.get(), state="umsetzung")

    (mail,) = _mails()

    assert mail.user == author
    assert mail.text.count(asked_for.get_absolute_url()) == 1
    assert "auch in Ihren" in mail.text


def test_what_stood_there_when_one_began_to_follow_is_no_news(db):
    row = factories.vorhaben(state="umsetzung")
    follower = factories.user()
    row.abonnements.create(user=follower)

    assert _mails() == []

    factories.stand(row, state="abgeschlossen", health="")
    assert [mail.user for mail in _mails()] == [follower]
