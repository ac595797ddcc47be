"""What keeps an Auswertung from being published: each with links to where it is mended."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Status as CommentStatus
from comments.open_matters import open_matters
from strategies.models import Publikationsstatus

from .models import Ratsbefassung, Textaenderung, Verdict, Zuordnung

# So many links a hurdle shows; the sentence says how many there are.
LINKS_SHOWN = 50


@dataclass
class Hurdle:
    """One reason not to publish yet.

    Attributes:
        sentence: what is missing.
        links: (row or number, address) of what it is about, at most ``LINKS_SHOWN``; without an
            address where somebody else has to see to it.
        count: how many rows it is about.
        note: who has to, if it is somebody else.
    """

    sentence: str
    links: list
    count: int
    note: str = ""

    @property
    def more(self):
        return self.count - len(self.links)


def hurdles(auswertung, *, user):
    """Return the Hurdles of an Auswertung; without any it may be published.

    Asked by the page that shows them and, on locked rows, by the publication itself.

    Args:
        user: for whom the links are.
    """
    found = [
        *_of_phase(auswertung),
        *_of_council(auswertung),
        *_of_moderation(auswertung, user),
    ]
    for sentence, rows, link in (
        (
            _("Beiträge, die in keinem Anliegen sind"),
            auswertung.unassigned().order_by("pk"),
            _contribution_link,
        ),
        (
            _("Anliegen ohne Würdigung oder Begründung"),
            auswertung.anliegen.without_verdict(),
            _anliegen_link,
        ),
        (
            _("Anliegen, die noch nicht freigegeben sind"),
            auswertung.anliegen.unreleased().exclude(Q(verdict="") | Q(reasons="")),
            _anliegen_link,
        ),
        (
            _("Anliegen ohne einen öffentlichen Beitrag"),
            _without_contribution(auswertung),
            _anliegen_link,
        ),
        (
            _("Anliegen, denen gefolgt wird, ohne dass sich ein Baustein ändert"),
            _without_change(auswertung),
            _anliegen_link,
        ),
        (
            _("Geänderte Texte, die kein Anliegen nennen und nicht redaktionell sind"),
            _without_anliegen(auswertung),
            _draft_link,
        ),
    ):
        count = rows.count()
        if count:
            found.append(Hurdle(sentence, [link(row) for row in rows[:LINKS_SHOWN]], count))
    return found


def _of_phase(auswertung):
    """What does not depend on the Anliegen: the phase is over, and the Strategie is public."""
    phase, strategie = auswertung.kommentierphase, auswertung.strategie
    page = (strategie, strategie.get_absolute_url())
    if strategie.kommentierphasen.open_at(timezone.now()).exists() or (
        phase.state != phase.State.OVER
    ):
        yield Hurdle(_("In dieser Strategie läuft noch eine Kommentierphase"), [page], 1)
    if any(row.status != Publikationsstatus.PUBLISHED for row in (strategie, strategie.konzept)):
        yield Hurdle(_("Die Strategie ist nicht öffentlich"), [page], 1)


def _of_council(auswertung):
    """Where publication is to wait for the council, until its decision is entered."""
    row = Ratsbefassung.objects.filter(auswertung=auswertung).first()
    if row is not None and row.is_missing:
        link = (_("Beschluss eintragen"), reverse("auswertung:rat", args=[auswertung.pk]))
        note = _("Veröffentlicht wird erst danach: So ist es beim Schritt „Rat“ eingestellt.")
        yield Hurdle(_("Der Rat hat noch nicht beschlossen"), [link], 1, note)


def _of_moderation(auswertung, user):
    """What moderators still decide may be a contribution, and is answered to nobody yet."""
    for matter in open_matters(auswertung.kommentierphase):
        links = matter.links_for(user)
        is_own = all(url for _number, url in links)
        note = "" if is_own else _("Darüber entscheidet die Moderation des Konzepts.")
        yield Hurdle(matter.label, links, matter.count, note)


def _without_contribution(auswertung):
    public = Zuordnung.objects.filter(
        anliegen=OuterRef("pk"), kommentar__status=CommentStatus.PUBLISHED
    )
    return auswertung.anliegen.active().filter(~Exists(public))


def _without_change(auswertung):
    """„Folgen“ needs a Baustein with a draft, or with a Fassung an earlier edition published."""
    drafts = auswertung.changed_drafts().values("baustein")
    changes = Textaenderung.objects.filter(anliegen=OuterRef("pk")).filter(
        Q(fassung__isnull=False) | Q(baustein__in=drafts)
    )
    return auswertung.anliegen.active().filter(Q(verdict=Verdict.FOLGEN) & ~Exists(changes))


def _without_anliegen(auswertung):
    reasons = Textaenderung.objects.filter(
        fassung=None,
        baustein=OuterRef("baustein"),
        anliegen__in=auswertung.anliegen.active(),
    )
    return (
        auswertung.changed_drafts()
        .filter(~Exists(reasons), editorial=False)
        .select_related("baustein")
        .order_by("baustein__position", "pk")
    )


def _contribution_link(kommentar):
    return kommentar.pk, reverse("auswertung:beitrag", args=[kommentar.pk])


def _anliegen_link(anliegen):
    return anliegen, anliegen.get_absolute_url()


def _draft_link(fassung):
    baustein = fassung.baustein
    return baustein, reverse("texts:text", args=[baustein.pk])
