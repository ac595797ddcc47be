"""Asking an office about a contribution, and what the asker finds on the pages and by mail."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from comments import actions
from mails.models import Frequency, Kind, Mail
from mails.preferences import choose
from strategies.models import Amt
from teamwork import inquiries
from teamwork.models import Rueckfrage
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def address(kommentar):
    return reverse("inquiries:about", args=[kommentar.pk])


@pytest.fixture
def amt(db):
    return Amt.objects.create(name="Tiefbauamt", email="tiefbau@example.org")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def form(**fields):
    fields = {"office": "Tiefbauamt", "question": "Gehört der Weg der Stadt?", **fields}
    return {"due_on": str(in_days(5)), **fields}


def test_an_office_of_the_list_is_asked_at_its_address(client, address, amt, moderator):
    client.force_login(moderator)

    page = client.post(address, form(), follow=True)

    row = Rueckfrage.objects.get()
    assert (row.office, row.email, row.due_on) == ("Tiefbauamt", amt.email, in_days(5))
    assert row.by == moderator
    assert "Die E-Mail an tiefbau@example.org ist unterwegs" in page.text
    assert Mail.objects.get(template="inquiry").address == amt.email


def test_another_office_is_named_with_its_address(client, address, amt, moderator):
    client.force_login(moderator)

    for missing in ({"office": "anderes"}, {"office": "anderes", "other_office": "Forstamt"}):
        page = client.post(address, form(**missing))
        assert page.status_code == 422
        assert "Gehört der Weg der Stadt?" in page.text
    client.post(address, form(office="anderes", other_office="Forstamt", email="forst@example.org"))

    row = Rueckfrage.objects.get()
    assert (row.office, row.email) == ("Forstamt", "forst@example.org")


@pytest.mark.parametrize(
    "fields",
    [
        {"question": ""},
        {"question": "…"},
        {"question": "x" * 1001},
        {"office": "Hexenamt"},
        {"office": ""},
        {"email": "tiefbau"},
        {"other_office": "Forstamt"},
        {"due_on": ""},
        {"due_on": str(in_days(-1))},
        {"due_on": str(in_days(91))},
    ],
)
def test_what_cannot_be_asked_is_shown_again(client, address, amt, moderator, fields):
    client.force_login(moderator)

    page = client.post(address, form(**fields))

    assert page.status_code == 422
    assert not Rueckfrage.objects.exists()


def test_an_open_question_refuses_another_one_and_keeps_the_words(
    client, address, amt, moderator, kommentar, evaluator
):
    factories.rueckfrage(kommentar, by=evaluator)
    client.force_login(moderator)

    page = client.post(address, form(question="Und wann?"))

    assert page.status_code == 409
    assert "schon gefragt" in page.text
    assert ">\nUnd wann?</textarea>" in page.text


def test_asking_too_often_waits(client, address, amt, moderator, settings):
    settings.LIMITS = {**settings.LIMITS, "inquiry": {"account": (1, 3600)}}
    client.force_login(moderator)
    client.post(address, form())

    page = client.post(address, form(question="Und wann?"))

    assert page.status_code == 429
    assert "Und wann?" in page.text


def test_a_colleague_withdraws_and_what_was_typed_stays(
    client, address, kommentar, moderator, evaluator
):
    row = factories.rueckfrage(kommentar, by=evaluator)
    client.force_login(moderator)

    page = client.post(address, {"zurueckziehen": row.pk, "question": "Und wann?"})

    assert "Und wann?</textarea>" in page.text
    row.refresh_from_db()
    assert row.status == "withdrawn"
    assert client.post(address, {"zurueckziehen": row.pk}).status_code == 409


def test_the_question_of_another_contribution_is_not_withdrawn(
    client, address, baustein, moderator
):
    row = factories.rueckfrage(factories.comment(baustein, text="Anderes."), by=moderator)
    client.force_login(moderator)

    for key in (row.pk, "x", "9" * 40):
        assert client.post(address, {"zurueckziehen": key}).status_code == 404
    assert Rueckfrage.objects.open().exists()


def test_a_mail_that_did_not_arrive_is_told(client, address, kommentar, moderator):
    factories.rueckfrage(kommentar, by=moderator)
    Mail.objects.update(status=Mail.Status.FAILED)
    client.force_login(moderator)

    assert "kam nicht an" in client.get(address).text


def test_the_answer_stands_where_staff_work(
    client, anliegen, kommentar, moderator, evaluator, resident
):
    row = factories.rueckfrage(kommentar, by=evaluator)
    inquiries.answer(row, text="Ja, seit <1994>.")
    office = factories.staff(kommentar.baustein.strategie.konzept, role="fachamt", office="Amt A")
    anliegen.office = "Amt A"
    anliegen.save()
    pages = [
        (moderator, reverse("moderation:kommentar", args=[kommentar.pk])),
        (evaluator, reverse("auswertung:beitrag", args=[kommentar.pk])),
        (evaluator, anliegen.get_absolute_url()),
        (office, anliegen.get_absolute_url()),
        (moderator, reverse("inquiries:start")),
    ]

    for user, page in pages:
        client.force_login(user)
        assert "Ja, seit &lt;1994&gt;." in client.get(page).text, page
    for user in (None, resident):
        client.logout()
        if user:
            client.force_login(user)
        assert "1994" not in client.get(kommentar.get_absolute_url(), follow=True).text


def test_the_answer_is_taken_over_into_the_reasons(client, anliegen, kommentar, evaluator):
    row = factories.rueckfrage(kommentar, by=evaluator)
    inquiries.answer(row, text="Ja, seit 1994.")
    client.force_login(evaluator)
    page = anliegen.get_absolute_url()

    typed = {**opened(client, page), "reasons": "Der Weg wird saniert."}
    answer = client.post(page, {**typed, "auskunft": row.pk})

    assert "Der Weg wird saniert.\n\nJa, seit 1994.</textarea>" in answer.text
    anliegen.refresh_from_db()
    assert anliegen.reasons == ""


def test_the_answer_is_taken_over_into_a_public_answer(client, baustein, moderator):
    kommentar = factories.comment(baustein, text="Wem gehört der Weg?")
    row = factories.rueckfrage(kommentar, by=moderator)
    inquiries.answer(row, text="Ja, seit 1994.")
    client.force_login(moderator)
    page = reverse("moderation:decide", args=[kommentar.pk, "antworten"])

    shown = client.get(reverse("moderation:kommentar", args=[kommentar.pk])).text
    answer = client.post(page, {"auskunft": row.pk, "antworten-text": "Danke für die Frage."})

    assert "In eine Antwort der Verwaltung übernehmen" in shown
    assert "Danke für die Frage.\n\nJa, seit 1994.</textarea>" in answer.text
    assert not kommentar.replies.exists()


def test_the_desk_tells_what_is_open_and_what_is_answered_until_it_is_read(
    client, address, kommentar, moderator, evaluator
):
    desk = reverse("desk:start")
    row = factories.rueckfrage(kommentar, by=moderator)
    client.force_login(moderator)
    assert (
        f"Rückfrage an Tiefbauamt zu Beitrag {kommentar.pk}, Antwort bis" in client.get(desk).text
    )

    inquiries.answer(row, text="Ja.")
    assert f"Tiefbauamt hat zu Beitrag {kommentar.pk} geantwortet" in client.get(desk).text
    client.post(address, {"gelesen": row.pk})
    assert "Tiefbauamt hat" not in client.get(desk).text
    client.force_login(evaluator)
    assert "Tiefbauamt" not in client.get(desk).text


def test_the_desk_marks_what_is_overdue(client, kommentar, moderator):
    factories.rueckfrage(kommentar, by=moderator)
    Rueckfrage.objects.update(due_on=in_days(-1))
    client.force_login(moderator)

    assert "Noch keine Antwort von Tiefbauamt" in client.get(reverse("desk:start")).text


def test_who_has_no_task_any_more_is_told_nothing(kommentar, moderator):
    row = factories.rueckfrage(kommentar, by=moderator)
    inquiries.answer(row, text="Ja.")
    moderator.zustaendigkeiten.all().delete()

    call_command("send_digests")

    assert not Mail.objects.filter(template="inquiries").exists()


def test_the_daily_mail_tells_the_asker_alone(kommentar, moderator, evaluator):
    # What else waits would be told in the same mail.
    choose(moderator, Kind.QUEUE, Frequency.NONE)
    row = factories.rueckfrage(kommentar, by=moderator)
    factories.rueckfrage(kommentar, by=moderator, office="Forstamt")
    call_command("send_digests")
    assert not Mail.objects.filter(template="inquiries").exists()

    inquiries.answer(row, text="Ja, seit 1994.")
    Rueckfrage.objects.open().update(due_on=in_days(-1))
    for _run in range(2):
        call_command("send_digests")

    [mail] = Mail.objects.filter(template="inquiries")
    assert mail.user == moderator
    for words in ("Tiefbauamt", "Ja, seit 1994.", "Forstamt"):
        assert words in mail.text
    assert reverse("inquiries:about", args=[kommentar.pk]) in mail.text
    assert Mail.objects.filter(template="inquiry_due").count() == 1


def test_who_wants_no_mail_gets_none(kommentar, moderator):
    inquiries.answer(factories.rueckfrage(kommentar, by=moderator), text="Ja.")
    choose(moderator, Kind.INQUIRIES, Frequency.NONE)

    call_command("send_digests")

    assert not Mail.objects.filter(template="inquiries").exists()


def test_about_what_is_hidden_meanwhile_the_question_can_be_withdrawn(
    client, address, kommentar, moderator
):
    row = factories.rueckfrage(kommentar, by=moderator)
    actions.hide(kommentar, by=moderator, **WHY)
    client.force_login(moderator)

    assert client.post(address, {"zurueckziehen": row.pk}).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_more_questions_cost_no_more_queries(
    client, address, anliegen, kommentar, moderator, evaluator, count, django_assert_num_queries
):
    for number in range(count):
        row = factories.rueckfrage(kommentar, by=moderator, office=f"Amt {number}")
        factories.rueckfrage(kommentar, by=moderator, office=f"Forstamt {number}")
        inquiries.answer(row, text="Ja.")
    client.force_login(moderator)
    pages = {address: 12, reverse("inquiries:start"): 7}

    for page, queries in pages.items():
        client.get(page)
        with django_assert_num_queries(queries):
            client.get(page)
    client.force_login(evaluator)
    client.get(anliegen.get_absolute_url())
    with django_assert_num_queries(26):
        client.get(anliegen.get_absolute_url())
