"""What a town hall forgets: each function looks at one thing and names what is wrong with it.

Shown by „manage.py checkup“ and, to superusers, as staff notices on the dashboard.
"""

import os
import shutil
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import checks
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.notices import Notice, Urgency
from mails.models import Mail
from municipality.current import current
from pages.models import Page, Seitenfassung
from phases.models import Kommentierphase
from strategies.models import Zustaendigkeit

from . import backups, heartbeat

BACKUP_LATE_AFTER = timedelta(days=2)
MAIL_LATE_AFTER = timedelta(minutes=15)
_FAILURES_SHOWN = timedelta(days=7)
_LEAST_FREE = 0.1


def findings():
    """Yield a Notice for everything that is wrong, the platform's content first."""
    looks = (legal_pages, moderators)
    if settings.PRODUCTION:
        looks += (mail_was_sent, mails_that_wait, mails_that_failed, worker, backup, disk)
        looks += (safety, open_data)
    for look in looks:
        yield from look()


def legal_pages():
    filled_in = {row.page: row for row in Seitenfassung.objects.current()}
    unfinished = [
        str(page.label)
        for page in Page
        if page not in filled_in or not filled_in[page].text.strip() or filled_in[page].placeholders
    ]
    if unfinished:
        yield Notice(
            _("Noch nicht fertig ausgefüllt: %(pages)s") % {"pages": ", ".join(unfinished)},
            reverse("everyday:start"),
        )


def moderators():
    """Somebody who can sign in has to look after every phase that is open or coming."""
    able = Zustaendigkeit.objects.filter(
        konzept=OuterRef("strategie__konzept"),
        role=Zustaendigkeit.Role.MODERATION,
        user__in=User.objects.reachable().filter(is_staff=True),
    )
    phases = Kommentierphase.objects.public().filter(~Exists(able), ends_at__gt=timezone.now())
    for phase in phases.select_related("strategie").order_by("starts_at"):
        yield Notice(
            _("Niemand moderiert die Kommentierphase zu „%(strategie)s“")
            % {"strategie": phase.strategie.title},
            reverse("staff:start"),
            Urgency.OVERDUE,
        )


def mail_was_sent():
    if not Mail.objects.filter(status=Mail.Status.SENT).exists():
        yield Notice(
            _("Es wurde noch keine E-Mail versendet: bitte eine Test-E-Mail senden"),
            urgency=Urgency.OVERDUE,
        )


def mails_that_wait():
    late = timezone.now() - MAIL_LATE_AFTER
    waiting = Mail.objects.filter(status__in=[Mail.Status.WAITING, Mail.Status.SENDING])
    if number := waiting.filter(created_at__lt=late).count():
        text = ngettext(
            "%(n)d E-Mail wartet seit mehr als einer Viertelstunde",
            "%(n)d E-Mails warten seit mehr als einer Viertelstunde",
            number,
        )
        yield Notice(text % {"n": number}, _mails("waiting"), Urgency.OVERDUE)


def mails_that_failed():
    lately = timezone.now() - _FAILURES_SHOWN
    failed = Mail.objects.filter(status=Mail.Status.FAILED, created_at__gt=lately)
    if number := failed.count():
        text = ngettext(
            "%(n)d E-Mail konnte in den letzten sieben Tagen nicht zugestellt werden",
            "%(n)d E-Mails konnten in den letzten sieben Tagen nicht zugestellt werden",
            number,
        )
        yield Notice(text % {"n": number}, _mails("failed"))


def _mails(status):
    return f"{reverse('admin:mails_mail_changelist')}?status__exact={status}"


def worker():
    now = timezone.now()
    last = heartbeat.last_beat()
    if last and now - last < heartbeat.LATE_AFTER:
        return
    waiting = heartbeat.waits_since()
    # Put there by a clock that ran ahead, it may have waited for any time.
    if waiting and abs(now - waiting) < heartbeat.LATE_AFTER:
        # Just started.
        return
    if waiting:
        text = _("Der Aufgabendienst läuft nicht (mitreden-worker): E-Mails bleiben liegen")
    else:
        text = _("Der Zeitgeber läuft nicht (mitreden-minute.timer): E-Mails bleiben liegen")
    yield Notice(text, urgency=Urgency.OVERDUE)


def backup():
    last = backups.last()
    if last is None:
        yield Notice(_("Es gibt noch keine Sicherung"), urgency=Urgency.OVERDUE)
    elif abs(timezone.now() - last) > BACKUP_LATE_AFTER:
        day = date_format(timezone.localtime(last), "j. F Y, H:i")
        yield Notice(
            _("Die letzte Sicherung ist vom %(day)s") % {"day": day}, urgency=Urgency.OVERDUE
        )
    if settings.BACKUP_DIR.is_dir() and not os.access(settings.BACKUP_DIR, os.W_OK):
        yield Notice(
            _("In das Verzeichnis der Sicherungen kann nicht geschrieben werden"),
            urgency=Urgency.OVERDUE,
        )


def disk():
    if settings.BACKUP_DIR.is_dir():
        usage = shutil.disk_usage(settings.BACKUP_DIR)
        if usage.free < usage.total * _LEAST_FREE:
            free = round(100 * usage.free / usage.total)
            yield Notice(_("Auf dem Speicher sind nur noch %(free)d %% frei") % {"free": free})


def safety():
    """What was left as it comes, and what Django finds wrong with the settings."""
    if settings.SECRET_KEY.startswith("development-only"):
        yield Notice(_("SECRET_KEY ist der aus dem Quelltext"), urgency=Urgency.OVERDUE)
    if "//127.0.0.1" in settings.SITE_URL or "//localhost" in settings.SITE_URL:
        yield Notice(_("SITE_URL ist nicht gesetzt: Links in E-Mails führen ins Leere"))
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Notice(_("DEFAULT_FROM_EMAIL ist nicht gesetzt: E-Mails haben keinen Absender"))
    for message in checks.run_checks(tags=[checks.Tags.security], include_deployment_checks=True):
        # As "manage.py check" does: what the settings decide on purpose is nothing to remind of.
        if not message.is_silenced():
            yield Notice(f"{message.msg} ({message.id})", urgency=Urgency.HINT)


def open_data():
    """What portals need to know whose data these are, once there are any."""
    if not Kommentierphase.objects.visible_to(AnonymousUser()).exists():
        return
    if not settings.OPEN_DATA_CONTRIBUTOR:
        yield Notice(
            _(
                "OPEN_DATA_CONTRIBUTOR ist nicht gesetzt: GovData nimmt den Datenkatalog "
                "(/catalog.jsonld) nicht an"
            ),
            urgency=Urgency.HINT,
        )
    if not current().ags:
        yield Notice(
            _("Der amtliche Schlüssel (AGS) fehlt: Datenportale finden Ihren Ort nicht"),
            reverse("town:kommune"),
            Urgency.HINT,
        )
