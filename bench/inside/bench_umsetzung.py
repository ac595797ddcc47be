"""Vorhaben with ten Stände each, and what their pages cost: ``python -m bench_umsetzung N …``.

Prints JSON: {so many Vorhaben: {page: what it costs}}, of ever more of them in one database.
"""

import json
import sys
from datetime import timedelta

from bench_content import call_command, connection, cost, reverse, timezone
from django.db.models import Max, OuterRef, Subquery

from progress.actions import publish_report
from progress.models import Stand, Vorhaben
from tests import factories

STAENDE = 10


def fill(konzept, number):
    """Add Vorhaben until there are so many, and an edition of all of them."""
    now, begun = timezone.now(), konzept.vorhaben.count()
    Vorhaben.objects.bulk_create(
        Vorhaben(konzept=konzept, number=str(n), position=n, title=f"Vorhaben {n}", office="Bauamt")
        for n in range(begun + 1, number + 1)
    )
    stands = (
        Stand(
            vorhaben=row, number=n, status="published", state="umsetzung", health="im_plan",
            text=f"Nachricht {n}: Es geht voran. " * 8, published_at=now - timedelta(days=30 * ago),
            date=timezone.localdate() - timedelta(days=30 * ago),
        )
        for row in konzept.vorhaben.filter(stand=None)
        for n, ago in enumerate(range(STAENDE, 0, -1), 1)
    )  # fmt: skip
    Stand.objects.bulk_create(stands, batch_size=1000)
    newest = Stand.objects.filter(vorhaben=OuterRef("pk")).order_by().values("vorhaben")
    konzept.vorhaben.filter(stand=None).update(
        stand=Subquery(newest.annotate(last=Max("pk")).values("last")),
        status="published", published_at=now,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return publish_report(konzept, by=factories.superuser())


def main(*numbers):
    call_command("migrate", verbosity=0)
    konzept, found = factories.konzept(slug="insek"), {}
    editor = factories.staff(konzept, role="redaktion")
    for number in map(int, numbers):
        bericht, start = fill(konzept, number), reverse("umsetzung:start")
        row = konzept.vorhaben.last()
        root = f"{konzept.get_absolute_url()}umsetzung/"
        ways = [(path, None) for path in (
            "/umsetzung/", root, f"{root}?seite=2", row.get_absolute_url(), f"{root}feed/",
            bericht.get_absolute_url(), f"{root}vorhaben.csv", f"{root}staende.csv",
        )]  # fmt: skip
        ways += [(path, editor) for path in (
            start, reverse("umsetzung:edition", args=[konzept.pk]), "/schreibtisch/",
        )]  # fmt: skip
        found[number] = {path: cost(path, user) for path, user in ways}
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
