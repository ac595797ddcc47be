"""Reporting: an office writes a Stand, the Redaktion publishes it, and it is never changed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import StatusConflict
from municipality.months import as_month
from strategies import titelbilder
from strategies.actions import ActionRefused
from strategies.models import Publikationsstatus

from .. import rules
from ..models import Foto, Stand
from .meilensteine import check_steps, replace_steps
from .steps import Action, clean, locked_for_planning, locked_for_writing, log, overtaken

FOLDER = "umsetzung"
MOST_PHOTOS = 6
# What „unverändert“ says again.
_SAME = (
    "state", "health", "reason", "next_step", "next_date", "expected_end", "cost_expected",
    "cost_spent",
)  # fmt: skip
_MONTHS = ("next_date", "expected_end")


@transaction.atomic
def write_stand(vorhaben, *, by, version=0, photos=(), **fields):
    """Write the draft of the next Stand, or change the one that is there.

    Args:
        version: of the draft as ``by`` saw it; 0 if there was none.
        photos: (renditions, words) each, of ``read_title_picture``; words are ``alt``,
            ``credit``, ``caption`` and ``taken_on``.
        fields: columns of the Stand, and ``told_steps``, None where they stay as they are;
            without ``date`` it is of today.

    Returns:
        The draft.

    Raises:
        PermissionDenied: it is another office's Vorhaben.
        StatusConflict: somebody else wrote a Stand meanwhile.
        ActionRefused: a field is wrong, or there are too many photos. A reason can still be
            missing; without one it is not published.
    """
    row = locked_for_writing(vorhaben, by)
    draft = _seen_draft(row, version) or Stand(vorhaben=row)
    if draft.kind == Stand.Kind.UNCHANGED:
        draft.kind = Stand.Kind.REPORT
    return _written(row, draft, fields, by=by, photos=photos)


@transaction.atomic
def report_unchanged(vorhaben, *, by):
    """Write as draft that nothing has changed since the last Stand; it is kept as such.

    Raises:
        PermissionDenied: it is another office's Vorhaben.
        StatusConflict: somebody has written a draft already.
        ActionRefused: there is no Stand yet that could be unchanged.
    """
    row = locked_for_writing(vorhaben, by)
    _seen_draft(row, 0)
    if row.stand is None:
        raise ActionRefused(_("Es gibt noch keinen Stand, der unverändert sein könnte."))
    draft = Stand(vorhaben=row, kind=Stand.Kind.UNCHANGED)
    fields = {name: getattr(row.stand, name) for name in _SAME}
    return _written(row, draft, fields, by=by, action=Action.UNCHANGED)


@transaction.atomic
def correct(stand, *, by, version=0, **fields):
    """Write as draft what is right in place of a published Stand: a Berichtigung.

    Args:
        stand: the published one, which stays as it is.
        version, fields: as of ``write_stand``.

    Raises:
        PermissionDenied: it is another office's Vorhaben.
        StatusConflict: somebody else wrote a draft meanwhile, or ``stand`` is one itself.
        ActionRefused: a field is wrong.
    """
    row = locked_for_writing(stand.vorhaben, by)
    if not row.staende.published().filter(pk=stand.pk).exists():
        raise StatusConflict(_("Berichtigt wird nur, was veröffentlicht ist."))
    draft = _seen_draft(row, version) or Stand(vorhaben=row)
    draft.kind, draft.corrects = Stand.Kind.CORRECTION, stand
    return _written(row, draft, fields, by=by)


@transaction.atomic
def drop_draft(stand, *, by, version=None):
    """Delete a draft, with its photos.

    Raises:
        PermissionDenied: it is another office's Vorhaben.
        StatusConflict: it was published or changed meanwhile.
    """
    row = locked_for_writing(stand.vorhaben, by)
    draft = _fresh_draft(row, stand, version)
    discard_drafts(Stand.objects.filter(pk=draft.pk))
    log(Action.DROPPED, by=by, vorhaben=row)


@transaction.atomic
def publish_stand(stand, *, by, version=None):
    """Publish a draft: it becomes the newest Stand of its Vorhaben and is never changed again.

    Args:
        version: of the draft as ``by`` saw it.

    Returns:
        The Stand.

    Raises:
        PermissionDenied: ``by`` is not of the Redaktion, or wrote bad news themselves where a
            second person is wanted.
        StatusConflict: it was published or changed meanwhile, or its Vorhaben is not public.
        ActionRefused: a reason is missing.
    """
    row = locked_for_planning(stand.vorhaben, by)
    if row.status != Publikationsstatus.PUBLISHED:
        raise StatusConflict(
            _("Das Vorhaben ist nicht öffentlich; sein erster Stand erscheint mit ihm zusammen.")
        )
    draft = _fresh_draft(row, stand, version)
    publish_draft(row, draft, by=by)
    row.version += 1
    row.keep_first()
    row.save()
    return draft


def publish_draft(vorhaben, draft, *, by):
    """Make a draft the newest Stand of its Vorhaben, which is locked; the caller saves that."""
    draft.vorhaben = vorhaben
    if not rules.may_publish_stand(draft, by):
        raise PermissionDenied
    _refuse_without_reason(draft)
    number = (vorhaben.staende.aggregate(last=Max("number"))["last"] or 0) + 1
    published = Stand.objects.drafts().filter(pk=draft.pk, version=draft.version)
    values = {"number": number, "published_at": timezone.now(), "published_by": by}
    if not published.update(status=Stand.Status.PUBLISHED, **values):
        raise overtaken()
    draft.refresh_from_db()
    vorhaben.stand = draft
    if draft.new_steps is not None:
        replace_steps(vorhaben, draft.told_steps, by=by)
    log(Action.STAND_PUBLISHED, by=by, vorhaben=vorhaben, details=str(number))


def discard_drafts(stands):
    """Delete drafts with their photos; ``stands`` is a QuerySet of locked Vorhaben."""
    photos = Foto.objects.filter(stand__in=stands.drafts())
    files = [each for files in photos.values_list("files", flat=True) for each in files]
    photos.delete()
    stands.drafts().delete()
    titelbilder.delete_after_commit(files)


@transaction.atomic
def remove_photo(foto, *, by):
    """Take a photo away for good, with its files; the Stand stays as it is.

    Raises:
        PermissionDenied: ``by`` neither plans here nor writes for its office.
    """
    row = locked_for_writing(foto.stand.vorhaben, by)
    files = foto.files
    foto.delete()
    titelbilder.delete_after_commit(files)
    log(Action.PHOTO, by=by, vorhaben=row)


def _written(row, draft, fields, *, by, photos=(), action=Action.WRITTEN):
    is_new = draft.pk is None
    fields.setdefault("date", draft.date or timezone.localdate())
    for name, value in fields.items():
        setattr(draft, name, as_month(value) if name in _MONTHS else value)
    check_steps(row, draft.told_steps or ())
    draft.by = by
    draft.version = 1 if is_new else draft.version + 1
    clean(draft)
    draft.save()
    _add_photos(draft, photos)
    log(action, by=by, vorhaben=row)
    return draft


def _add_photos(draft, photos):
    if photos and draft.fotos.count() + len(photos) > MOST_PHOTOS:
        raise ActionRefused(_("Mehr als %(n)d Bilder sind nicht möglich.") % {"n": MOST_PHOTOS})
    for renditions, words in photos:
        key, files = titelbilder.store(renditions, folder=FOLDER)
        Foto.objects.create(stand=draft, key=key, files=files, **words)


def _seen_draft(row, version):
    """The draft of a locked Vorhaben, or None; refuse if somebody saw another one."""
    draft = row.staende.drafts().select_related("by").first()
    if version is not None and (draft.version if draft else 0) != version:
        raise StatusConflict(
            _(
                "Nicht gespeichert: Zu diesem Vorhaben hat inzwischen jemand anderes einen Stand "
                "geschrieben. Bitte sehen Sie sich den Entwurf zuerst an."
            )
        )
    return draft


def _fresh_draft(row, stand, version):
    draft = row.staende.drafts().filter(pk=stand.pk).first()
    if draft is None:
        raise StatusConflict(_("Dieser Stand ist schon veröffentlicht oder verworfen worden."))
    if version is not None and draft.version != version:
        raise overtaken()
    return draft


def _refuse_without_reason(draft):
    if draft.needs_reason and not draft.reason.strip():
        raise ActionRefused(
            _("Bitte schreiben Sie, warum: Bei „%(what)s“ steht der Grund immer dabei.")
            % {
                "what": draft.get_health_display()
                if draft.health_look
                else draft.get_state_display()
            }
        )
