"""The Fassungen of a Baustein: their list, the text of each, the difference of any two."""

from functools import partial, wraps
from itertools import zip_longest

from django import forms
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comments.models import Status
from evaluation.readings import change_between
from pagecache.decorators import public_page
from strategies.diff import compare
from strategies.markdown import render as render_markdown
from strategies.models import Baustein
from strategies.passages import with_passages

DRAFT = "entwurf"


class ChoiceForm(forms.Form):
    """Which two Fassungen to compare, in any order."""

    von = forms.ChoiceField(label=_("Fassung"))
    bis = forms.ChoiceField(label=_("Vergleichen mit"))

    def __init__(self, fassungen, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fassungen = {str(row.number or DRAFT): row for row in reversed(fassungen)}
        choices = [(key, row.label) for key, row in self.fassungen.items()]
        for field in self.fields.values():
            field.choices = choices
        self.initial = {"von": choices[0][0], "bis": choices[-1][0]}

    def clean(self):
        chosen = [self.cleaned_data.get(name) for name in ("von", "bis")]
        if None not in chosen and chosen[0] == chosen[1]:
            raise forms.ValidationError(_("Bitte wählen Sie zwei verschiedene Fassungen."))
        return self.cleaned_data

    @property
    def difference_url(self):
        chosen = self.cleaned_data.values()
        older, newer = (row for key, row in self.fassungen.items() if key in chosen)
        return older.get_difference_url(newer)


def _for_editors(view):
    """A page with a draft: kept in no cache and found by no search engine."""

    @wraps(view)
    def wrapper(*args, **kwargs):
        response = view(*args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


def _with_comment_count(fassungen):
    """Add ``comment_count``: how many published comments were written about each."""
    published = Q(kommentare__status=Status.PUBLISHED)
    return fassungen.annotate(comment_count=Count("kommentare", filter=published))


@require_safe
@public_page
def fassungen(request, **path):
    baustein = _baustein(request, **path)
    visible = _with_comment_count(baustein.fassungen.visible_to(request.user))
    rows = sorted(visible.defer("text", "html", "folded"), key=_newest_first)
    # Whoever asks for something else by the same address gets the list, too.
    asked = request.GET if {"von", "bis"} & request.GET.keys() else None
    form = ChoiceForm(rows, asked) if len(rows) > 1 else None
    if form and form.is_valid():
        return redirect(form.difference_url)
    context = {
        "baustein": baustein,
        "moves": list(baustein.gliederungsprotokoll.exclude(change="order")),
        "entries": [
            (row, before and before.get_difference_url(row))
            for row, before in zip_longest(rows, rows[1:])
        ],
        "form": form,
    }
    return render(request, "strategies/fassungen.html", context)


@require_safe
@public_page
def fassung(request, number, **path):
    baustein = _baustein(request, **path)
    near = baustein.fassungen.published().filter(number__in=range(number - 1, number + 2))
    by_number = {row.number: row for row in _with_comment_count(near)}
    if number not in by_number:
        raise Http404
    row, before = by_number[number], by_number.get(number - 1)
    context = {
        "baustein": baustein,
        "fassung": row,
        "after": by_number.get(number + 1),
        "before": before,
        "difference_before": before and before.get_difference_url(row),
        "html": with_passages(row.html),
    }
    if row.pk != baustein.fassung_id:
        context["difference_today"] = row.get_difference_url(baustein.fassung)
    return render(request, "strategies/fassung.html", context)


@require_safe
@_for_editors
def entwurf(request, **path):
    baustein = _baustein(request, **path)
    draft = _draft(request, baustein)
    context = {
        "baustein": baustein,
        "fassung": draft,
        "html": render_markdown(draft.text, prefix=f"b{baustein.pk}-"),
    }
    if baustein.fassung:
        context["difference_before"] = baustein.fassung.get_difference_url(draft)
    return render(request, "strategies/fassung.html", context)


@require_safe
@public_page
def unterschied(request, old, new, **path):
    baustein = _baustein(request, **path)
    rows = baustein.fassungen.published().filter(number__in={old, new}).order_by("number")
    if len(rows) != 2:
        raise Http404
    older, newer = rows
    if old > new:
        return redirect(older.get_difference_url(newer), permanent=True)
    return _difference(request, baustein, older, newer)


@require_safe
@_for_editors
def unterschied_entwurf(request, old, **path):
    baustein = _baustein(request, **path)
    draft = _draft(request, baustein)
    older = get_object_or_404(baustein.fassungen.published(), number=old)
    return _difference(request, baustein, older, draft)


def _difference(request, baustein, older, newer):
    """The page; comparing waits until it turns out that the result is in no cache."""
    context = {
        "baustein": baustein,
        "older": older,
        "newer": newer,
        "comparison": partial(compare, older, newer),
        "change": change_between(older, newer),
    }
    return render(request, "strategies/unterschied.html", context)


def _baustein(request, konzept, strategie, kind, slug):
    return get_object_or_404(
        Baustein.objects.visible_to(request.user).select_related("strategie__konzept", "fassung"),
        strategie__konzept__slug=konzept,
        strategie__slug=strategie,
        kind=kind,
        slug=slug,
    )


def _draft(request, baustein):
    return get_object_or_404(baustein.fassungen.drafts().visible_to(request.user))


def _newest_first(fassung):
    """The draft, which has no number yet, comes before all others."""
    return -fassung.number if fassung.number else float("-inf")
