"""Questions to offices about one contribution: one answer, and only as long as it can be read."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actions import delete_account
from accounts.own_data.personal_data import export, purge
from comments import actions
from comments.actions import ActionRefused, StatusConflict
from evaluation.exports import Internal
from evaluation.exports.scope import Public
from mails.models import Mail
from teamwork import answer_links, inquiries
from teamwork.answer_links import GONE, LATE, OPEN, WITHDRAWN, state_of
from teamwork.models import Rueckfrage
from tests import factories

pytestmark = pytest.mark.django_db

WHY = {"ground": "werbung", "statement": "Nichts als Werbung."}


@pytest.fixture
def rueckfrage(kommentar, evaluator):
    return factories.rueckfrage(kommentar, by=evaluator)


def linked(mail):
    """The question to which the link in a mail leads."""
    return answer_links.rueckfrage_for(re.search(r"/auskunft/([^/]+)/", mail.text)[1])


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_the_office_gets_a_mail_with_a_link_and_without_the_contribution(rueckfrage, kommentar):
    [mail] = Mail.objects.filter(template="inquiry")

    assert mail.address == "tiefbau@example.org"
    assert linked(mail) == rueckfrage
    assert "Gehört der Weg der Stadt?" in mail.text
    assert kommentar.text not in mail.text
    assert kommentar.author.pseudonym not in mail.text
    assert kommentar.author.email not in mail.text


def test_a_form_sent_twice_asks_once(kommentar, evaluator, rueckfrage):
    assert factories.rueckfrage(kommentar, by=evaluator) == rueckfrage
    assert Mail.objects.filter(template="inquiry").count() == 1


def test_an_office_has_one_open_question_about_a_contribution(
    kommentar, evaluator, moderator, rueckfrage
):
    for by, question in ((evaluator, "Und wann?"), (moderator, rueckfrage.question)):
        with pytest.raises(StatusConflict, match="schon gefragt"):
            factories.rueckfrage(kommentar, by=by, question=question)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rueckfrage.objects.create(
            kommentar=kommentar, office="Tiefbauamt", question="Und?", due_on=in_days(1)
        )
    factories.rueckfrage(kommentar, by=moderator, office="Forstamt")
    inquiries.withdraw(rueckfrage)

    assert factories.rueckfrage(kommentar, by=moderator) != rueckfrage


def test_the_first_answer_stays(rueckfrage):
    seen_by_another = Rueckfrage.objects.get()
    inquiries.answer(rueckfrage, text="Ja, seit 1994.")

    with pytest.raises(StatusConflict, match="inzwischen beantwortet"):
        inquiries.answer(seen_by_another, text="Nein.")
    with pytest.raises(StatusConflict):
        inquiries.withdraw(seen_by_another)
    row = Rueckfrage.objects.get()
    assert (row.status, row.answer, row.email) == ("answered", "Ja, seit 1994.", "")


def test_of_an_office_that_is_not_responsible_no_words_are_needed(rueckfrage):
    inquiries.answer(rueckfrage, text="", status=Rueckfrage.Status.ELSEWHERE)

    assert Rueckfrage.objects.get().status == "elsewhere"
    with pytest.raises(IntegrityError), transaction.atomic():
        Rueckfrage.objects.update(status="answered")


@pytest.mark.parametrize("what", ["withdrawn", "hidden", "late"])
def test_what_nobody_needs_any_more_is_not_taken(rueckfrage, kommentar, moderator, what):
    state = {"withdrawn": WITHDRAWN, "hidden": GONE, "late": LATE}[what]
    if what == "withdrawn":
        inquiries.withdraw(Rueckfrage.objects.get())
    elif what == "hidden":
        actions.hide(kommentar, by=moderator, **WHY)
    else:
        Rueckfrage.objects.update(due_on=in_days(-15))

    with pytest.raises(StatusConflict):
        inquiries.answer(rueckfrage, text="Ja, seit 1994.")
    row = Rueckfrage.objects.get()
    assert row.answer == ""
    assert state_of(row, timezone.localdate()) == state


def test_on_the_last_day_the_link_still_opens(rueckfrage):
    Rueckfrage.objects.update(due_on=in_days(-14))

    assert state_of(Rueckfrage.objects.get(), timezone.localdate()) == OPEN


def test_about_what_is_hidden_nobody_is_asked(kommentar, evaluator, moderator):
    actions.hide(kommentar, by=moderator, **WHY)

    with pytest.raises(ActionRefused, match="ausgeblendet oder zurückgezogen"):
        factories.rueckfrage(kommentar, by=evaluator)
    assert not Mail.objects.filter(template="inquiry").exists()


def test_an_office_is_reminded_once_when_it_is_due(rueckfrage, kommentar, evaluator, moderator):
    answered = factories.rueckfrage(kommentar, by=evaluator, office="Forstamt")
    inquiries.answer(answered, text="Ja.")
    inquiries.remind(in_days(6))
    assert not Mail.objects.filter(template="inquiry_due").exists()

    for days in (7, 7, 8):
        inquiries.remind(in_days(days))
    [mail] = Mail.objects.filter(template="inquiry_due")
    assert mail.address == "tiefbau@example.org"
    assert linked(mail) == rueckfrage


def test_about_what_is_hidden_nobody_is_reminded(rueckfrage, kommentar, moderator):
    actions.hide(kommentar, by=moderator, **WHY)

    inquiries.remind(in_days(7))

    assert not Mail.objects.filter(template="inquiry_due").exists()


def test_who_may_ask(anliegen, kommentar, baustein, evaluator, moderator):
    konzept = baustein.strategie.konzept
    own = {
        "moderator": moderator,
        "evaluator": evaluator,
        "office": factories.staff(konzept, role="fachamt"),
        "elsewhere": factories.staff(factories.konzept(), role="moderation"),
        "resident": factories.user(),
    }

    may = {name for name, user in own.items() if kommentar in inquiries.askable(user)}

    assert may == {"moderator", "evaluator"}


def test_only_the_asker_takes_note(rueckfrage, moderator, evaluator):
    inquiries.answer(rueckfrage, text="Ja.")

    inquiries.note_read(rueckfrage, by=moderator)
    assert Rueckfrage.objects.unread().exists()
    inquiries.note_read(rueckfrage, by=evaluator)
    assert not Rueckfrage.objects.unread().exists()


def test_it_stays_without_the_asker_and_goes_with_the_author(rueckfrage, evaluator, kommentar):
    inquiries.answer(rueckfrage, text="Ja.")
    evaluator.zustaendigkeiten.all().delete()
    delete_account(evaluator, withdraw=False)
    assert [row.by for row in Rueckfrage.objects.all()] == [None]

    delete_account(kommentar.author, withdraw=False)
    assert not Rueckfrage.objects.exists()


def test_the_author_learns_who_was_asked_and_not_what(rueckfrage, kommentar, evaluator):
    inquiries.answer(rueckfrage, text="Sie ruft dauernd an.")

    of_author, of_asker = export(kommentar.author), export(evaluator)

    [row] = of_author["Ämter, die zu Ihren Beiträgen gefragt wurden"]
    assert row["Amt"] == "Tiefbauamt"
    assert "Gehört der Weg" not in str(of_author)
    assert "Sie ruft dauernd an." not in str(of_author)
    assert "Gehört der Weg" in str(of_asker)


def test_the_address_is_forgotten_with_the_link(rueckfrage):
    Rueckfrage.objects.update(due_on=in_days(-14))
    purge(timezone.now())
    assert Rueckfrage.objects.get().email

    Rueckfrage.objects.update(due_on=in_days(-15))
    purge(timezone.now())
    assert Rueckfrage.objects.get().email == ""


def test_what_is_taken_out_of_the_contribution_goes_here_too(kommentar, evaluator, moderator):
    passage = kommentar.text.split()[0]
    row = factories.rueckfrage(kommentar, by=evaluator, question=f"Wer ist {passage}?")
    inquiries.answer(row, text=f"Mit {passage} haben wir gesprochen.")

    actions.redact(
        kommentar, by=moderator, passages=[(0, len(passage))], ground="persoenliche_daten",
        statement="Ein Name.",
    )  # fmt: skip

    row.refresh_from_db()
    assert passage not in f"{row.question} {row.answer}"
    assert row.answer.startswith("Mit [Angabe entfernt")


@pytest.mark.parametrize("count", [1, 3])
def test_the_internal_export_alone_has_them(
    anliegen, kommentar, evaluator, baustein, count, django_assert_num_queries
):
    for number in range(count):
        row = factories.rueckfrage(kommentar, by=evaluator, office=f"Amt {number}")
        inquiries.answer(row, text=f"Kostet viel {number}.")
    internal = Internal(baustein.strategie, [anliegen.auswertung.kommentierphase])
    public = Public(baustein.strategie)

    with django_assert_num_queries(14):
        inside = f"{list(internal.contribution_rows())}"
    outside = f"{list(public.contribution_rows())} {list(public.concern_rows())}"

    assert inside.count("Kostet viel") == inside.count("Gehört der Weg") == count
    assert "Kostet viel" not in outside
    assert "Gehört der Weg" not in outside
