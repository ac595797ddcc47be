"""Who a contribution of a table is from: for the answer by post, and nowhere else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluation import actions, sheets
from evaluation.exports import Internal
from evaluation.models import Absender, Absenderbeitrag

from .tables import HEAD, xlsx

pytestmark = pytest.mark.django_db

ADDRESS = "Am Bach 3\n39590 Musterstadt"


@pytest.fixture
def check(auswertung, over):
    day = timezone.localdate(auswertung.kommentierphase.starts_at).isoformat()

    def checked(*senders):
        rows = [
            ["Brief", day, over.label, "", "", f"Beitrag {number}.", *sender]
            for number, sender in enumerate(senders)
        ]
        data = xlsx(*rows, head=[*HEAD, "Absender", "Anschrift"])
        return sheets.check(sheets.read("a.xlsx", data), auswertung, upload="x")

    return checked


def enter(auswertung, table, by):
    return actions.enter_many(
        auswertung, table.entries, by=by, starts=table.starts, senders=table.senders
    )


def test_they_are_kept_once_and_never_shown(auswertung, check, evaluator, client):
    table = check(
        ("Eva  Muster", ADDRESS), ("Eva Muster", "Am Bach 3, 39590 Musterstadt"), ("", ""),
        ("Otto Beispiel", ADDRESS),
    )  # fmt: skip
    assert table.refused == []

    rows = enter(auswertung, table, evaluator)
    enter(auswertung, table, evaluator)

    eva, otto = Absender.objects.order_by("name")
    assert (eva.name, eva.address, eva.beitraege.count()) == ("Eva Muster", ADDRESS, 2)
    assert (otto.name, otto.beitraege.count()) == ("Otto Beispiel", 1)
    assert len(rows) == 4
    internal = Internal(auswertung.strategie, [auswertung.kommentierphase])
    page = client.get(rows[0].get_absolute_url(), follow=True)
    for place in (str(list(internal.contribution_rows())), page.text):
        assert "Beitrag 0." in place
        assert "Muster" not in place.replace("Musterstadt", "")
        assert "Am Bach" not in place


@pytest.mark.parametrize(
    ("sender", "sentence"),
    [
        (("Eva Muster", ""), "Absender: Ohne Anschrift kommt keine Antwort an."),
        (("", ADDRESS), "Absender: Bitte geben Sie an, an wen die Antwort geht."),
        (("…", ADDRESS), "nichts, was man lesen kann"),
        (("x" * 121, ADDRESS), "höchstens 120 Zeichen"),
        (("Eva Muster", "x" * 401), "höchstens 400 Zeichen"),
        (("=HYPERLINK(1)", ADDRESS), "steht eine Formel"),
    ],
)
def test_what_is_wrong_with_a_sender_is_told(check, sender, sentence):
    [row] = check(sender).refused

    assert sentence in " ".join(row.problems)


def test_an_address_that_is_known_is_the_same_sender(auswertung, check, evaluator):
    known = Absender.objects.create(auswertung=auswertung, name="Eva Muster", address=ADDRESS)

    [row] = enter(auswertung, check(("Eva Muster", ADDRESS)), evaluator)

    assert Absenderbeitrag.objects.get(kommentar=row).absender == known


@pytest.mark.parametrize("count", [1, 3])
def test_more_senders_cost_no_more_queries(
    auswertung, check, evaluator, count, django_assert_num_queries
):
    table = check(*[(f"Person {n}", ADDRESS) for n in range(count)])

    with django_assert_num_queries(17):
        enter(auswertung, table, evaluator)


def test_the_page_keeps_them(auswertung, check, evaluator, client, over):
    day = timezone.localdate(auswertung.kommentierphase.starts_at).isoformat()
    row = ["Brief", day, over.label, "", "", "Ein Beitrag.", "Eva Muster", ADDRESS]
    file = SimpleUploadedFile("a.xlsx", xlsx(row, head=[*HEAD, "Absender", "Anschrift"]))
    client.force_login(evaluator)

    report = client.post(
        reverse("auswertung:einlesen", args=[auswertung.pk]), {"table": file}, follow=True
    )
    client.post(report.request["PATH_INFO"])

    assert "Antwort per Post an" in report.text
    assert Absender.objects.get().name == "Eva Muster"
