"""Numbers and dates in addresses and forms are as large as somebody likes: never an error 500."""

import re
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.db import models
from django.urls import URLPattern, get_resolver, reverse

from tests import factories

# Django says so of a day without a time in a filter of its own.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime"),
]

LARGE = [2**31, 2**63, 10**30]
DAYS = ["0026-12-20", "0001-01-01", "9999-12-31", "99999-01-01"]
# Parameters of addresses that hold a key, and of which page.
KEYS = {
    "/moderation/alle/": ["nach", "baustein", "strategie"],
    "/moderation/": ["nach"],
    "/konto/beitraege/": ["nach"],
    "/suche/?q=Ziel": ["vor", "nach"],
    "/verwaltung/phases/kommentierphase/mehrere/": ["konzept"],
    "/verwaltung/phases/kommentierphase/jetzt-beenden/": ["id"],
    "/verwaltung/comments/kommentar/": ["p", "id__exact", "baustein__strategie__id__exact"],
    "/verwaltung/phases/kommentierphase/": ["p", "strategie__id__exact", "stand"],
}


def numbered(patterns, prefix="/"):
    """The addresses with a number in them, with ``{}`` for it; other parts are invented."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if not isinstance(pattern, URLPattern):
            yield from numbered(pattern.url_patterns, route)
        elif "<int:" in route or "<number:" in route or "object_id" in route:
            route = re.sub(r"<(int|number):\w+>|<path:object_id>", "{}", route)
            yield re.sub(r"<\w+:\w+>|<\w+>", "x", route)


ADDRESSES = sorted(set(numbered(get_resolver().url_patterns)))


def test_there_are_addresses_with_numbers():
    assert len(ADDRESSES) > 40


@pytest.mark.parametrize("number", LARGE)
def test_a_large_number_in_an_address_is_not_found(client, number):
    client.force_login(factories.superuser())
    for address in ADDRESSES:
        url = address.format(*[number] * address.count("{}"))
        for response in (client.get(url), client.post(url, {"post": "yes"})):
            assert response.status_code < 500, url


@pytest.mark.parametrize("number", LARGE)
def test_a_large_number_in_a_query_is_no_error(client, baustein, number):
    client.force_login(factories.superuser())
    pages = {**KEYS, baustein.get_absolute_url(): ["nach", "fassung", "kommentar"]}
    for page, names in pages.items():
        for name in names:
            sign = "&" if "?" in page else "?"
            response = client.get(f"{page}{sign}{urlencode({name: number})}")
            assert response.status_code < 500, (page, name)
            response = client.post(page, {name: number, "action": "x"})
            assert response.status_code < 500, (page, name)


def lists():
    """(address of a list, lookups) of the administration, for each filter it has."""
    for model, model_admin in admin.site._registry.items():
        for item in model_admin.list_filter:
            if isinstance(item, str):
                name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
                yield name, model, item


@pytest.mark.parametrize(("name", "model", "lookup"), list(lists()))
def test_no_filter_of_a_list_ends_in_an_error(client, name, model, lookup):
    client.force_login(factories.superuser())
    field = model._meta.get_field(lookup)
    is_date = isinstance(field, models.DateField)
    values = DAYS if is_date else LARGE
    for suffix in ("", "__exact", *(("__gte", "__lt", "__year") if is_date else ("__in",))):
        for value in values:
            response = client.get(reverse(name), {f"{lookup}{suffix}": value})
            assert response.status_code < 500, (lookup + suffix, value)
