"""Templates show what a view gave them: while one renders, nothing is read from the database.

Rendering begins after the context processors; they count as views of the fixed head and foot
of every page. The row of the municipality, which they take from the cache that all processes
share, is put there first, as it is in operation. Exempt are the pages of Django's
administration, whose templates are Django's and read the lists that its views hand them, and
mails, which are rendered beside any request.
"""

from collections import defaultdict

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import Template, engines
from django.test import Client
from django.urls import reverse
from jinja2 import Template as JinjaTemplate

from municipality.current import current
from tests import factories

from .addresses import arguments, names
from .conftest import ROLES

# One of each kind who sees other pages, or other parts of them.
KINDS = ("anonymous", "author", "moderator", "redaktion", "auswertung", "fachamt", "superuser")
# allauth cleans this form while its errors are shown; it counts the keys to name the next one.
OF_ALLAUTH = {"mfa_add_webauthn"}
# What a form answers that was sent with nothing in it; it is shown again.
SHOWN_AGAIN = (200, 409, 422)


@pytest.fixture
def queries(monkeypatch):
    """What is asked of the database inside a template: (its name, the statement)."""
    rendering, found = [], []

    def watched(render):
        def inside(self, *args, **kwargs):
            rendering.append(self.name)
            try:
                return render(self, *args, **kwargs)
            finally:
                rendering.pop()

        return inside

    def note(execute, sql, params, many, context):
        if rendering:
            found.append((rendering[-1], sql))
        return execute(sql, params, many, context)

    # What Django's own test client hooks into, too: ``render`` asks the context processors.
    monkeypatch.setattr(Template, "_render", watched(Template._render))
    monkeypatch.setattr(JinjaTemplate, "render", watched(JinjaTemplate.render))
    with connection.execute_wrapper(note):
        yield found


@pytest.fixture
def visits(world, queries):
    """A function that opens every page for every kind of user.

    Args:
        open_page: what it does with (client, URL).

    Returns:
        {(template, statement): {(kind, name of the URL)}} and the responses.
    """

    def visit(open_page):
        asked, responses = defaultdict(set), []
        for kind in KINDS:
            person = ROLES[kind](world)
            for name in names():
                client = Client()
                if person:
                    client.force_login(person)
                cache.clear()
                current()
                queries.clear()
                response = open_page(client, reverse(name, kwargs=arguments(name, world)))
                responses.append(response)
                for query in queries:
                    asked[query].add((kind, name))
        return dict(asked), responses

    return visit


def test_a_query_in_a_template_is_found(db, queries):
    template = engines["django"].from_string("{% for row in rows %}{{ row }}{% endfor %}")
    template.render({"rows": list(factories.konzept().strategien.all())})
    assert not queries
    template.render({"rows": factories.konzept().strategien.all()})
    assert [sql for _name, sql in queries if "strategies_strategie" in sql]


def test_no_page_reads_while_it_renders(visits):
    asked, responses = visits(lambda client, url: client.get(url))
    assert not asked
    assert len([each for each in responses if each.status_code == 200]) > 300


def test_no_page_reads_while_it_renders_with_three_rows(world, visits):
    _more(world)
    asked, _responses = visits(lambda client, url: client.get(url))
    assert not asked


def test_no_form_reads_while_it_is_shown_again(visits):
    asked, responses = visits(lambda client, url: client.post(url))
    ours = {query: where for query, where in asked.items() if not _of(OF_ALLAUTH, where)}
    assert not ours
    shown = [each for each in responses if each.status_code in SHOWN_AGAIN]
    assert len(shown) > 60


def _of(names_of_urls, where):
    return {name for _kind, name in where} <= names_of_urls


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
