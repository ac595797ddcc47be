"""Whatever stands in an address of the administration: never a page 500."""

from itertools import product
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import get_fields_from_path
from django.db import models
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

# As they stand in an address: a number beyond all columns, a lone surrogate, a digit that is none,
# a date that is none.
VALUES = ["9" * 30, "%ED%A0%80", quote("²"), "2026-13-45"]
NUL = "a%00b"


def _admins():
    rows = [admin.site.get_model_admin(m) for m in apps.get_models() if admin.site.is_registered(m)]
    assert len(rows) > 15
    return rows


def _parameters(model_admin, request):
    """What a list can be asked by: Django's own parameters, its filters, its key."""
    yield from ("q", "o", "p", "all", "e", "_to_field", "_popup", "_changelist_filters", "id", "x")
    for item in model_admin.get_list_filter(request):
        name = item[0] if isinstance(item, tuple) else item
        if not isinstance(name, str):
            yield name.parameter_name
            continue
        field = get_fields_from_path(model_admin.model, name)[-1]
        yield name
        yield f"{name}__id__exact" if field.is_relation else f"{name}__exact"
        yield f"{name}__gte" if isinstance(field, models.DateField) else f"{name}__in"
    if model_admin.date_hierarchy:
        for part in ("year", "month", "day"):
            yield f"{model_admin.date_hierarchy}__{part}"


@pytest.mark.parametrize("model_admin", _admins(), ids=lambda row: row.opts.label_lower)
def test_a_list_can_be_asked_anything(client, rf, baustein, model_admin):
    client.force_login(factories.superuser())
    factories.comment(baustein)
    client.raise_request_exception = False
    request = rf.get("/")
    request.user = factories.superuser()
    address = reverse(
        f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_changelist"
    )
    wrong = []
    for name in sorted(set(_parameters(model_admin, request))):
        for value in (*VALUES, NUL):
            answer = client.get(f"{address}?{name}={value}")
            if answer.status_code >= 500:
                wrong.append((name, value[:40]))
    assert not wrong


@pytest.mark.parametrize("model_admin", _admins(), ids=lambda row: row.opts.label_lower)
def test_a_row_can_have_any_address(client, baustein, model_admin):
    client.force_login(factories.superuser())
    client.raise_request_exception = False
    start = f"/verwaltung/{model_admin.opts.app_label}/{model_admin.opts.model_name}"
    wrong = [
        (page, value[:40])
        for page in ("change", "history")
        for value in (*VALUES, NUL, "x" * 3000)
        if client.get(f"{start}/{value}/{page}/").status_code >= 500
    ]
    assert not wrong


def test_a_nul_is_refused(client, baustein):
    client.force_login(factories.superuser())
    for address in (
        "/verwaltung/comments/kommentar/?status=%00",
        "/verwaltung/comments/kommentar/?q=a%00b",
        "/verwaltung/comments/kommentar/%00/change/",
        "/verwaltung/?x=%00",
    ):
        assert client.get(address).status_code == 400, address


def test_looking_up_a_row_can_be_asked_anything(client):
    client.force_login(factories.superuser())
    client.raise_request_exception = False
    start = "/verwaltung/autocomplete/?"
    right = {"app_label": "strategies", "model_name": "zustaendigkeit", "field_name": "user"}
    asked = product(("term", "page", "app_label", "model_name", "field_name"), (*VALUES, NUL))
    for name, value in asked:
        query = "&".join(f"{key}={text}" for key, text in {**right, name: value}.items())
        assert client.get(f"{start}{query}").status_code < 500, name
