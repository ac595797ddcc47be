"""What changes several rows of a Konzept at once."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import groups
from accounts.models import Sicherheitsprotokoll
from accounts.protection import audit

from . import titelbilder, whole
from .blockers import no_archiving, no_publication, strategien_of
from .markdown import render
from .models import Baustein, Bild, Fassung, Konzept, Publikationsstatus, Strategie, Zustaendigkeit
from .participation import is_running, why_kept
from .withheld import drafts_in, why_withheld, withheld

GROUP_OF_ROLE = {
    Zustaendigkeit.Role.REDAKTION: groups.REDAKTION,
    Zustaendigkeit.Role.MODERATION: groups.MODERATION,
    Zustaendigkeit.Role.AUSWERTUNG: groups.AUSWERTUNG,
    Zustaendigkeit.Role.FACHAMT: groups.FACHAMT,
}


class ActionRefused(Exception):
    """The action is not possible (any more); the message is a sentence for whoever tried."""


class PublicationRefused(ActionRefused):
    """Publishing, or taking out of public view, is not possible now."""


class DraftRefused(ActionRefused):
    """There is no draft that could be thrown away."""


class DeletionRefused(ActionRefused):
    """People took part in this; it can be archived, not deleted."""


def _locked_strategie(pk):
    """Return it, locked: no phase and no Auswertung of it begins before the commit."""
    return Strategie.objects.select_for_update(no_key=True).get(pk=pk)


def _refuse_while_phase_is_open(strategie):
    if is_running(strategie):
        raise PublicationRefused(no_publication() % {"strategie": strategie})


def _refuse_withheld(row):
    if reason := why_withheld(row):
        raise PublicationRefused(reason)


def _html(text, konzept_id, *, prefix):
    """Render a text with what is known of its pictures."""
    pictures = Bild.objects.filter(konzept=konzept_id).shown_in(text)
    return render(text, prefix=prefix, pictures=pictures)


@transaction.atomic
def publish_fassung(fassung, *, in_its_act=False):
    """Make a draft the current Fassung of its Baustein.

    Renders and sanitises its Markdown, once; gives it the next number; the
    Baustein takes over its title.

    Args:
        fassung: a draft.
        in_its_act: this is the act that publishes what is ``withheld`` otherwise.

    Raises:
        PublicationRefused: a Kommentierphase of the Strategie is open, the draft is
            withheld, or it is no draft any more.
    """
    strategie = Strategie.objects.get(bausteine=fassung.baustein_id)
    _refuse_while_phase_is_open(_locked_strategie(strategie.pk))
    baustein = Baustein.objects.select_for_update().get(pk=fassung.baustein_id)
    # As it is stored now, and not as somebody saw it before the lock.
    stored = Fassung.objects.drafts().filter(pk=fassung.pk).first()
    if stored is None:
        raise PublicationRefused(_("Diese Fassung ist bereits veröffentlicht oder verworfen."))
    if not in_its_act:
        _refuse_withheld(baustein)
    number = (baustein.fassungen.published().aggregate(n=Max("number"))["n"] or 0) + 1
    Fassung.objects.filter(pk=fassung.pk).update(
        status=Fassung.Status.PUBLISHED,
        number=number,
        html=_html(stored.text, strategie.konzept_id, prefix=f"b{baustein.pk}-"),
        published_at=timezone.now(),
    )
    fassung.refresh_from_db()
    baustein.fassung = fassung
    baustein.title = fassung.title
    baustein.status = Publikationsstatus.PUBLISHED
    baustein.save(update_fields=["fassung", "title", "folded", "status"])
    return fassung


def has_news(row):
    """Whether publishing a Konzept, Strategie or Baustein would show anything else to everybody."""
    if row.status != Publikationsstatus.PUBLISHED or drafts_in(row).exists():
        return True
    if isinstance(row, Baustein):
        return False
    rows = strategien_of(row).exclude(status=Publikationsstatus.ARCHIVED)
    return any(each.intro_html != _intro_html(each) for each in rows)


def _intro_html(strategie):
    return _html(strategie.intro, strategie.konzept_id, prefix=f"s{strategie.pk}-")


@transaction.atomic
def publish_strategie(strategie, *, in_its_act=False, returning=False):
    """Publish a Strategie with its intro and all its drafts; without any, do nothing.

    One that was archived comes back as it was: drafts that are withheld stay drafts.

    Args:
        in_its_act: as ``publish_fassung``.
        returning: its Konzept was archived.

    Raises:
        PublicationRefused: a Kommentierphase of the Strategie is open, or a draft is withheld.
    """
    locked = _locked_strategie(strategie.pk)
    intro_html = _intro_html(locked)
    drafts = drafts_in(locked)
    is_public = locked.status == Publikationsstatus.PUBLISHED
    if is_public and intro_html == locked.intro_html and not drafts.exists():
        return
    _refuse_while_phase_is_open(locked)
    if not in_its_act:
        if not (returning or locked.status == Publikationsstatus.ARCHIVED):
            _refuse_withheld(locked)
        drafts = drafts.exclude(pk__in=withheld(drafts))
    strategie.intro_html = intro_html
    strategie.status = Publikationsstatus.PUBLISHED
    strategie.save(update_fields=["intro_html", "folded", "status"])
    for fassung in list(drafts):
        publish_fassung(fassung, in_its_act=in_its_act)


@transaction.atomic
def open_whole(strategie):
    """Make the place for what is about all of a Strategie, if it has none yet.

    There is nothing yet that anybody could have written about: a phase may be open.

    Args:
        strategie: locked, so that nobody else makes one meanwhile.

    Returns:
        The Baustein of the kind ``GESAMT``.
    """
    if row := strategie.bausteine.wholes().first():
        return row
    row = Baustein(
        strategie=strategie,
        kind=Baustein.Kind.GESAMT,
        title=whole.TITLE,
        slug=whole.SLUG,
        position=whole.POSITION,
    )
    return open_places([row], heading=whole.TITLE, text=whole.TEXT)[0]


@transaction.atomic
def open_places(rows, *, heading, text):
    """Make places beside the document in which people can write; they are public at once.

    Args:
        rows: Bausteine that are not stored yet, of Strategien that are locked.
        heading, text: of the one Fassung that each of them has and nobody edits.

    Returns:
        The rows, stored; in a number of queries that hardly depends on how many there are.
    """
    for row in rows:
        row.status = Publikationsstatus.PUBLISHED
    now, html = timezone.now(), render(text)
    rows = Baustein.objects.bulk_create(rows)
    fassungen = Fassung.objects.bulk_create(
        Fassung(
            baustein=row,
            status=Fassung.Status.PUBLISHED,
            number=1,
            title=heading,
            text=text,
            html=html,
            published_at=now,
        )
        for row in rows
    )
    for row, fassung in zip(rows, fassungen, strict=True):
        row.fassung = fassung
    Baustein.objects.bulk_update(rows, ["fassung"])
    return rows


@transaction.atomic
def publish_konzept(konzept):
    """Publish a Konzept with everything in it that is not archived.

    Raises:
        PublicationRefused: something changed in a Strategie that is being commented on, or
            a draft is withheld.
    """
    returning = konzept.status == Publikationsstatus.ARCHIVED
    for strategie in konzept.strategien.exclude(status=Publikationsstatus.ARCHIVED):
        publish_strategie(strategie, returning=returning)
    konzept.status = Publikationsstatus.PUBLISHED
    konzept.save(update_fields=["status"])


@transaction.atomic
def publish_baustein(baustein):
    """Publish a Baustein's draft; bring back an archived one.

    Raises:
        PublicationRefused: a Kommentierphase of the Strategie is open, its draft is withheld,
            or there is nothing to publish.
    """
    _refuse_while_phase_is_open(_locked_strategie(baustein.strategie_id))
    archived = Baustein.objects.filter(pk=baustein.pk, fassung__isnull=False).exclude(
        status=Publikationsstatus.PUBLISHED
    )
    draft = baustein.fassungen.drafts().first()
    if draft and not (archived.exists() and why_withheld(baustein)):
        publish_fassung(draft)
        return
    if not archived.update(status=Publikationsstatus.PUBLISHED):
        raise PublicationRefused(
            _("„%(baustein)s“ hat keinen Entwurf, der veröffentlicht werden könnte.")
            % {"baustein": baustein}
        )


def working_fassung(baustein):
    """Return what an editor works on: the draft, else the published Fassung, else None."""
    return baustein.fassungen.drafts().first() or baustein.fassung


@transaction.atomic
def save_draft(baustein, *, title, text, by, editorial=False, facts=None):
    """Keep ``title`` and ``text`` as the draft of a Baustein; the public sees no change.

    A draft equal to the published Fassung is none: it is dropped. As long as
    nothing is published, the Baustein bears the title of its draft.

    Args:
        editorial: only wording or spelling change, no Anliegen is behind it.
        facts: those of a Leitprojekt as ``steckbrief.kept`` gives them; None for as they were.

    Returns:
        The draft, or None where nothing differs from the published Fassung.
    """
    baustein = Baustein.objects.select_for_update(of=("self",)).get(pk=baustein.pk)
    if facts is None:
        facts = getattr(working_fassung(baustein), "facts", [])
    published = baustein.fassung
    if published is None:
        baustein.title = title
        baustein.save(update_fields=["title", "folded"])
    elif (title, text, facts) == (published.title, published.text, published.facts):
        baustein.fassungen.drafts().delete()
        return None
    draft, _created = baustein.fassungen.update_or_create(
        status=Fassung.Status.DRAFT,
        defaults={
            "title": title,
            "text": text,
            "facts": facts,
            "editorial": editorial,
            "created_by": by,
        },
    )
    return draft


@transaction.atomic
def discard_draft(baustein):
    """Throw the draft of a published Baustein away; the published Fassung stays in force.

    Raises:
        DraftRefused: there is none, or nothing but it.
    """
    baustein = Baustein.objects.select_for_update(of=("self",)).get(pk=baustein.pk)
    if baustein.fassung_id is None:
        raise DraftRefused(
            _(
                "„%(baustein)s“ besteht nur aus diesem Entwurf. Löschen Sie den Baustein, wenn "
                "Sie ihn nicht mehr brauchen."
            )
            % {"baustein": baustein}
        )
    deleted, _rows = baustein.fassungen.drafts().delete()
    if not deleted:
        raise DraftRefused(_("„%(baustein)s“ hat keinen Entwurf mehr.") % {"baustein": baustein})


@transaction.atomic
def archive(row):
    """Take a Konzept, Strategie or Baustein out of public view; all that is in it stays.

    Raises:
        PublicationRefused: a Kommentierphase is open in it.
    """
    for strategie in strategien_of(row).select_for_update():
        if is_running(strategie):
            raise PublicationRefused(no_archiving() % {"strategie": strategie})
    row.status = Publikationsstatus.ARCHIVED
    row.save(update_fields=["status"])


def refuse_deletion(row):
    """Raise DeletionRefused if people took part in a Konzept, Strategie or Baustein."""
    if reason := why_kept(row):
        raise DeletionRefused(reason)


@transaction.atomic
def delete(row):
    """Delete a Konzept, Strategie or Baustein with everything in it.

    Raises:
        DeletionRefused: people took part in it.
    """
    bausteine = Baustein.objects.filter(
        **{"pk": row.pk} if isinstance(row, Baustein) else {"strategie__in": strategien_of(row)}
    )
    # Locked before the question: a phase or comment that is just being written is waited for.
    for rows in (strategien_of(row), bausteine):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    refuse_deletion(row)
    staff = list(row.staff.all()) if isinstance(row, Konzept) else []
    files = titelbilder.files_within(
        konzepte=Konzept.objects.filter(pk=row.pk if isinstance(row, Konzept) else None),
        strategien=Strategie.objects.none() if isinstance(row, Baustein) else strategien_of(row),
        bausteine=bausteine,
    )
    try:
        bausteine.update(fassung=None)
        Fassung.objects.filter(baustein__in=bausteine).delete()
        bausteine.delete()
        if not isinstance(row, Baustein):
            strategien_of(row).delete()
        if isinstance(row, Konzept):
            row.delete()
    except ProtectedError as error:
        raise DeletionRefused(
            _("„%(row)s“ wird noch gebraucht. Archivieren Sie stattdessen.") % {"row": row}
        ) from error
    transaction.on_commit(lambda: titelbilder.delete_files(files))
    for person in staff:
        match_groups(person)


@transaction.atomic
def match_groups(user):
    """Put a person in the groups of the roles they have anywhere, and in no other of these.

    Whoever has a role may enter the administration.
    """
    roles = set(user.zustaendigkeiten.values_list("role", flat=True))
    for role, name in GROUP_OF_ROLE.items():
        group = Group.objects.get(name=name)
        if role in roles:
            user.groups.add(group)
        else:
            user.groups.remove(group)
    if roles and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])


def record_roles(konzept, before, after, *, by):
    """Note who got or lost a role in a Konzept, and tell superusers of the new ones.

    Args:
        before, after: sets of (person, role, office).
    """
    for sign, changed in (("−", before - after), ("+", after - before)):
        for person, role, office in sorted(changed, key=lambda entry: entry[0].pk):
            label = " ".join(filter(None, [str(Zustaendigkeit.Role(role).label), office]))
            details = f"{sign} {label} – {konzept.title}"
            audit.record(Sicherheitsprotokoll.Event.ROLES, by=by, about=person, details=details)
            if sign == "+":
                audit.tell_superusers("staff_rights", person=person, by=by, details=details)
