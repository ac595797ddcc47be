"""The mails on a decision say what a statement of reasons has to (EU 2022/2065, Art. 17 (3))."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from comments import actions, notify
from comments.models import Moderationsentscheidung
from mails.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db

REASON = {"ground": "werbung", "statement": "Das ist Werbung.\nBitte ohne Preise."}


@pytest.fixture
def author(db):
    return factories.user()


@pytest.fixture
def kommentar(baustein, author):
    return factories.comment(baustein, author, "Kauft bei mir!\nNur 5 Euro.")


def mail(template):
    return Mail.objects.get(template=template)


def test_hidden(kommentar, moderator, author):
    actions.hide(kommentar, by=moderator, **REASON)
    [told] = Mail.objects.all()

    assert told.user == author
    for line in ("> Kauft bei mir!", "> Nur 5 Euro.", "> Das ist Werbung.", "> Bitte ohne Preise."):
        assert line in told.text.splitlines()
    assert "Grund: Werbung (Netiquette, Regel 5)" in told.text
    assert "/beschwerde/" in told.text
    assert "ein Mensch" in told.text
    assert moderator.pseudonym not in told.text
    assert told.headers["References"].startswith(f"<kommentar-{kommentar.pk}@")


def test_dates_have_a_time_and_a_zone(kommentar, moderator):
    actions.hide(kommentar, by=moderator, **REASON)
    entscheidung = Moderationsentscheidung.objects.get()
    entscheidung.at = datetime(2026, 11, 22, 14, 10, tzinfo=UTC)
    Mail.objects.all().delete()
    notify.decision(entscheidung)
    text = mail("hidden").text

    assert "seit dem 22. November 2026, 15:10 Uhr (MEZ)" in text
    assert "Bis zum 25. Mai 2027, 16:10 Uhr (MESZ)" in text


def test_hidden_in_english(kommentar, moderator, author):
    author.language = "en"
    author.save()
    actions.hide(kommentar, by=moderator, **REASON)
    text = mail("hidden").text

    assert "Hello," in text
    assert "Ground: advertising (netiquette, rule 5)" in text
    assert "(CET)" in text or "(CEST)" in text
    assert "Uhr" not in text
    assert "> Das ist Werbung." in text, "what a person wrote stays as it is"


def test_restored_and_released(kommentar, moderator):
    actions.hide(kommentar, by=moderator, **REASON)
    actions.restore(kommentar, by=moderator, statement="War doch keine.")

    assert "> War doch keine." in mail("restored").text
    assert f"/kommentare/{kommentar.pk}/" in mail("restored").text


def test_warned(kommentar, moderator):
    actions.warn(kommentar, by=moderator, **REASON)

    assert "> Das ist Werbung." in mail("warned").text
    assert "/beschwerde/" in mail("warned").text


def test_blocked_until_and_unblocked(kommentar, moderator):
    until = timezone.now() + timedelta(days=30)
    sperre = actions.block(kommentar, by=moderator, until=until, **REASON)
    actions.unblock(sperre, by=moderator, statement="Ein Versehen.")

    day = f"{timezone.localtime(until):%Y}"
    assert day in mail("blocked").subject
    assert "/beschwerde/" in mail("blocked").text
    assert "> Ein Versehen." in mail("unblocked").text


def report(kommentar, **fields):
    defaults = {"user": None, "reporter_key": "x", "ground": "werbung", "email": "e@example.org"}
    return actions.report(kommentar, **{**defaults, **fields})


def test_the_reporter_gets_a_receipt_and_the_decision(kommentar, moderator):
    report(kommentar, explanation="Schon wieder.")
    actions.hide(kommentar, by=moderator, **REASON)

    assert "> Schon wieder." in mail("report_received").text
    decided = mail("report_decided")
    assert decided.subject == "Ihre Meldung: Der Beitrag ist nicht mehr öffentlich"
    assert decided.address == "e@example.org"
    assert "Kauft bei mir" not in decided.text


def test_the_reporter_learns_why_a_comment_stays(kommentar, moderator):
    report(kommentar, language="en")
    actions.keep(kommentar, by=moderator, statement="Das ist erlaubt.")

    assert mail("report_decided").subject == "Your report: the contribution stays"
    assert "> Das ist erlaubt." in mail("report_decided").text


@pytest.mark.parametrize(
    ("uphold", "subject"),
    [(True, "Ihre Beschwerde hatte Erfolg"), (False, "Ihre Beschwerde wurde zurückgewiesen")],
)
def test_a_complaint_is_confirmed_and_its_outcome_told(kommentar, moderator, uphold, subject):
    other = factories.staff(kommentar.baustein.strategie.konzept, role="moderation")
    actions.hide(kommentar, by=moderator, **REASON)
    entscheidung = Moderationsentscheidung.objects.get(action="hide")
    beschwerde = actions.complain(entscheidung, text="Das war keine Werbung.")
    actions.decide_complaint(beschwerde, by=other, uphold=uphold, statement="Geprüft.")

    assert "> Das war keine Werbung." in mail("complaint_received").text
    decided = mail("complaint_decided")
    assert decided.subject == subject
    assert "> Geprüft." in decided.text


def test_followers_get_an_official_answer_and_its_receiver_only_one(
    kommentar, moderator, author, baustein, django_capture_on_commit_callbacks
):
    follower = factories.user()
    follower.abonnements.create(baustein=baustein)
    author.abonnements.create(strategie=baustein.strategie)
    with django_capture_on_commit_callbacks(execute=True):
        factories.comment(baustein, moderator, "Das geht so.", parent=kommentar)

    assert mail("official_answer").user == follower
    assert mail("reply").user == author
    assert "Hauptamt" in mail("official_answer").subject
