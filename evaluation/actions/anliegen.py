"""The Würdigung of one Anliegen: written, prepared by one person, released by another."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions import ActionRefused, StatusConflict
from fulltext.keep import folded_of
from municipality.wording import says_something
from phases.times import long_datetime
from strategies.models import Strategie

from ..models import Anliegen, Textaenderung, Verdict
from .bundle import close
from .steps import Action, Status, locked_anliegen, locked_for_bundling, log, reopen

# What its office writes, and what only those may change who evaluate the whole.
OFFICE_FIELDS = ("summary", "verdict", "reasons")
FIELDS = ("title", *OFFICE_FIELDS, "office", "deadline")


class EditConflict(ActionRefused):
    """Somebody else changed the Anliegen since it was opened; the message says who and when."""


@transaction.atomic
def edit(anliegen, *, by, version, bausteine=None, **fields):
    """Change what an Anliegen says; prepared or released, it has to be so again.

    Args:
        version: of the Anliegen as ``by`` saw it.
        bausteine: those that change because of it, as ``plan_change``; None leaves them.
        fields: some of ``FIELDS``, cleaned.

    Returns:
        The Anliegen; unchanged if nothing differs.

    Raises:
        PermissionDenied: it is none of theirs, or a field is not for them to change.
        EditConflict: it was changed since ``version``.
        StatusConflict: it was merged or dissolved.
        ActionRefused: a Baustein is of another Strategie.
    """
    unknown = set(fields) - set(FIELDS)
    if unknown:
        raise TypeError(f"Not to be edited: {sorted(unknown)}")
    anliegen = locked_anliegen(anliegen, by)
    changed = [name for name, value in fields.items() if getattr(anliegen, name) != value]
    replanned = bausteine is not None and planned(anliegen) != {row.pk for row in bausteine}
    if not (changed or replanned):
        return anliegen
    if set(changed) - set(OFFICE_FIELDS):
        locked_for_bundling(anliegen, by)
    if anliegen.version != version:
        raise EditConflict(_conflict(anliegen))
    if replanned:
        anliegen = plan_change(anliegen, by=by, bausteine=bausteine)
    if changed:
        _write(anliegen, {name: fields[name] for name in changed}, by=by)
    return anliegen


def _write(anliegen, fields, *, by):
    for name, value in fields.items():
        setattr(anliegen, name, value)
    folded = folded_of(anliegen)
    Anliegen.objects.filter(pk=anliegen.pk).update(**fields, folded=folded, **_withdrawn())
    reopen(anliegen)
    labels = [str(Anliegen._meta.get_field(name).verbose_name) for name in fields]
    log(anliegen.auswertung, Action.EDITED, by=by, anliegen=anliegen, details=", ".join(labels))


def planned(anliegen):
    """Primary keys of the Bausteine that are to change because of it."""
    return set(anliegen.textaenderungen.filter(fassung=None).values_list("baustein", flat=True))


def _withdrawn():
    """Before the words change: an Anliegen without verdict cannot stay prepared."""
    return {"status": Status.OPEN, "prepared_by": None, "released_by": None}


def _conflict(anliegen):
    last = anliegen.protokoll.select_related("by").first()
    if last is None:
        return _("Dieses Anliegen wurde inzwischen geändert. Ihr Text ist unten erhalten.")
    return _(
        "%(who)s hat dieses Anliegen am %(when)s geändert (%(what)s). Ihr Text ist unten "
        "erhalten; vergleichen Sie ihn mit dem gespeicherten und speichern Sie noch einmal."
    ) % {
        "who": last.by or _("Jemand"),
        "when": long_datetime(last.at),
        "what": last.details or last.get_action_display(),
    }


@transaction.atomic
def plan_change(anliegen, *, by, bausteine):
    """Say which Bausteine change because of an Anliegen; what is published stays.

    Args:
        bausteine: of the Auswertung's Strategie.

    Raises:
        PermissionDenied, StatusConflict: as ``edit``.
        ActionRefused: a Baustein is of another Strategie.
    """
    anliegen = locked_anliegen(anliegen, by)
    strategie = anliegen.auswertung.kommentierphase.strategie_id
    # From then on its draft is published by the Auswertung alone (``evaluation.drafts``).
    Strategie.objects.select_for_update(no_key=True).get(pk=strategie)
    if any(row.strategie_id != strategie for row in bausteine):
        raise ActionRefused(_("Bitte wählen Sie Bausteine dieser Strategie."))
    before, wanted = planned(anliegen), {row.pk for row in bausteine}
    if before == wanted:
        return anliegen
    anliegen.textaenderungen.filter(fassung=None).exclude(baustein__in=wanted).delete()
    Textaenderung.objects.bulk_create(
        Textaenderung(anliegen=anliegen, baustein_id=pk) for pk in sorted(wanted - before)
    )
    reopen(anliegen)
    details = ", ".join(str(row.label) for row in bausteine)
    log(anliegen.auswertung, Action.EDITED, by=by, anliegen=anliegen, details=details)
    return anliegen


@transaction.atomic
def prepare(anliegen, *, by, version=None):
    """Hand an Anliegen over for its release by somebody else.

    Args:
        version: of the Anliegen as ``by`` saw it, where somebody saw it.

    Raises:
        PermissionDenied: it is none of theirs.
        ActionRefused: verdict, reasons or office are missing.
        StatusConflict: it is prepared or released already, merged or dissolved, or was
            changed since ``version``.
    """
    anliegen = locked_anliegen(anliegen, by)
    _refuse_unseen(anliegen, version)
    missing = [
        str(Anliegen._meta.get_field(name).verbose_name)
        for name in ("verdict", "reasons", "office")
        if not getattr(anliegen, name)
    ]
    if missing:
        raise ActionRefused(
            _("Vor der Freigabe fehlt noch: %(what)s.") % {"what": ", ".join(missing)}
        )
    return _step(
        anliegen, Status.OPEN, Status.PREPARED, Action.PREPARED, by=by,
        prepared_by=by, prepared_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def release(anliegen, *, by, version=None):
    """Confirm what somebody else has prepared: it may be published like this.

    Args:
        version: of the Anliegen as ``by`` saw it, where somebody saw it.

    Raises:
        PermissionDenied: ``by`` does not evaluate the whole.
        ActionRefused: ``by`` has prepared it.
        StatusConflict: it is not prepared (any more), or was changed since ``version``.
    """
    anliegen = locked_for_bundling(anliegen, by)
    _refuse_unseen(anliegen, version)
    if anliegen.status == Status.PREPARED and anliegen.prepared_by_id == by.pk:
        raise ActionRefused(_("Was Sie vorgelegt haben, gibt jemand anderes frei."))
    return _step(
        anliegen, Status.PREPARED, Status.RELEASED, Action.RELEASED, by=by,
        released_by=by, released_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def send_back(anliegen, *, by, reason, opened=False):
    """Open a prepared or released Anliegen again, with a reason for whoever works on it.

    Args:
        opened: ``by`` has just changed what it says, which opened it.

    Raises:
        PermissionDenied: ``by`` does not evaluate the whole.
        ActionRefused: the reason is missing.
        StatusConflict: it is open, merged or dissolved.
    """
    reason = reason.strip()
    if not says_something(reason):
        raise ActionRefused(_("Bitte geben Sie an, was noch zu tun ist."))
    anliegen = locked_for_bundling(anliegen, by)
    if anliegen.status == Status.OPEN and not opened:
        raise StatusConflict(_is_now(anliegen))
    reopen(anliegen)
    log(anliegen.auswertung, Action.RETURNED, by=by, anliegen=anliegen, reason=reason[:500])
    return anliegen


@transaction.atomic
def dissolve(anliegen, *, by):
    """Take an Anliegen without contributions out of the Auswertung.

    Raises:
        PermissionDenied: ``by`` does not evaluate the whole.
        ActionRefused: it has public contributions, which must go into another one first.
        StatusConflict: it was merged or dissolved.
    """
    anliegen = locked_for_bundling(anliegen, by)
    if anliegen.contributions().exists():
        raise ActionRefused(
            _("Ordnen Sie seine Beiträge erst einem anderen Anliegen zu, dann lösen Sie es auf.")
        )
    close(anliegen)
    log(anliegen.auswertung, Action.DISSOLVED, by=by, anliegen=anliegen)
    return anliegen


def _refuse_unseen(anliegen, version):
    if version is not None and anliegen.version != version:
        raise StatusConflict(
            _("%(anliegen)s wurde inzwischen geändert. Bitte lesen Sie es noch einmal.")
            % {"anliegen": anliegen.label}
        )


def _step(anliegen, before, after, action, *, by, **fields):
    moved = Anliegen.objects.filter(pk=anliegen.pk, status=before).update(
        status=after, version=anliegen.version + 1, **fields
    )
    if not moved:
        raise StatusConflict(_is_now(anliegen))
    log(anliegen.auswertung, action, by=by, anliegen=anliegen)
    anliegen.refresh_from_db()
    return anliegen


def _is_now(anliegen):
    return _("%(anliegen)s ist inzwischen: %(status)s.") % {
        "anliegen": anliegen.label,
        "status": anliegen.get_status_display(),
    }


def needs_change(verdict):
    """Whether a verdict promises another text (the publication asks for one then)."""
    return verdict == Verdict.FOLGEN
