from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from phases.rules import ParticipationClosed, closed_sentence, require_open

from .. import tasks
from ..holding import hold_reasons
from ..models import Bearbeitung, Category, Kommentar, Status
from ..offices import office_of
from ..passages import NO_QUOTE, quote_in
from ..text import same_words
from .counters import count
from .decisions import record_hold
from .errors import ActionRefused, StatusConflict
from .organisations import organisation_of
from .people import refuse_blocked
from .report import settle_withdrawn

# So long the same text by the same person at the same place is one comment.
SAME_WITHIN = timedelta(hours=1)
# Stands for an Ortsteil that nobody was asked for.
UNCHANGED = object()


def submit(
    *,
    baustein,
    author,
    text,
    category="",
    parent=None,
    quote=None,
    ortsteil=None,
    as_organisation=False,
    idempotency_key,
):
    """Publish a comment or reply, or queue it where the phase wants a review first.

    Args:
        baustein: with ``strategie`` and ``strategie.konzept`` loaded.
        author: a signed-in user.
        text: as returned by ``comments.text.clean_text``.
        category: a ``Category``; empty for a reply, or where none was stated.
        parent: the comment this one answers.
        quote: the ``comments.passages.Quotation`` it is about; its Fassung is that of the comment,
            also where another one has come since it was written.
        ortsteil: in which its author lives; left out of a reply and where the phase does not ask.
        as_organisation: whether they write for their organisation; counts where the phase lets
            them and the staff has confirmed its name.
        idempotency_key: UUID of the form; the same key again is the same comment.

    Returns:
        The Kommentar; that of the first submit when the key was used before, or the same
        words by the same person stand at the same place since less than an hour: then its
        ``idempotency_key`` is another.

    Raises:
        ParticipationClosed: no Kommentierphase is open at this moment.
        ActionRefused: ``parent`` cannot be answered (any more), or the text was
            already sent by someone else's form.
    """
    try:
        with transaction.atomic():
            return _submit(
                baustein,
                author,
                text,
                category,
                parent,
                quote,
                ortsteil,
                as_organisation,
                idempotency_key,
            )
    except IntegrityError:
        # The same form arrived twice in the same moment; the other one won.
        return _same_submit(idempotency_key, author) or _refuse_foreign_key()


def refuse_unanswerable(parent, baustein, office=""):
    """Raise ActionRefused if ``parent``, if there is one, takes no answer.

    It may be hidden or withdrawn by now, stand at another Baustein, or its thread
    may be closed for everybody but an ``office``.
    """
    if parent is None:
        return
    if not parent.is_published or parent.baustein_id != baustein.pk:
        raise ActionRefused(_("Auf diesen Beitrag kann man nicht mehr antworten."))
    if (parent.root or parent).locked_at and not office:
        raise ActionRefused(_("Diese Diskussion hat die Moderation geschlossen."))


def _same_submit(key, author):
    # Almost always there is none: nothing but the key is asked for.
    same = Kommentar.objects.filter(idempotency_key=key, author=author).values_list("pk").first()
    return same and Kommentar.objects.get(pk=same[0])


def _refuse_foreign_key():
    raise ActionRefused(
        _("Dieses Formular wurde schon abgeschickt. Bitte laden Sie die Seite neu.")
    )


def _submit(baustein, author, text, category, parent, quote, ortsteil, as_organisation, key):
    if earlier := _same_submit(key, author):
        return earlier
    konzept = baustein.strategie.konzept
    refuse_blocked(author, konzept.pk)
    phase = require_open(baustein, by=author)
    if not baustein.is_public:
        raise ActionRefused(_("Dieser Text ist nicht öffentlich und steht nicht zur Diskussion."))
    office = office_of(author, konzept)
    if parent is not None:
        parent = _locked_parent(parent, baustein, office)
    now = timezone.now()
    about = quote.columns if quote else {"fassung_id": baustein.fassung_id, "passage_block": ""}
    if earlier := _same_text(baustein, author, parent, about["passage_block"], text, now):
        return earlier
    reasons = [] if office else hold_reasons(text, author=author, phase=phase, now=now)
    waits = bool(reasons)
    kommentar = Kommentar.objects.create(
        baustein=baustein,
        **about,
        kommentierphase=phase,
        author=author,
        parent=parent,
        root_id=parent and (parent.root_id or parent.pk),
        depth=parent.depth + 1 if parent else 0,
        category=_kind(parent, category),
        text=text,
        ortsteil=None if parent or office or not phase.asks_ortsteil else ortsteil,
        organisation=_organisation(author, phase, office) if as_organisation else "",
        status=Status.PENDING if waits else Status.PUBLISHED,
        official_office=office,
        idempotency_key=key,
        created_at=now,
        published_at=None if waits else now,
        hold_reason="; ".join(reasons)[:300],
    )
    if waits:
        record_hold(kommentar)
    else:
        count(kommentar, +1)
        tasks.tell_once_committed(kommentar)
    return kommentar


def _organisation(author, phase, office):
    return organisation_of(author) if phase.lets_organisations and not office else ""


def _kind(parent, category):
    """What is stored: a reply has no kind, and who states none has said just that."""
    return "" if parent else category or Category.UNSTATED


def _same_text(baustein, author, parent, block, text, now):
    """What ``author`` wrote in these words at this place a moment ago, if it still stands.

    What quotes another passage (``block``) stands at another place.
    """
    # Two forms with the same text at once: the second waits here, and finds that of the first.
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=author.pk)
    recent = Kommentar.objects.filter(
        author=author,
        baustein=baustein,
        parent=parent,
        passage_block=block,
        created_at__gt=now - SAME_WITHIN,
    ).exclude(status=Status.WITHDRAWN)
    words = same_words(text)
    # Somebody may have written much within an hour: only the words of it are read.
    texts = recent.order_by("pk").values_list("pk", "text")
    same = next((pk for pk, earlier in texts if same_words(earlier) == words), None)
    return same and Kommentar.objects.get(pk=same)


def _locked_parent(parent, baustein, office):
    """The comment to be answered, locked, if it takes an answer (see ``refuse_unanswerable``)."""
    parent = (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("root")
        .get(pk=parent.pk)
    )
    refuse_unanswerable(parent, baustein, office)
    return parent


@transaction.atomic
def edit(kommentar, *, by, text, category="", ortsteil=UNCHANGED, quote=UNCHANGED):
    """Change the wording of one's own comment while its phase is open, or what it quotes.

    The earlier wording is kept. Where comments are reviewed first, the new
    wording waits for its review too. Another Ortsteil is no other wording, and
    of the earlier one nothing is kept.

    Raises:
        ParticipationClosed: the phase it was written in is over.
        ActionRefused: it is not one's own, was answered, hidden or withdrawn, or says something
            else by now than ``kommentar`` does.
    """
    seen = _shown(kommentar)
    refuse_blocked(by, kommentar.baustein.strategie.konzept_id)
    phase = require_open(kommentar.baustein, by=by)
    if phase.pk != kommentar.kommentierphase_id:
        raise ParticipationClosed(closed_sentence(kommentar.kommentierphase, timezone.now()))
    kommentar = (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("baustein__strategie__konzept")
        .get(pk=kommentar.pk)
    )
    if not kommentar.is_by(by):
        raise ActionRefused(_("Das ist nicht Ihr Beitrag."))
    if not kommentar.may_be_edited_by(by):
        raise ActionRefused(
            _("Auf Ihren Beitrag wurde schon geantwortet; er kann nicht mehr geändert werden.")
            if kommentar.reply_count
            else _("Dieser Beitrag ist nicht mehr öffentlich und kann nicht geändert werden.")
        )
    if _shown(kommentar) != seen:
        raise ActionRefused(_("Diesen Beitrag haben Sie eben in einem anderen Fenster geändert."))
    if ortsteil not in (UNCHANGED, kommentar.ortsteil) and not kommentar.parent_id:
        kommentar.ortsteil = ortsteil
        kommentar.save(update_fields=["ortsteil"])
    category = _kind(kommentar.parent_id, category)
    if quote is UNCHANGED or kommentar.parent_id:
        quote = quote_in(kommentar)
    if (kommentar.text, kommentar.category, quote_in(kommentar)) == (text, category, quote):
        return kommentar
    Bearbeitung.objects.create(
        kommentar=kommentar, text=kommentar.text, category=kommentar.category
    )
    kommentar.text, kommentar.category, kommentar.edited_at = text, category, timezone.now()
    _set_quote(kommentar, quote)
    if not kommentar.is_official or kommentar.redacted_at:
        _hold_if_needed(kommentar, by, phase)
    # Moderators read the new wording too.
    kommentar.read_at = None
    kommentar.save(
        update_fields=[
            "text", "folded", "category", "edited_at", "status", "hold_reason", "read_at",
            "fassung", "passage", "passage_block",
        ]
    )  # fmt: skip
    return kommentar


def _hold_if_needed(kommentar, author, phase):
    """Let a changed wording wait for its review where the phase wants it, or a Schwärzung does."""
    now, reasons = kommentar.edited_at, []
    if kommentar.redacted_at:
        # Whatever the phase says: what was taken out must not come back unseen.
        reasons.append(_("vorher geschwärzt; die neue Fassung bitte prüfen"))
    if not kommentar.is_official:
        reasons += hold_reasons(
            kommentar.text, author=author, phase=phase, now=now, edited=kommentar
        )
    kommentar.hold_reason = "; ".join(reasons)[:300]
    if reasons and kommentar.is_published:
        kommentar.status = Status.PENDING
        count(kommentar, -1)
        record_hold(kommentar)


def _shown(kommentar):
    """What its author had before their eyes when they began to change it."""
    return kommentar.text, kommentar.category, kommentar.ortsteil_id, quote_in(kommentar)


def _set_quote(kommentar, quote):
    """Let it quote another passage, or none; without one it stays with the text it was about."""
    columns = {**NO_QUOTE, **(quote.columns if quote else {"fassung_id": kommentar.fassung_id})}
    for name, value in columns.items():
        setattr(kommentar, name, value)


@transaction.atomic
def withdraw(kommentar, *, by):
    """Take back one's own comment, at any time; replies stay, a tombstone keeps the place.

    Whoever reported it is told: there is nothing left to decide.

    Raises:
        ActionRefused: it is not one's own.
        StatusConflict: it is hidden or withdrawn already.
    """
    kommentar = (
        Kommentar.objects.select_for_update(of=("self",), no_key=True)
        .select_related("author", "baustein__strategie__konzept")
        .get(pk=kommentar.pk)
    )
    if not kommentar.is_by(by):
        raise ActionRefused(_("Das ist nicht Ihr Beitrag."))
    if not kommentar.may_be_withdrawn_by(by):
        raise StatusConflict(_("Dieser Beitrag ist schon nicht mehr öffentlich."))
    was_published = kommentar.is_published
    kommentar.status = Status.WITHDRAWN
    kommentar.save(update_fields=["status"])
    if was_published:
        count(kommentar, -1)
    if kommentar.open_report_count:
        settle_withdrawn(kommentar)
    return kommentar
