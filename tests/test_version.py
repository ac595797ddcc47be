"""One version everywhere: pyproject.toml, CHANGELOG.md and the footer of the administration."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from packaging.version import Version

from tests import factories

ROOT = Path(__file__).parent.parent
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
RELEASE = re.compile(r"\[(\d+\.\d+\.\d+)\] – (unreleased|\d{4}-\d\d-\d\d)")


@pytest.fixture(scope="module")
def releases():
    """(version, date or None) as in the CHANGELOG, newest first."""
    headings = HEADING.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    found = [RELEASE.fullmatch(heading) for heading in headings]
    assert all(found), f"Not „[1.2.3] – 2026-01-31“ or „… – unreleased“: {headings}"
    return [
        (Version(version), None if day == "unreleased" else date.fromisoformat(day))
        for version, day in (match.groups() for match in found)
    ]


def test_the_changelog_begins_with_the_version_of_the_project(releases):
    assert str(releases[0][0]) == settings.VERSION


def test_only_the_newest_version_may_be_unreleased(releases):
    versions, days = zip(*releases, strict=True)

    assert list(versions) == sorted(versions, reverse=True)
    assert all(days[1:])
    released = [day for day in days if day]
    assert released == sorted(released, reverse=True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["admin:index", "admin:comments_kommentar_changelist"])
def test_the_footer_of_the_administration_shows_the_version(client, name):
    client.force_login(factories.superuser())
    page = client.get(reverse(name)).content.decode()

    assert f"Mitreden {settings.VERSION}" in page
