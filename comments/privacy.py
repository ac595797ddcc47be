"""What this app stores about people: model → what, what for, how long (page „Datenschutz“)."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .personal import DRAFT_KEPT, HIDDEN_KEPT

_COMMENTS = (
    _("Beiträge mit Pseudonym, Zeitpunkt, früheren Wortlauten und, wenn Sie ihn angeben, Ortsteil"),
    _("Das ist die öffentliche Beteiligung. Frühere Wortlaute sieht nur die Moderation."),
    format_lazy(
        _(
            "Auf Dauer; wird das Konto gelöscht, ohne Ihr Pseudonym und Ihren Ortsteil. Was die "
            "Moderation ausgeblendet hat, noch {days} Tage."
        ),
        days=HIDDEN_KEPT.days,
    ),
)

STORED = {
    "comments.Kommentar": _COMMENTS,
    "comments.Bearbeitung": _COMMENTS,
    "comments.Schwaerzung": (
        _("Stellen, die die Moderation aus Beiträgen entfernt hat, mit dem Wortlaut davor"),
        _("Damit überprüft werden kann, ob das richtig war. Sehen kann sie nur die Moderation."),
        format_lazy(_("{days} Tage."), days=HIDDEN_KEPT.days),
    ),
    "comments.Entwurf": (
        _("Ein Text, den Sie vor der Anmeldung geschrieben haben"),
        _("Damit er beim Anmelden nicht verloren geht."),
        format_lazy(
            _(
                "Bis er veröffentlicht ist, höchstens {days} Tage. Einen Namen oder eine Adresse "
                "enthält er nicht."
            ),
            days=DRAFT_KEPT.days,
        ),
    ),
    "comments.GemerkteListe": (
        _("Filter, die sich Moderierende unter einem Namen gemerkt haben"),
        _("Damit man eine Liste nicht jedes Mal neu zusammenstellt. Andere sehen sie nicht."),
        _("Bis man sie entfernt oder das Konto gelöscht wird."),
    ),
    "comments.Bewertung": (
        _("Ihre Stimmen für oder gegen Beiträge"),
        _("Öffentlich ist nur die Zahl, nicht, wer wie gestimmt hat."),
        _("Bis Sie sie zurücknehmen oder das Konto gelöscht wird."),
    ),
    "comments.Meldung": (
        _("Meldungen von Beiträgen: Grund, Erläuterung, wer gemeldet hat"),
        _("Damit die Moderation prüfen und Ihnen antworten kann."),
        _("Die E-Mail-Adresse bis zur Entscheidung; die Meldung auf Dauer."),
    ),
    "comments.Moderationsentscheidung": (
        _("Entscheidungen der Moderation: über wen, durch wen, mit welcher Begründung"),
        _("Damit jede Entscheidung begründet und überprüft werden kann."),
        _("Auf Dauer; wird ein Konto gelöscht, ohne Bezug zur Person."),
    ),
    "comments.Beschwerde": (
        _("Beschwerden gegen Entscheidungen und was daraus wurde"),
        _("Damit jemand anderes die Entscheidung überprüft."),
        _("Auf Dauer; wird ein Konto gelöscht, ohne Bezug zur Person."),
    ),
    "comments.Organisation": (
        _("Für welche Organisation Sie schreiben, und wer das bestätigt hat"),
        _("Damit niemand unter dem Namen einer fremden Organisation schreibt."),
        _("Bis das Konto gelöscht wird; an Beiträgen bleibt der Name der Organisation."),
    ),
    "comments.Sperre": (
        _("Ob und wie lange eine Person in einem Konzept nicht schreiben darf"),
        _("Damit sich Verstöße nicht wiederholen."),
        _("Bis das Konto gelöscht wird."),
    ),
}
