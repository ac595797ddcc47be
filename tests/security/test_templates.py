"""Templates show what a view gave them: while one renders, nothing is read from the database.

Rendering begins after the context processors; they count as views of the fixed head and foot
of every page. The row of the municipality, which they take from the cache that all processes
share, is put there first, as it is in operation. Exempt are the pages of Django's
administration, whose templates are Django's and read the lists that its views hand them, and
mails, which are rendered beside any request.

With one row of each, and where a form is shown again, ``test_access`` sees to it: it opens and
sends every page as everybody.
"""

from collections import defaultdict

from django.core.cache import cache
from django.template import engines
from django.test import Client
from django.urls import reverse

from municipality.current import current
from tests import factories

from .addresses import arguments, names
from .conftest import ROLES

# One of each kind who sees other pages, or other parts of them.
KINDS = ("anonymous", "author", "moderator", "redaktion", "auswertung", "fachamt", "superuser")


def test_a_query_in_a_template_is_found(db, template_queries):
    template = engines["django"].from_string("{% for row in rows %}{{ row }}{% endfor %}")
    template.render({"rows": list(factories.konzept().strategien.all())})
    assert not template_queries
    template.render({"rows": factories.konzept().strategien.all()})
    assert [sql for _name, sql in template_queries if "strategies_strategie" in sql]


def test_no_page_reads_while_it_renders_with_three_rows(world, template_queries):
    _more(world)
    asked, shown = defaultdict(set), 0
    for kind in KINDS:
        person = ROLES[kind](world)
        for name in names():
            client = Client()
            if person:
                client.force_login(person)
            cache.clear()
            current()
            template_queries.clear()
            shown += client.get(reverse(name, kwargs=arguments(name, world))).status_code == 200
            for query in template_queries:
                asked[query].add((kind, name))

    found = [f"{sorted(places)} {query}" for query, places in asked.items()]
    assert not found, "\n".join(found)
    assert shown > 300


def _more(world):
    """Two more of what lists show."""
    strategie = world.baustein.strategie
    phases = strategie.kommentierphasen
    # No text is published while a phase is open.
    phases.update(status="draft")
    bausteine = [factories.baustein(strategie=strategie) for _number in range(2)]
    phases.update(status="published")
    for number, baustein in enumerate(bausteine):
        factories.lage(baustein)
        factories.comment(baustein, world.author, text=f"Noch {number} Sätze.")
        factories.comment(world.baustein, world.author, text=f"Und noch {number}.")
        factories.hidden_comment(baustein, by=world.moderator, author=world.author)
        factories.event(konzept=world.konzept)
        factories.ausgabe(konzept=world.konzept)
