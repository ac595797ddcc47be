"""What this app keeps about a person (see ``accounts.own_data.personal_data``)."""

import uuid
from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from mails.personal import forget_name

from .actions import withdraw as withdraw_kommentar
from .models import (
    Bearbeitung,
    Beschwerde,
    Bewertung,
    Entwurf,
    GemerkteListe,
    Kommentar,
    Meldung,
    Moderationsentscheidung,
    Organisation,
    Schwaerzung,
    Status,
)

LINKS = {
    "comments.Beschwerde.decided_by": "cut",
    "comments.Bewertung.user": "deleted",
    "comments.GemerkteListe.user": "deleted",
    "comments.Kommentar.author": "cut",
    "comments.Kommentar.entered_by": "cut",
    "comments.Meldung.user": "cut",
    "comments.Organisation.person": "deleted",
    "comments.Organisation.decided_by": "cut",
    "comments.Moderationsentscheidung.affected": "cut",
    "comments.Moderationsentscheidung.by": "cut",
    # The decision to block stays; whom it keeps from writing is gone.
    "comments.Sperre.user": "deleted",
}

# After so long nobody comes back to a text that waits for its author to sign in.
DRAFT_KEPT = timedelta(days=30)
# So long after the decision somebody may still ask what a hidden comment said, and a court
# (most claims end after three years, counted from the end of the year: § 195, 199 BGB).
HIDDEN_KEPT = timedelta(days=4 * 365)


def export(user):
    return {
        _("Beiträge"): [_kommentar(row) for row in _kommentare(user)],
        _("Bewertungen"): [
            {
                _("Beitrag"): row.kommentar_id,
                _("Wertung"): row.get_value_display(),
                _("am"): row.at,
            }
            for row in user.bewertungen.order_by("pk")
        ],
        _("Meldungen, die Sie gemacht haben"): [_meldung(row) for row in _meldungen(user)],
        _("Entscheidungen der Moderation über Sie"): [
            _entscheidung(row)
            for row in _entscheidungen(affected=user).select_related("beschwerde")
        ],
        _("Sperren"): [
            {_("Konzept"): str(row.konzept), _("bis"): row.until, _("aufgehoben"): row.lifted_at}
            for row in user.sperren.select_related("konzept")
        ],
        _("Organisation, für die Sie schreiben"): [
            _organisation(row) for row in Organisation.objects.filter(person=user)
        ],
        _("Organisationen, über die Sie entschieden haben"): [
            _organisation(row) for row in Organisation.objects.filter(decided_by=user)
        ],
        _("Beiträge, die Sie für andere erfasst haben"): [
            {_("Nummer"): row.pk, _("zu"): str(row.baustein), _("erfasst"): row.created_at}
            for row in Kommentar.objects.filter(entered_by=user).select_related("baustein")
        ],
        _("Listen, die Sie sich gemerkt haben"): [
            {_("Name"): row.name, _("Liste"): row.tab, _("Filter"): row.query}
            for row in GemerkteListe.objects.filter(user=user)
        ],
        _("Entscheidungen, die Sie als Moderation getroffen haben"): [
            _reference(row) for row in _entscheidungen(by=user)
        ],
        _("Beschwerden, die Sie entschieden haben"): [
            {
                _("Beschwerde"): row.pk,
                _("am"): row.decided_at,
                _("Ergebnis"): row.get_status_display(),
            }
            for row in Beschwerde.objects.filter(decided_by=user)
        ],
    }


def _organisation(row):
    return {
        _("Name der Organisation"): row.name,
        _("Art"): row.get_kind_display(),
        _("Status"): row.get_status_display(),
        _("beantragt"): row.requested_at,
        _("entschieden"): row.decided_at,
        _("Begründung"): row.statement,
    }


def _kommentare(user):
    rows = user.kommentare.select_related("baustein", "ortsteil")
    return rows.prefetch_related("bearbeitungen", "schwaerzungen").order_by("pk")


def _kommentar(row):
    return {
        _("Nummer"): row.pk,
        _("zu"): str(row.baustein),
        _("Antwort auf Beitrag"): row.parent_id,
        _("Art"): row.category_label,
        _("zitierte Stelle"): row.passage,
        _("im Namen von"): row.organisation,
        _("Ortsteil"): row.ortsteil and row.ortsteil.name,
        _("Text"): row.text,
        _("Status"): row.get_status_display(),
        _("für das Amt"): row.official_office,
        _("geschrieben"): row.created_at,
        _("veröffentlicht"): row.published_at,
        _("bearbeitet"): row.edited_at,
        _("ausgeblendet"): row.hidden_at,
        _("Grund des Ausblendens"): row.hidden_reason,
        _("geschwärzt"): row.redacted_at,
        _("Wortlaut vor dem Schwärzen"): "\n\n".join(
            each.original for each in row.schwaerzungen.all() if each.original
        ),
        _("zurückgehalten wegen"): row.hold_reason,
        _("Zustimmung"): row.up_count,
        _("Ablehnung"): row.down_count,
        _("Antworten"): row.reply_count,
        _("Frühere Wortlaute"): [
            {
                _("ersetzt am"): old.replaced_at,
                _("Art"): old.get_category_display(),
                _("Text"): old.text,
            }
            for old in row.bearbeitungen.all()
        ],
    }


def _meldungen(user):
    rows = Meldung.objects.filter(Q(user=user) | Q(email__iexact=user.email))
    return rows.select_related("entscheidung").order_by("pk")


def _meldung(row):
    return {
        _("Beitrag"): row.kommentar_id,
        _("am"): row.at,
        _("Grund"): row.get_ground_display(),
        _("Erläuterung"): row.explanation,
        _("E-Mail"): row.email,
        _("Entscheidung"): row.entscheidung and row.entscheidung.get_action_display(),
    }


def _entscheidungen(**whose):
    return Moderationsentscheidung.objects.filter(**whose).select_related("konzept").order_by("pk")


def _reference(row):
    return {
        _("Nummer"): row.pk,
        _("am"): row.at,
        _("Konzept"): str(row.konzept),
        _("Beitrag"): row.kommentar_id,
        _("Entscheidung"): row.get_action_display(),
    }


def _entscheidung(row):
    beschwerde = getattr(row, "beschwerde", None)
    return {
        **_reference(row),
        _("Grund"): row.get_ground_display(),
        _("Begründung"): row.statement,
        _("durch ein Programm"): row.automated,
        _("gilt bis"): row.until,
        _("Ihre Beschwerde"): [_beschwerde(beschwerde)] if beschwerde else None,
    }


def _beschwerde(row):
    return {
        _("am"): row.at,
        _("Text"): row.text,
        _("Ergebnis"): row.get_status_display(),
        _("entschieden"): row.decided_at,
        _("Begründung"): row.statement,
    }


def anonymise(user, *, withdraw):
    _lock(user)
    _forget_name_in_mails(user)
    if withdraw:
        _withdraw(user)
    Bearbeitung.objects.filter(kommentar__author=user).delete()
    # Without a name, a small Ortsteil could still say who it was.
    user.kommentare.update(author=None, ortsteil=None)
    _take_votes_back(user)
    _forget_reporter(user)
    Organisation.objects.filter(person=user).delete()
    GemerkteListe.objects.filter(user=user).delete()
    Organisation.objects.filter(decided_by=user).update(decided_by=None)
    Moderationsentscheidung.objects.anonymise(user)
    Beschwerde.objects.filter(decided_by=user).update(decided_by=None)


def _lock(user):
    """Lock every comment that is changed or counted anew, answers before what they answer."""
    concerned = Kommentar.objects.filter(
        Q(author=user)
        | Q(replies__author=user)
        | Q(thread__author=user)
        | Q(bewertungen__user=user)
    )
    rows = Kommentar.objects.filter(pk__in=concerned.values("pk")).select_for_update(no_key=True)
    list(rows.order_by("-pk").values_list("pk", flat=True))


def _forget_name_in_mails(user):
    own = list(user.kommentare.values_list("pk", flat=True))
    for name in user.all_names():
        forget_name(name, _("Gelöschtes Konto"), about={"kommentar": own})


def _withdraw(user):
    """Take back what stands or waits, and empty it with what was taken back before.

    What moderators have hidden stays with the decision that is about it.
    """
    legible = user.kommentare.legible().filter(official_office="")
    # Bausteine are locked last, and always in the same order.
    for kommentar in legible.order_by("baustein", "-pk"):
        withdraw_kommentar(kommentar, by=user)
    withdrawn = user.kommentare.filter(status=Status.WITHDRAWN)
    Schwaerzung.objects.filter(kommentar__in=withdrawn.values("pk")).forget()
    withdrawn.update(text="", folded="")


def _take_votes_back(user):
    voted = list(user.bewertungen.values_list("kommentar", flat=True))
    # Nobody votes on these meanwhile; a vote on another comment is taken back the second time.
    list(Kommentar.objects.select_for_update(no_key=True).filter(pk__in=voted).order_by("-pk"))
    votes = user.bewertungen.filter(kommentar__in=voted)
    for value, counter in (
        (Bewertung.Value.UP, "up_count"),
        (Bewertung.Value.DOWN, "down_count"),
    ):
        counted = votes.filter(value=value).values("kommentar")
        Kommentar.objects.filter(pk__in=counted).update(**{counter: F(counter) - 1})
    votes.delete()


def _forget_reporter(user):
    Meldung.objects.filter(email__iexact=user.email).update(email="")
    for meldung in Meldung.objects.filter(user=user):
        # The key names the account; it must stay one of a kind.
        meldung.user, meldung.reporter_key = None, f"deleted-{uuid.uuid4()}"
        meldung.save(update_fields=["user", "reporter_key"])


def purge(now):
    drafts, _rows = Entwurf.objects.filter(created_at__lt=now - DRAFT_KEPT).delete()
    return {
        _("nie abgesendete Beiträge"): drafts,
        _("Texte ausgeblendeter Beiträge"): _empty_hidden(now - HIDDEN_KEPT),
        _("geschwärzte Stellen"): _forget_redacted(now - HIDDEN_KEPT),
    }


def _empty_hidden(before):
    """Empty what was hidden long ago; the tombstone stays, and a complaint keeps the text."""
    disputed = Beschwerde.objects.filter(
        status=Beschwerde.Status.OPEN, entscheidung__kommentar__isnull=False
    )
    hidden = Kommentar.objects.filter(status=Status.HIDDEN, hidden_at__lt=before)
    keys = list(
        hidden.exclude(text="")
        .exclude(pk__in=disputed.values("entscheidung__kommentar"))
        .values_list("pk", flat=True)
    )
    Bearbeitung.objects.filter(kommentar__in=keys).delete()
    Schwaerzung.objects.filter(kommentar__in=keys).forget()
    return Kommentar.objects.filter(pk__in=keys).update(text="", folded="")


def _forget_redacted(before):
    """Empty what was taken out of texts long ago; a complaint keeps it."""
    disputed = Beschwerde.objects.filter(status=Beschwerde.Status.OPEN)
    rows = Schwaerzung.objects.filter(entscheidung__at__lt=before)
    return rows.exclude(entscheidung__in=disputed.values("entscheidung")).forget()
