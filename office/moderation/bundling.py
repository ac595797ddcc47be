"""A comment is given to an Anliegen while it is moderated: read once, not twice.

Only for whoever also evaluates its Konzept, and only once there is an Auswertung of its phase.
What waits is released in the same act, what is public is noted as read.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.decisions import DECISIONS
from comments.models import Status
from evaluation import actions
from evaluation.access import own_auswertungen
from evaluation.models import Kenntnisnahme, Zuordnung

from ..evaluation import undo
from ..evaluation.bundle_forms import BundleForm
from ..evaluation.lists import find_anliegen
from .outcome import Outcome, undo_token

PREFIX = "anliegen"


def auswertung_of(kommentar, user):
    """The Auswertung in which ``user`` may give the comment to an Anliegen; None without one."""
    if kommentar.is_official or kommentar.status not in (Status.PENDING, Status.PUBLISHED):
        return None
    rows = own_auswertungen(user).filter(kommentierphase=kommentar.kommentierphase_id)
    return rows.with_strategie().first()


def bundle_url(place, pk):
    """Where the form of a comment is sent; leads back to the place in the queue."""
    return f"{reverse('moderation:bundle', args=[pk])}?{place.query}"


def form_of(auswertung, url, data=None, typed=None):
    """The BundleForm beside the decisions.

    Args:
        url: where it is sent and what is typed is looked for.
        typed: what was filled in on the page, by name of the field.
    """
    title = (typed or {}).get(f"{PREFIX}-title", "")
    return BundleForm(
        data, auswertung=auswertung, prefix=PREFIX, initial={"title": title}, found_url=url
    )


def context_of(kommentar, auswertung, form):
    """What the page shows of it."""
    assigned = Zuordnung.objects.filter(anliegen__auswertung=auswertung, kommentar=kommentar)
    aside = Kenntnisnahme.objects.filter(auswertung=auswertung, kommentar=kommentar)
    words = form["title"].value() or ""
    is_aside, rows = aside.exists(), list(assigned.select_related("anliegen"))
    return {
        "form": form,
        "found": find_anliegen(auswertung, words),
        "asked": bool(words),
        "zuordnungen": rows,
        "is_aside": is_aside,
        "may_set_aside": not (is_aside or rows),
    }


def carry_out(kommentar, auswertung, form, data, *, by):
    """Release or note as read what needs it, and give it to the Anliegen, or to none.

    Args:
        form: a valid BundleForm; not asked where the button says „Enthält kein Anliegen“.

    Returns:
        The Outcome, with the way back.

    Raises:
        PermissionDenied, ActionRefused, StatusConflict: nothing was done.
    """
    decision = _decision_for(kommentar)
    with transaction.atomic():
        # Before the comment: publication takes them in this order.
        actions.lock(auswertung, by)
        taken = [decision.take(kommentar, by=by, seen=data.get("seen", ""))] if decision else []
        told, act = _bundle(kommentar, auswertung, form, data, by)
    token = undo_token(by, decision, taken) if decision else ""
    return Outcome(
        text=told, pk=kommentar.pk, undo=f"{token}|{undo.token_of(act, by, at=kommentar.pk)}"
    )


def _decision_for(kommentar):
    if kommentar.status == Status.PENDING:
        return DECISIONS["freigeben"]
    return None if kommentar.read_at else DECISIONS["gelesen"]


def _bundle(kommentar, auswertung, form, data, by):
    released = kommentar.status == Status.PENDING
    if "ohne" in data:
        _new, act = actions.put_aside(auswertung, by=by, kommentare=[kommentar])
        if released:
            return _("Der Beitrag ist freigegeben. Er enthält kein Anliegen."), act
        return _("Vermerkt: Der Beitrag enthält kein Anliegen."), act
    title = form.cleaned_data["title"]
    anliegen, act = actions.put(
        auswertung, by=by, kommentare=[kommentar], into=form.anliegen(), title=title
    )
    text = (
        _("Der Beitrag ist freigegeben und jetzt in „%(what)s“.")
        if released
        else _("Der Beitrag ist jetzt in „%(what)s“.")
    )
    return text % {"what": anliegen}, act
