"""The desk: every button without script, and what is remembered of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from strategies.models import Einlesung, Strategie
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db

TEXT = """# Vorwort

Liebe Leute, dies ist der Plan.

# Strategie 1: Mitten im Ort

Der Markt soll wieder ein Treffpunkt werden.

## Leitziel 1: Bänke und Schatten

Unter vier Linden stehen Bänke.

Am Abend brennt Licht.

## Leitziel 2: Abends offen

Die Bücherei öffnet donnerstags bis 20 Uhr.

# Strategie 2: Am Fluss

## Leitziel 1: Ein Steg

Ein Steg führt hinaus.
"""


@pytest.fixture
def row(konzept, editor):
    return factories.einlesung(konzept, TEXT)


def rows_of(page):
    """Kind, number and title of each row, as the page shows them."""
    found = []
    for line in html.fromstring(page.text).xpath("//ol[@class='outline']/li"):
        (kind,) = line.xpath(".//option[@selected]/@value")
        found.append((kind, *line.xpath(".//input[@type='text']/@value")))
    return found


def key_of(page, title):
    (name,) = html.fromstring(page.text).xpath(f"//input[@value={title!r}]/@name")
    return name.partition("-")[2]


def open_desk(client, row, query=""):
    return client.get(row.get_absolute_url() + query)


def press(client, row, button, at="", query="", **changes):
    """Press a button of the page; ``at`` is the title of a row, ``changes`` are by field name."""
    url = row.get_absolute_url() + query
    page = client.get(url)
    data = opened(client, url)
    for name, value in changes.items():
        prefix, _blank, title = name.partition(" ")
        data[f"{prefix}-{key_of(page, title)}" if title else prefix] = [value]
    key = key_of(page, at) if at else ""
    data["tun"] = [f"{button}:{key}" if key else button]
    return client.post(row.get_absolute_url(), data, follow=True)


def test_the_desk_shows_what_every_part_becomes(client, row):
    page = open_desk(client, row)

    assert [kind for kind, _number, _title in rows_of(page)] == [
        "weg", "strategie", "leitziel", "leitziel", "strategie", "leitziel",
    ]  # fmt: skip
    assert ("leitziel", "2", "Abends offen") in rows_of(page)
    assert "2 Strategien, 3 Leitziele" in page.text
    assert "1 Teil bleibt weg" in page.text
    assert not Strategie.objects.exists()


def test_only_the_chosen_part_is_shown_as_the_public_will_see_it(client, row):
    page = open_desk(client, row)
    answer = press(client, row, "ansehen", at="Bänke und Schatten")

    assert "Unter vier Linden stehen Bänke." in answer.text
    assert "Ein Steg führt hinaus." not in answer.text
    assert answer.redirect_chain[-1][0].endswith(f"#teil-{key_of(page, 'Bänke und Schatten')}")
    assert answer.text.count("Hier teilen") == 2
    # Looking decides nothing.
    row.refresh_from_db()
    assert (row.version, row.decisions) == (0, {})


def test_kind_number_and_title_are_remembered(client, row):
    page = press(
        client,
        row,
        "neu",
        **{
            "art Abends offen": "handlungsfeld",
            "nr Abends offen": "7",
            "titel Ein Steg": "  Ein   langer Steg ",
        },
    )

    assert ("handlungsfeld", "7", "Abends offen") in rows_of(page)
    assert ("leitziel", "1", "Ein langer Steg") in rows_of(page)
    assert "1 Handlungsfeld" in page.text
    row.refresh_from_db()
    # What was not touched stays a proposal.
    assert len(row.decisions["rows"]) == 2


def test_a_title_cannot_be_emptied_and_a_kind_not_made_up(client, row):
    page = press(client, row, "neu", **{"titel Ein Steg": " ", "art Ein Steg": "traum"})
    assert ("leitziel", "1", "Ein Steg") in rows_of(page)


def test_rows_move_with_what_is_below_them(client, row):
    page = press(client, row, "hoch", at="Am Fluss", query="")
    assert [title for _kind, _number, title in rows_of(page)][1:4] == [
        "Am Fluss", "Ein Steg", "Mitten im Ort",
    ]  # fmt: skip
    page = press(client, row, "runter", at="Am Fluss")
    assert [title for _kind, _number, title in rows_of(page)][1] == "Mitten im Ort"
    page = press(client, row, "runter", at="Bänke und Schatten")
    assert [title for *_row, title in rows_of(page)][2:4] == ["Abends offen", "Bänke und Schatten"]
    # At the ends nothing happens.
    assert rows_of(press(client, row, "runter", at="Am Fluss")) == rows_of(page)


def test_rows_move_in_and_out_within_nine_levels(client, row):
    def depth(page, title):
        path = f"//li[.//input[@value={title!r}]]/@class"
        return html.fromstring(page.text).xpath(path)[0].split()[1]

    page = press(client, row, "einruecken", at="Abends offen")
    assert depth(page, "Abends offen") == "in-2"
    page = press(client, row, "ausruecken", at="Abends offen")
    assert depth(page, "Abends offen") == "in-1"
    press(client, row, "ausruecken", at="Am Fluss")
    row.refresh_from_db()
    assert "Am Fluss" not in str(row.decisions)


def test_a_part_is_split_and_put_together_again(client, row):
    page = press(client, row, "ansehen", at="Bänke und Schatten")
    cuts = html.fromstring(page.text).xpath("//button[contains(@value, 'teilen:')]/@value")
    data = opened(client, row.get_absolute_url())
    page = client.post(row.get_absolute_url(), {**data, "tun": cuts[1]}, follow=True)

    assert "Am Abend brennt Licht." in [title for *_row, title in rows_of(page)]
    assert "von Hand geteilt" in page.text
    page = press(client, row, "zusammen", at="Am Abend brennt Licht.")
    assert len(rows_of(page)) == 6


def test_a_row_joins_the_one_before(client, row):
    page = press(client, row, "verbinden", at="Abends offen")
    assert len(rows_of(page)) == 5
    assert "donnerstags" in press(client, row, "ansehen", at=rows_of(page)[2][2]).text


def test_a_joined_row_is_taken_apart_by_a_button(client, row):
    page = press(client, row, "verbinden", at="Abends offen")
    (button,) = html.fromstring(page.text).xpath("//button[starts-with(@value, 'trennen:')]")
    assert "„Leitziel 2: Abends offen“ abtrennen" in button.text_content()
    press(client, row, "neu", **{"titel Ein Steg": "Ein Boot"})

    page = press(client, row, button.get("value"))

    # What was decided since is still there.
    assert [title for *_row, title in rows_of(page)][2:] == [
        "Bänke und Schatten", "Abends offen", "Am Fluss", "Ein Boot",
    ]  # fmt: skip


def test_a_part_without_a_heading_is_added(client, row):
    page = press(client, row, "ansehen", at="Bänke und Schatten")
    query = f"?teil={key_of(page, 'Bänke und Schatten')}"
    places = html.fromstring(page.text).xpath("//select[@name='neuer-platz']/option")
    assert [place.text for place in places] == [
        "am Ende dieses Teils",
        "vor „Unter vier Linden stehen Bänke.“",
        "vor „Am Abend brennt Licht.“",
    ]
    fields = {"neuer-titel": " Licht  am Abend ", "neuer-platz": places[2].get("value")}

    page = press(client, row, "hinzufuegen", query=query, **fields)

    assert ("leitziel", "", "Licht am Abend") in rows_of(page)
    assert "von Hand hinzugefügt" in page.text
    assert "3 Leitziele" not in page.text
    (shown,) = html.fromstring(page.text).xpath("//div[@class='prose']")
    assert shown.text_content().strip() == "Am Abend brennt Licht."
    # The title that was typed is not lost, whatever is pressed, nor with Enter.
    fields = {"neuer-titel": "Brunnen", "neuer-platz": places[0].get("value")}
    page = press(client, row, "neu", query=query, **fields, **{"neue-art": "leitprojekt"})
    assert ("leitprojekt", "", "Brunnen") in rows_of(page)

    page = press(client, row, "entfernen", at="Licht am Abend")
    assert "Licht am Abend" not in page.text
    page = press(client, row, "ansehen", at="Bänke und Schatten")
    assert "Am Abend brennt Licht." in page.text


def test_a_part_without_a_title_or_place_is_not_added(client, row):
    page = press(client, row, "hinzufuegen")
    assert "Bitte geben Sie dem neuen Teil einen Titel." in page.text
    for place in ("", "vor-", "nach-nirgends", "vor-x", "irgendwo", "nach-strategie"):
        press(client, row, "hinzufuegen", **{"neuer-titel": "Hof", "neuer-platz": place})
    row.refresh_from_db()
    assert row.decisions == {}


def test_what_is_split_off_is_of_the_same_kind(client, row):
    page = press(client, row, "ansehen", at="Bänke und Schatten")
    cuts = html.fromstring(page.text).xpath("//button[contains(@value, 'teilen:')]/@value")
    page = press(client, row, cuts[1])
    assert ("leitziel", "", "Am Abend brennt Licht.") in rows_of(page)
    assert "4 Leitziele" in page.text


def test_a_kind_holds_for_a_whole_level(client, row):
    page = press(client, row, "ebene", at="Ein Steg", **{"art Ein Steg": "handlungsfeld"})
    assert "handlungsfeld" in [kind for kind, *_rest in rows_of(page)]
    row.refresh_from_db()
    assert row.decisions["levels"] == {"2": "handlungsfeld"}


def test_the_last_step_is_taken_back(client, row):
    press(client, row, "neu", **{"titel Ein Steg": "Ein Boot"})
    press(client, row, "neu", **{"titel Ein Boot": "Ein Floß"})

    page = press(client, row, "zurueck")
    assert "Ein Boot" in page.text
    page = press(client, row, "zurueck")
    assert "Ein Steg" in page.text
    assert "Es gibt keinen Schritt" in press(client, row, "zurueck").text


def test_what_two_decide_at_once_is_kept_unless_it_is_the_same_field(client, row, editor):
    url = row.get_absolute_url()
    page = client.get(url)
    mine = opened(client, url)
    press(client, row, "neu", **{"titel Ein Steg": "Ein Boot", "nr Abends offen": "9"})

    mine[f"titel-{key_of(page, 'Ein Steg')}"] = ["Ein Floß"]
    mine[f"titel-{key_of(page, 'Bänke und Schatten')}"] = ["Bänke"]
    answer = client.post(url, {**mine, "tun": "uebernehmen"}, follow=True)

    assert "Nicht übernommen ist, was beide geändert haben; von Ihnen war das: „Ein Floß“" in (
        answer.text
    )
    titles = [title for *_row, title in rows_of(answer)]
    assert {"Ein Boot", "Bänke"} <= {*titles}
    assert ("leitziel", "9", "Abends offen") in rows_of(answer)


def test_a_page_that_nobody_knows_any_more_decides_nothing(client, row):
    data = opened(client, row.get_absolute_url())
    data["stand"] = ["99"]
    page = client.get(row.get_absolute_url())
    data[f"titel-{key_of(page, 'Ein Steg')}"] = ["Ein Floß"]

    answer = client.post(row.get_absolute_url(), data, follow=True)

    assert "Inzwischen hat jemand anderes" in answer.text
    assert "Ein Floß" not in answer.text


def test_a_picture_gets_its_description_where_it_stands(client, konzept, editor):
    import base64

    picture = base64.b64encode(factories.photo(format="PNG").read()).decode()
    row = factories.einlesung(
        konzept, f"# Mitte\n\n## Leitziel 1: Markt\n\n![](data:image/png;base64,{picture})\n"
    )
    page = press(client, row, "ansehen", at="Markt")
    assert "1 Bild ohne Beschreibung" in page.text
    (source,) = html.fromstring(page.text).xpath("//div[@class='prose']//img/@src")
    assert client.get(source).headers["Content-Type"] == "image/png"
    (sha256,) = html.fromstring(page.text).xpath("//input[@name='bild']/@value")
    query = f"?teil={key_of(page, 'Markt')}"

    page = press(client, row, "neu", query=query, **{f"alt-{sha256}": " Der  Markt. "})

    assert 'alt="Der Markt."' in page.text
    assert "Bild ohne Beschreibung" not in page.text
    row.refresh_from_db()
    assert row.decisions["pictures"] == {sha256: {"alt": "Der Markt."}}
    # What was said of it can be changed, and taken back.
    press(client, row, "neu", query=query, **{f"schmuck-{sha256}": "1"})
    page = press(client, row, "neu", query=query, **{f"nachweis-{sha256}": "Stadt & Land"})
    assert 'alt=""' in page.text
    assert '<span class="credit">Bild: Stadt &amp; Land</span>' in page.text
    data = opened(client, row.get_absolute_url() + query)
    del data[f"schmuck-{sha256}"]
    data |= {f"nachweis-{sha256}": ""}
    page = client.post(f"{row.get_absolute_url()}{query}", {**data, "tun": "neu"}, follow=True)
    assert 'alt="Der Markt."' in page.text
    assert "Bild: Stadt" not in page.text


def test_two_may_describe_different_pictures_at_once(client, konzept, editor):
    import base64

    pictures = [
        base64.b64encode(factories.photo(size, format="PNG").read()).decode()
        for size in ((300, 200), (200, 300))
    ]
    text = "".join(f"![](data:image/png;base64,{each})\n\n" for each in pictures)
    row = factories.einlesung(konzept, f"# Mitte\n\n## Leitziel 1: Markt\n\n{text}")
    query = f"?teil={key_of(open_desk(client, row), 'Markt')}"
    mine = opened(client, row.get_absolute_url() + query)
    first, second = mine["bild"]
    press(client, row, "neu", query=query, **{f"alt-{first}": "Der Markt"})

    client.post(row.get_absolute_url(), {**mine, f"alt-{second}": "Ein Turm", "tun": "neu"})

    row.refresh_from_db()
    assert row.decisions["pictures"] == {first: {"alt": "Der Markt"}, second: {"alt": "Ein Turm"}}


def test_lines_of_a_steckbrief_are_mapped_for_all_of_them(client, konzept, editor):
    sheet = "| Projektträger | Stadt |\n| --- | --- |\n| Kosten | 3 Mio. |\n| Zeitraum | 2027 |\n"
    row = factories.einlesung(konzept, f"# Mitte\n\n## Leitprojekt 1: Steg\n\n{sheet}\n")
    page = press(client, row, "ansehen", at="Steg")
    assert "Die Tabelle ist als Steckbrief gelesen" in page.text
    query = f"?teil={key_of(page, 'Steg')}"
    data = opened(client, row.get_absolute_url() + query)
    place = data["zeile"].index("Kosten")
    assert data["zeile-wird"][place] == "kosten"

    data["zeile-wird"][place] = "weg"
    client.post(row.get_absolute_url(), {**data, "tun": "neu"})

    row.refresh_from_db()
    assert row.decisions["facts"] == {"kosten": "weg"}


def test_a_button_that_means_nothing_does_nothing(client, row):
    for value in ("", "sprengen", "hoch:", "hoch:nirgends", "teilen:nirgends", "lassen:x", ":"):
        answer = client.post(row.get_absolute_url(), {"stand": "0", "tun": value})
        assert answer.status_code == 302
    row.refresh_from_db()
    assert row.decisions == {}


def test_words_of_the_document_are_text_on_the_page(client, konzept, editor):
    evil = '<script>alert(1)</script> "onfocus="x'
    row = factories.einlesung(konzept, f"# Mitte\n\n## Leitziel 1: {evil}\n\n{evil}\n")
    page = open_desk(client, row)
    assert "<script>alert" not in page.text
    assert not html.fromstring(page.text).xpath("//*[@onfocus]")


def test_many_rows_cost_no_more_queries_and_show_in_windows(client, konzept, editor):
    def document(n):
        return "# Mitte\n\n" + "".join(
            f"## Leitziel {i}: Ziel {i}\n\nText {i}.\n\n" for i in range(n)
        )

    counts = {}
    for n in (1, 3, 400):
        row = factories.einlesung(konzept, document(n))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = open_desk(client, row)
        counts[n] = len(queries)
    assert len(set(counts.values())) == 1, counts
    assert len(rows_of(page)) == 200
    assert len(page.content) < 500_000
    page = open_desk(client, row, "?ab=200")
    assert len(rows_of(page)) == 200
    assert len(opened(client, f"{row.get_absolute_url()}?ab=200")) < 1000
    assert len(rows_of(open_desk(client, row, "?ab=99999"))) == 200
    # Pressing a button there leads back there.
    answer = press(client, row, "ansehen", at="Ziel 398", query="?ab=200")
    assert "Text 398." in answer.text


def test_a_document_without_headings_is_not_refused(client, konzept, editor):
    row = factories.einlesung(konzept, "Nur ein Satz.\n")
    page = open_desk(client, row)
    assert page.status_code == 200
    assert "Noch wird nichts übernommen" in page.text


def test_others_cannot_see_or_decide(client, row):
    url = row.get_absolute_url()
    plan = reverse("importing:plan", args=[row.pk])
    client.force_login(factories.staff(factories.konzept(), role="redaktion"))
    for address in (url, plan):
        assert client.get(address).status_code == 404
        assert client.post(address, {"tun": "merken"}).status_code == 404
    client.force_login(factories.staff(row.konzept, role="moderation"))
    assert client.get(url).status_code == 404
    assert Einlesung.objects.get().version == 0
