"""What is declared in pyproject.toml is what is imported, pinned and installed."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
EXPORT = "uv export {} --format requirements-txt --no-emit-project --no-header --output-file {}"
HOW_TO = {
    "requirements.txt": EXPORT.format("--no-dev", "requirements.txt"),
    "requirements-aehnlichkeit.txt": EXPORT.format(
        "--no-dev --extra aehnlichkeit", "requirements-aehnlichkeit.txt"
    ),
    "requirements-dev.txt": EXPORT.format("--group dev", "requirements-dev.txt"),
}
# Never installed where the platform runs.
DEVELOPMENT_ONLY = {"tests", "bench"}


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=HOW_TO)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def entries(text):
    """Each pinned package as (Requirement, number of its hashes)."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for entry in "\n".join(lines).replace("\\\n", " ").splitlines():
        if entry.strip():
            words, *hashes = entry.split("--hash=")
            yield Requirement(words.strip()), len(hashes)


def test_every_dependency_is_pinned_to_a_version_that_pyproject_allows(pyproject, name, text):
    pinned = {canonicalize_name(row.name): row for row, _ in entries(text)}
    wanted = [*pyproject["project"]["dependencies"]]
    if name == "requirements-aehnlichkeit.txt":
        wanted += pyproject["project"]["optional-dependencies"]["aehnlichkeit"]
    if name == "requirements-dev.txt":
        wanted += pyproject["dependency-groups"]["dev"]

    for requirement in map(Requirement, wanted):
        assert canonicalize_name(requirement.name) in pinned, HOW_TO[name]
        (version,) = pinned[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(version.version), HOW_TO[name]


def test_every_package_has_one_exact_version_and_hashes(text):
    for row, hashes in entries(text):
        assert [pin.operator for pin in row.specifier] == ["=="], row
        assert hashes, row


def test_what_is_for_development_only_is_not_installed_in_production():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = {row.name for row, _ in entries(text)}

    assert names.isdisjoint({"pytest", "pytest-django", "playwright", "ruff", "djade"})


def test_development_pins_the_versions_of_production():
    production, refined, development = (
        {(row.name, str(row.specifier)) for row, _ in entries((ROOT / name).read_text())}
        for name in HOW_TO
    )

    assert production < refined, HOW_TO["requirements-aehnlichkeit.txt"]
    assert refined <= development, HOW_TO["requirements-dev.txt"]


def test_no_address_of_a_package_index_is_written_down(text):
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_any_python_the_project_allows_is_taken(pyproject):
    """uv reads the first line; pyenv takes what it has of the others."""
    first, *others = (ROOT / ".python-version").read_text(encoding="utf-8").split()
    allowed = SpecifierSet(pyproject["project"]["requires-python"])

    assert SpecifierSet(first) == allowed
    assert others
    assert all(allowed.contains(version) for version in others)


def top_level_imports(path):
    """The first names of everything a module imports, from inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def declared(*lists):
    return {canonicalize_name(Requirement(line).name) for lines in lists for line in lines}


def test_every_imported_package_is_declared(pyproject):
    """Not one that merely comes along with another, and may go with it."""
    project = pyproject["project"]
    production = declared(project["dependencies"], *project["optional-dependencies"].values())
    development = production | declared(pyproject["dependency-groups"]["dev"])
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    modules = [path for folder in sorted(folders) for path in (ROOT / folder).rglob("*.py")]
    assert {"config", "comments", "tests"} <= folders
    # What is found by PYTHONPATH and not in a package, such as settings of a measurement.
    alone = {path.stem for path in modules if not (path.parent / "__init__.py").exists()}
    distributions = packages_distributions()

    undeclared = sorted(
        f"{path.relative_to(ROOT)} imports {name}"
        for path in [*modules, ROOT / "manage.py"]
        for name in set(top_level_imports(path)) - sys.stdlib_module_names - folders - alone
        if {canonicalize_name(each) for each in distributions.get(name, [])}.isdisjoint(
            development if path.relative_to(ROOT).parts[0] in DEVELOPMENT_ONLY else production
        )
    )

    assert undeclared == []
