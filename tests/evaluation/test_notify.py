"""Mails on what became of somebody's contributions."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments import actions as comment_actions
from evaluation import actions, notify
from evaluation.models import Ausgabe
from mails.delivery import holds
from mails.models import DigestEntry, Frequency, Kind, Mail
from mails.preferences import choose
from strategies import actions as strategy_actions
from tests import factories


def results(**fields):
    return Mail.objects.filter(kind="results", **fields)


def test_the_mail_says_what_one_wrote_what_became_of_it_why_and_what_changed(
    ausgabe, kommentar, resident, over
):
    notify.tell_of_results(ausgabe)

    mail = results().get()
    assert mail.user == resident
    assert mail.subject == f"Was aus Ihrem Beitrag wurde: {over.strategie}"
    words = [line for line in mail.text.splitlines() if line]
    at = words.index(f"Sie schrieben zu „{over.title}“:")
    assert words[at + 1 : at + 5] == [
        f"> {kommentar.text}",
        "Zum Anliegen „Ein Rufbus am Abend“: Dem folgen wir.",
        "Das prüfen wir im nächsten Jahr.",
        "Hauptamt",
    ]
    assert any(line.startswith("Vorher: ") for line in words)
    assert any(line.startswith("Jetzt: ") for line in words)
    assert f"/kommentare/{kommentar.pk}/#kommentar-{kommentar.pk}" in mail.text
    assert ausgabe.auswertung.get_absolute_url() in mail.text


def test_its_html_has_one_button_and_links_with_names(ausgabe, kommentar):
    notify.tell_of_results(ausgabe)

    html = results().get().html
    assert html.count('<td class="button">') == 1
    assert re.search(r'class="button"><a href="[^"]*/kommentare/[^"]*">Bei Ihrem Beitrag', html)
    assert '<div class="says folgen">' in html
    assert re.search(r'<p class="old"><b>Vorher:</b>', html)
    assert re.search(r'<p class="new"><b>Jetzt:</b>.*<ins>', html)
    assert ">Diese E-Mails abbestellen</a>" in html
    # Whatever leads to us has a name.
    assert not re.search(r">\s*https?://", html)


def test_the_reasons_of_one_anliegen_stand_once_in_a_mail(
    ready, over, kommentar, resident, evaluator, editor
):
    other = type(kommentar).objects.get(pk=kommentar.pk)
    other.pk, other.text = None, "Und bitte am Sonntag."
    other.idempotency_key = "7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0b"
    other.save(force_insert=True)
    factories.released_anliegen(
        ready, [kommentar, other], by=evaluator, released_by=editor, title="Sonntags",
        verdict="nicht",
    )  # fmt: skip
    ausgabe = actions.publish(ready, by=editor)

    notify.tell_of_results(ausgabe)

    mail = results().get()
    assert mail.text.count("Zum Anliegen „Sonntags“: Dem folgen wir nicht.") == 2
    assert mail.text.count("> Und bitte am Sonntag.") == 1
    assert mail.html.count('class="button"') == 1
    reasons = ready.anliegen.get(title="Sonntags").reasons
    # The same words are the reasons of the other Anliegen, too.
    assert mail.text.count(reasons) == 2


def test_who_only_follows_gets_the_link_alone(ausgabe, over, kommentar):
    follower = factories.user()
    follower.abonnements.create(baustein=over)

    notify.tell_of_results(ausgabe)

    mail = results(user=follower).get()
    assert ausgabe.auswertung.get_absolute_url() in mail.text
    assert f"/kommentare/{kommentar.pk}/" not in mail.text
    assert "weil Sie diesem Teil des Konzepts folgen" in mail.text


def test_the_mail_comes_in_the_readers_language(ausgabe, resident):
    type(resident).objects.filter(pk=resident.pk).update(language="en")

    notify.tell_of_results(ausgabe)

    mail = results().get()
    assert "You wrote on “" in mail.text
    assert "On the concern “Ein Rufbus am Abend”: We accept this." in mail.text


@pytest.mark.parametrize("frequency", [Frequency.DAILY, Frequency.NONE])
def test_preferences_are_respected(ausgabe, resident, frequency):
    choose(resident, Kind.RESULTS, frequency)

    notify.tell_of_results(ausgabe)

    assert not results().exists()
    texts = list(DigestEntry.objects.values_list("text", flat=True))
    daily = ["Was aus Ihrem Beitrag geworden ist"]
    assert texts == (daily if frequency == Frequency.DAILY else [])


def test_a_second_run_sends_nothing_twice_and_one_that_died_is_finished(ausgabe, over, monkeypatch):
    followers = [factories.user() for _ in range(3)]
    for person in followers:
        person.abonnements.create(baustein=over)
    send, sent = notify.send, []

    def dies_after_two(**arguments):
        if len(sent) == 2:
            raise KeyboardInterrupt
        sent.append(send(**arguments))
        return sent[-1]

    monkeypatch.setattr(notify, "send", dies_after_two)
    with pytest.raises(KeyboardInterrupt):
        notify.tell_of_results(ausgabe)
    monkeypatch.undo()
    assert Ausgabe.objects.get().told_at is None
    Ausgabe.objects.update(published_at=timezone.now() - timedelta(hours=2))

    call_command("notify_results", stdout=StringIO())
    call_command("notify_results", stdout=StringIO())
    notify.tell_of_results(ausgabe)

    assert results().count() == 4
    assert Ausgabe.objects.get().told_at


def test_what_is_still_being_told_is_left_to_the_worker(ausgabe):
    out = StringIO()

    call_command("notify_results", stdout=out)

    assert out.getvalue() == ""


def test_of_a_correction_only_those_are_told_whose_outcome_is_another(
    ready, over, evaluator, editor, kommentar, resident, correct
):
    other = factories.user()
    follower = factories.user()
    follower.abonnements.create(baustein=over)
    row = type(kommentar).objects.get(pk=kommentar.pk)
    row.pk, row.author = None, other
    row.idempotency_key = "7ad9d2a4-4de6-4b2a-93ec-27a9a5d1ec0a"
    row.save(force_insert=True)
    factories.released_anliegen(
        ready, [row], by=evaluator, released_by=editor, title="Etwas anderes"
    )
    actions.publish(ready, by=editor)

    second = correct(ready.anliegen.get(number=1), reasons="Ab Januar.")
    notify.tell_of_results(second)

    mail = results().get()
    assert mail.user == resident
    assert mail.subject.startswith("Ergebnisse berichtigt")
    assert "Berichtigt wurde: Ein Wort war falsch." in mail.text


def test_a_waiting_mail_is_dropped_once_the_result_is_no_longer_public(ausgabe, over):
    notify.tell_of_results(ausgabe)
    mail = results().get()
    assert holds(mail)

    strategy_actions.archive(over.strategie)

    assert not holds(mail)


@pytest.mark.parametrize("gone", ["hidden", "inactive", "unconfirmed"])
def test_who_cannot_be_told_or_has_nothing_left_is_not(
    ausgabe, kommentar, resident, moderator, gone
):
    if gone == "hidden":
        comment_actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")
    elif gone == "inactive":
        type(resident).objects.filter(pk=resident.pk).update(is_active=False)
    else:
        resident.emailaddress_set.update(verified=False)

    notify.tell_of_results(ausgabe)

    assert not results().exists()


def test_of_many_contributions_some_are_listed_and_the_rest_counted(
    monkeypatch, ready, kommentar, evaluator, editor
):
    monkeypatch.setattr(notify, "LISTED", 1)
    factories.released_anliegen(ready, [kommentar], by=evaluator, released_by=editor, title="Zwei")
    ausgabe = actions.publish(ready, by=editor)

    notify.tell_of_results(ausgabe)

    text = results().get().text
    assert "„Zwei“" not in text
    assert "… und ein weiteres Ergebnis." in text
