"""The page with the public data of a Strategie, and the downloads themselves."""

import pytest

from evaluation.exports import FORMATS
from strategies.models import Baustein
from tests import factories
from website.results import urls

pytestmark = pytest.mark.django_db


def address(strategie, tail=""):
    return f"{strategie.get_absolute_url()}daten/{tail}"


@pytest.mark.parametrize("name", ["beitraege", "anliegen"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_download_is_a_file_with_a_name_and_no_page(client, baustein, name, format):
    strategie = baustein.strategie
    factories.comment(baustein, text="<script>alert(1)</script>")

    response = client.get(address(strategie, f"{name}.{format}"))

    assert response.streaming
    assert b"".join(response.streaming_content)
    filename = f"{name}-{strategie.konzept.slug}-{strategie.slug}.{format}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{filename}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "html" not in response.headers["Content-Type"]


@pytest.mark.parametrize(
    ("format", "compressed"), [("csv", True), ("json", True), ("xlsx", False), ("ods", False)]
)
def test_a_download_is_sent_compressed_unless_it_is_so_already(
    client, baustein, format, compressed
):
    factories.comment(baustein, text="Ein Wort. " * 100)

    response = client.get(
        address(baustein.strategie, f"beitraege.{format}"), headers={"Accept-Encoding": "gzip"}
    )

    assert response.has_header("Content-Encoding") == compressed


@pytest.mark.parametrize("tail", ["beitraege.pdf", "konten.csv", "beitraege.py"])
def test_other_files_do_not_exist(client, baustein, tail):
    assert client.get(address(baustein.strategie, tail)).status_code == 404


def test_the_page_names_every_file_every_column_and_the_licence(client, baustein, settings):
    settings.OPEN_DATA_LICENCE = "dl-de/by-2-0"
    factories.comment(baustein)

    page = client.get(address(baustein.strategie)).text

    for name in ("beitraege", "anliegen"):
        for format in FORMATS:
            assert f"daten/{name}.{format}" in page
    assert "Datenlizenz Deutschland – Namensnennung" in page
    assert "<code>antwort_auf</code>" in page
    assert "moderationsgrund" not in page
    assert "1 Zeile" in page


def test_a_long_download_says_so_before(client, baustein, monkeypatch):
    monkeypatch.setattr("evaluation.exports.size.ROWS_PER_SECOND", dict.fromkeys(FORMATS, 0.1))
    factories.comment(baustein)

    page = client.get(address(baustein.strategie)).text

    assert "etwa 10 Sekunden" in page


def test_the_page_of_the_strategie_leads_there(client, baustein):
    assert address(baustein.strategie) in client.get(baustein.strategie.get_absolute_url()).text


def test_its_editors_get_what_everybody_gets(client):
    """Who hands a file on must not hand on a draft."""
    baustein = factories.open_baustein()
    kommentar = factories.comment(baustein, text="Zum archivierten Ziel")
    Baustein.objects.filter(pk=baustein.pk).update(status="archived")
    client.force_login(factories.superuser())

    response = client.get(address(baustein.strategie, "beitraege.csv"))

    assert kommentar.text.encode() not in b"".join(response.streaming_content)


def test_no_kind_of_baustein_is_called_like_a_page_of_a_strategie():
    parts = [str(row.pattern).split("/") for row in urls.urlpatterns]
    pages = {row[3] for row in parts if len(row) > 3}

    assert {"daten", "feed", "auswertung"} <= pages
    assert pages.isdisjoint(Baustein.Kind.values)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_page(client, baustein, count, django_assert_num_queries):
    for _ in range(count):
        factories.comment(baustein)

    with django_assert_num_queries(5):
        client.get(address(baustein.strategie))
