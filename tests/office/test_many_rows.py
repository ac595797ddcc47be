"""Lists of staff with 10,000 contributions and 1,000 Anliegen: as many queries as with ten, and
no list fetches what it does not show.

Rows that are fetched are counted by the driver of PostgreSQL alone.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from comments.models import Kommentar
from evaluation.models import Anliegen, Zuordnung
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="Nur PostgreSQL zählt Zeilen."),
]

FEW, CONTRIBUTIONS, ANLIEGEN = 10, 10_000, 1_000
# A page shows fifty; each has a few rows around it, and charts a bar for each day or office.
MOST_ROWS = 600
# Where one Anliegen is chosen of all, each is named with its number: how many such choices.
CHOICES = {"/beitraege/": 1, "/auswertung/anliegen/": 2}


def contributions(baustein, authors, numbers):
    """As many, written on different days; of ten one waits, one is reported, one a question."""
    phase, now = baustein.strategie.kommentierphasen.get(), timezone.now()
    for number in numbers:
        waits = number % 10 == 1
        yield Kommentar(
            baustein=baustein,
            fassung=baustein.fassung,
            kommentierphase=phase,
            author=authors[number % len(authors)],
            text=f"Beitrag {number} über den Deich.",
            category="frage" if number % 10 == 3 else "vorschlag",
            status="pending" if waits else "published",
            published_at=None if waits else now,
            created_at=now - timedelta(days=number % 20, hours=1),
            open_report_count=number % 10 == 2,
        )


def anliegen(auswertung, numbers):
    offices = ["Bauamt", "Hauptamt", "Grünflächenamt", ""]
    for number in numbers:
        yield Anliegen(
            auswertung=auswertung,
            number=number + 1,
            title=f"Anliegen über den Deich, Teil {number}",
            office=offices[number % len(offices)],
            deadline=timezone.localdate() + timedelta(days=number % 40 - 20),
        )


class Town:
    """A Strategie whose contributions are moderated, and evaluated."""

    def __init__(self):
        self.baustein = factories.open_baustein()
        konzept = self.baustein.strategie.konzept
        # Who wrote what is reported, wrote other things too, among ten already.
        self.authors = [factories.user(), factories.user()]
        self.moderator = factories.staff(konzept, role="moderation")
        self.evaluator = factories.staff(konzept, role="auswertung")
        self.auswertung = factories.auswertung(self.baustein, by=self.evaluator)
        self.numbers, self.bundles = 0, 0

    def grow(self, number, bundles):
        """Until there are so many contributions, and so many Anliegen with half of these."""
        rows = contributions(self.baustein, self.authors, range(self.numbers, number))
        written = Kommentar.objects.bulk_create(rows, batch_size=2_000)
        new = anliegen(self.auswertung, range(self.bundles, bundles))
        bundled = Anliegen.objects.bulk_create(new, batch_size=1_000)
        public = [row for row in written if row.status == "published"]
        pairs = (
            Zuordnung(anliegen=bundled[place % len(bundled)], kommentar=row)
            for place, row in enumerate(public[: len(public) // 2])
        )
        Zuordnung.objects.bulk_create(pairs, batch_size=2_000)
        self.numbers, self.bundles = number, bundles
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def pages(self):
        """(person, address) of each list."""
        for tab in ("wartet", "gemeldet", "fragen", "ungelesen", "alle"):
            yield self.moderator, reverse("moderation:queue", args=[tab])
        yield self.moderator, f"{reverse('moderation:queue', args=['alle'])}?suche=Deich"
        yield self.moderator, reverse("moderation:person", args=[self.authors[0].pk])
        yield self.moderator, reverse("desk:start")
        start = reverse("auswertung:start")
        own = reverse("auswertung:auswertung", args=[self.auswertung.pk])
        yield from ((self.evaluator, address) for address in (reverse("desk:start"), start, own))
        for query in ("?suche=Deich", "?ordnung=groesse", "?ordnung=amt", "?status=alle"):
            yield self.evaluator, own + query
        rows = reverse("auswertung:beitraege", args=[self.auswertung.pk])
        for tab in ("offen", "alle", "anliegen", "kenntnis"):
            yield self.evaluator, f"{rows}?liste={tab}"
        yield self.evaluator, f"{rows}?liste=alle&suche=Deich"
        yield self.evaluator, self.auswertung.anliegen.earliest("pk").get_absolute_url()


def cost(client, person, address):
    """(queries, rows fetched) of a page, once what is kept of it is there."""
    found = []

    def note(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT"):
            found.append(context["cursor"].rowcount)
        return answer

    client.force_login(person)
    client.get(address)
    with connection.execute_wrapper(note):
        assert client.get(address).status_code == 200, address
    return len(found), sum(found)


def most_rows(address):
    """What the page may fetch: no contributions but those it shows."""
    choices = sum(number for part, number in CHOICES.items() if part in address)
    return MOST_ROWS + choices * ANLIEGEN


def test_lists_cost_the_same_for_ten_and_for_ten_thousand(client):
    town = Town()
    town.grow(FEW, FEW)
    few = {(person, address): cost(client, person, address) for person, address in town.pages()}
    town.grow(CONTRIBUTIONS, ANLIEGEN)
    many = {(person, address): cost(client, person, address) for person, address in town.pages()}

    assert len(many) == len(few) > 15
    more = {
        page[1]: (few[page][0], queries)
        for page, (queries, _rows) in many.items()
        if queries > few[page][0]
    }
    assert more == {}
    assert {
        page[1]: rows for page, (_queries, rows) in many.items() if rows > most_rows(page[1])
    } == {}


def test_the_count_of_rows_sees_a_list_that_fetches_all(client):
    town = Town()
    town.grow(2 * MOST_ROWS, FEW)
    found = []
    with connection.execute_wrapper(
        lambda execute, sql, params, many, context: (
            execute(sql, params, many, context), found.append(context["cursor"].rowcount)
        )[0]
    ):  # fmt: skip
        list(Kommentar.objects.all())

    assert found[0] > MOST_ROWS
