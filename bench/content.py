"""Fills a database for a measurement and says where to look; run in a process of its own.

    python -m bench.content SIZE [SIZE …]
    python -m bench.content --more NUMBER

One Leitziel for each size, with so many published comments, three in ten of them replies.
Prints JSON: addresses by name, sessions, and what each page costs in queries and bytes. With
``--more``, afterwards, another Leitziel with copies of what is there, so many in all.
"""

import cProfile
import gzip
import json
import pstats
import random
import sys
import uuid
from datetime import timedelta

WORDS = (
    "Bus Bahn Deich Markt Radweg Schule Hort Bank Baum Straße Laden Arzt Dorf Licht Platz Hafen "
    "Brücke Wald Spielplatz Verein fehlt fährt steht kommt dauert hilft bleibt wächst zu oft "
    "selten abends morgens immer am im vor hinter neben und aber weil wenn dann hier dort"
)
# In one comment of a hundred, and so in the searches.
RARE = "Kormoran"
BATCH = 5000


def main(arguments):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if arguments[0] == "--more":
        copy(int(arguments[1]))
    else:
        print(json.dumps(load([int(size) for size in arguments])))


def load(sizes):
    from django.urls import reverse

    from tests import factories

    chance = random.Random(14)  # noqa: S311
    strategie = factories.strategie(slug="gut-leben", konzept=factories.konzept(slug="insek"))
    authors = [factories.user(f"Person {number}") for number in range(200)]
    moderator = factories.staff(strategie.konzept, role="moderation")
    pages = {"start": "/", "Strategie": strategie.get_absolute_url()}
    bausteine = [
        factories.baustein(strategie=strategie, title=f"Ziel mit {size}") for size in sizes
    ]
    empty = factories.baustein(strategie=strategie, title="Ziel zum Schreiben")
    factories.phase(strategie, start=-30, end=60)
    for baustein, size in zip(bausteine, sizes, strict=True):
        comments(baustein, size, authors, chance)
        pages.update(addresses(baustein, size))
    finish()
    staff = {"Warteschlange": reverse("moderation:queue", args=["ungelesen"])}
    evaluator = factories.staff(strategie.konzept, role="auswertung")
    auswertung = factories.auswertung(empty, by=evaluator)
    return {
        "pages": {name: {"path": path, **cost(path)} for name, path in pages.items()},
        "staff": {name: {"path": path, **cost(path, moderator)} for name, path in staff.items()},
        "exports": {
            f"XLSX-Export, {sum(sizes)} Beiträge": {
                "path": reverse("auswertung:data", args=[auswertung.pk]),
                "fields": {"name": "beitraege", "scope": "phase", "format": "xlsx"},
            }
        },
        "write": empty.get_absolute_url(),
        "resident": session(authors[0]),
        "moderator": session(moderator),
        "evaluator": session(evaluator),
        "writers": [session(author) for author in authors],
    }


def comments(baustein, size, authors, chance):
    from django.utils import timezone

    from comments.models import Kommentar

    phase = baustein.strategie.kommentierphasen.get()
    start = timezone.now() - timedelta(days=20)
    first = (Kommentar.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    roots = []

    def rows():
        for number in range(size):
            pk = first + number
            parent = chance.choice(roots) if roots and number % 10 >= 7 else None
            if parent is None:
                roots.append(pk)
                if len(roots) > 2000:
                    del roots[:1000]
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

    batch = []
    for row in rows():
        batch.append(row)
        if len(batch) == BATCH:
            Kommentar.objects.bulk_create(batch)
            batch = []
    Kommentar.objects.bulk_create(batch)


def copy(number):
    """Comments nobody asks for, in a Strategie of their own, until there are ``number`` in all."""
    from django.db import connection

    from comments.models import Kommentar
    from strategies.models import Konzept
    from tests import factories

    konzept = Konzept.objects.get(slug="insek")
    other = factories.baustein(strategie=factories.strategie(konzept=konzept))
    phase = factories.phase(other.strategie, start=-30, end=60)
    last = Kommentar.objects.latest("pk").pk
    values = {
        "id": "id + %(shift)s", "root_id": "root_id + %(shift)s",
        "parent_id": "parent_id + %(shift)s", "baustein_id": "%(baustein)s::bigint",
        "fassung_id": "%(fassung)s::bigint", "kommentierphase_id": "%(phase)s::bigint",
        "idempotency_key": "gen_random_uuid()",
    }  # fmt: skip
    columns = [field.column for field in Kommentar._meta.concrete_fields]
    statement = (
        f"INSERT INTO comments_kommentar ({', '.join(columns)})"  # noqa: S608
        f" SELECT {', '.join(values.get(column, column) for column in columns)}"
        " FROM comments_kommentar WHERE id <= %(last)s ORDER BY id LIMIT %(limit)s"
    )
    have = Kommentar.objects.count()
    for round_ in range(1, -(-number // last) + 1):
        limit = min(last, number - have)
        if limit <= 0:
            break
        places = {
            "shift": round_ * last, "baustein": other.pk, "fassung": other.fassung_id,
            "phase": phase.pk,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(statement, {**places, "last": last, "limit": limit})
            have += cursor.rowcount
    finish()


def finish():
    """Counters, sequences and statistics, as they are after years of use."""
    from django.core.management.color import no_style
    from django.db import connection

    from comments.models import Kommentar

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


def addresses(baustein, size):
    from comments.models import Kommentar

    path = baustein.get_absolute_url()
    yield f"Leitziel, {size}", path
    if not size:
        return
    roots = Kommentar.objects.of(baustein).roots().order_by("-pk").values_list("pk", flat=True)
    middle, last = roots[len(roots) // 2], roots[len(roots) - 10]
    yield f"Leitziel, {size}, Mitte", f"{path}?nach={middle}.{middle}"
    yield f"Leitziel, {size}, letzte Seite", f"{path}?nach={last}.{last}"
    yield f"Leitziel, {size}, Fragen", f"{path}?art=frage"
    yield f"Leitziel, {size}, Suche", f"{path}?suche={RARE}"
    yield f"Leitziel, {size}, Suche ohne Treffer", f"{path}?suche=Nilpferd"
    yield f"Leitziel, {size}, Zustimmung", f"{path}?sortierung=zustimmung"
    yield f"Permalink, {size}", f"/kommentare/{middle}/"


def session(user):
    """The cookie of somebody who has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.sessions import SessionStore

    store = SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return store.session_key


def cost(path, user=None):
    """What one rendering takes: queries, calls of functions, bytes, bytes when compressed.

    The calls (``cProfile``) say how much work it is on a machine of any speed.
    """
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", "x-forwarded-proto": "https"})
    if user:
        client.force_login(user)
    settings.PAGE_CACHE = False
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    number_of_queries = len(queries)
    profile = cProfile.Profile()
    profile.runcall(client.get, path)
    assert response.status_code == 200, (path, response.status_code)  # noqa: S101
    return {
        "queries": number_of_queries,
        "calls": pstats.Stats(profile).total_calls,
        "bytes": len(response.content),
        "compressed": len(gzip.compress(response.content)),
    }


if __name__ == "__main__":
    main(sys.argv[1:])
