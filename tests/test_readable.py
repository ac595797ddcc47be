"""A text of nothing is refused in every text field, residents' and staff's, in every way in."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from accounts.names.pseudonyms import clean_pseudonym
from comments import actions as comment_actions
from comments.actions import ActionRefused
from comments.models import Ground, Kommentar
from municipality.wording import says_something
from strategies.documents.headings import read_baustein_heading
from tests import factories
from tests.test_architecture import LAYERS, ROOT

NOTHING = [
    "\u3164\u3164", "\u2800\u2800", "\uffa0", "\u115f\u1160", "\u200b\u200d", "\u2060", "\ufeff",
    "\u00ad\u00ad", "\u0301\u0308", "\ufe0f", "\u3000", "\u00a0 \u2003", "\u17b4", "\U000e0020",
    "\ufffc", "...", "!?", "–", "\u2028", "\u180e", "\u034f",
]  # fmt: skip
SOMETHING = [
    "a",
    "7",
    "é",
    "e\u0301",
    "م",
    "李",
    "क",
    "😀",
    "❤️",
    "👍🏽",
    "🇩🇪",
    "+1",
    "€",
    "→",
    "x\u3164",
]

# Compared with something, meant to stay empty, or with a stricter rule of their own.
NO_WORDS = {
    "code", "betreff", "password", "password1", "password2", "oldpassword", "usable_password",
    "pseudonym", "ags",
}  # fmt: skip
# Never typed: written by the platform, or copied from what was checked.
WRITTEN_BY_US = {
    "accounts.User.password", "accounts.Sitzung.session_key", "accounts.Sitzung.session_data",
    "accounts.Namenswechsel.former", "accounts.Sicherheitsprotokoll.details",
    "comments.Kommentar.official_office", "comments.Kommentar.hold_reason",
    "comments.Moderationsentscheidung.old", "comments.Moderationsentscheidung.new",
    "evaluation.Auswertungsprotokoll.details", "evaluation.Ergebnis.title",
    "evaluation.Ergebnis.summary", "evaluation.Ergebnis.office", "evaluation.Ergebnis.reasons",
    "evaluation.Ergebnisbeitrag.paragraphs",
    "pages.Barrieremeldung.language", "phases.Phasenhinweis.kind", "phases.Phasenprotokoll.old",
    "phases.Kommentierphase.timetable", "phases.Kommentierphase.days_off",
    "phases.Phasenprotokoll.new", "strategies.Bild.sha256", "strategies.Bild.content_type",
    "strategies.Gliederungsprotokoll.before", "strategies.Gliederungsprotokoll.after",
}  # fmt: skip
# Colours have a widget of their own, names a rule (``accounts.names.pseudonyms``).
OTHER_RULES = {
    "accounts.User.pseudonym", "municipality.Kommune.accent", "municipality.Kommune.accent_dark",
    "pages.Barrieremeldung.address",
}  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_what_nobody_can_read_says_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_one_letter_digit_or_sign_says_something(text):
    assert says_something(text)


def our_modules():
    for app in LAYERS:
        for module in pkgutil.walk_packages([str(ROOT / app)], f"{app}."):
            if ".migrations" not in module.name and ".management" not in module.name:
                yield importlib.import_module(module.name)


def subclasses(base):
    for found in base.__subclasses__():
        yield found
        yield from subclasses(found)


def _name_of(form):
    return f"{form.__module__}.{form.__qualname__}"


def fields_of_forms():
    list(our_modules())
    for form in sorted(set(subclasses(forms.BaseForm)), key=_name_of):
        if form.__module__.split(".")[0] not in LAYERS or "filter" in form.__module__.lower():
            continue
        for name, field in form.base_fields.items():
            is_text = isinstance(field, forms.CharField) and not isinstance(
                field, (forms.EmailField, forms.URLField, forms.SlugField, forms.UUIDField)
            )
            # What a form takes from its model is the model's to check.
            of_model = (
                getattr(form, "_meta", None)
                and form._meta.model
                and name not in (form.declared_fields)
            )
            if is_text and not field.widget.is_hidden and name not in NO_WORDS and not of_model:
                yield pytest.param(form, name, id=f"{_name_of(form)}.{name}")


@pytest.mark.parametrize(("form", "name"), list(fields_of_forms()))
def test_no_field_of_a_form_takes_a_text_of_nothing(form, name):
    field = form.base_fields[name]
    clean = getattr(form, f"clean_{name}", None)
    taken = []
    for text in NOTHING:
        try:
            value = field.clean(text)
            if clean is not None and value:
                bound = form.__new__(form)
                bound.cleaned_data = {name: value}
                value = clean(bound)
        except ValidationError:
            continue
        if value or field.required:
            taken.append(text)

    assert taken == []


def fields_of_models():
    for model in apps.get_models():
        # Mails are written by the platform, from texts that were checked.
        if model._meta.app_label not in {*LAYERS} - {"mails"}:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, models.CharField | models.TextField) or field.choices:
                continue
            label = f"{model._meta.app_label}.{model.__name__}.{field.name}"
            is_other = isinstance(field, models.EmailField | models.URLField | models.SlugField)
            if field.editable and not is_other and label not in WRITTEN_BY_US | OTHER_RULES:
                yield pytest.param(field, id=label)


@pytest.mark.parametrize("field", list(fields_of_models()))
def test_no_field_of_a_model_takes_a_text_of_nothing(field):
    taken = []
    for text in NOTHING:
        try:
            field.run_validators(text)
        except ValidationError:
            continue
        taken.append(text)

    assert taken == []


@pytest.mark.parametrize("text", NOTHING)
def test_no_pseudonym_is_made_of_nothing(text):
    with pytest.raises(ValidationError):
        clean_pseudonym(text * 3)


@pytest.mark.parametrize("text", NOTHING)
def test_a_heading_of_a_document_that_says_nothing_has_the_name_of_its_kind(text):
    assert read_baustein_heading(f"Leitziel 1: {text}").title == "leitziel 1".title()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\u3164\u3164", "\u2800", "..."])
def test_no_decision_of_moderators_takes_a_statement_of_nothing(text, baustein, moderator):
    kommentar, ground = factories.comment(baustein), Ground.BELEIDIGUNG
    for decide in (
        lambda: comment_actions.hide(kommentar, by=moderator, ground=ground, statement=text),
        lambda: comment_actions.lock(kommentar, by=moderator, statement=text),
        lambda: comment_actions.keep(kommentar, by=moderator, statement=text),
        lambda: comment_actions.restore(kommentar, by=moderator, statement=text),
        lambda: comment_actions.warn(kommentar, by=moderator, ground=ground, statement=text),
    ):
        with pytest.raises(ActionRefused):
            decide()
    assert Kommentar.objects.published().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["\u3164\u3164", "\u2800\u2800", "\uffa0", "\u0301", "!!!"])
def test_a_comment_a_report_and_a_barrier_report_need_words(client, baustein, text):
    kommentar = factories.comment(baustein)
    posts = {
        baustein.get_absolute_url(): {"text": text, "category": "vorschlag"},
        f"/kommentare/{kommentar.pk}/antworten/": {"text": text},
        f"/kommentare/{kommentar.pk}/melden/": {"explanation": text, "ground": "hass"},
        "/barriere-melden/": {"text": text},
    }
    for address, data in posts.items():
        assert client.post(address, data).status_code == 422, address
    assert Kommentar.objects.count() == 1
