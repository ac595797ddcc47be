"""Nobody overwrites unseen what somebody else saved: every row that people edit."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.forms.models import BaseModelForm
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.admin import PersonCreationForm, PersonFormMixin
from comments.models import Textbaustein
from municipality.editing import VersionedFormMixin, digest
from municipality.inlines import VersionedInlineFormSet
from municipality.models import Kommune
from office.staff.forms import StandInForm
from pages.models import Seitenfassung
from strategies.models import Dokument, Zustaendigkeit

from . import factories
from .concurrency import at_once
from .forms import form_of, opened, sent_by

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.django_db


def _konzept():
    konzept = factories.konzept(status="draft")
    factories.staff(konzept, role="moderation", pseudonym="Zuständige Person")
    Dokument.objects.create(
        konzept=konzept, title="Plan", file="dokumente/plan.pdf", filename="plan.pdf", size=1
    )
    return konzept


# One row of each model that the administration edits.
ROWS = {
    "accounts.user": lambda: factories.user("Deichläufer"),
    "auth.group": lambda: Group.objects.create(name="Presse"),
    "comments.textbaustein": lambda: Textbaustein.objects.create(
        use="answer", title="Dank", text="Vielen Dank."
    ),
    "municipality.kommune": lambda: Kommune.objects.create(name="Quellstedt"),
    "pages.seitenfassung": lambda: Seitenfassung.objects.current().get(page="hilfe"),
    "phases.kommentierphase": lambda: factories.phase(factories.strategie(), start=5, end=9),
    "strategies.handlungsfeld": lambda: factories.baustein(kind="handlungsfeld"),
    "strategies.konzept": _konzept,
    "strategies.leitprojekt": lambda: factories.baustein(kind="leitprojekt"),
    "strategies.leitziel": factories.baustein,
    "strategies.strategie": lambda: factories.strategie(status="draft"),
}


def _request(person):
    request = RequestFactory().get("/")
    request.user = person
    return request


def _editable():
    """The admins of all models that somebody may edit there."""
    request = _request(factories.superuser())
    for model in apps.get_models():
        if admin.site.is_registered(model):
            model_admin = admin.site.get_model_admin(model)
            if model_admin.has_change_permission(request):
                yield model_admin


def test_every_row_that_can_be_edited_is_known_here():
    assert {row.opts.label_lower for row in _editable()} == set(ROWS)


def test_no_list_is_edited_in_place():
    """Its forms would be outside the lock."""
    assert not [row for row in _editable() if row.list_editable]


def test_every_form_and_inline_of_the_administration_is_under_the_lock():
    request = _request(factories.superuser())
    for model_admin in _editable():
        row = ROWS[model_admin.opts.label_lower]()
        assert issubclass(model_admin.get_form(request, row, change=True), VersionedFormMixin)
        for inline in model_admin.get_inline_instances(request, row):
            if inline.has_change_permission(request, row):
                formset = inline.get_formset(request, row)
                assert issubclass(formset, VersionedInlineFormSet), inline
                assert issubclass(formset.form, VersionedFormMixin), inline
                assert formset.can_delete, inline


def _below(cls):
    for sub in cls.__subclasses__():
        yield sub
        yield from _below(sub)


def _is_ours(cls):
    module = Path(import_module(cls.__module__).__file__)
    return module.is_relative_to(ROOT) and ".venv" not in module.parts


def test_every_form_of_a_row_is_under_the_lock():
    """Also outside the administration; who only makes new rows overwrites nothing."""
    only_new = {PersonCreationForm, PersonFormMixin, StandInForm}
    for form in set(_below(BaseModelForm)) - only_new:
        if _is_ours(form):
            assert issubclass(form, VersionedFormMixin), form


def _url(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def _texts(response):
    """Names of the fields that are typed, in the form and in the inlines' first rows."""
    form = response.context["adminform"].form
    found = [form.add_prefix(name) for name in _typed(form)]
    for inline in response.context["inline_admin_formsets"]:
        for row in inline.formset.initial_forms[:1]:
            found += [row.add_prefix(name) for name in _typed(row)]
    sent = sent_by(response)
    return [name for name in found if name in sent]


def _typed(form):
    return [
        name
        for name, field in form.fields.items()
        if type(field).__name__ != "VersionField"
        and isinstance(field.widget, (forms.TextInput, forms.Textarea))
        and not isinstance(field, (forms.IntegerField, forms.DateField))
    ]


def _values(name):
    """What two people type into a field: of the kind that it takes."""
    for part, values in {
        "sign_language_url": ("https://a.example.org/", "https://b.example.org/"),
        "email": ("a@example.org", "b@example.org"),
        "accent": ("#0a4d5c", "#7a0000"),
        "slug": ("von-anna", "von-bert"),
        "number": ("7", "8"),
        "outline": ("7.1", "8.1"),
    }.items():
        if name.startswith(part):
            return values
    return "Von Anna", "Von Bert"


@pytest.fixture
def two():
    """Two people who may change everything, each at a browser."""
    people = [Client(), Client()]
    for name, client in zip(("Anna Muster", "Bert Beispiel"), people, strict=True):
        client.force_login(factories.superuser(pseudonym=name))
    return people


@pytest.mark.parametrize("label", sorted(ROWS))
def test_the_second_to_save_sees_both_texts_of_every_field(two, label):
    anna, bert = two
    url = _url(ROWS[label]())
    page = anna.get(url)
    mine, theirs = sent_by(page), opened(bert, url)
    # Why a phase is changed stands in its log: it overwrites nothing.
    values = {name: _values(name) for name in _texts(page) if name != "reason"}
    assert values
    for name, (typed, saved) in values.items():
        mine[name], theirs[name] = [typed], [saved]
    answer = bert.post(url, theirs)
    assert answer.status_code == 302, answer.context["errors"]

    refused = anna.post(url, mine)

    assert refused.status_code == 200
    errors = _errors(refused)
    for name, (typed, saved) in values.items():
        assert saved in errors[name], name
        assert sent_by(refused)[name] == [typed], name
    assert "Nicht gespeichert" in refused.text
    if label != "pages.seitenfassung":
        assert "Zuletzt gespeichert hat Bert Beispiel am" in refused.text
        assert opened(bert, url).items() >= {k: [v] for k, (_, v) in values.items()}.items()

    assert anna.post(url, sent_by(refused)).status_code == 302


def _errors(response):
    """What stands at each field of the form and of the inlines, by the name of the field."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.initial_forms
    return {
        form.add_prefix(name): str(errors) for form in forms for name, errors in form.errors.items()
    }


# Under the lock, but no input of the page says so; the buttons of a phase send its status.
HIDDEN = {"phases.kommentierphase": {"status"}}


def _unseen(page):
    """Fields under the lock for which the page shows no input, and what they may be."""
    form = page.context["adminform"].form
    marks = json.loads(sent_by(page)["version"][0])
    shown = {row.name for row in form_of(page).inputs if row.get("type") != "hidden"}
    return {name: form.fields[name] for name in marks if name in form.fields and name not in shown}


@pytest.mark.parametrize("label", sorted(ROWS))
def test_a_conflict_at_a_field_without_an_input_is_told_at_the_top(two, label):
    anna, _bert = two
    url = _url(ROWS[label]())
    page = anna.get(url)
    unseen = {name: field for name, field in _unseen(page).items() if field.widget.is_hidden}
    assert unseen.keys() == HIDDEN.get(label, set())
    for name, field in unseen.items():
        mine = sent_by(page)
        now = page.context["adminform"].form.initial[name]
        (other,) = [value for value, _words in field.choices if value not in ("", now)]
        # As it was when the page was opened.
        marks = json.loads(mine["version"][0]) | {name: digest(other)}
        refused = anna.post(url, mine | {name: [other], "version": [json.dumps(marks)]})

        told = str(refused.context["adminform"].form.non_field_errors())
        words = dict(field.choices)
        assert str(words[other]) in told
        assert str(words[now]) in told
        assert told in refused.text
        assert sent_by(refused)[name] == [now]
        assert anna.post(url, sent_by(refused)).status_code == 302


def test_who_edits_a_draft_reads_that_somebody_has_announced_it(two):
    anna, bert = two
    phase = factories.phase(factories.strategie(), start=5, end=9, status="draft")
    url = _url(phase)
    mine, theirs = opened(anna, url), opened(bert, url)
    assert bert.post(url, theirs | {"status": "published"}).status_code == 302

    refused = anna.post(url, mine | {"title": "Neuer Titel", "status": "draft"})

    told = str(refused.context["adminform"].form.non_field_errors())
    assert "inzwischen angekündigt" in told
    assert "Entwurf" in told
    assert "Zuletzt gespeichert hat Bert Beispiel am" in told
    assert "Ankündigung zurücknehmen" in refused.text
    phase.refresh_from_db()
    assert phase.title != "Neuer Titel"
    assert anna.post(url, sent_by(refused) | {"status": "published"}).status_code == 302
    phase.refresh_from_db()
    assert (phase.status, phase.title) == ("published", "Neuer Titel")


def test_what_only_the_other_changed_is_kept(two):
    """Finding: a sentence added to the summary was gone when the contact was saved."""
    anna, bert = two
    konzept = factories.konzept(status="draft")
    url = _url(konzept)
    mine, theirs = opened(anna, url), opened(bert, url)
    bert.post(url, theirs | {"summary": "Ein Satz mehr."})

    refused = anna.post(url, mine | {"contact": "Bauamt"})

    assert "anderswo geändert, auf Ihrer Seite nicht" in refused.text
    assert sent_by(refused)["summary"] == ["Ein Satz mehr."]
    assert anna.post(url, sent_by(refused)).status_code == 302
    konzept.refresh_from_db()
    assert (konzept.summary, konzept.contact) == ("Ein Satz mehr.", "Bauamt")


def test_a_page_that_says_nothing_of_what_it_showed_overwrites_nothing(two):
    anna, _bert = two
    konzept = factories.konzept(status="draft", title="Altes Konzept")
    url = _url(konzept)
    for token in (None, "", "{", "[]", '{"title": 7}', '{"opened": "x"}', '{"opened": 1e300}'):
        data = opened(anna, url) | {"title": "Neu"}
        data.pop("version")
        if token is not None:
            data["version"] = token
        assert anna.post(url, data).status_code == 200
        konzept.refresh_from_db()
        assert konzept.title == "Altes Konzept"


def test_saving_what_stands_there_already_is_no_conflict(two):
    anna, bert = two
    konzept = factories.konzept(status="draft")
    url = _url(konzept)
    mine, theirs = opened(anna, url), opened(bert, url)
    bert.post(url, theirs | {"contact": "Bauamt"})

    assert anna.post(url, mine | {"contact": "Bauamt"}).status_code == 302


@pytest.mark.parametrize("prefix", ["zustaendigkeiten", "dokumente"])
def test_a_row_of_an_inline_that_is_gone_says_so_at_its_place(two, prefix):
    anna, bert = two
    konzept = _konzept()
    url = _url(konzept)
    mine, theirs = opened(anna, url), opened(bert, url)
    assert bert.post(url, theirs | {f"{prefix}-0-DELETE": "on"}).status_code == 302

    refused = anna.post(url, mine | {"contact": "Bauamt"})

    assert refused.status_code == 200
    rows = next(
        inline.formset
        for inline in refused.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    )
    assert "hat inzwischen jemand anderes entfernt" in str(rows.non_form_errors())
    assert "hat inzwischen jemand anderes entfernt" in refused.text
    again = anna.post(url, sent_by(refused))
    assert again.status_code == 302, again.context["errors"]
    konzept.refresh_from_db()
    assert konzept.contact == "Bauamt"
    assert not (Zustaendigkeit if prefix == "zustaendigkeiten" else Dokument).objects.exists()


def test_a_row_of_an_inline_that_was_changed_is_not_deleted_unseen(two):
    anna, bert = two
    konzept = _konzept()
    url = _url(konzept)
    mine, theirs = opened(anna, url), opened(bert, url)
    bert.post(url, theirs | {"dokumente-0-title": "Der neue Plan"})

    refused = anna.post(url, mine | {"dokumente-0-DELETE": "on"})

    assert refused.status_code == 200
    assert "Gelöscht ist noch nichts" in refused.text
    assert Dokument.objects.exists()
    assert anna.post(url, sent_by(refused)).status_code == 302
    assert not Dokument.objects.exists()


def test_who_may_only_read_has_nothing_to_lock(client):
    konzept = factories.konzept()
    client.force_login(factories.staff(konzept, role="moderation"))
    page = client.get(_url(konzept))
    assert page.status_code == 200
    assert 'name="title"' not in page.text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_told():
    konzept = factories.konzept(status="draft")
    url = _url(konzept)
    browsers = [Client() for _number in range(4)]
    for client in browsers:
        client.force_login(factories.superuser())
    sent = [
        (client, opened(client, url) | {"summary": f"Text {number}"})
        for number, client in enumerate(browsers)
    ]

    answers = at_once(
        *(lambda client=client, data=data: client.post(url, data) for client, data in sent)
    )

    codes = [answer.status_code for answer in answers]
    assert sorted(codes) == [200, 200, 200, 302]
    konzept.refresh_from_db()
    assert konzept.summary == f"Text {codes.index(302)}"
    for answer in answers:
        assert answer.status_code == 302 or konzept.summary in answer.text


def test_two_windows_of_one_author_do_not_overwrite_each_other(client, baustein, resident):
    kommentar = factories.comment(baustein, resident, text="Der Deich fehlt.")
    client.force_login(resident)
    url = reverse("comments:edit", args=[kommentar.pk])
    first, second = opened(client, url), opened(client, url)
    assert client.post(url, second | {"text": "Der Deich fehlt im Süden."}).status_code == 302

    refused = client.post(url, first | {"text": "Der Deich fehlt im Norden."})

    assert refused.status_code == 422
    assert "in einem anderen Fenster geändert" in refused.text
    assert "Der Deich fehlt im Süden." in refused.text
    assert sent_by(refused)["text"] == ["Der Deich fehlt im Norden."]
    kommentar.refresh_from_db()
    assert kommentar.text == "Der Deich fehlt im Süden."
    assert client.post(url, sent_by(refused)).status_code == 302
    kommentar.refresh_from_db()
    assert kommentar.text == "Der Deich fehlt im Norden."
