"""From the form to the published comment without an account: one flow, no text lost."""

from django.core import mail
from django.test import Client

from accounts.models import User
from comments import actions
from comments.models import Entwurf, Kommentar, Status
from phases.models import Kommentierphase
from tests import factories
from tests.visitor import Visitor

TEXT = "Ein Rufbus ab 18 Uhr,\nauch sonntags."


def sentences(page):
    return [str(message) for message in page.context["messages"]]


def test_a_resident_writes_signs_in_and_is_published(visitor, baustein):
    page = visitor.write(baustein, TEXT, category="hinweis")
    assert page.redirect_chain[0][0].startswith("/konto/anmelden/?next=")
    assert "Ihr Beitrag ist gesichert" in page.text
    assert "Ein Rufbus ab 18 Uhr" in page.text
    assert not Kommentar.objects.exists()

    page = visitor.ask_for_code("lena@example.org", "Deichläufer")
    assert page.redirect_chain[0][0].startswith("/konto/anmelden/code/")
    assert "lena@example.org" in page.text
    assert "Ein Rufbus ab 18 Uhr" in page.text

    page = visitor.enter(visitor.mailed_code())
    kommentar = Kommentar.objects.get()
    assert page.redirect_chain[-1] == (kommentar.get_absolute_url(), 302)
    assert "Danke. Ihr Beitrag ist veröffentlicht. Solange niemand geantwortet hat" in page.text
    assert page.text.count('<p class="alert ') == 1, "one box, not two"
    assert (kommentar.text, kommentar.category) == (TEXT, "hinweis")
    assert kommentar.status == Status.PUBLISHED
    assert kommentar.author.pseudonym == "Deichläufer"
    assert not Entwurf.objects.exists()


def test_the_mail_goes_to_the_address_alone_and_names_the_town(visitor, baustein, settings):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("Lena@Example.org", "Deichläufer")

    [message] = mail.outbox
    assert message.to == ["lena@example.org"]
    assert settings.SITE_NAME in message.body
    assert message.subject == f"Ihr Code: {visitor.mailed_code()}"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_code_that_is_wrong_twice_costs_nothing(visitor, baustein):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")

    for _attempt in range(2):
        page = visitor.enter(visitor.wrong_code())
        assert page.status_code == 422
        assert page.context["verify_form"].errors["code"]
        assert "Ein Rufbus ab 18 Uhr" in page.text
    visitor.enter(visitor.mailed_code())

    assert Kommentar.objects.get().text == TEXT


def test_after_too_many_wrong_codes_the_text_is_kept_for_a_new_one(visitor, baustein):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")

    for _attempt in range(5):
        page = visitor.enter(visitor.wrong_code())
    page = visitor.enter(visitor.mailed_code())
    assert "bitte fordern Sie einen neuen an" in page.text
    assert "Ein Rufbus ab 18 Uhr" in page.text

    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())
    assert Kommentar.objects.get().text == TEXT


def test_a_new_code_can_be_asked_for_and_the_old_one_stays_good(visitor, baustein):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    old_code = visitor.mailed_code()

    visitor.enter("", action="resend")
    assert len(mail.outbox) == 2
    visitor.enter(old_code)

    assert Kommentar.objects.get().text == TEXT


def test_whoever_asks_for_codes_too_often_is_told_so_and_keeps_the_text(visitor, baustein):
    visitor.write(baustein, TEXT)
    for _time in range(9):
        page = visitor.ask_for_code("lena@example.org", "Deichläufer")

    assert page.status_code == 429
    assert "ein Code, den Sie schon bekommen haben, gilt weiter" in page.text
    assert "Ein Rufbus ab 18 Uhr" in page.text
    assert len(mail.outbox) == 8


def test_what_was_written_in_two_tabs_is_published_together(visitor, baustein):
    other = factories.open_baustein()
    visitor.write(baustein, "Aus dem ersten Tab.")
    first_tab = visitor.page
    page = visitor.write(other, "Aus dem zweiten Tab.")
    assert "Ihre 2 Beiträge sind gesichert" in page.text
    assert "Aus dem ersten Tab." in page.text

    visitor.ask_for_code("lena@example.org", "Deichläufer", page=first_tab)
    visitor.enter(visitor.mailed_code())

    assert set(Kommentar.objects.published().values_list("text", "baustein")) == {
        ("Aus dem ersten Tab.", baustein.pk),
        ("Aus dem zweiten Tab.", other.pk),
    }


def test_the_other_tab_leads_to_its_comment_which_is_published_already(visitor, baustein):
    other = factories.open_baustein()
    visitor.write(baustein, "Aus dem ersten Tab.")
    first_tab = visitor.page
    visitor.write(other, "Aus dem zweiten Tab.")
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    page = visitor.ask_for_code("lena@example.org", page=first_tab)

    kommentar = Kommentar.objects.get(baustein=baustein)
    assert page.redirect_chain[-1] == (kommentar.get_absolute_url(), 302)
    assert page.status_code == 200


def test_a_phase_that_ends_before_the_code_gives_the_text_back(visitor, baustein):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    factories.end_phase(baustein)

    page = visitor.enter(visitor.mailed_code())

    assert page.status_code == 200
    assert "Die Beteiligung endete am " in page.context["closed"]
    assert page.text.count(page.context["closed"]) == 1
    assert f"readonly>{TEXT}</textarea>" in page.text
    assert not Kommentar.objects.exists()


def test_of_two_texts_the_one_that_was_refused_is_shown(visitor, baustein):
    other = factories.open_baustein()
    visitor.write(baustein, "Kommt zu spät.")
    visitor.write(other, "Kommt noch an.")
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    factories.end_phase(baustein)

    page = visitor.enter(visitor.mailed_code())

    assert "readonly>Kommt zu spät.</textarea>" in page.text
    assert Kommentar.objects.get().text == "Kommt noch an."


def test_where_comments_are_reviewed_first_it_waits_and_only_its_author_sees_it(
    visitor, baustein, client
):
    Kommentierphase.objects.update(release="after_review")
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    page = visitor.enter(visitor.mailed_code())

    kommentar = Kommentar.objects.get()
    assert (kommentar.status, kommentar.published_at) == (Status.PENDING, None)
    assert "Ihr Beitrag wartet auf Prüfung" in page.text
    assert "nur Sie sehen das" in page.text
    baustein.refresh_from_db()
    assert baustein.comment_count == 0
    for address in (
        baustein.get_absolute_url(),
        f"{baustein.get_absolute_url()}?suche=Rufbus",
        baustein.strategie.get_absolute_url(),
    ):
        assert "Rufbus ab" not in Client().get(address).text
    assert Client().get(kommentar.get_absolute_url()).status_code == 404


def test_a_returning_resident_needs_the_address_only(visitor, baustein):
    lena = factories.user("Deichläufer", email="lena@example.org")
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("LENA@example.org")
    visitor.enter(visitor.mailed_code())

    assert Kommentar.objects.get().author == lena
    assert User.objects.count() == 1


def test_an_expired_session_leads_to_the_sign_in_page_with_the_text(visitor, baustein, resident):
    visitor.client.force_login(resident)
    key = visitor.client.get(baustein.get_absolute_url()).context["form"]["idempotency_key"].value()
    visitor.client.session.flush()

    page = visitor.write(baustein, TEXT, idempotency_key=key)
    assert "Ein Rufbus ab 18 Uhr" in page.text
    visitor.ask_for_code(resident.email)
    visitor.enter(visitor.mailed_code())

    kommentar = Kommentar.objects.get()
    assert (kommentar.author, kommentar.text) == (resident, TEXT)
    assert str(kommentar.idempotency_key) == key


def test_sending_the_code_twice_publishes_once(visitor, baustein):
    visitor.write(baustein, TEXT)
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    code, asking = visitor.mailed_code(), visitor.page
    visitor.enter(code)
    visitor.page = asking

    page = visitor.enter(code)

    assert page.status_code == 200
    assert Kommentar.objects.count() == 1


def test_the_form_sent_again_after_going_back_is_the_same_draft(visitor, baustein):
    key = visitor.client.get(baustein.get_absolute_url()).context["form"]["idempotency_key"].value()
    visitor.write(baustein, "Erster Versuch.", idempotency_key=key)
    visitor.write(baustein, "Zweiter Versuch.", idempotency_key=key)
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    assert Kommentar.objects.get().text == "Zweiter Versuch."


def test_a_reply_goes_the_same_way(visitor, baustein):
    parent = factories.comment(baustein)
    address = f"/kommentare/{parent.pk}/antworten/"
    key = visitor.client.get(address).context["form"].initial["idempotency_key"]
    visitor._post(address, {"text": "Dem stimme ich zu.", "idempotency_key": key})
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    visitor.enter(visitor.mailed_code())

    assert parent.replies.get().text == "Dem stimme ich zu."


def test_an_answer_to_what_was_hidden_meanwhile_is_given_back(visitor, baustein, moderator):
    parent = factories.comment(baustein)
    address = f"/kommentare/{parent.pk}/antworten/"
    key = visitor.client.get(address).context["form"].initial["idempotency_key"]
    visitor._post(address, {"text": "Dem stimme ich zu.", "idempotency_key": key})
    visitor.ask_for_code("lena@example.org", "Deichläufer")
    actions.hide(parent, by=moderator, ground="werbung", statement="Werbung.")

    page = visitor.enter(visitor.mailed_code())

    assert "Auf diesen Beitrag kann man nicht mehr antworten." in sentences(page)
    assert "readonly>Dem stimme ich zu.</textarea>" in page.text
    assert not parent.replies.exists()


def test_somebody_else_does_not_find_the_text_on_their_sign_in_page(
    visitor, baustein, django_capture_on_commit_callbacks
):
    visitor.write(baustein, TEXT)

    stranger = Visitor(Client(), django_capture_on_commit_callbacks)

    assert "Rufbus" not in stranger.client.get("/konto/anmelden/").text
