"""Who is told what when something happens in a discussion.

Every function only queues mails, in the transaction of what happened; they leave
after its commit (see ``mails``). What depends on many receivers is worked out in
a task (see ``tasks``), so that posting costs the same however many people follow.
"""

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from mails.actions import send
from mails.models import Kind
from mails.personal import replace_words

from .complaint_links import CONTESTABLE, complaint_token
from .models import Kommentar, Moderationsentscheidung, Sperre

Action = Moderationsentscheidung.Action
# The template in templates/mails/ for each decision the author is told of.
_DECISION_MAILS = {
    Action.HIDE: "hidden",
    Action.RESTORE: "restored",
    Action.RELEASE: "released",
    Action.REDACT: "redacted",
    Action.UNREDACT: "unredacted",
    Action.WARN: "warned",
    Action.BLOCK: "blocked",
    Action.UNBLOCK: "unblocked",
}


def address(path):
    """The absolute address of a page, for use in a mail."""
    return f"{settings.SITE_URL}{path}"


def _thread(kommentar):
    """Mails on one discussion belong together in the reader's mail program."""
    return f"kommentar-{kommentar.root_id or kommentar.pk}"


def decision(entscheidung):
    """Tell the person concerned of a decision, with reasons and how to complain."""
    user, kommentar = entscheidung.affected, entscheidung.kommentar
    if user is None or entscheidung.action not in _DECISION_MAILS:
        return
    context = {
        "entscheidung": entscheidung,
        "kommentar": kommentar,
        "link": address(kommentar.get_absolute_url()),
    }
    if entscheidung.action in CONTESTABLE:
        token = complaint_token(entscheidung)
        context["complaint_link"] = address(reverse("comments:complain", args=[token]))
    send(
        template=_DECISION_MAILS[entscheidung.action],
        context=context,
        user=user,
        key=f"entscheidung-{entscheidung.pk}",
        thread=_thread(kommentar),
    )


def report_received(meldung):
    """Give the reporter a receipt (EU 2022/2065, Art. 16 (4))."""
    _tell_reporter("report_received", meldung, key=f"report_received-{meldung.pk}")


def report_decided(meldung, entscheidung):
    """Tell the reporter what was decided (EU 2022/2065, Art. 16 (5))."""
    _tell_reporter("report_decided", meldung, entscheidung, key=key_of(meldung, entscheidung))


def report_reopened(meldung, entscheidung):
    """Tell the reporter that what they were told of a decision no longer holds."""
    key = f"report_reopened-{meldung.pk}-{entscheidung.pk}"
    _tell_reporter("report_reopened", meldung, entscheidung, key=key)


def key_of(meldung, entscheidung):
    """Name the mail that told a reporter of a decision: opened again, a report gets another."""
    return f"report_decided-{meldung.pk}-{entscheidung.pk}"


def _tell_reporter(template, meldung, entscheidung=None, *, key):
    if meldung.user is None and not meldung.email:
        return
    kommentar = meldung.kommentar
    send(
        template=template,
        context={
            "meldung": meldung,
            "kommentar": kommentar,
            "entscheidung": entscheidung,
            "link": address(kommentar.get_absolute_url()),
        },
        user=meldung.user,
        address=meldung.email,
        language=meldung.language,
        key=key,
        thread=f"meldung-{meldung.pk}",
    )


def complaint_received(beschwerde):
    """Confirm a complaint to whoever made it; the deciders find it in their queue."""
    _tell_complainant("complaint_received", beschwerde)


def complaint_decided(beschwerde):
    _tell_complainant("complaint_decided", beschwerde)


def _tell_complainant(template, beschwerde):
    entscheidung = beschwerde.entscheidung
    if entscheidung.affected is None:
        return
    send(
        template=template,
        context={
            "beschwerde": beschwerde,
            "entscheidung": entscheidung,
            "kommentar": entscheidung.kommentar,
            "link": address(entscheidung.kommentar.get_absolute_url()),
        },
        user=entscheidung.affected,
        key=f"{template}-{beschwerde.pk}",
        thread=_thread(entscheidung.kommentar),
    )


def blocked_in(konzept_id):
    """The keys of those who may not write in a Konzept now (``phases.registries``)."""
    rows = Sperre.objects.active(timezone.now()).filter(konzept=konzept_id)
    return set(rows.values_list("user", flat=True))


def tell_of_comment(kommentar):
    """Queue the mails on a published reply or official answer.

    The author of the comment it answers gets „reply“; on an official answer
    followers of the Baustein or Strategie get „official“.
    """
    context = {
        "kommentar": kommentar,
        "baustein": kommentar.baustein,
        "link": address(kommentar.get_absolute_url()),
    }
    told = {kommentar.author_id}
    # Who may not write is not invited to.
    blocked = blocked_in(kommentar.baustein.strategie.konzept_id)
    answered = kommentar.parent and kommentar.parent.author
    if answered and answered.pk not in told:
        told.add(answered.pk)
        kind = Kind.OFFICIAL if kommentar.is_official else Kind.REPLY
        _tell(answered, "reply", kind, kommentar, context, blocked)
    if kommentar.is_official:
        for follower in kommentar.baustein.followers().exclude(pk__in=told).iterator():
            _tell(follower, "official_answer", Kind.OFFICIAL, kommentar, context, blocked)


def _tell(user, template, kind, kommentar, context, blocked):
    send(
        template=template,
        context={**context, "blocked": user.pk in blocked},
        user=user,
        kind=kind,
        key=f"kommentar-{kommentar.pk}-{user.pk}",
        thread=_thread(kommentar),
        facts={"kommentar": kommentar.pk},
    )


def is_still_readable(facts):
    """Whether the comment a waiting mail quotes can still be read by all."""
    return Kommentar.objects.published().filter(pk=facts["kommentar"]).exists()


def redact_in_mails(kommentar, words):
    """Take what was taken out of a comment out of the mails on its discussion, sent or waiting."""
    root = kommentar.root_id or kommentar.pk
    rows = Kommentar.objects.filter(Q(pk=root) | Q(root=root))
    pks = list(rows.values_list("pk", flat=True))
    replace_words(words, about={"kommentar": pks}, thread=_thread(kommentar), user=kommentar.author)


def organisation_decided(organisation):
    """Tell a person whether they may write for their organisation, and why not."""
    send(
        template="organisation_decided",
        context={
            "organisation": organisation,
            "link": address(reverse("account_organisation")),
        },
        user=organisation.person,
        key=f"organisation-{organisation.pk}-{organisation.decided_at.timestamp()}",
    )
