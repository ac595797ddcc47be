"""The text of an everyday page, as an editor writes it."""

from django import forms
from django.utils.translation import gettext_lazy

from municipality.editing import VersionedFormMixin
from pages.drafts import working_text
from strategies.admin.forms import MarkdownField


class PageForm(VersionedFormMixin):
    """Args: ``page``: one of ``pages.models.Page``."""

    text = MarkdownField(
        label=gettext_lazy("Text"),
        required=True,
        widget=forms.Textarea(attrs={"rows": 24, "data-markdown": ""}),
    )

    def __init__(self, *args, page, **kwargs):
        self.page = page
        super().__init__(*args, initial={"text": working_text(page)}, **kwargs)

    def stored_values(self):
        return {"text": working_text(self.page, lock=True)}

    def shown_values(self):
        return {"text": self.initial["text"]}
