"""publiccode.yml is what catalogues of public software show: complete, within limits and true.

The keys and limits are those of the standard, https://yml.publiccode.tools/, version 0.5.
"""

import re
import tomllib
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from django.conf import settings
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
REQUIRED = [
    "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType",
    "description", "legal.license", "maintenance.type", "maintenance.contacts",
    "localisation.localisationReady", "localisation.availableLanguages",
]  # fmt: skip
REQUIRED_IN_EACH_LANGUAGE = ["shortDescription", "longDescription", "features"]
# openCode, the catalogue of German administrations, asks for more than the standard.
REQUIRED_BY_OPENCODE = ["releaseDate", "softwareVersion", "categories"]


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", [*REQUIRED, *REQUIRED_BY_OPENCODE])
def test_a_required_key_is_there(publiccode, key):
    value = publiccode
    for part in key.split("."):
        value = value[part]

    assert value


def test_each_description_is_complete_and_within_its_limits(publiccode):
    for language, description in publiccode["description"].items():
        assert all(description[key] for key in REQUIRED_IN_EACH_LANGUAGE), language
        assert len(description["genericName"]) <= 35
        assert len(description["shortDescription"]) <= 150
        # openCode wants 500 characters, the standard 150.
        assert 500 <= len(description["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in description["features"])
        assert all((ROOT / path).is_file() for path in description.get("screenshots", []))


def test_values_are_those_of_the_standard(publiccode):
    assert publiccode["publiccodeYmlVersion"] == "0.5"
    assert urlsplit(publiccode["url"]).scheme == "https"
    assert publiccode["softwareType"] == "standalone/web"
    assert publiccode["developmentStatus"] in {"concept", "development", "beta", "stable"}
    assert publiccode["maintenance"]["type"] in {"internal", "contract", "community"}
    assert all(contact["name"] for contact in publiccode["maintenance"]["contacts"])


def test_version_and_date_are_those_of_the_last_release(publiccode):
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[([\d.]+)\] – (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)

    assert (publiccode["softwareVersion"], publiccode["releaseDate"]) == releases[0]
    assert date.fromisoformat(publiccode["releaseDate"])


def test_it_tells_the_truth_about_licence_languages_and_python(publiccode):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = SpecifierSet(project["requires-python"])
    python = next(row for row in publiccode["dependsOn"]["open"] if row["name"] == "Python")
    languages = publiccode["localisation"]["availableLanguages"]

    assert (ROOT / f"LICENSES/{publiccode['legal']['license']}.txt").is_file()
    assert languages == [code for code, _name in settings.LANGUAGES]
    assert allowed.contains(python["versionMin"])
    assert allowed.contains(python["versionMax"])
