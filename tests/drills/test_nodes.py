"""Two nodes, a database with a standby, Redis, nginx: loses a node, gains one, changes database.

While people read and write through nginx, one node is killed, a third one joins, the standby
goes and comes back, and at last the primary is killed and its standby promoted. Nothing that
was confirmed may be lost. The order of the tests is that of the events.
"""

import pytest

from .nodes import Set
from .people import NOTHING_WRONG, verify
from .services import need

pytestmark = pytest.mark.drill


@pytest.fixture(scope="module")
def nodes(folder):
    need("nginx", "redis-server")
    running = Set(folder)
    try:
        running.start()
        yield running
    finally:
        running.stop()


CHANGES = {
    "two nodes": None,
    "a node killed": lambda nodes: nodes.kill("a"),
    "a node added": lambda nodes: nodes.add("c"),
    "the standby gone, and back": lambda nodes: nodes.lose_standby(),
    "the standby promoted": lambda nodes: nodes.change_database(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_people_write_on_and_nothing_is_lost(nodes, name):
    change = CHANGES[name]
    crowd, reads = nodes.use(change and (lambda: change(nodes)))

    assert verify(nodes.env["DATABASE_URL"], crowd) == NOTHING_WRONG
    # Whoever insists gets through.
    assert len(crowd.confirmed) == len(crowd.sent)
    if name != "the standby promoted":
        assert set(reads) == {"200"}
