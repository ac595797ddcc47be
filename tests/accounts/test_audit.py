"""What matters for security stands in one record, and the right people hear of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Sicherheitsprotokoll, User
from accounts.own_data.personal_data import purge
from accounts.protection import audit
from evaluation.actions import record_export
from phases.actions import close_now
from tests import factories
from tests.browser.staff import PASSWORD
from tests.forms import opened

pytestmark = pytest.mark.django_db

SIGN_IN = "/konto/anmelden/passwort/"
FIREFOX = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"}
Event = Sicherheitsprotokoll.Event


@pytest.fixture
def clerk():
    return factories.superuser(email="amt@example.org", password=PASSWORD)


@pytest.fixture
def sign_in(clerk, django_capture_on_commit_callbacks):
    def post(client, password=PASSWORD, email=clerk.email):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(SIGN_IN, {"login": email, "password": password})

    return post


def lines(event):
    rows = Sicherheitsprotokoll.objects.filter(event=event).order_by("pk")
    return [(row.by, row.about, row.details) for row in rows]


def test_signing_in_of_staff_is_noted_and_no_address_with_it(clerk, sign_in):
    sign_in(Client(headers=FIREFOX, REMOTE_ADDR="203.0.113.77"))

    assert lines(Event.SIGN_IN) == [(clerk, clerk, "Firefox, Linux")]
    assert "203.0.113" not in str(list(Sicherheitsprotokoll.objects.values()))


def test_a_wrong_password_is_noted_for_staff_and_for_nobody_else(client, clerk, sign_in):
    factories.user(email="lena@example.org")
    for email in (clerk.email, "lena@example.org", "niemand@example.org"):
        sign_in(client, "falsch", email)

    assert lines(Event.SIGN_IN_FAILED) == [(None, clerk, "Passwort")]


def test_residents_leave_nothing(client, clerk, sign_in):
    factories.user(email="lena@example.org", password=PASSWORD)
    sign_in(client, email="lena@example.org")

    assert client.get("/konto/geraete/").status_code == 200
    assert not Sicherheitsprotokoll.objects.exists()
    assert not mail.outbox


def test_staff_hear_of_a_new_device_and_not_of_one_they_know(client, clerk, sign_in):
    sign_in(client)
    assert "nie getan" in mail.outbox[-1].body
    assert mail.outbox[-1].to == [clerk.email]
    mail.outbox.clear()

    client.post("/konto/abmelden/")
    sign_in(client)
    assert not mail.outbox

    sign_in(Client())
    assert len(mail.outbox) == 1


def test_a_device_is_known_for_each_person_and_cannot_be_claimed(client, clerk, sign_in):
    client.cookies["geraet"] = f"[{clerk.pk}]"
    sign_in(client)
    assert len(mail.outbox) == 1

    client.post("/konto/abmelden/")
    factories.superuser(email="zwei@example.org", password=PASSWORD)
    sign_in(client, email="zwei@example.org")
    assert mail.outbox[-1].to == ["zwei@example.org"]


def test_new_rights_are_noted_and_told_to_all_superusers(
    client, clerk, django_capture_on_commit_callbacks
):
    other, person = factories.superuser(), factories.user()
    client.force_login(clerk)
    address = reverse("admin:accounts_user_change", args=[person.pk])
    data = opened(client, address)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, data | {"is_staff": "on"})

    assert lines(Event.RIGHTS) == [(clerk, person, "aktiv, darf in die Verwaltung")]
    assert {address for message in mail.outbox for address in message.to} == {
        clerk.email,
        other.email,
    }
    assert person.email in mail.outbox[0].body


def test_a_superuser_made_at_the_command_line_is_noted_and_told_to_the_others(
    clerk, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    factories.superuser(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        call_command(
            "createsuperuser", interactive=False, verbosity=0, email="neu@example.org",
            pseudonym="Neue Leitung",
        )  # fmt: skip

    person = User.objects.get(email="neu@example.org")
    ((by, about, details),) = lines(Event.RIGHTS)
    assert (by, about) == (None, person)
    assert details.startswith("aktiv, darf in die Verwaltung, ")
    assert [message.to for message in mail.outbox] == [[clerk.email]]
    assert "neu@example.org" in mail.outbox[0].body
    assert "durch jemanden mit Zugang zum Server" in mail.outbox[0].body


def test_a_superuser_who_was_not_made_leaves_no_line(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_superuser(clerk.email, "Neue Leitung")

    assert not lines(Event.RIGHTS)


def test_a_role_given_and_taken_is_noted(client, clerk, baustein):
    konzept = baustein.strategie.konzept
    person = factories.user()
    client.force_login(clerk)
    url = reverse("admin:strategies_konzept_change", args=[konzept.pk])
    form = client.get(url).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    empty = {"zustaendigkeiten-INITIAL_FORMS": "0", "zustaendigkeiten-TOTAL_FORMS": "1"}
    row = {"user": person.pk, "role": "moderation", "office": "Hauptamt"}
    roles = {f"zustaendigkeiten-0-{name}": value for name, value in row.items()}
    files = {"dokumente-INITIAL_FORMS": "0", "dokumente-TOTAL_FORMS": "0"}

    assert client.post(url, {**data, **empty, **roles, **files}).status_code == 302
    taken = {
        "zustaendigkeiten-INITIAL_FORMS": "1",
        "zustaendigkeiten-0-id": konzept.zustaendigkeiten.get().pk,
        "zustaendigkeiten-0-konzept": konzept.pk,
        "zustaendigkeiten-0-DELETE": "on",
    }
    assert client.post(url, {**data, **empty, **roles, **files, **taken}).status_code == 302

    assert [(by, about, details[:14]) for by, about, details in lines(Event.ROLES)] == [
        (clerk, person, "+ Moderation H"),
        (clerk, person, "− Moderation H"),
    ]


def test_exports_phases_and_settings_are_noted(client, clerk, baustein):
    auswertung = factories.auswertung(baustein, by=clerk)
    record_export(auswertung, by=clerk, details="Beiträge, XLSX")
    close_now(baustein.strategie.kommentierphasen.get(), by=clerk, reason="Genug.")
    client.force_login(clerk)
    client.post(
        reverse("admin:municipality_kommune_add"),
        {"name": "Elbhagen", "claim": "", "contact": "", "footer": "", "enforcement_body": ""},
    )

    assert lines(Event.EXPORT) == [(clerk, None, f"{baustein.strategie}: Beiträge, XLSX")]
    assert lines(Event.PHASE)[0][2].startswith("jetzt beendet: ")
    assert lines(Event.SETTINGS)[0][0] == clerk


def test_superusers_read_it_and_nobody_changes_it(client, clerk, baustein):
    audit.record(Event.RIGHTS, by=clerk, about=clerk, details="Spur")
    row = Sicherheitsprotokoll.objects.get()
    here = "admin:accounts_sicherheitsprotokoll"
    client.force_login(clerk)

    assert "Spur" in client.get(reverse(f"{here}_changelist")).text
    change = reverse(f"{here}_change", args=[row.pk])
    assert client.get(change).status_code == 200
    assert client.post(change, {"details": "x"}).status_code == 403
    assert client.post(reverse(f"{here}_delete", args=[row.pk])).status_code == 403
    assert client.get(reverse(f"{here}_add")).status_code == 403
    with pytest.raises(TypeError):
        Sicherheitsprotokoll.objects.update(details="x")

    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    assert client.get(reverse(f"{here}_changelist")).status_code == 403


def test_it_is_kept_for_a_year(clerk):
    now = timezone.now()
    for days in (300, 400):
        audit.record(Event.SIGN_IN, by=clerk, about=clerk, details=f"{days}")
        row = Sicherheitsprotokoll.objects.latest("pk")
        row.at = now - timedelta(days=days)
        row.save()

    purge(now)

    assert lines(Event.SIGN_IN) == [(clerk, clerk, "300")]
