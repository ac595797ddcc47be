"""A form that was sent empty names what is missing, whichever form it is."""

import importlib

import pytest
from django import forms
from django.test import override_settings

from accounts.forms import FactorFields
from municipality.missing import NamesWhatIsMissing

MODULES = [
    "accounts.forms", "comments.forms", "pages.forms", "mails.forms", "office.dates.forms",
    "office.evaluation.forms", "office.geography.forms", "office.letters.forms",
    "office.moderation.forms", "office.pictures.forms",
]  # fmt: skip
# Their only field is that of a button.
BUTTONS = {"VoteForm"}


def forms_of_pages():
    for name in MODULES:
        for form in vars(importlib.import_module(name)).values():
            is_ours = isinstance(form, type) and form.__module__ == name
            if is_ours and issubclass(form, forms.BaseForm) and form.__name__ not in BUTTONS:
                yield form


@pytest.mark.parametrize("form", list(forms_of_pages()), ids=lambda form: form.__name__)
def test_every_form_of_a_page_says_what_is_missing(form):
    own = {
        name
        for name, field in form.base_fields.items()
        if field.error_messages["required"] != forms.Field.default_error_messages["required"]
    }

    assert issubclass(form, (NamesWhatIsMissing, FactorFields)) or own >= {
        name for name, field in form.base_fields.items() if field.required
    }


class Example(NamesWhatIsMissing, forms.Form):
    name = forms.CharField(label="Name")
    email = forms.EmailField(label="E-Mail-Adresse")
    kind = forms.ChoiceField(label="Art", choices=[("a", "A")])
    reason = forms.CharField(error_messages={"required": "Warum?"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["added"] = forms.CharField(label="Später")


@override_settings(LANGUAGE_CODE="de")
def test_the_sentences():
    errors = {name: found[0] for name, found in Example({}).errors.items()}

    assert errors == {
        "name": "Bitte füllen Sie „Name“ aus.",
        "email": "Bitte geben Sie eine E-Mail-Adresse an.",
        "kind": "Bitte wählen Sie bei „Art“ etwas aus.",
        "reason": "Warum?",
        "added": "Bitte füllen Sie „Später“ aus.",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/konto/anmelden/", "/konto/anmelden/passwort/", "/konto/passwort/vergessen/"]
)
def test_pages_of_signing_in_do(client, path):
    page = client.post(path, {})

    assert "zwingend erforderlich" not in page.text
    assert "Bitte " in page.text
