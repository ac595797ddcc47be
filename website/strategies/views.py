from django.db.models import Prefetch, Q, Sum
from django.db.models.functions import Coalesce
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.participation import so_far
from evaluation.readings import changes_of, phases_of
from pagecache.decorators import public_page
from phases.events import EVENTS_SHOWN
from phases.models import Kommentierphase, Veranstaltung
from phases.rules import current_phase
from progress.overview import overview_of
from strategies.markdown import NARROW
from strategies.models import Bild, Dokument, Konzept, Lage, Publikationsstatus, Strategie
from strategies.places import sketch_of_all
from strategies.topics import first_line, talk_about, topics_of

from ..cards import cards

PUBLISHED = Kommentierphase.Status.PUBLISHED
# Nothing inside a file we hand out may run on our origin.
FILE_CSP = "default-src 'none'; sandbox"


def _strategien(user):
    """Visible Strategien with their phases, and the numbers of what is public in each."""
    published = Q(bausteine__status=Publikationsstatus.PUBLISHED)
    return (
        Strategie.objects.visible_to(user)
        .prefetch_related("kommentierphasen")
        .annotate(
            comment_count=Coalesce(Sum("bausteine__comment_count", filter=published), 0),
            official_count=Coalesce(Sum("bausteine__official_count", filter=published), 0),
        )
        .order_by("position", "pk")
    )


@require_safe
@public_page
def konzepte(request):
    rows = Konzept.objects.visible_to(request.user).prefetch_related(
        Prefetch("strategien", _strategien(request.user).select_related("konzept"))
    )
    context = {"konzepte": list(rows), "now": timezone.now()}
    return render(request, "strategies/konzepte.html", context)


@require_safe
@public_page
def konzept(request, slug):
    konzepte = Konzept.objects.visible_to(request.user).select_related("titelbild")
    row = get_object_or_404(konzepte, slug=slug)
    now = timezone.now()
    events = Veranstaltung.objects.next_for(request.user, now).about_konzept(row)
    lagen = list(Lage.objects.visible_to(request.user).of_konzept(row))
    strategien = _with_topics(row, request.user)
    context = {
        "konzept": row,
        "lagen": lagen,
        "sketch": sketch_of_all(lagen),
        "strategien": strategien,
        "has_text": row.is_public and any(each.is_public and each.topics for each in strategien),
        "has_changes": row.is_public and any(_is_changed(each) for each in strategien),
        "whole": _place_for_all(strategien, now),
        "dokumente": list(row.dokumente.select_related("konzept")),
        "events": list(events[:EVENTS_SHOWN]),
        "told": overview_of(row),
        "now": now,
    }
    return render(request, "strategies/konzept.html", context)


def _with_topics(konzept, user):
    """The Strategien of a Konzept, each with its topics and the place for what is about it all."""
    rows = _strategien(user).filter(konzept=konzept).select_related("konzept")
    rows = list(rows.prefetch_related("kommentierphasen__auswertung"))
    topics, wholes, vorhaben = topics_of(rows, user)
    for row in rows:
        row.topics, row.whole = topics[row.pk], wholes.get(row.pk)
        row.vorhaben = vorhaben.get(row.pk)
    return rows


def _is_changed(strategie):
    """Whether a text of a Strategie that everybody may read is another one than at first."""
    public = [each for each in strategie.topics if each.is_public]
    return strategie.is_public and any(each.version > 1 for each in public)


def _place_for_all(strategien, now):
    """Where one can now say what is about a whole Konzept: at a Strategie that is open, or None."""
    for row in strategien:
        phases = [each for each in row.kommentierphasen.all() if each.status == PUBLISHED]
        phase = current_phase(phases, now)
        is_open = phase and phase.state_at(now) == phase.State.OPEN
        if row.whole and is_open and not phase.is_for_invited_at(now):
            return row.whole
    return None


@require_safe
@public_page
def strategie(request, konzept, slug):
    rows = Strategie.objects.visible_to(request.user).with_follow(request.user)
    rows = rows.select_related("konzept", "titelbild")
    row = get_object_or_404(rows, konzept__slug=konzept, slug=slug)
    discussed, phases = list(_bausteine(row, request.user)), phases_of(row)
    bausteine = [each for each in discussed if each.is_in_document]
    context = {
        "strategie": row,
        "phases": phases,
        "bausteine": bausteine,
        "changes": changes_of(bausteine, phases),
        "has_changes": any(each.is_public and each.fassung.number > 1 for each in bausteine),
        "whole": next((each for each in discussed if each.is_whole), None),
        "vorhaben": talk_about(discussed),
        **_numbers(discussed),
        **_at_this_time(row, phases, request.user),
    }
    return render(request, "strategies/strategie.html", context)


def _at_this_time(strategie, phases, user):
    """What of a Strategie depends on the clock."""
    now = timezone.now()
    phase = current_phase(phases, now)
    events = Veranstaltung.objects.next_for(user, now).about_strategie(strategie)
    return {
        "events": list(events[:EVENTS_SHOWN]),
        "card": cards.named(cards.of_strategie(strategie, phase, now)),
        "numbers": so_far(phase, now),
        "now": now,
    }


def _numbers(discussed):
    """How much was said on a Strategie, what is about all of it or its Vorhaben included."""
    return {
        "comment_count": sum(row.comment_count for row in discussed),
        "official_count": sum(row.official_count for row in discussed),
    }


def _bausteine(strategie, user):
    """Yield the Bausteine of a Strategie that ``user`` may read, in the order of the document.

    Last come the place for what is about the whole, and those of the Vorhaben.
    """
    rows = strategie.bausteine.visible_to(user).select_related("fassung")
    for row in rows.order_by("position", "pk"):
        row.strategie = strategie
        row.line = first_line(row.fassung.html if row.fassung else "")
        yield row


@require_safe
def dokument(request, konzept, pk):
    """Hand out an original document: always as a download, never to be run or framed."""
    row = get_object_or_404(
        Dokument.objects.filter(konzept__in=Konzept.objects.visible_to(request.user)),
        konzept__slug=konzept,
        pk=pk,
    )
    response = FileResponse(
        _open(row.file),
        as_attachment=True,
        filename=row.filename,
        content_type="application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = FILE_CSP
    return response


@require_safe
def bild(request, sha256):
    """Hand out a picture of an imported document; its name is the hash of its bytes."""
    row = Bild.objects.visible_to(request.user).filter(sha256=sha256).first()
    if row is None or row.content_type not in {"image/png", "image/jpeg"}:
        raise Http404
    if row.small and request.GET.urlencode() == NARROW:
        response = FileResponse(_open(row.small), content_type="image/webp")
    else:
        response = FileResponse(_open(row.file), content_type=row.content_type)
    response.headers["Content-Security-Policy"] = FILE_CSP
    # A draft's picture must not stay in a shared cache.
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def _open(file):
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
