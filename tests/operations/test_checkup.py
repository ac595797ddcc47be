"""„manage.py checkup“ names what a town hall forgets, and nothing when all is well."""

from contextlib import suppress
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from mails.actions import send
from mails.models import Mail
from municipality.current import refresh
from municipality.models import Kommune
from operations import first_steps, heartbeat
from pages.models import Seitenfassung
from phases.models import Kommentierphase
from tests import factories

pytestmark = pytest.mark.django_db


def checkup():
    """What the command says on its way, whether it ends with 1 or not."""
    output = StringIO()
    with suppress(CommandError):
        call_command("checkup", stdout=output)
    return output.getvalue()


def fill_in_pages():
    Seitenfassung.objects.update(text="Fertig.")


@pytest.fixture
def well(production, settings, resident):
    """An installation in production with nothing to complain about."""
    settings.SITE_URL = "https://mitreden.example"
    settings.DEFAULT_FROM_EMAIL = "mitreden@stadt.example"
    settings.OPEN_DATA_CONTRIBUTOR = "http://dcat-ap.de/def/contributors/stadtMusterstadt"
    Kommune.objects.create(name="Elbhagen", ags="15081135")
    refresh()
    settings.SECRET_KEY = "0123456789-abcdefghijklmnopqrstuvw-" * 2
    settings.SECURE_SSL_REDIRECT = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_PRELOAD = 31536000, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    fill_in_pages()
    send(template="unknown_account", context={}, user=resident)
    Mail.objects.update(status=Mail.Status.SENT)
    beat()
    write_backup(timezone.now())


def beat():
    """What timer, queue and worker do together; with a real worker, see below."""
    call_command("heartbeat")
    DBTaskResult.objects.update(status="SUCCESSFUL", finished_at=timezone.now())


def write_backup(moment):
    project.BACKUP_DIR.mkdir(exist_ok=True)
    for path in project.BACKUP_DIR.iterdir():
        path.unlink()
    (project.BACKUP_DIR / f"mitreden-{moment:%Y-%m-%dT%H%M%S}Z.zip").touch()


def test_all_is_well(well, baustein, moderator):
    assert checkup() == "Alles in Ordnung.\n"


def test_it_ends_with_1_for_whoever_watches_it(well):
    Mail.objects.all().delete()

    with pytest.raises(CommandError, match="Zu erledigen: 1") as error:
        call_command("checkup", stdout=StringIO())
    assert error.value.returncode == 1


@pytest.mark.parametrize("start", [-1, 5])
def test_a_phase_that_nobody_moderates(well, baustein, start):
    Kommentierphase.objects.update(starts_at=timezone.now() + timedelta(days=start))
    konzept = baustein.strategie.konzept
    factories.staff(konzept, role="redaktion")
    factories.staff(konzept, role="moderation", is_active=False)
    factories.staff(factories.konzept(), role="moderation")

    assert "Niemand moderiert die Kommentierphase zu „Lebendige Mitte“" in checkup()
    factories.end_phase(baustein)
    assert checkup() == "Alles in Ordnung.\n"


def test_pages_with_gaps(well):
    Seitenfassung.objects.filter(page="impressum").update(text="[Bitte ergänzen: Anschrift]")
    Seitenfassung.objects.filter(page="netiquette").update(text=" ")

    assert "Noch nicht fertig ausgefüllt: Impressum, Netiquette" in checkup()


def test_no_mail_was_ever_sent(well):
    Mail.objects.all().delete()

    assert "Es wurde noch keine E-Mail versendet" in checkup()


def test_mails_that_wait_or_failed(well, resident):
    for status, age in (("waiting", 20), ("waiting", 5), ("failed", 60)):
        mail = send(template="unknown_account", context={}, user=resident)
        moment = timezone.now() - timedelta(minutes=age)
        Mail.objects.filter(pk=mail.pk).update(status=status, created_at=moment)

    assert "1 E-Mail wartet seit mehr als einer Viertelstunde" in checkup()
    assert "1 E-Mail konnte in den letzten sieben Tagen nicht zugestellt werden" in checkup()


def test_a_worker_that_stands_still(well):
    old = timezone.now() - timedelta(minutes=11)
    DBTaskResult.objects.update(finished_at=old)
    call_command("heartbeat")
    assert checkup() == "Alles in Ordnung.\n"

    DBTaskResult.objects.update(enqueued_at=old)
    assert "Der Aufgabendienst läuft nicht" in checkup()
    call_command("heartbeat")
    assert DBTaskResult.objects.filter(status="READY").count() == 1

    beat()
    assert checkup() == "Alles in Ordnung.\n"


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_works_is_heard(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call_command("heartbeat")
    assert heartbeat.last_beat() is None
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)

    assert timezone.now() - heartbeat.last_beat() < timedelta(minutes=1)


def test_a_worker_that_died_while_the_clock_ran_ahead(well):
    """What it did and what waits for it is dated tomorrow; the last it did before, long ago."""
    tomorrow = timezone.now() + timedelta(days=1)
    DBTaskResult.objects.update(finished_at=tomorrow)
    call_command("heartbeat")
    DBTaskResult.objects.filter(status="READY").update(enqueued_at=tomorrow)

    assert "Der Aufgabendienst läuft nicht" in checkup()
    beat()
    assert checkup() == "Alles in Ordnung.\n"


def test_a_timer_that_stands_still(well):
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(minutes=11))

    assert "Der Zeitgeber läuft nicht" in checkup()


@pytest.mark.parametrize(("hours", "complains"), [(47, False), (49, True)])
def test_a_backup_that_is_too_old(well, hours, complains):
    write_backup(timezone.now() - timedelta(hours=hours))

    assert ("Die letzte Sicherung ist vom" in checkup()) == complains


def test_a_backup_dated_by_a_clock_that_ran_ahead_hides_nothing(well):
    write_backup(timezone.now() - timedelta(days=3))
    future = timezone.now() + timedelta(days=300)
    (project.BACKUP_DIR / f"mitreden-{future:%Y-%m-%dT%H%M%S}Z.zip").touch()
    assert "Die letzte Sicherung ist vom" in checkup()

    write_backup(future)
    assert "Die letzte Sicherung ist vom" in checkup()


def test_no_backup_at_all(well):
    for path in project.BACKUP_DIR.iterdir():
        path.unlink()

    assert "Es gibt noch keine Sicherung" in checkup()


def test_settings_that_were_left_as_they_come(well, settings):
    settings.SECRET_KEY = "development-only-never-in-production-" + "0" * 32
    settings.SITE_URL = "http://127.0.0.1:8000"
    settings.DEFAULT_FROM_EMAIL = "mitreden@localhost"
    settings.SESSION_COOKIE_SECURE = False

    found = checkup()
    for part in ("SECRET_KEY", "SITE_URL", "DEFAULT_FROM_EMAIL", "security.W012"):
        assert part in found


def test_what_the_settings_decide_on_purpose_is_no_reminder(well, settings, baustein, moderator):
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = False
    assert "security.W005" in checkup()

    settings.SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    assert checkup() == "Alles in Ordnung.\n"


def test_only_superusers_see_it_on_the_desk(client, well, baustein):
    client.force_login(factories.superuser())
    assert "Niemand moderiert" in client.get(reverse("desk:start"), secure=True).text

    client.force_login(factories.staff(baustein.strategie.konzept, role="redaktion"))
    assert "Niemand moderiert" not in client.get(reverse("desk:start"), secure=True).text


def done(user):
    return [step.done for step in first_steps.steps_for(user)]


def test_first_steps_are_ticked_off_one_by_one_until_the_first_phase(production, client):
    admin = factories.superuser()
    client.force_login(admin)
    assert "Erste Schritte" in client.get(reverse("desk:start")).text
    assert not any(done(admin))

    kommune = Kommune.objects.create(name="Musterstadt")
    refresh()
    assert not any(done(admin)), "its coat of arms is missing"
    kommune.logo = "logo/wappen.png"
    kommune.save()
    refresh()
    assert done(admin) == [True] + 7 * [False]
    fill_in_pages()
    send(template="unknown_account", context={}, user=admin)
    Mail.objects.update(status=Mail.Status.SENT)
    assert done(admin) == 3 * [True] + 5 * [False]
    konzept = factories.konzept(status="draft")
    strategie = factories.strategie(konzept=konzept)
    for role in ("redaktion", "moderation"):
        factories.staff(konzept, role=role)
    assert done(admin) == 5 * [True] + 3 * [False]
    konzept.status = "published"
    konzept.save()
    phase = factories.phase(strategie, start=3)
    write_backup(timezone.now())
    assert done(admin) == 8 * [True]
    for step in first_steps.steps_for(admin):
        assert not step.url or client.get(step.url, follow=True).status_code == 200

    Kommentierphase.objects.filter(pk=phase.pk).update(starts_at=timezone.now())
    assert "Erste Schritte" not in client.get(reverse("desk:start")).text


def test_first_steps_are_for_those_who_can_take_them(client):
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))

    assert "Erste Schritte" not in client.get(reverse("desk:start")).text


def test_whose_data_these_are_once_there_are_any(well, settings):
    Kommune.objects.update(ags="")
    refresh()
    settings.OPEN_DATA_CONTRIBUTOR = ""
    assert checkup() == "Alles in Ordnung.\n"

    konzept = factories.open_baustein().strategie.konzept
    factories.staff(konzept, role="moderation")

    said = checkup()
    assert "Hinweis: OPEN_DATA_CONTRIBUTOR ist nicht gesetzt" in said
    assert "Hinweis: Der amtliche Schlüssel (AGS) fehlt" in said
