"""What residents write, and their own account."""

from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from mails.rendering import render_mail
from mails.tokens import unsubscribe_link
from tests import factories

from .reading import baustein
from .state import (
    State,
    answer_below,
    ask_for_code,
    at,
    enter_code,
    enter_wrong_code,
    fill,
    lose_the_cookie,
    press,
    sign_in_guarded,
    sign_in_unconfirmed,
    submit,
    then,
    write_and_sign_in,
    write_two,
)
from .town import MORE_TEXT

# Beside it stands one that a passkey answers.
CODE_FORM = "main form.card:not([data-passkey])"


def kommentar(name, of="kommentar"):
    return at(f"comments:{name}", lambda town: getattr(town, of).pk)


def hidden(town):
    return factories.complaint_address(town.hidden())


def unsubscribe(town):
    return unsubscribe_link(town.resident, "reply").removeprefix(settings.SITE_URL)


def unconfirmed(town):
    """Where somebody signs in whose address waits to be confirmed."""
    assert town.unconfirmed
    return reverse("account_login")


def sign_in_with_a_factor(town):
    """Where somebody signs in who has one."""
    assert town.guarded
    return reverse("account_login")


def mail(name, find):
    """A mail as it is sent, in HTML; ``find`` gives its context from a ``Town``."""

    def html(town):
        link = settings.SITE_URL
        return render_mail(name, find(town), language="de", unsubscribe_link=link)[2]

    return html


def reply(town):
    kommentar = town.deepest
    link = settings.SITE_URL + kommentar.get_absolute_url()
    return {"kommentar": kommentar, "baustein": kommentar.baustein, "link": link}


def queue(town):
    return {
        "rows": [{"konzept": town.konzept, "link": settings.SITE_URL, "waiting": 3}],
        "total": 3,
    }


def template(name):
    return lambda town: render_to_string(name, request=RequestFactory().get("/vorlage/"))


def bare_template(name, **context):
    """As it is shown when nothing may be asked of request and database."""
    return lambda town: render_to_string(name, context)


WRITING = {
    "kommentar ohne text": State(baustein("open", busy=False), prepare=submit()),
    "kommentar nach dem ende": State(lambda town: town.draft_address("over")),
    "entwurf": State(lambda town: town.draft_address("open")),
    "entwurf angemeldet": State(lambda town: town.draft_address("open"), who="resident"),
    "antwort": State(kommentar("reply")),
    "antwort ohne text": State(kommentar("reply"), prepare=submit()),
    "antwort an ort und stelle": State(
        lambda town: town.kommentar.baustein.get_absolute_url(), prepare=answer_below
    ),
    "bearbeiten": State(kommentar("edit", of="own"), who="resident"),
    "zurückziehen": State(kommentar("withdraw", of="own"), who="resident"),
    "melden": State(kommentar("report")),
    "melden ohne grund": State(kommentar("report"), prepare=submit()),
    "beschwerde": State(hidden),
    "beschwerde ohne text": State(hidden, prepare=submit()),
    "beschwerde eingegangen": State(lambda town: town.filed_complaint_address()),
    "beschwerde entschieden": State(lambda town: town.decided_complaint_address()),
    "beschwerde ungültig": State("/beschwerde/x/", status=404),
    "auskunft": State(lambda town: factories.answer_address(town.question())),
    "auskunft ohne text": State(
        lambda town: factories.answer_address(town.question()),
        prepare=press("Antwort senden"),
    ),
    "auskunft gegeben": State(lambda town: factories.answer_address(town.answered_question())),
    "auskunft zurückgezogen": State(
        lambda town: factories.answer_address(town.withdrawn_question()), status=410
    ),
    "formular abgelaufen": State(baustein("open", busy=False), prepare=lose_the_cookie),
    "anfrage unklar": State(html=template("400.html")),
    "zu viele versuche": State(html=template("429.html")),
    "fehler bei uns": State(html=bare_template("500.html")),
    "wartung": State(html=bare_template("503.html")),
    "störung": State(html=bare_template("outage.html", path="/")),
    "störung beim schreiben": State(
        html=bare_template("outage.html", path="/", fields=[("text", MORE_TEXT), ("art", "x")])
    ),
    "mail": State(html=mail("reply", reply)),
    "mail mit code": State(html=mail("login_code", lambda town: {"code": "123456"})),
    "mail mit liste": State(html=mail("queue", queue)),
}

SIGNING_IN = {
    "anmelden": State("/konto/anmelden/"),
    "anmelden ohne adresse": State("/konto/anmelden/", prepare=submit()),
    "anmelden mit entwurf": State(
        baustein("open", busy=False),
        prepare=write_and_sign_in,
        leads_to="account_request_login_code",
    ),
    "code": State("/konto/anmelden/", prepare=ask_for_code, leads_to="account_confirm_login_code"),
    "code falsch": State(
        "/konto/anmelden/",
        prepare=then(ask_for_code, enter_wrong_code),
        leads_to="account_confirm_login_code",
    ),
    "name": State(
        "/konto/anmelden/", prepare=then(ask_for_code, enter_code), leads_to="account_name"
    ),
    "mehrere texte": State(
        baustein("open", busy=False),
        prepare=then(write_two, ask_for_code, enter_code, fill(pseudonym="Zwei Texte")),
        leads_to="comments:drafts",
    ),
    "passwort": State("/konto/anmelden/passwort/"),
    "passwort falsch": State("/konto/anmelden/passwort/", prepare=submit()),
    "adresse bestätigen": State(
        unconfirmed, prepare=sign_in_unconfirmed, leads_to="account_email_verification_sent"
    ),
    "passwort vergessen": State(at("account_reset_password")),
    "passwort vergessen ohne adresse": State(at("account_reset_password"), prepare=submit()),
    "passwort vergessen gesendet": State(at("account_reset_password_done")),
    "passwort neu": State(
        lambda town: town.new_password_address(), leads_to="account_reset_password_from_key"
    ),
    "passwort neu, leer": State(
        lambda town: town.new_password_address(),
        prepare=submit(),
        leads_to="account_reset_password_from_key",
    ),
    "passwort neu, link ungültig": State("/konto/passwort/vergessen/1-x/"),
    "passwort neu, fertig": State(at("account_reset_password_from_key_done")),
    "konto gesperrt": State(at("account_inactive")),
    "abbestellen": State(unsubscribe),
    "abbestellen erledigt": State(unsubscribe, prepare=submit("main form")),
    "abbestellen ungültig": State("/mails/abbestellen/x/", status=404),
}

ACCOUNT = {
    "meine kommentare": State("/konto/", who="resident"),
    "noch keine kommentare": State("/konto/", who="newcomer"),
    "mails": State("/konto/mails/", who="resident"),
    "mails, gespeichert": State("/konto/mails/", who="resident", prepare=press("Speichern")),
    "geräte": State(at("account_access"), who="resident"),
    "geräte im amt": State(at("account_access"), who="moderator"),
    "zweiter faktor": State("/konto/zweiter-faktor/", who="moderator"),
    "passwort bestätigen": State(
        "/konto/zweiter-faktor/app/", who="moderator", leads_to="account_reauthenticate"
    ),
    # Who has no password need not confirm it first.
    "app einrichten": State("/konto/zweiter-faktor/app/", who="resident"),
    "app falscher code": State("/konto/zweiter-faktor/app/", who="resident", prepare=submit()),
    "passkey einrichten": State("/konto/zweiter-faktor/passkey/", who="resident"),
    # Somebody who has a second factor.
    "zweiter faktor gefragt": State(
        sign_in_with_a_factor, prepare=sign_in_guarded, leads_to="mfa_authenticate"
    ),
    "zweiter faktor falsch": State(
        sign_in_with_a_factor,
        prepare=then(sign_in_guarded, fill(CODE_FORM, code="000000")),
        leads_to="mfa_authenticate",
    ),
    "zweiter faktor vorhanden": State("/konto/zweiter-faktor/", who="guarded"),
    "geräte mit zweitem faktor": State(at("account_access"), who="guarded"),
    "noch einmal zeigen": State(at("mfa_reauthenticate"), who="guarded"),
    "noch einmal zeigen, falsch": State(
        at("mfa_reauthenticate"), who="guarded", prepare=fill(CODE_FORM, code="000000")
    ),
    "passkey noch einmal zeigen": State(at("mfa_reauthenticate_webauthn"), who="guarded"),
    "app entfernen": State(at("mfa_deactivate_totp"), who="guarded"),
    "passkey entfernen": State(
        at("mfa_remove_webauthn", lambda town: town.passkey.pk), who="guarded"
    ),
    "notfallcodes": State(at("mfa_view_recovery_codes"), who="guarded"),
    "neue notfallcodes": State(at("mfa_generate_recovery_codes"), who="guarded"),
    "sitzung beendet": State(html=template("konto/session_ended.html")),
    "pseudonym": State(at("account_pseudonym"), who="resident"),
    "pseudonym leer": State(at("account_pseudonym"), who="resident", prepare=fill(pseudonym="")),
    "e-mail": State(at("account_email"), who="resident"),
    "e-mail leer": State(at("account_email"), who="resident", prepare=submit()),
    "e-mail bestätigen": State(
        at("account_email"),
        who="resident",
        prepare=fill(email="anders@example.org"),
        leads_to="account_email_confirm",
    ),
    "e-mail bestätigen falsch": State(
        at("account_email"),
        who="resident",
        prepare=then(fill(email="anders@example.org"), enter_wrong_code),
        leads_to="account_email_confirm",
    ),
    "anmeldung anderswo": State(at("account_identities"), who="linked"),
    "geräte mit anmeldung anderswo": State(at("account_access"), who="linked"),
    "anmeldung anderswo, getrennt": State(
        at("account_identities"), who="linked", prepare=submit("main .follows form")
    ),
    "organisation": State(at("account_organisation"), who="moderator"),
    "passwort ändern": State(at("account_change_password"), who="moderator"),
    "passwort ändern, leer": State(
        at("account_change_password"), who="moderator", prepare=submit()
    ),
    "passwort setzen": State(at("account_set_password"), who="newcomer"),
    "meine daten": State(at("account_data"), who="resident"),
    "löschen": State(at("account_delete"), who="resident"),
    "löschen bestätigen": State(
        at("account_delete"), who="resident", prepare=submit(), leads_to="account_delete_confirm"
    ),
    "löschen geht nicht": State(at("account_delete"), who="administrator"),
    "abmelden": State(at("account_logout"), who="resident"),
}
