"""What a document would change in its Konzept, decided row by row, and taken over."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from lxml import html

from strategies import einlesungen
from strategies.actions import publish_fassung, publish_konzept
from strategies.models import Baustein, Einlesung, Fassung, Konzept, Strategie
from tests import factories
from tests.forms import opened

from .test_desk import TEXT

pytestmark = pytest.mark.django_db


def address(row):
    return reverse("importing:plan", args=[row.pk])


def take_over(client, row, button="uebernehmen", **changes):
    data = {**opened(client, address(row)), **changes}
    return client.post(address(row), {**data, "tun": button}, follow=True)


def select_of(client, row, name):
    """Name and options (value, label) of the select at the line of that name."""
    page = html.fromstring(client.get(address(row)).text)
    (line,) = page.xpath(f"//ol[@class='plan']/li[contains(h2, {name!r})]")
    (select,) = line.xpath(".//select")
    return select.get("name"), {o.get("value"): o.text for o in select.xpath("option")}


def test_a_document_becomes_drafts_and_nothing_is_public(client, konzept, editor):
    row = factories.einlesung(konzept, TEXT)
    page = client.get(address(row))
    assert "Abends offen" in page.text
    assert not Strategie.objects.exists()

    answer = take_over(client, row)

    assert "als Entwurf eingelesen" in answer.text
    assert {*Fassung.objects.values_list("status", flat=True)} == {"draft"}
    assert [each.title for each in Strategie.objects.order_by("position")] == [
        "Mitten im Ort", "Am Fluss",
    ]  # fmt: skip
    assert Fassung.objects.filter(created_by=editor).count() == 3
    row.refresh_from_db()
    assert row.state == "imported"
    assert LogEntry.objects.get().get_change_message() == "Dokument eingelesen."
    assert "als Entwurf übernommen" in client.get(row.get_absolute_url()).text


def test_what_was_decided_on_the_desk_is_taken_over(client, konzept, editor):
    row = factories.einlesung(konzept, TEXT)
    page = client.get(row.get_absolute_url())
    (name,) = html.fromstring(page.text).xpath("//input[@value='Ein Steg']/@name")
    data = opened(client, row.get_absolute_url())
    data[name] = ["Ein Boot"]
    answer = client.post(row.get_absolute_url(), {**data, "tun": "uebernehmen"})
    assert answer.url == address(row)

    take_over(client, row)

    assert Baustein.objects.filter(title="Ein Boot").exists()


def test_the_button_leads_on_with_htmx_too(client, konzept, editor):
    row = factories.einlesung(konzept, TEXT)
    data = opened(client, row.get_absolute_url())
    answer = client.post(
        row.get_absolute_url(), {**data, "tun": "uebernehmen"}, headers={"HX-Request": "true"}
    )
    assert answer.headers["HX-Redirect"] == address(row)


def test_a_new_konzept_is_made_when_it_is_taken_over(client):
    client.force_login(factories.superuser())
    row = factories.einlesung(None, TEXT, title="INSEK Elbhagen 2035")

    answer = take_over(client, row)

    konzept = Konzept.objects.get()
    assert (konzept.title, konzept.status) == ("INSEK Elbhagen 2035", "draft")
    assert answer.redirect_chain[-1][0] == konzept.get_absolute_url()
    assert Einlesung.objects.get().konzept == konzept


def again(client, konzept, old, new):
    """The document taken over, and its next version read."""
    take_over(client, factories.einlesung(konzept, TEXT))
    return factories.einlesung(konzept, TEXT.replace(old, new))


def test_the_next_version_shows_word_by_word_what_changes(client, konzept, editor):
    row = again(client, konzept, "donnerstags", "freitags &")
    page = client.get(address(row)).text
    assert "gestrichen: </span>donnerstags<" in page
    assert "eingefügt: </span>freitags &amp;<" in page

    take_over(client, row)

    assert "freitags" in Fassung.objects.get(baustein__title="Abends offen").text


def test_what_is_missing_stays_or_is_archived(client, konzept, editor):
    gone = "## Leitziel 2: Abends offen\n\nDie Bücherei öffnet donnerstags bis 20 Uhr.\n"
    row = again(client, konzept, gone, "")
    name, choices = select_of(client, row, "Abends offen")
    assert {*choices} == {"bleibt", "archivieren"}

    take_over(client, row, "merken", **{name: "archivieren"})
    assert Baustein.objects.get(title="Abends offen").status == "draft"
    assert "wird archiviert" in client.get(address(row)).text
    take_over(client, row)

    assert Baustein.objects.get(title="Abends offen").status == "archived"


def test_a_row_can_be_given_another_counterpart(client, konzept, editor):
    row = again(client, konzept, "Abends offen", "Länger geöffnet")
    library = Baustein.objects.get(title="Abends offen")
    name, choices = select_of(client, row, "Länger geöffnet")
    assert f"baustein-{library.pk}" in choices

    take_over(client, row, "merken", **{name: "neu"})
    row.refresh_from_db()
    assert "neu" in row.decisions["counterparts"].values()
    take_over(client, row, "merken", **{name: f"baustein-{library.pk}"})
    take_over(client, row)

    draft = library.fassungen.get()
    assert draft.title == "Länger geöffnet"
    assert Baustein.objects.count() == 3


def test_a_change_in_between_shows_the_preview_anew(client, konzept, editor):
    row = again(client, konzept, "donnerstags", "freitags")
    data = opened(client, address(row))
    Fassung.objects.filter(baustein__title="Abends offen").update(text="Von Hand.")

    answer = client.post(address(row), {**data, "tun": "uebernehmen"}, follow=True)

    assert "hat sich seit der Vorschau geändert" in answer.text
    assert Fassung.objects.get(baustein__title="Abends offen").text == "Von Hand."
    take_over(client, row)
    assert "freitags" in Fassung.objects.get(baustein__title="Abends offen").text


def test_a_page_older_than_the_decisions_takes_nothing_over(client, konzept, editor):
    row = factories.einlesung(konzept, TEXT)
    data = opened(client, address(row))
    Einlesung.objects.update(version=1)

    answer = client.post(address(row), {**data, "tun": "uebernehmen"}, follow=True)

    assert "Inzwischen hat jemand anderes" in answer.text
    assert not Strategie.objects.exists()


def test_pictures_come_along(client, konzept, editor):
    import base64

    picture = base64.b64encode(factories.photo(format="PNG").read()).decode()
    row = factories.einlesung(
        konzept, f"# Mitte\n\n## Leitziel 1: Markt\n\n![Markt](data:image/png;base64,{picture})\n"
    )
    take_over(client, row)
    with konzept.bilder.get().file.open() as file:
        assert file.read(4) == b"\x89PNG"
    assert not konzept.bilder.get().small


def test_a_large_picture_is_shown_as_small_as_pages_need_with_its_credit(client, konzept, editor):
    import base64
    from io import BytesIO

    from PIL import Image

    photo = factories.photo((4000, 3000), exif=b"Exif\0\0Kamera von Rita")
    picture = base64.b64encode(photo.read()).decode()
    row = factories.einlesung(
        konzept, f"# Mitte\n\n## Leitziel 1: Markt\n\n![Markt](data:image/jpeg;base64,{picture})\n"
    )
    sha256 = next(iter(einlesungen.parsed_of(row).bilder)).sha256
    Einlesung.objects.update(decisions={"pictures": {sha256: {"credit": "Rita Rahn"}}})
    take_over(client, row)
    bild = konzept.bilder.get()
    assert bild.credit == "Rita Rahn"
    baustein = Baustein.objects.get()
    publish_fassung(baustein.fassungen.get())
    Konzept.objects.update(status="published")
    Strategie.objects.update(status="published")
    client.logout()

    page = client.get(Baustein.objects.get().get_absolute_url()).text

    (shown,) = html.fromstring(page).xpath("//*[contains(@class, 'prose')]//img")
    assert (shown.get("width"), shown.get("height")) == ("1600", "1200")
    assert '<span class="credit">Bild: Rita Rahn</span>' in page
    sizes = []
    for source in shown.get("srcset").split(", "):
        answer = client.get(source.split()[0])
        data = b"".join(answer.streaming_content)
        assert b"Kamera" not in data
        sizes.append((answer.headers["Content-Type"], Image.open(BytesIO(data)).size))
    assert sizes == [("image/webp", (800, 600)), ("image/jpeg", (1600, 1200))]
    # Any other query is of no use.
    assert client.get(f"{bild.get_absolute_url()}?breite=9").headers["Content-Type"] == "image/jpeg"


def test_old_addresses_of_the_administration_lead_to_the_desk(client, konzept, editor):
    old = f"/verwaltung/strategies/konzept/{konzept.pk}/einlesen/"
    for url in (old, f"{old}{'0' * 32}.md/"):
        assert client.get(url).url == f"/schreibtisch/einlesen/?konzept={konzept.pk}"
    page = client.get(reverse("admin:strategies_konzept_change", args=[konzept.pk]))
    assert f"/schreibtisch/einlesen/?konzept={konzept.pk}" in page.text
    form = client.get(f"/schreibtisch/einlesen/?konzept={konzept.pk}")
    chosen = html.fromstring(form.text).xpath("//select[@name='target']/option[@selected]/@value")
    assert chosen == [str(konzept.pk)]


def test_a_plan_costs_no_more_queries_for_more_rows(client, konzept, editor):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for n in (1, 3):
        text = "# Mitte\n\n" + "".join(f"## Leitziel {i}: Ziel {i}\n\nText.\n\n" for i in range(n))
        row = factories.einlesung(factories.konzept(), text)
        client.force_login(factories.superuser())
        take_over(client, row)
        row = factories.einlesung(row.konzept, text)
        with CaptureQueriesContext(connection) as queries:
            client.get(address(row))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_long_plan_is_decided_in_windows(client, konzept, editor):
    text = "# Mitte\n\n" + "".join(
        f"## Leitziel {n}: Ziel {n}\n\nWort{n} steht hier.\n\n" for n in range(1, 251)
    )
    take_over(client, factories.einlesung(konzept, text))
    row = factories.einlesung(konzept, text)
    url = f"{address(row)}?ab=200"
    assert html.fromstring(client.get(address(row)).text).xpath(
        "//ul[@class='windows']//@href"
    ) == ["?ab=200"]
    data = opened(client, url)
    assert sum(map(len, data.values())) < 1000
    page = client.get(url)
    # Not 250 choices at each of them.
    assert len(page.content) < 300_000
    (line,) = html.fromstring(page.text).xpath("//li[contains(h2, 'Ziel 250')]")
    (name,) = line.xpath(".//select/@name")
    key = name.removeprefix("ist-")
    page = client.post(url, {**data, "tun": f"alle:{key}"}, follow=True)
    assert page.redirect_chain[-1][0] == f"{url}&alle={key}#zeile-{key}"
    assert len(html.fromstring(page.text).xpath(f"//select[@name='{name}']/option")) == 251
    data = opened(client, url)

    answer = client.post(url, {**data, name: "neu", "tun": "merken"}, follow=True)

    assert answer.redirect_chain[-1][0] == url
    row.refresh_from_db()
    assert row.decisions["counterparts"][key] == "neu"
    take_over(client, row)
    assert Baustein.objects.filter(title="Ziel 250").count() == 2


@pytest.mark.parametrize("war", ["", "[", "[1]", "{}", '{"ist-x": 1}', "1" * 5000])
def test_a_plan_that_makes_no_sense_decides_nothing(client, konzept, editor, war):
    row = factories.einlesung(konzept, TEXT)
    answer = client.post(address(row), {"war": war, "stand": "0", "ist-x": "neu", "tun": "merken"})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "3 unverändert"), (1, "1 fehlt im Dokument"), (2, "2 fehlen im Dokument")],
)
def test_the_sum_counts_as_people_speak(client, konzept, editor, n, words):
    goals = [f"## Leitziel {i}: Ziel {i}\n\nWort{i} steht hier.\n\n" for i in range(1, 5)]
    take_over(client, factories.einlesung(konzept, "# Mitte\n\n" + "".join(goals[:2])))
    row = factories.einlesung(konzept, "# Mitte\n\n" + "".join(goals[n:2]))
    assert words in html.fromstring(client.get(address(row)).text).xpath(
        "string(//p[@class='sum'])"
    )


def test_a_public_text_below_a_draft_is_told(client, konzept, editor):
    take_over(client, factories.einlesung(konzept, TEXT))
    publish_konzept(konzept)
    moved = TEXT.replace("# Strategie 2: Am Fluss", "# Strategie 3: Am Hafen\n\nNeu.\n\n## Leitziel"
        " 9: Kran\n\nEin Kran hebt Boote.\n\n## Leitziel 2: Abends offen\n\nDie Bücherei öffnet "
        "donnerstags bis 20 Uhr.\n\n# Strategie 2: Am Fluss").replace(
        "## Leitziel 2: Abends offen\n\nDie Bücherei öffnet donnerstags bis 20 Uhr.\n\n", "", 1
    )  # fmt: skip
    row = factories.einlesung(konzept, moved)
    assert "ist der Text nicht zu sehen" not in client.get(address(row)).text
    name, choices = select_of(client, row, "Abends offen")
    library = Baustein.objects.get(title="Abends offen")

    page = take_over(client, row, "merken", **{name: f"baustein-{library.pk}"})

    assert "ist öffentlich, „Strategie 3: Am Hafen“ noch nicht" in page.text
