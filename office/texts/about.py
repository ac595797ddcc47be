"""What a Konzept and a Strategie say of themselves: written where their texts are written."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from municipality.editing import VersionedModelForm
from strategies.admin.forms import MarkdownField
from strategies.diff import compare
from strategies.markdown import render as render_markdown
from strategies.models import Bild, Konzept, Strategie
from strategies.numbers import also_numbered

from ..pictures.access import edited_konzepte, editors_only
from .publication import actions_for

_FURTHER = ("easy_text", "title_en", "summary_en")
_SHORT = forms.Textarea(attrs={"rows": 4})


def markdown_field(label, rows, help_text=""):
    """A field for a text with headings, lists and links, under the bar of tools."""
    attrs = {"rows": rows, "data-markdown": ""}
    return MarkdownField(label=label, help_text=help_text, widget=forms.Textarea(attrs=attrs))


class AboutForm(VersionedModelForm):
    """Fields of a row that editors write; those of ``further`` are folded up."""

    further = _FURTHER
    easy_text = markdown_field(
        gettext_lazy("Text in Leichter Sprache"), 6,
        gettext_lazy("Jeder Satz auf einer eigenen Zeile."),
    )  # fmt: skip

    def fields_shown(self):
        return [field for field in self.visible_fields() if field.name not in self.further]

    def fields_further(self):
        return [field for field in self.visible_fields() if field.name in self.further]

    def changes(self):
        """(label, Comparison) of each field whose value on the page differs, word by word."""
        return [
            (self.fields[name].label, self._compared(name))
            for name in self.changed_data
            if name in self.cleaned_data and name != "version"
        ]

    def _compared(self, name):
        """The stored value and the typed one: a text by its paragraphs, all else as a title."""
        where = "text" if isinstance(self.fields[name], MarkdownField) else "title"
        empty = {"title": "", "text": ""}
        sides = (self.initial.get(name), self.cleaned_data[name])
        said = [{**empty, where: self.in_words(name, value)} for value in sides]
        return compare(*(SimpleNamespace(**words) for words in said))


class KonzeptAboutForm(AboutForm):
    further = (*_FURTHER, "sign_language_url")

    class Meta:
        model = Konzept
        fields = (
            "title", "kind", "region", "traeger", "year", "contact", "summary", *_FURTHER,
            "sign_language_url",
        )  # fmt: skip
        widgets = {
            "contact": _SHORT,
            "summary": _SHORT,
            "summary_en": _SHORT,
            "year": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "traeger": gettext_lazy("Wer das Konzept verantwortet, etwa die Stadt oder die Region.")
        }


class StrategieAboutForm(AboutForm):
    intro = markdown_field(gettext_lazy("Einleitung"), 14)

    class Meta:
        model = Strategie
        fields = ("number", "title", "intro", *_FURTHER)
        widgets = {"summary_en": _SHORT}


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def konzept(request, pk):
    row = get_object_or_404(edited_konzepte(request.user), pk=pk)
    return _about(request, row, KonzeptAboutForm)


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def strategie(request, pk):
    own = Strategie.objects.filter(konzept__in=edited_konzepte(request.user))
    row = get_object_or_404(own.select_related("konzept"), pk=pk)
    return _about(request, row, StrategieAboutForm)


def _about(request, row, form_class):
    """Show the form; „Ansehen“ shows what would change, and saves nothing."""
    if request.method != "POST":
        return _render(request, form_class(instance=row))
    form = form_class(request.POST, instance=row)
    if not form.is_valid():
        return _render(request, form, status=422)
    if "ansehen" in request.POST:
        return _render(request, form, previewed=True)
    form.save()
    form.log(request.user, CHANGE)
    messages.success(request, _saved(row))
    if (
        isinstance(row, Strategie)
        and "number" in form.changed_data
        and (words := also_numbered(row))
    ):
        messages.warning(request, words)
    return redirect(request.path)


def _saved(row):
    if not row.is_public:
        return _("Gespeichert, noch nicht öffentlich.")
    if isinstance(row, Strategie):
        return _("Gespeichert. Titel und Nummer gelten sofort, die Einleitung noch nicht.")
    return _("Gespeichert. So steht es jetzt auf den Seiten.")


def _render(request, form, *, previewed=False, status=200):
    row = form.instance
    is_strategie = isinstance(row, Strategie)
    konzept = row.konzept if is_strategie else row
    title = form.initial["title"]
    context = {
        "form": form,
        "row": row,
        "konzept": konzept,
        "title": title,
        "is_strategie": is_strategie,
        "kind": row._meta.model_name,
        "actions": actions_for(row),
        "more_url": reverse(f"admin:strategies_{row._meta.model_name}_change", args=[row.pk]),
        "previewed": previewed,
        "changes": form.changes() if previewed else [],
        **(_intro(row, form, previewed) if is_strategie else {}),
    }
    return render(request, "texts/about.html", context, status=status)


def _intro(row, form, previewed):
    """The introduction as it would read, and as it reads in public where that differs."""
    text = form.cleaned_data["intro"] if previewed else form.initial["intro"]
    bilder = Bild.objects.filter(konzept=row.konzept_id)
    html = render_markdown(text, pictures=bilder.shown_in(text), prefix=f"s{row.pk}-")
    return {"preview": html, "public": row.intro_html if row.intro_html != html else ""}
