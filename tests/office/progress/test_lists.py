"""A clerk reads a Maßnahmenliste in: upload, columns, comparison, drafts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from progress.models import Listenwort, Stand, State, Vorhaben
from tests import factories
from tests.evaluation.sheets.tables import as_csv

pytestmark = pytest.mark.django_db

START = "/schreibtisch/umsetzung/liste/"
HEAD = ["Nr.", "Maßnahme", "Träger", "Ampel", "Zeitraum"]


@pytest.fixture
def konzept(db):
    return factories.konzept()


@pytest.fixture
def clerk(client, konzept):
    client.force_login(factories.staff(konzept, role="redaktion"))
    return client


def upload(clerk, konzept, *rows, name="liste.csv", head=HEAD):
    file = SimpleUploadedFile(name, as_csv(*rows, head=head))
    return clerk.post(START, {"konzept": konzept.pk, "table": file})


def opened(clerk, url):
    """What the form of a page would send as it is shown."""
    form = clerk.get(url).context["form"]
    return {field.html_name: field.value() or "" for field in form}


def seen(clerk, url):
    return clerk.get(url).context["plan"].fingerprint


ROWS = [
    ["1", "Radweg am Deich", "Bauamt", "grün", "kurzfristig"],
    ["2", "Dorfladen", "", "rot", "2027"],
]


def test_the_whole_way(clerk, konzept):
    mapping = upload(clerk, konzept, *ROWS).url
    page = clerk.get(mapping)
    assert "Radweg am Deich · Dorfladen" in page.text

    sent = opened(clerk, mapping) | {"spalte-3": "stand"}
    answer = clerk.post(mapping, sent, follow=True)
    assert "Bitte ordnen Sie auch die Wörter der Spalte Stand zu." in answer.text

    sent = opened(clerk, mapping) | {
        "wort-0": "umsetzung/im_plan", "wort-1": "umsetzung/gefaehrdet", "kurzfristig": "12/2028",
    }  # fmt: skip
    comparison = clerk.post(mapping, sent).url
    page = clerk.get(comparison)
    assert "Neu: 2" in " ".join(page.text.split())

    page = clerk.post(comparison, {"gesehen": seen(clerk, comparison)}, follow=True)
    assert "2 Vorhaben angelegt, 0 Vorhaben geändert." in page.text
    first, second = Vorhaben.objects.filter(konzept=konzept)
    assert (first.planned_end.year, first.staende.get().state) == (2028, State.UNDERWAY)
    assert second.staende.get().health == "gefaehrdet"
    # The file is gone, the words are remembered.
    assert "liegt nicht mehr vor" in clerk.get(comparison, follow=True).text
    again = upload(clerk, konzept, *ROWS).url
    assert opened(clerk, again)["wort-1"] == "umsetzung/gefaehrdet"


def test_what_is_wrong_is_said_at_its_row(clerk, konzept):
    mapping = upload(clerk, konzept, ["1", "Steg", "", "", "irgendwann"]).url
    comparison = clerk.post(mapping, opened(clerk, mapping)).url

    page = clerk.get(comparison)
    assert "Zeitraum: Bitte schreiben Sie Monat und Jahr" in page.text
    assert "Als Entwurf übernehmen" not in page.text
    answer = clerk.post(comparison, {"gesehen": seen(clerk, comparison)})
    assert answer.status_code == 409
    assert not Vorhaben.objects.exists()


def test_a_column_twice_and_none_with_a_name(clerk, konzept):
    mapping = upload(clerk, konzept, *ROWS).url
    sent = opened(clerk, mapping)

    answer = clerk.post(mapping, sent | {"spalte-2": "titel"})
    assert answer.status_code == 422
    assert "„Vorhaben“ ist zweimal gewählt." in answer.text
    answer = clerk.post(mapping, sent | {"spalte-0": "-", "spalte-1": "-"})
    assert "Eine Spalte muss die Nummer oder den Titel" in answer.text
    assert not Listenwort.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("liste.pdf", b"%PDF", "Bitte laden Sie eine Tabelle als .xlsx, .ods oder .csv hoch."),
        ("liste.csv", b"Farbe;Form\nrot;rund\n", "keine Zeile mit Überschriften zu erkennen"),
        ("liste.csv", b"Nr.;Vorhaben\n", "steht noch kein Vorhaben"),
        ("liste.ods", b"PK\x03\x04", "keine OpenDocument-Tabelle"),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(clerk, konzept, name, data, sentence):
    file = SimpleUploadedFile(name, data)
    answer = clerk.post(START, {"konzept": konzept.pk, "table": file})

    assert answer.status_code == 422
    assert sentence in answer.text


def test_next_year_asks_about_what_is_missing(clerk, konzept):
    gone = factories.vorhaben(konzept, number="9", title="Steg")
    mapping = upload(clerk, konzept, ["1", "Dorfladen", "", "", ""]).url
    comparison = clerk.post(mapping, opened(clerk, mapping)).url
    assert f'name="archivieren" value="{gone.pk}"' in clerk.get(comparison).text

    sent = {"gesehen": seen(clerk, comparison), "archivieren": gone.pk}
    clerk.post(comparison, sent)
    gone.refresh_from_db()
    assert gone.status == "archived"


def test_what_changed_meanwhile_is_shown_again(clerk, konzept):
    mapping = upload(clerk, konzept, ["1", "Dorfladen", "", "", ""]).url
    comparison = clerk.post(mapping, opened(clerk, mapping)).url
    fingerprint = seen(clerk, comparison)
    factories.vorhaben(konzept, number="1")

    answer = clerk.post(comparison, {"gesehen": fingerprint})
    assert answer.status_code == 409
    assert "Inzwischen hat sich etwas geändert" in answer.text
    assert Stand.objects.count() == 1


def test_the_list_of_somebody_else_is_nowhere(clerk, konzept, client):
    mapping = upload(clerk, konzept, *ROWS).url
    clerk.force_login(factories.staff(konzept, role="redaktion"))

    assert "liegt nicht mehr vor" in clerk.get(mapping, follow=True).text


@pytest.mark.parametrize("role", ["moderation", "auswertung", "fachamt"])
def test_others_find_no_such_page(client, konzept, role):
    client.force_login(factories.staff(konzept, role=role))

    assert client.get(START).status_code == 404
    assert client.get(reverse("lists:blank", args=[konzept.pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_a_comparison(clerk, konzept, number, django_assert_max_num_queries):
    rows = [[str(n), f"Vorhaben {n}", "", "", ""] for n in range(number)]
    for each in range(number):
        factories.vorhaben(konzept, number=str(each), title=f"Alt {each}")
    mapping = upload(clerk, konzept, *rows).url
    comparison = clerk.post(mapping, opened(clerk, mapping)).url
    with django_assert_max_num_queries(12):
        clerk.get(comparison)
