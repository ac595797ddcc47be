"""Fills a database for a measurement and says where to look; runs in the measured checkout.

    python -m bench_content load SIZE [SIZE …]
    python -m bench_content more NUMBER
    python -m bench_content work

``load`` makes a Leitziel for each size, with so many published comments, three in ten of them
replies, and prints JSON: paths by name and sessions. ``more`` adds comments in another
Strategie, until there are so many in all. ``work`` prints what each page costs.
"""

import cProfile
import json
import pstats
import random
import sys
import uuid
from datetime import timedelta
from itertools import batched

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments.models import Kommentar
from evaluation.models import Auswertung
from strategies.models import Baustein, Konzept, Zustaendigkeit
from tests import factories

WORDS = (
    "Bus Bahn Deich Markt Radweg Schule Hort Bank Baum Straße Laden Arzt Dorf Licht Platz Hafen "
    "Brücke Wald Spielplatz Verein fehlt fährt steht kommt dauert hilft bleibt wächst zu oft "
    "selten abends morgens immer am im vor hinter neben und aber weil wenn dann hier dort"
)
# In one comment of a hundred, and so in the searches.
RARE = "Kormoran"
# Rows of tables and entries of indexes that this transaction has read.
ROWS_READ = """
SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(oid)), 0)::bigint FROM pg_class
WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace
"""


def main(command, *numbers):
    does = {"load": load, "more": more, "work": work}[command]
    print(json.dumps(does(*map(int, numbers))))


def load(*sizes):
    call_command("migrate", verbosity=0)
    chance = random.Random(14)  # noqa: S311
    strategie = factories.strategie(slug="gut-leben", konzept=factories.konzept(slug="insek"))
    authors = [factories.user(f"Person {number}") for number in range(200)]
    bausteine = [
        factories.baustein(strategie=strategie, title=f"Ziel mit {size}") for size in sizes
    ]
    empty = factories.baustein(strategie=strategie, title="Ziel zum Schreiben")
    factories.phase(strategie, start=-30, end=60)
    for baustein, size in zip(bausteine, sizes, strict=True):
        comments(baustein, size, authors, chance)
    finish()
    moderator = factories.staff(strategie.konzept, role="moderation")
    evaluator = factories.staff(strategie.konzept, role="auswertung")
    factories.auswertung(empty, by=evaluator)
    users = {"resident": authors[0], "moderator": moderator, "evaluator": evaluator}
    return {
        "pages": pages(),
        "sessions": {name: client_of(user).session.session_key for name, user in users.items()},
        "writers": [client_of(author).session.session_key for author in authors],
    }


def comments(baustein, size, authors, chance):
    phase = baustein.strategie.kommentierphasen.get()
    start = timezone.now() - timedelta(days=20)
    first = (Kommentar.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    roots = []

    def rows():
        for number in range(size):
            pk = first + number
            parent = chance.choice(roots[-2000:]) if number % 10 >= 7 else None
            if parent is None:
                roots.append(pk)
            text = " ".join(chance.choices(WORDS.split(" "), k=chance.randint(12, 60)))
            at = start + timedelta(seconds=number)
            yield Kommentar(
                pk=pk, baustein=baustein, fassung_id=baustein.fassung_id, kommentierphase=phase,
                author=chance.choice(authors), parent_id=parent, root_id=parent,
                depth=1 if parent else 0, text=f"{text} {RARE}." if number % 100 == 50 else text,
                category="" if parent else chance.choice(["vorschlag", "frage", "kritik"]),
                up_count=chance.randint(0, 40), created_at=at, published_at=at,
                read_at=None if number % 50 == 0 else at, idempotency_key=uuid.uuid4(),
            )  # fmt: skip

    for batch in batched(rows(), 5000):
        Kommentar.objects.bulk_create(batch)


def more(number):
    """Add comments in another Strategie, until there are ``number`` in all."""
    strategie = factories.strategie(konzept=Konzept.objects.get(slug="insek"))
    baustein = factories.baustein(strategie=strategie)
    factories.phase(strategie, start=-30, end=60)
    authors = list(User.objects.filter(pseudonym__startswith="Person "))
    comments(baustein, number - Kommentar.objects.count(), authors, random.Random(15))  # noqa: S311
    finish()


def finish():
    """Counters, sequences and statistics, as they are after years of use."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE comments_kommentar k SET thread_count = n, reply_count = n FROM (SELECT"
            " root_id, count(*) n FROM comments_kommentar GROUP BY root_id) c"
            " WHERE c.root_id = k.id"
        )
        cursor.execute(
            "UPDATE strategies_baustein b SET comment_count = n FROM (SELECT"
            " baustein_id, count(*) n FROM comments_kommentar GROUP BY baustein_id) c"
            " WHERE c.baustein_id = b.id"
        )
        for statement in connection.ops.sequence_reset_sql(no_style(), [Kommentar]):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def pages():
    """{name: (path, who asks for it besides a visitor)}."""
    auswertung = Auswertung.objects.get().pk
    *discussions, write = Baustein.objects.filter(strategie__slug="gut-leben").order_by("pk")
    found = {
        "strategy": (write.strategie.get_absolute_url(), ""),
        "write": (write.get_absolute_url(), "resident"),
        "queue": (reverse("moderation:queue", args=["ungelesen"]), "moderator"),
        "queue, all": (reverse("moderation:queue", args=["alle"]), "moderator"),
        "contributions": (reverse("auswertung:beitraege", args=[auswertung]), "evaluator"),
    }
    for baustein in discussions:
        path = baustein.get_absolute_url()
        found[baustein.title] = (path, "resident")
        roots = Kommentar.objects.filter(baustein=baustein, parent=None).order_by("-pk")
        if not (keys := list(roots.values_list("pk", flat=True))):
            continue
        middle = keys[len(keys) // 2]
        found |= {
            f"{baustein.title}, middle": (f"{path}?nach={middle}.{middle}", ""),
            f"{baustein.title}, search": (f"{path}?suche={RARE}", "resident"),
        }
    return found


def client_of(user):
    client = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})
    if user:
        client.force_login(user)
    return client


def work():
    """{name of a page: {"" or who asks: what it costs}}."""
    users = {
        "resident": User.objects.get(pseudonym="Person 0"),
        "moderator": Zustaendigkeit.objects.get(role="moderation").user,
        "evaluator": Zustaendigkeit.objects.get(role="auswertung").user,
    }
    found = {}
    for name, (path, who) in pages().items():
        # Staff pages have no visitors.
        ways = {who} if who in ("moderator", "evaluator") else {"", who}
        found[name] = {way: cost(path, users.get(way)) for way in ways}
    return found


def cost(path, user):
    """What making a page once costs, whatever the machine: queries, calls (``cProfile``), rows."""
    client = client_of(user)
    settings.PAGE_CACHE = False

    def fetch():
        response = client.get(path)
        return response, response.getvalue()

    fetch()
    with CaptureQueriesContext(connection) as queries:
        response, content = fetch()
    number_of_queries = len(queries)
    profile = cProfile.Profile()
    profile.runcall(fetch)
    assert response.status_code == 200, (path, response.status_code)  # noqa: S101
    with transaction.atomic(), connection.cursor() as cursor:
        # What a parallel worker reads is not counted here.
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        before = cursor.execute(ROWS_READ).fetchone()[0]
        fetch()
        after = cursor.execute(ROWS_READ).fetchone()[0]
    return {
        "queries": number_of_queries,
        "calls": pstats.Stats(profile).total_calls,
        "rows_read": after - before,
        "bytes": len(content),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
