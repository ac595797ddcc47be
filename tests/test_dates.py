"""Every date and year that comes from outside has a range: the whole kind, as the code stands.

A new model field, form field or admin form is found here by itself.
"""

import importlib
import inspect
import pkgutil
from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from lxml import html

from evaluation import actions as evaluation_actions
from municipality.dates import DayField
from tests import factories

OURS = [
    config.label for config in apps.get_app_configs() if (settings.BASE_DIR / config.label).is_dir()
]
NOBODY_MEANS = [date(26, 12, 20), date(1, 1, 1), date(9999, 12, 31)]
# Written by the server's clock alone, though not as the default: no form has them (see below).
STAMPS = {
    "accounts.Sitzung.expire_date",
    "accounts.User.last_login",
    "comments.Beschwerde.decided_at",
    "comments.Kommentar.edited_at",
    "comments.Kommentar.hidden_at",
    "comments.Kommentar.locked_at",
    "comments.Kommentar.redacted_at",
    "comments.Schwaerzung.lifted_at",
    "comments.Kommentar.published_at",
    "comments.Kommentar.read_at",
    "comments.Organisation.decided_at",
    "comments.Sperre.lifted_at",
    "evaluation.Anliegen.prepared_at",
    "evaluation.Anliegen.released_at",
    "evaluation.Ausgabe.published_at",
    "evaluation.Ausgabe.told_at",
    "mails.Mail.claimed_at",
    "mails.Mail.sent_at",
    "pages.Barrieremeldung.done_at",
    "phases.Einladung.told_at",
    "progress.Stand.published_at",
    "progress.Umsetzungsbericht.published_at",
    "progress.Vorhaben.published_at",
    "strategies.Baustein.last_comment_at",
    "strategies.Einlesung.read_at",
    "strategies.Fassung.published_at",
    "strategies.Mitteilung.sent_at",
    "strategies.Mitteilung.told_at",
    "teamwork.Rueckfrage.closed_at",
    "teamwork.Rueckfrage.read_at",
    "teamwork.Rueckfrage.reminded_at",
}


def fields_of(*kinds):
    """The fields of our models that are of one of ``kinds``, as (model, field)."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for field in model._meta.local_concrete_fields:
                if isinstance(field, kinds):
                    yield model, field


def is_stamp(model, field):
    """Whether the server's clock says what stands there."""
    by_default = field.default is timezone.now or field.auto_now or field.auto_now_add
    return by_default or f"{model._meta.label}.{field.name}" in STAMPS


DATES = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model, field in fields_of(models.DateField)
    if not is_stamp(model, field)
]
YEARS = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model, field in fields_of(models.IntegerField)
    if "year" in field.name
]


def values_for(field):
    if isinstance(field, models.DateTimeField):
        return [datetime.combine(day, time(12), UTC) for day in NOBODY_MEANS]
    return NOBODY_MEANS if isinstance(field, models.DateField) else [26, 1, 0, 9999]


def test_there_is_something_to_look_at():
    assert len(DATES) >= 8
    assert len(YEARS) >= 1


@pytest.mark.parametrize(("model", "field"), [*DATES, *YEARS])
def test_the_model_takes_no_date_that_nobody_means(model, field):
    for value in values_for(field):
        with pytest.raises(ValidationError):
            field.run_validators(value)


@pytest.mark.parametrize(("model", "field"), [*DATES, *YEARS])
def test_the_database_takes_no_date_that_nobody_means(db, model, field):
    """Asked of its constraints themselves: a row of some models needs many others first."""
    stored = connection.introspection.get_constraints(connection.cursor(), model._meta.db_table)
    [constraint] = [
        row
        for row in model._meta.constraints
        if row.name.endswith("_in_range") and row.condition.children[0][0] == f"{field.name}__gte"
    ]

    assert constraint.name in stored
    for value in values_for(field):
        assert not constraint.condition.check({field.name: value})


# --- Forms -------------------------------------------------------------------


def forms_of_ours():
    """Every form class that a module of ours defines."""
    for label in OURS:
        package = importlib.import_module(label)
        for module in pkgutil.walk_packages(package.__path__, f"{label}."):
            if "migrations" in module.name or "tests" in module.name:
                continue
            for _name, cls in inspect.getmembers(
                importlib.import_module(module.name), inspect.isclass
            ):
                if issubclass(cls, forms.BaseForm) and cls.__module__ == module.name:
                    yield cls


def admin_forms(rf):
    """The forms of the administration, add and change alike, and those of their inlines."""
    request = rf.get("/")
    request.user = apps.get_model(settings.AUTH_USER_MODEL)(
        is_superuser=True, is_staff=True, is_active=True
    )
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in OURS:
            continue
        for row_admin in [model_admin, *(row(model, admin.site) for row in model_admin.inlines)]:
            if row_admin.has_change_permission(request):
                yield (
                    row_admin.get_form(request)
                    if row_admin is model_admin
                    else (row_admin.get_formset(request).form)
                )


def parts(field):
    """A field, or those it is made of."""
    return field.fields if isinstance(field, forms.MultiValueField) else [field]


def days_and_moments(form):
    for name, field in form.base_fields.items():
        for part in parts(field):
            if isinstance(part, forms.DateField | forms.DateTimeField):
                yield name, part


def test_every_day_in_a_form_has_a_range():
    found = [(form, *each) for form in set(forms_of_ours()) for each in days_and_moments(form)]

    assert {name for _form, name, _field in found} >= {"starts_at", "ends_at", "deadline", "until"}
    assert [
        f"{form.__name__}.{name}"
        for form, name, field in found
        # The page of samples saves nothing.
        if not isinstance(field, DayField) and not form.__module__.startswith("demo.")
    ] == []


@pytest.mark.parametrize("value", NOBODY_MEANS)
def test_no_form_takes_a_day_that_nobody_means(value):
    for form in set(forms_of_ours()):
        for _name, field in days_and_moments(form):
            if isinstance(field, DayField):
                with pytest.raises(ValidationError):
                    field.clean(value.isoformat())


def test_no_form_of_the_administration_has_a_date_of_its_own(db, rf):
    """A model's date is edited by a DayField or not at all; a stamp never."""
    wrong = [
        f"{form.__name__}.{name}"
        for form in admin_forms(rf)
        for name, field in days_and_moments(form)
        if not isinstance(field, DayField)
    ]

    assert wrong == []


# --- Pages -------------------------------------------------------------------


@pytest.fixture
def pages(baustein):
    """Addresses of all pages on which a date or year is typed."""
    strategie = baustein.strategie
    phase = strategie.kommentierphasen.get()
    coming = factories.phase(factories.strategie(konzept=strategie.konzept), start=5, end=9)
    kommentar = factories.comment(baustein)
    over = factories.open_baustein(strategie=factories.strategie(konzept=strategie.konzept))
    contribution = factories.comment(over)
    factories.end_phase(over)
    auswertung = factories.auswertung(over, by=factories.superuser())
    anliegen = evaluation_actions.create(
        auswertung, by=factories.superuser(), title="Ein Rufbus", kommentare=[contribution]
    )
    edit = "admin:phases_kommentierphase_{}".format
    return [
        reverse(edit("add")),
        reverse(edit("change"), args=[coming.pk]),
        reverse(edit("several")) + f"?konzept={strategie.konzept_id}",
        reverse(edit("verlaengern")) + f"?id={phase.pk}",
        reverse("admin:strategies_konzept_change", args=[strategie.konzept_id]),
        reverse("moderation:kommentar", args=[kommentar.pk]),
        reverse("auswertung:anliegen", args=[anliegen.pk]),
        reverse("auswertung:erfassen", args=[auswertung.pk]),
    ]


def dated_fields(response):
    """(address, what a browser would send, name of the field) for each date or year on a page."""
    for form in html.fromstring(response.text).forms:
        data = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value.removeprefix("\n"))
        data.pop("csrfmiddlewaretoken", None)
        for field in form.xpath(".//input[@type='date' or @name='year']"):
            # Several decisions share a form: each has its button beside its fields.
            [*_others, button] = [None, *field.xpath("ancestor::details[1]//button[@formaction]")]
            action = form.action if button is None else button.get("formaction")
            yield action or "", data, field.get("name")


@pytest.mark.parametrize("day", NOBODY_MEANS)
def test_no_page_saves_a_day_that_nobody_means_nor_breaks(client, pages, day):
    client.force_login(factories.superuser())
    seen = set()
    for page in pages:
        for action, data, name in dated_fields(client.get(page)):
            seen.add(name.rpartition("-")[2])
            typed = day.year if name == "year" else day.isoformat()
            response = client.post(action or page, data | {name: typed})
            assert response.status_code in (200, 409, 422), (page, name)
            refused = "//*[contains(@class, 'errorlist') or contains(@class, 'error')]"
            assert html.fromstring(response.text).xpath(refused), (page, name)

    assert seen >= {"starts_at_0", "ends_at_0", "deadline", "received_on", "until", "year"}
