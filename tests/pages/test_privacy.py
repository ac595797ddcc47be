"""The page „Datenschutz“ lists what is really stored: no model and no cookie is left out."""

import uuid

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from accounts.models import User
from pages.stored import cookies, declarations
from tests import factories

# Hold words of a person without naming one, or are files.
WITHOUT_A_LINK = {
    "comments.Entwurf", "comments.Bearbeitung", "comments.Schwaerzung", "evaluation.Absender",
    "operations.backups", "operations.deletions",
}  # fmt: skip


def tells_of_a_person(model):
    return any(
        (field.is_relation and field.related_model is User and not field.auto_created)
        or isinstance(field, models.EmailField)
        for field in model._meta.get_fields()
    )


def test_every_model_that_touches_a_person_is_declared():
    touching = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if tells_of_a_person(model)
    } | {"account.EmailConfirmation"}

    assert set(declarations()) == touching | WITHOUT_A_LINK


@pytest.mark.django_db
def test_the_page_lists_every_declaration(client):
    text = client.get("/datenschutz/").text

    for label, row in declarations().items():
        for words in row:
            assert str(words) in text, label


@pytest.mark.django_db
def test_there_are_no_other_cookies(baustein):
    """Read, write, sign in, vote, follow, report: as a visitor and as a moderator."""
    visitor, member = Client(), Client()
    member.force_login(factories.staff(baustein.strategie.konzept, role="moderation"))
    kommentar = factories.comment(baustein)
    form = {"text": "Gut.", "category": "vorschlag"}
    for client in (visitor, member):
        for address in ("/", "/datenschutz/", baustein.get_absolute_url(), "/konto/anmelden/"):
            client.get(address)
        client.post(baustein.get_absolute_url(), {**form, "idempotency_key": uuid.uuid4()})
        client.post("/konto/anmelden/", {"email": "eva@example.org"})
        client.post(f"/kommentare/{kommentar.pk}/melden/", {"ground": "hass", "explanation": "X."})
        client.post("/barriere-melden/", {"text": "Zu klein."})
        client.get("/moderation/", follow=True)
        client.get("/verwaltung/", follow=True)
        client.post("/konto/abmelden/")

    names = {cookie.name for cookie in cookies()}
    assert set(visitor.cookies) | set(member.cookies) <= names
