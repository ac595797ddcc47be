"""A new Konzept, Strategie or text, made on the desk: a draft, as everything is at first."""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from municipality.access import admit
from municipality.missing import NamesWhatIsMissing
from municipality.wording import ReadableField
from strategies.creating import create_baustein, create_konzept, create_strategie
from strategies.models import Baustein, Strategie
from strategies.models.baustein import KINDS
from strategies.numbers import also_numbered

from ..pictures.access import edited_konzepte
from .about import KonzeptAboutForm, StrategieAboutForm, markdown_field


class NewKonzeptForm(KonzeptAboutForm):
    """What a Konzept says of itself; the rest is written once it is there."""

    easy_text = None

    class Meta(KonzeptAboutForm.Meta):
        fields = ("title", "kind", "region", "traeger", "year", "contact", "summary")


class NewStrategieForm(StrategieAboutForm):
    """Its number as the document has it, title and introduction."""

    easy_text = None

    class Meta(StrategieAboutForm.Meta):
        fields = ("number", "title", "intro")


class NewTextForm(NamesWhatIsMissing, forms.Form):
    """A text that one writes oneself instead of reading it in.

    Args:
        kinds: values of ``Baustein.Kind`` that may be made.
    """

    kind = forms.ChoiceField(label=gettext_lazy("Art"))
    number = ReadableField(
        label=gettext_lazy("Nummer"),
        required=False,
        max_length=Baustein._meta.get_field("number").max_length,
    )
    title = ReadableField(
        label=gettext_lazy("Titel"), max_length=Baustein._meta.get_field("title").max_length
    )
    text = markdown_field(gettext_lazy("Text"), 14)

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        labels = dict(Baustein.Kind.choices)
        self.fields["kind"].choices = [(kind, labels[kind]) for kind in kinds]


def superusers_only(view):
    """A new Konzept is nobody's yet: who works on it, says who administers everything."""
    return admit(view, lambda user: False)


def adders_only(model):
    """Let in who may add rows of ``model`` to a Konzept of theirs."""
    permission = f"strategies.add_{model._meta.model_name}"
    return lambda view: admit(
        view, lambda user: user.has_perm(permission) and edited_konzepte(user).exists()
    )


@superusers_only
@require_http_methods(["GET", "HEAD", "POST"])
def konzept(request):
    form = NewKonzeptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _save_konzept(request, form):
        return redirect("texts:konzept", form.instance.pk)
    return _render(request, form, _("Neues Konzept"))


def _save_konzept(request, form):
    try:
        with transaction.atomic():
            create_konzept(form.instance)
            form.log(request.user, ADDITION)
    except IntegrityError:
        form.add_error("title", _("Ein Konzept mit diesem Titel gibt es schon."))
        return False
    messages.success(
        request,
        _("Das Konzept ist als Entwurf angelegt. Lesen Sie als Nächstes sein Dokument ein."),
    )
    return True


@adders_only(Strategie)
@require_http_methods(["GET", "HEAD", "POST"])
def strategie(request, pk):
    """A Strategie without a document, or beside those that came with it."""
    konzept = get_object_or_404(edited_konzepte(request.user), pk=pk)
    form = NewStrategieForm(
        request.POST if request.method == "POST" else None, instance=Strategie(konzept=konzept)
    )
    if not (request.method == "POST" and form.is_valid()):
        return _render(request, form, _("Neue Strategie"), konzept=konzept)
    with transaction.atomic():
        row = create_strategie(form.instance)
        form.log(request.user, ADDITION)
    return _made(request, row, "texts:strategie")


@adders_only(Strategie)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request, pk):
    """A text that stands in no document, or in none yet."""
    own = Strategie.objects.filter(konzept__in=edited_konzepte(request.user))
    strategie = get_object_or_404(own.select_related("konzept"), pk=pk)
    kinds = [kind for kind in KINDS if request.user.has_perm(f"strategies.add_{kind}")]
    form = NewTextForm(request.POST if request.method == "POST" else None, kinds=kinds)
    if not (request.method == "POST" and form.is_valid()):
        place = {"konzept": strategie.konzept, "strategie": strategie}
        return _render(request, form, _("Neuer Text"), **place)
    row = create_baustein(strategie, by=request.user, **form.cleaned_data)
    LogEntry.objects.log_actions(request.user.pk, [row], ADDITION, change_message=[{"added": {}}])
    return _made(request, row, "texts:text")


def _made(request, row, page):
    messages.success(request, _("Angelegt, noch nicht öffentlich."))
    if words := also_numbered(row):
        messages.warning(request, words)
    return redirect(page, row.pk)


def _render(request, form, title, **place):
    context = {"form": form, "title": title, **place}
    return render(request, "texts/new.html", context, status=422 if form.errors else 200)
