"""Drills break what the platform runs on, take minutes, and need the machine for themselves."""

import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from bench import server

from . import services


def pytest_collection_modifyitems(config, items):
    """Run drills only where ``-m`` asks for them, and never two at a time."""
    drills = [item for item in items if item.get_closest_marker("drill")]
    for item in drills:
        item.add_marker(pytest.mark.xdist_group("drill"))
    if "drill" not in config.option.markexpr:
        config.hook.pytest_deselected(items=drills)
        items[:] = [item for item in items if item not in drills]


@pytest.fixture(scope="module")
def folder():
    """An empty folder that PostgreSQL's own user can get to."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture(scope="module")
def variables():
    """Further environment variables of the platform."""
    return {}


@pytest.fixture(scope="module")
def world(folder, variables):
    """PostgreSQL and Redis of one's own with some comments: what runs, and where to look."""
    with services.databases(folder, **variables) as (postgres, redis, env):
        yield SimpleNamespace(postgres=postgres, redis=redis, env=env, content=server.load(env))
