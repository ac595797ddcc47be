"""Title and text of a goal, as an editor writes them."""

from django import forms
from django.utils.translation import gettext_lazy

from municipality.editing import VersionedFormMixin
from municipality.wording import ReadableField
from strategies.actions import working_fassung
from strategies.admin.forms import MarkdownField
from strategies.models import Baustein, Fassung

_TITLE = Fassung._meta.get_field("title")


class TextForm(VersionedFormMixin):
    """The draft of a Baustein's text, under the lock of its row.

    Args:
        baustein: whose text it is.
    """

    title = ReadableField(label=_TITLE.verbose_name, max_length=_TITLE.max_length)
    text = MarkdownField(
        label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 18, "data-markdown": ""})
    )
    editorial = forms.BooleanField(
        label=gettext_lazy("Nur Wortlaut oder Schreibweise ändern sich"), required=False
    )

    def __init__(self, *args, baustein, **kwargs):
        self.baustein = baustein
        super().__init__(*args, initial=draft_of(baustein), **kwargs)
        self.fields["editorial"].conditional = True

    def stored_values(self):
        rows = Baustein.objects.select_for_update(no_key=True, of=("self",))
        row = rows.filter(pk=self.baustein.pk).first()
        return None if row is None else draft_of(row)

    def shown_values(self):
        return draft_of(self.baustein)


def draft_of(baustein):
    """What an editor works on, by the names of the form's fields."""
    stored = working_fassung(baustein)
    if stored is None:
        return {"title": baustein.title, "text": "", "editorial": False}
    editorial = stored.editorial and not stored.number
    return {"title": stored.title, "text": stored.text, "editorial": editorial}
