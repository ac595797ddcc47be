"""What runs before a commit and on a server is what the project itself runs."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
CI = (ROOT / ".ci/run").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_hooks_before_a_commit_run_pinned_tools_that_ci_runs_too(pyproject):
    """Nothing is fetched from anywhere: the tools are those of the development group."""
    declared = {Requirement(line).name for line in pyproject["dependency-groups"]["dev"]}
    repositories = read(".pre-commit-config.yaml")["repos"]
    hooks = [hook for repository in repositories for hook in repository["hooks"]]

    assert {repository["repo"] for repository in repositories} == {"local"}
    for hook in hooks:
        run, tool = re.fullmatch(r"(uv run) ([\w-]+).*", hook["entry"]).groups()
        assert run
        assert tool in declared
        assert f'"${{run[@]}}" {tool} ' in CI


def test_gitlab_calls_the_one_script_with_a_python_we_allow(pyproject):
    job = read(".gitlab-ci.yml")["check"]
    version = re.search(r"python:(\d+\.\d+)-", job["image"])[1]

    assert job["script"] == [".ci/run"]
    assert os.access(ROOT / ".ci/run", os.X_OK)
    assert SpecifierSet(pyproject["project"]["requires-python"]).contains(version)


def test_ci_chooses_tests_by_marks_that_there_are(pyproject):
    """pytest takes any word for one, and runs nothing for one that nobody has."""
    lines = pyproject["tool"]["pytest"]["ini_options"]["markers"]
    declared = {line.partition(":")[0] for line in lines}
    chosen = re.findall(r'-m "([^"]+)"', CI)

    assert chosen
    for words in chosen:
        assert set(re.findall(r"\w+", words)) - {"and", "or", "not"} <= declared


def test_what_uses_no_database_is_marked(request):
    """Such a test does not run on PostgreSQL (``tests/conftest.py``)."""
    assert "no_database" in request.node.keywords


def test_what_uses_the_database_is_not(request, baustein):
    assert "no_database" not in request.node.keywords
