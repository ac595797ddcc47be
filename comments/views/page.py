"""What a visitor sees of a Baustein: text, Kommentierphase, discussion."""

from django.db.models import FETCH_PEERS, FETCH_RAISE, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from pagecache.parts import columns
from pagecache.statements import statement
from phases.readings import phases_of
from phases.rules import current_phase
from strategies.markdown import render as render_markdown
from strategies.models import Baustein, Leitprojekt

from .. import actions
from ..filters import Choice
from ..forms import KommentarForm, blank_fields
from ..models import Kommentar
from ..threads import load_page

# What is only searched of what stands around it.
_SEARCHED = ("strategie__folded", "strategie__konzept__folded")


def bausteine_for(user):
    """Bausteine that ``user`` may see, with everything their page shows."""
    return (
        Baustein.objects.visible_to(user)
        .with_follow(user)
        .select_related("strategie__konzept", "fassung", "leitprojekt")
        .defer("folded", "fassung__text", "fassung__folded", *_SEARCHED)
        .fetch_mode(FETCH_RAISE)
    )


def baustein_or_404(user, **path):
    """The Baustein at an address, with everything its page shows.

    Args:
        path: ``konzept``, ``strategie``, ``kind`` and ``slug``, or its ``pk``.

    Raises:
        Http404: there is none that ``user`` may see.
    """
    rows = (_at if "slug" in path else _numbered)(user=user, **path)
    if not rows:
        raise Http404
    return rows[0]


@statement("konzept", "strategie", "kind", "slug")
def _at(*, user, konzept, strategie, kind, slug):
    return bausteine_for(user).filter(
        strategie__konzept__slug=konzept, strategie__slug=strategie, kind=kind, slug=slug
    )


@statement("pk")
def _numbered(*, user, pk):
    return bausteine_for(user).filter(pk=pk)


def kommentare_for(user):
    """Comments on Bausteine that ``user`` may see, as far as their thread shows them."""
    return (
        Kommentar.objects.shown_to(user)
        .filter(baustein__in=Baustein.objects.visible_to(user))
        .select_related("author", "parent__author", "baustein__strategie__konzept")
    )


def render_page(request, baustein, *, form=None, highlight=None, refused="", status=200):
    """Render the page of a Baustein, or for htmx the part of it that was asked for.

    Args:
        baustein: from ``bausteine_for``.
        form: a comment form that could not be taken, with what was typed.
        highlight: the comment the visitor came for; the page begins with its thread.
        refused: the sentence that says why ``form`` could not be taken.
        status: of the response.
    """
    user = request.user
    # A permalink shows its thread in the usual order, whatever the parameters say.
    filter_ = Choice({} if highlight else request.GET, baustein=baustein, user=user)
    page = load_page(
        filter_.find,
        baustein=baustein,
        user=user,
        sort=filter_.sort,
        after=request.GET.get("nach", ""),
        at=highlight and (highlight.root or highlight),
    )
    now = timezone.now()
    phases = phases_of(baustein.strategie)
    phase = current_phase(phases, now)
    is_open = phase is not None and phase.state_at(now) == phase.State.OPEN
    blocked = actions.blocked_sentence(user, baustein.strategie.konzept_id) if is_open else ""
    can_write = is_open and not blocked
    siblings, related = _bausteine_around(baustein, user)
    addresses = tuple([row.get_absolute_url() for row in related])
    address, strategie = baustein.get_absolute_url(), baustein.strategie
    leitprojekt = getattr(baustein, "leitprojekt", None)
    rows = (baustein, baustein.fassung, leitprojekt, strategie, strategie.konzept, phase)
    context = {
        "baustein": baustein,
        "baustein_url": address,
        "strategie": strategie,
        # For the keys of kept parts: whatever is said of the Baustein itself.
        "shown": (address, can_write, *[columns(row) for row in rows]),
        "html": _text_of(baustein),
        "phases": phases,
        "phase": phase,
        "can_write": can_write,
        "blocked": blocked,
        "now": now,
        "siblings": siblings,
        "related": related,
        "beside_shown": (columns(siblings), columns(related), addresses),
        "filter": filter_,
        "page": page,
        "highlight": highlight,
        "form": form,
        "new_form": KommentarForm,
        "hidden": form or blank_fields(),
        "refused": refused,
    }
    response = render(request, _template(request, highlight), context, status=status)
    # A browser that goes back must not show the part where it wants the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def _text_of(baustein):
    """The published text; for those who may see a draft, that of the draft."""
    if baustein.fassung:
        return baustein.fassung.html
    draft = baustein.fassungen.drafts().first()
    return render_markdown(draft.text) if draft else ""


def _template(request, highlight):
    """The whole page, or for htmx one of its partials (docs/adr/0004-htmx.md)."""
    if not request.htmx or request.htmx.history_restore_request or highlight:
        return "comments/baustein.html"
    if request.method != "GET":
        return "comments/baustein.html"
    partial = "more" if "nach" in request.GET else "discussion"
    return f"comments/baustein.html#{partial}"


def _bausteine_around(baustein, user):
    """The Bausteine of the same Strategie, and what is linked with this one.

    Returns:
        (all of the Strategie, what a Leitprojekt supports or the Leitprojekte that support
        this Baustein), as far as ``user`` may see them.
    """
    rows = _around(
        baustein=baustein.pk, kind=baustein.kind, strategie=baustein.strategie_id, user=user
    )
    beside = [row for row in rows if row.strategie_id == baustein.strategie_id]
    for row in beside:
        row.strategie = baustein.strategie
    return beside, [row for row in rows if row.is_linked]


@statement("baustein", "strategie")
def _around(*, baustein, kind, strategie, user):
    links = Leitprojekt.supports.through.objects
    if kind == Baustein.Kind.LEITPROJEKT:
        links = links.filter(leitprojekt=baustein, baustein=OuterRef("pk"))
    else:
        links = links.filter(baustein=baustein, leitprojekt=OuterRef("pk"))
    rows = Baustein.objects.visible_to(user).annotate(is_linked=Exists(links))
    rows = rows.filter(Q(strategie=strategie) | Q(is_linked=True))
    rows = rows.only("strategie", "kind", "slug", "number", "title")
    # In another Strategie of the Konzept there is rarely one.
    return rows.order_by("strategie__position", "strategie", "position", "pk").fetch_mode(
        FETCH_PEERS
    )
