"""Every table that can be had can be had as an OpenDocument workbook, too."""

import re

import pytest
from django.urls import get_resolver, reverse

from evaluation.exports import FORMATS
from tests import factories
from tests.opendocument import faults

# Tables to fill in, not to take along.
NOT_FOR_TAKING = {"beitraege.xlsx", "vorlage.xlsx"}


def routes(resolver, before=""):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if hasattr(entry, "url_patterns"):
            yield from routes(entry, route)
        else:
            yield route


def test_whatever_is_a_table_is_one_of_opendocument_too():
    found = list(routes(get_resolver()))
    tables = [route for route in found if re.search(r"\.(csv|xlsx)\W*$", route)]

    assert {"csv", "xlsx", "ods"} <= set(FORMATS)
    wanted = [
        re.sub(r"(csv|xlsx)(\W*)$", r"ods\2", route)
        for route in tables
        if route.rpartition("/")[2] not in NOT_FOR_TAKING
    ]
    assert wanted
    assert [route for route in wanted if route not in found] == []


@pytest.mark.django_db
def test_the_numbers_on_moderation_are_a_workbook(client):
    konzept = factories.konzept()
    konzept.status = "published"
    konzept.save()

    answer = client.get(reverse("comments:transparency_ods", args=[konzept.slug]))

    assert faults(answer.content) == []
