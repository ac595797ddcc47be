"""requirements.txt is what production installs: it must fit pyproject.toml."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
HOW_TO = (
    "uv export --no-dev --format requirements-txt --no-emit-project --no-header "
    "--output-file requirements.txt"
)


@pytest.fixture(scope="module")
def text():
    return (ROOT / "requirements.txt").read_text(encoding="utf-8")


def entries(text):
    """Each pinned package as (Requirement, number of its hashes)."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for entry in "\n".join(lines).replace("\\\n", " ").splitlines():
        if entry.strip():
            words, *hashes = entry.split("--hash=")
            yield Requirement(words.strip()), len(hashes)


def test_every_dependency_is_pinned_to_a_version_that_pyproject_allows(text):
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pinned = {canonicalize_name(row.name): row for row, _ in entries(text)}

    for line in pyproject["project"]["dependencies"]:
        wanted = Requirement(line)
        assert canonicalize_name(wanted.name) in pinned, HOW_TO
        (version,) = pinned[canonicalize_name(wanted.name)].specifier
        assert wanted.specifier.contains(version.version), HOW_TO


def test_every_package_has_one_exact_version_and_hashes(text):
    for row, hashes in entries(text):
        assert [pin.operator for pin in row.specifier] == ["=="], row
        assert hashes, row


def test_what_is_for_development_only_is_not_installed_in_production(text):
    names = {row.name for row, _ in entries(text)}

    assert names.isdisjoint({"pytest", "pytest-django", "playwright", "ruff", "djade"})


def test_no_address_of_a_package_index_is_written_down(text):
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_any_python_the_project_allows_is_taken():
    """uv reads the first line; pyenv takes what it has of the others."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    first, *others = (ROOT / ".python-version").read_text(encoding="utf-8").split()
    allowed = SpecifierSet(pyproject["project"]["requires-python"])

    assert SpecifierSet(first) == allowed
    assert others
    assert all(allowed.contains(version) for version in others)
