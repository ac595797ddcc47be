"""The versions of a Baustein's text: their list, each of them, and what differs."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .diff import compare
from .forms import TwoFassungenForm
from .markdown import render as render_markdown
from .models import Baustein, Fassung


def _baustein(request, konzept, strategie, kind, slug):
    return get_object_or_404(
        Baustein.objects.visible_to(request.user).select_related("strategie__konzept"),
        strategie__konzept__slug=konzept,
        strategie__slug=strategie,
        kind=kind,
        slug=slug,
    )


def _published(request, baustein):
    rows = Fassung.objects.visible_to(request.user).published().filter(baustein=baustein)
    return rows.order_by("-number")


def _draft(request, baustein):
    """The draft, for those who work on the Konzept; for everybody else there is none."""
    rows = Fassung.objects.visible_to(request.user).drafts().select_related("baustein__strategie")
    draft = get_object_or_404(rows, baustein=baustein)
    draft.baustein = baustein
    return draft


@require_safe
def fassungen(request, **place):
    """All published versions, the newest first, and a choice of two to compare."""
    baustein = _baustein(request, **place)
    rows = list(_published(request, baustein).defer("text", "html").with_comment_count())
    if not rows:
        raise Http404
    for row in rows:
        row.baustein = baustein
    form = TwoFassungenForm(request.GET or None, fassungen=rows)
    if form.is_bound and form.is_valid():
        return redirect(form.older.get_difference_url(form.newer))
    context = {
        "baustein": baustein,
        # Each with the one it replaced.
        "fassungen": list(zip(rows, [*rows[1:], None], strict=True)),
        "form": form,
    }
    return render(request, "strategies/fassungen.html", context)


@require_safe
def fassung(request, number, **place):
    baustein = _baustein(request, **place)
    row = get_object_or_404(_published(request, baustein), number=number)
    row.baustein = baustein
    context = {"baustein": baustein, "fassung": row, "html": row.html}
    return render(request, "strategies/fassung.html", context)


@never_cache
@require_safe
def entwurf(request, **place):
    """The draft as the public will see it."""
    baustein = _baustein(request, **place)
    draft = _draft(request, baustein)
    context = {"baustein": baustein, "fassung": draft, "html": render_markdown(draft.text)}
    return render(request, "strategies/fassung.html", context)


@require_safe
def unterschied(request, older, newer, **place):
    """What differs between two published versions, in the order they were published."""
    baustein = _baustein(request, **place)
    found = {row.number: row for row in _published(request, baustein)}
    if not {int(older), int(newer)} <= set(found):
        raise Http404
    old, new = found[int(older)], found[int(newer)]
    old.baustein = new.baustein = baustein
    if old.number >= new.number:
        same = old.number == new.number
        return redirect(old.get_absolute_url() if same else new.get_difference_url(old))
    return _render_difference(request, baustein, old, new)


@never_cache
@require_safe
def unterschied_entwurf(request, older, **place):
    """What the draft changes, before it is published."""
    baustein = _baustein(request, **place)
    old = get_object_or_404(_published(request, baustein), number=older)
    old.baustein = baustein
    return _render_difference(request, baustein, old, _draft(request, baustein))


def _render_difference(request, baustein, old, new):
    context = {"baustein": baustein, "old": old, "new": new, "comparison": compare(old, new)}
    return render(request, "strategies/unterschied.html", context)
