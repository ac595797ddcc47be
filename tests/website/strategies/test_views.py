"""Konzepte, Konzept, Strategie, documents and pictures as visitors get them."""

from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from strategies import actions
from strategies.models import Baustein, Dokument
from tests import factories
from tests.markup import joined

pytestmark = pytest.mark.django_db

# Anonymous, whatever the number of rows.
# Two of them ask whether the pictures are still right, three more count when they are not.
STRATEGIE_QUERIES = 9
KONZEPT_QUERIES = 8
KONZEPTE_QUERIES = 3


def document(konzept, *, filename="original.pdf", content=b"%PDF-1.7", **fields):
    return Dokument.objects.create(
        **{
            "konzept": konzept,
            "title": "Das Konzept als PDF",
            "filename": filename,
            "file": ContentFile(content, filename),
            "size": len(content),
            **fields,
        }
    )


# --- Pages ------------------------------------------------------------------


def test_konzepte_lists_each_konzept_with_its_strategien_and_what_is_open(client):
    baustein = factories.open_baustein()
    strategie = baustein.strategie

    page = client.get("/konzepte/").text

    assert (
        f'<a dir="auto" href="{strategie.konzept.get_absolute_url()}">{strategie.konzept.title}</a>'
        in page
    )
    assert f'<a dir="auto" href="{strategie.get_absolute_url()}">' in page
    assert "offen bis" in page


def test_konzepte_without_any_says_so(client):
    assert "Es ist noch kein Konzept veröffentlicht." in client.get("/konzepte/").text


def test_konzept_shows_who_answers_for_it_and_its_strategien_in_order(client):
    konzept = factories.konzept(
        region="Stadt Musterstadt", year=2026, contact="Bauamt\nMarkt 1", summary="Worum es geht."
    )
    factories.strategie(konzept=konzept, title="Zweite", number="2", position=2)
    factories.strategie(konzept=konzept, title="Erste", number="1", position=1)

    page = client.get(konzept.get_absolute_url()).text

    for words in ("Stadt Musterstadt", "2026", "Bauamt<br>Markt 1", "Worum es geht."):
        assert words in page
    assert page.index("Erste") < page.index("Zweite")


def test_strategie_is_one_page_with_intro_and_every_text_in_order(client):
    strategie = factories.strategie(number="3", title="Lebendige Stadt", intro="Was wir *wollen*.")
    factories.baustein(strategie=strategie, title="Später", position=2, text="Zwei **Wege**.")
    first = factories.baustein(strategie=strategie, title="Zuerst", position=1, number="1")
    actions.publish_strategie(strategie)
    factories.phase(strategie)
    factories.comment(first)

    page = client.get(strategie.get_absolute_url()).text

    assert "Strategie 3" in page
    assert "Was wir <em>wollen</em>." in page
    assert "Zwei <strong>Wege</strong>." in page
    assert page.index("Zuerst") < page.index("Später")
    assert "1 Beitrag" in page
    assert "2 Leitziele" in page


def test_what_an_editor_typed_is_escaped_on_every_page(client):
    konzept = factories.konzept(title="Grün <b>&</b> Grau", summary="<script>1</script>")
    strategie = factories.strategie(konzept=konzept, title="Wald & <i>Wiese</i>")
    baustein = factories.baustein(
        strategie=strategie, title="<u>Moor</u>", text='<script>alert("x")</script> Text'
    )

    for url in ("/konzepte/", *(row.get_absolute_url() for row in (konzept, strategie, baustein))):
        page = client.get(url).text
        for tag in ("<b>&amp;", "<b>&", "<i>", "<u>", "<script>"):
            assert tag not in page


@pytest.mark.parametrize("url", ["/konzepte/x/", "/konzepte/x/y/", "/konzepte/x/dokumente/1/"])
def test_an_unknown_address_is_a_page_that_helps(client, url):
    response = client.get(url)

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht" in response.text
    assert 'href="/konzepte/"' in response.text


def test_a_strategie_has_no_address_in_another_konzept(client):
    strategie, other = factories.strategie(), factories.konzept()

    assert client.get(f"/konzepte/{other.slug}/{strategie.slug}/").status_code == 404


def test_the_pages_refuse_posts(client):
    strategie = factories.strategie()

    for url in ("/konzepte/", strategie.konzept.get_absolute_url(), strategie.get_absolute_url()):
        assert client.post(url).status_code == 405


# --- Cost -------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_strategie_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    strategie = factories.strategie()
    bausteine = [factories.baustein(strategie=strategie) for _ in range(count)]
    factories.baustein("leitprojekt", strategie=strategie)
    factories.phase(strategie)
    for baustein in bausteine:
        for _ in range(count):
            factories.comment(baustein)

    with django_assert_num_queries(STRATEGIE_QUERIES):
        client.get(strategie.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_konzept_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    konzept = factories.konzept()
    for number in range(count):
        strategie = factories.strategie(konzept=konzept, number=str(number))
        factories.baustein(strategie=strategie)
        factories.phase(strategie)
        document(konzept)

    with django_assert_num_queries(KONZEPT_QUERIES):
        client.get(konzept.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_konzepte_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, count
):
    for _ in range(count):
        konzept = factories.konzept()
        for _ in range(count):
            factories.phase(factories.strategie(konzept=konzept))

    with django_assert_num_queries(KONZEPTE_QUERIES):
        client.get("/konzepte/")


def test_numbers_of_a_strategie_are_not_multiplied_by_its_phases(client):
    baustein = factories.baustein()
    factories.baustein(strategie=baustein.strategie)
    factories.phase(baustein.strategie)
    factories.phase(baustein.strategie, start=-9, end=-5)
    factories.phase(baustein.strategie, start=20, end=30)
    factories.comment(baustein)

    page = joined(client.get(baustein.strategie.konzept.get_absolute_url()).text)

    assert "2 Leitziele im Wortlaut" in page
    assert '<span class="soft">1 Beitrag</span>' in page


# --- Documents --------------------------------------------------------------


def test_a_document_is_offered_with_type_and_size(client):
    row = document(factories.konzept(), content=b"x" * 2048)

    page = joined(client.get(row.konzept.get_absolute_url()).text)

    assert f'href="{row.get_absolute_url()}"' in page
    assert '<span dir="auto">Das Konzept als PDF</span>(PDF, 2,0\xa0KB)' in page


@pytest.mark.parametrize("filename", ["original.pdf", "seite.html", "bild.svg", "makro.docm"])
def test_a_document_is_a_download_in_which_nothing_can_run_on_our_origin(client, filename):
    content = b"<script>alert(1)</script>"
    row = document(factories.konzept(), filename=filename, content=content)

    response = client.get(row.get_absolute_url())

    assert b"".join(response.streaming_content) == content
    assert response.headers["Content-Disposition"] == f'attachment; filename="{filename}"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_document_keeps_its_name_with_umlauts_and_spaces(client):
    name = "Größe & Maß – Anlage 3.pdf"
    row = document(factories.konzept(), filename=name)

    header = client.get(row.get_absolute_url()).headers["Content-Disposition"]

    assert header == f"attachment; filename*=utf-8''{quote(name)}"


def test_a_document_whose_file_is_missing_is_a_404(client):
    row = document(factories.konzept())
    row.file.storage.delete(row.file.name)

    assert client.get(row.get_absolute_url()).status_code == 404


def test_a_document_has_no_address_in_another_konzept(client):
    row, other = document(factories.konzept()), factories.konzept()

    assert client.get(f"/konzepte/{other.slug}/dokumente/{row.pk}/").status_code == 404


# --- What an editor sees in addition ----------------------------------------


def test_an_editor_finds_a_draft_on_the_page_of_its_strategie_marked_as_such(client):
    strategie = factories.strategie()
    draft = factories.baustein(strategie=strategie, title="Noch geheim", published=False)
    client.force_login(factories.staff(strategie.konzept, role="redaktion"))

    page = client.get(strategie.get_absolute_url()).text

    assert "Noch geheim" in page
    assert '<span class="badge draft">Entwurf</span>' in page
    assert "Ein Ziel in <strong>Worten</strong>." in client.get(draft.get_absolute_url()).text


def test_the_last_comment_is_dated(client):
    baustein = factories.open_baustein()
    factories.comment(baustein)
    Baustein.objects.filter(pk=baustein.pk).update(last_comment_at=timezone.now())

    assert "zuletzt heute, " in client.get(baustein.strategie.get_absolute_url()).text


def test_a_link_to_tell_others_names_page_and_address(client):
    strategie = factories.strategie(title="Mitte & Märkte")
    page = client.get(strategie.get_absolute_url()).text
    address = quote(f"http://127.0.0.1:8000{strategie.get_absolute_url()}", safe="")

    assert f'href="mailto:?subject=Mitte%20%26%20M%C3%A4rkte&amp;body={address}"' in page
