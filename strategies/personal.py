"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from municipality.language import german, sentence

from .documents.uploads import remove_expired
from .einlesungen import remove_old
from .models import Einlesung, Fassung, Gliederungsprotokoll, Mitteilung, Vertretung
from .staff import keep_stand_ins

LINKS = {
    "strategies.Abonnement.user": "deleted",
    "strategies.Einlesung.changed_by": "cut",
    "strategies.Einlesung.created_by": "cut",
    "strategies.Fassung.created_by": "cut",
    "strategies.Gliederungsprotokoll.by": "cut",
    "strategies.Mitteilung.created_by": "cut",
    "strategies.Mitteilung.sent_by": "cut",
    "strategies.Vertretung.person": "deleted",
    "strategies.Vertretung.planned_by": "cut",
    "strategies.Vertretung.stand_in": "deleted",
    "strategies.Zustaendigkeit.user": "deleted",
}


def export(user):
    fassungen = Fassung.objects.filter(created_by=user).order_by("pk")
    vertretungen = Vertretung.objects.filter(
        Q(person=user) | Q(stand_in=user) | Q(planned_by=user)
    ).select_related("person", "stand_in")
    return {
        _("Wem Sie folgen"): [
            {_("was"): str(row.target), _("seit"): row.created_at}
            for row in user.abonnements.with_target()
        ],
        _("Wofür Sie zuständig sind"): [
            {
                _("Konzept"): str(row.konzept),
                _("Aufgabe"): row.get_role_display(),
                _("Amt"): row.office,
            }
            for row in user.zustaendigkeiten.select_related("konzept")
        ],
        _("Vertretungen, die Sie betreffen"): [
            {
                _("wird vertreten"): str(row.person),
                _("vertritt"): str(row.stand_in),
                _("Erster Tag"): row.first_day,
                _("Letzter Tag"): row.last_day,
            }
            for row in vertretungen
        ],
        _("Fassungen, die Sie angelegt haben"): [
            {_("Fassung"): str(row), _("Nummer"): row.pk, _("angelegt"): row.created_at}
            for row in fassungen
        ],
        _("Dokumente, die Sie eingelesen haben"): [
            {
                _("Datei"): row.filename,
                _("Konzept"): row.konzept_title,
                _("angelegt"): row.created_at,
                _("geändert"): row.changed_at,
            }
            for row in Einlesung.objects.filter(Q(created_by=user) | Q(changed_by=user))
            .select_related("konzept")
            .order_by("pk")
        ],
        _("Was Sie an der Gliederung geändert haben"): [
            {_("Baustein"): str(row.baustein), _("Änderung"): str(row), _("am"): row.at}
            for row in Gliederungsprotokoll.objects.filter(by=user)
            .select_related("baustein")
            .order_by("pk")
        ],
        _("Mitteilungen, die Sie geschrieben oder verschickt haben"): [
            {
                _("Betreff"): row.title,
                _("angelegt"): row.created_at,
                _("verschickt am"): row.sent_at,
            }
            for row in Mitteilung.objects.filter(Q(created_by=user) | Q(sent_by=user)).order_by(
                "pk"
            )
        ],
    }


def objections(user):
    for row in user.zustaendigkeiten.select_related("konzept"):
        yield sentence(
            _(
                "Sie sind noch zuständig für „%(konzept)s“ (%(role)s). Bitte lassen Sie diese "
                "Aufgabe vorher auf jemand anderen übertragen."
            ),
            konzept=german(row.konzept),
            role=row.get_role_display(),
        )


def anonymise(user, *, withdraw):
    """Nothing that deleting the account does not do: a Fassung stays, without who wrote it."""


def purge(now):
    return {
        _("nie übernommene Dateien"): remove_expired(now),
        _("eingelesene Dokumente"): remove_old(now),
        _("Vertretungen, die vorbei sind"): keep_stand_ins(timezone.localdate(now)),
    }
