"""What an administrator does next, until the first Kommentierphase has begun."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mails.models import Mail
from municipality.current import current
from phases.models import Kommentierphase
from strategies.models import Konzept, Publikationsstatus, Strategie, Zustaendigkeit

from . import backups, checkup


@dataclass(frozen=True)
class SetupStep:
    text: str
    done: bool
    url: str = ""


def steps_for(user):
    """The steps in their order, each with whether it is done; none once a phase has begun."""
    announced = Kommentierphase.objects.public()
    if not user.is_superuser or announced.filter(starts_at__lte=timezone.now()).exists():
        return []
    steps = [
        SetupStep(
            _("Name und Wappen der Kommune eintragen"),
            bool(current().name and current().logo),
            reverse("town:kommune"),
        ),
        SetupStep(
            _("Impressum, Datenschutz und die anderen Seiten ausfüllen"),
            not list(checkup.legal_pages()),
            reverse("everyday:start"),
        ),
        SetupStep(
            _("Prüfen, ob E-Mails ankommen, etwa der Code zum Anmelden"),
            Mail.objects.filter(status=Mail.Status.SENT).exists(),
            reverse("admin:mails_mail_changelist"),
        ),
        SetupStep(
            _("Das Konzept anlegen und sein Dokument einlesen"),
            Strategie.objects.exists(),
            reverse("importing:start"),
        ),
        SetupStep(
            _("Mitarbeitende anlegen und am Konzept zuständig machen: Redaktion, Moderation"),
            _has_team(),
            reverse("staff:start"),
        ),
        SetupStep(
            _("Das Konzept veröffentlichen"),
            Strategie.objects.filter(
                status=Publikationsstatus.PUBLISHED,
                konzept__status=Publikationsstatus.PUBLISHED,
            ).exists(),
            reverse("texts:start"),
        ),
        SetupStep(
            _("Die erste Kommentierphase anlegen und ankündigen"),
            announced.exists(),
            reverse("plan:start"),
        ),
    ]
    if settings.PRODUCTION:
        steps.append(
            SetupStep(
                _("Eine Sicherung schreiben und das Zurückspielen üben"), bool(backups.backups())
            )
        )
    return steps


def _has_team():
    """Some Konzept has both: who works on its texts, and who looks after the discussion."""
    Role = Zustaendigkeit.Role
    of = {
        role: Exists(Zustaendigkeit.objects.filter(konzept=OuterRef("pk"), role=role))
        for role in (Role.REDAKTION, Role.MODERATION)
    }
    return Konzept.objects.filter(of[Role.REDAKTION], of[Role.MODERATION]).exists()
