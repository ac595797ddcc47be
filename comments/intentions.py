"""What somebody wanted to do in a discussion before they had signed in."""

import uuid

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.protection import limits
from accounts.sign_in.intentions import needs_name
from phases.hours import when_reviewed
from phases.rules import ParticipationClosed
from phases.times import long_datetime

from . import actions
from .actions import ActionRefused
from .models import Entwurf, Kommentar
from .passages import quote_in
from .text import same_words

# In the session: the tokens of drafts that wait for their author to sign in.
SESSION_KEY = "entwuerfe"
# Token of a draft that became a comment → address of the comment, to which another
# tab, or the same form sent again, is led.
PUBLISHED_KEY = "veroeffentlicht"


def waiting_drafts(request):
    """The drafts that wait in this session, the oldest first."""
    tokens = [uuid.UUID(token) for token in request.session.get(SESSION_KEY, [])]
    return list(
        Entwurf.objects.filter(pk__in=tokens)
        .select_related("baustein__strategie__konzept", "baustein__fassung", "parent")
        .order_by("created_at")
    )


@needs_name
def publish(request):
    """Submit what its author wrote before; of several texts at one place they choose first."""
    drafts = waiting_drafts(request)
    if len(newest_at_each_place(drafts)) < len(drafts):
        return reverse("comments:drafts")
    return publish_all(request, drafts)


def publish_all(request, drafts):
    """Submit these drafts and forget which waited.

    Returns:
        Where the last of them can be seen, or the last that could not be taken; None for none.
    """
    targets = [publish_one(request, entwurf, named=len(drafts) > 1) for entwurf in drafts]
    request.session.pop(SESSION_KEY, None)
    refused = [target for target in targets if isinstance(target, Entwurf)]
    shown = (refused or targets)[-1:]
    return shown[0].get_absolute_url() if shown else None


def newest_at_each_place(drafts):
    """The keys of what is proposed to be published: of several texts at one place the last."""
    return {row.pk for row in {_place(row): row for row in drafts}.values()}


def _place(entwurf):
    """What quotes another passage stands at another place."""
    return entwurf.baustein_id, entwurf.parent_id, quote_in(entwurf)


def waiting_like(request, *, baustein, parent, text, quote=None):
    """The draft of this session with the same words at the same place, if one waits."""
    words, place = same_words(text), (baustein.pk, parent and parent.pk, quote)
    for entwurf in waiting_drafts(request):
        if _place(entwurf) == place and same_words(entwurf.text) == words:
            return entwurf
    return None


def publish_one(request, entwurf, *, named=False):
    """Submit the draft; return the comment, or the draft itself where that is not possible.

    Args:
        named: whether to say on what the comment is, as there are several.
    """
    token = str(entwurf.pk)
    try:
        limits.consume("comment", request)
        kommentar = actions.publish_draft(entwurf, author=request.user)
    except ParticipationClosed:
        # The page of the draft says since when.
        return entwurf
    except (ActionRefused, limits.TooMany) as refusal:
        messages.error(request, str(refusal))
        return entwurf
    published = request.session.get(PUBLISHED_KEY, {})
    request.session[PUBLISHED_KEY] = {**published, token: kommentar.get_absolute_url()}
    place = str(entwurf.baustein)
    sentence = confirmation(kommentar, entwurf.idempotency_key)
    messages.success(request, f"{place}: {sentence}" if named else sentence)
    return kommentar


def confirmation(kommentar, key=None):
    """The sentence that tells an author what happens with the comment.

    Args:
        key: of the form that was sent; the comment has another where it stood there before.
    """
    if key and key != kommentar.idempotency_key:
        return _("Das steht schon da: Sie haben es vor Kurzem genauso geschrieben.")
    if kommentar.is_pending:
        waits = _("Danke. Ihr Beitrag wartet auf Prüfung und erscheint danach hier.")
        when = when_reviewed(kommentar.kommentierphase, timezone.now())
        done = f"{waits} {when}".strip()
    else:
        done = _("Danke. Ihr Beitrag ist veröffentlicht.")
    return done if kommentar.is_official else f"{done} {_what_is_next(kommentar)}"


def change_in_words(kommentar):
    """The sentence that tells an author what happens with what they have changed."""
    if not kommentar.is_pending:
        return _("Ihre Änderung ist gespeichert.")
    waits = _("Ihre Änderung ist gespeichert und wartet auf Prüfung; danach erscheint sie hier.")
    return f"{waits} {when_reviewed(kommentar.kommentierphase, timezone.now())}".strip()


def _what_is_next(kommentar):
    """Until when its author can change it, when they get a mail, where they find it again."""
    until = long_datetime(kommentar.kommentierphase.ends_at, end=True)
    return _(
        "Solange niemand geantwortet hat, können Sie ihn bis %(until)s ändern. Wir schreiben "
        "Ihnen, wenn jemand antwortet und wenn entschieden ist, was daraus wird. Sie finden ihn "
        "jederzeit unter „Mein Konto“."
    ) % {"until": until}


def vote(request, kommentar, value):
    """Count the vote somebody gave before they signed in, or say why it cannot be."""
    row = Kommentar.objects.shown_to(request.user).filter(pk=kommentar).first()
    if row is None:
        messages.error(request, _("Der Beitrag, den Sie bewerten wollten, ist nicht mehr da."))
        return None
    try:
        limits.consume("vote", request)
        actions.vote(row, by=request.user, value=value)
    except (ParticipationClosed, ActionRefused, limits.TooMany) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Danke, Ihre Bewertung ist gezählt."))
    return row.get_absolute_url()
