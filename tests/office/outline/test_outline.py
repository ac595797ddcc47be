"""The page on which Bausteine change kind, number, Strategie and order, many at once."""

import pytest
from django.urls import reverse

from strategies.models import Baustein, Gliederungsprotokoll, Leitprojekt, Leitziel
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept():
    konzept = factories.konzept()
    mitte = factories.strategie(konzept=konzept, title="Mitte", slug="mitte", position=1)
    factories.strategie(konzept=konzept, title="Land", slug="land", position=2)
    for place, title in enumerate(["Wohnen", "Wege", "Klima"], 1):
        factories.baustein(
            strategie=mitte, title=title, slug=title.lower(), number=str(place), position=place
        )
    return konzept


@pytest.fixture
def editor(client, konzept):
    person = factories.staff(konzept, role="redaktion")
    client.force_login(person)
    return person


def url(konzept):
    return reverse("outline:outline", args=[konzept.pk])


def pk(title):
    return Baustein.objects.get(title=title).pk


def land():
    return Baustein._meta.get_field("strategie").related_model.objects.get(title="Land")


def ask(client, konzept, **fields):
    """Send the page as it was opened, with these fields filled in."""
    return client.post(url(konzept), {**opened(client, url(konzept)), **fields})


def confirm(client, konzept, response):
    """Press „Ändern“ on the confirmation."""
    context = response.context
    fields = dict(pair for each in context["consequences"] for pair in each.fields)
    return client.post(
        url(konzept), {**fields, "war": context["remembered"], "bestaetigt": "1"}, follow=True
    )


def test_the_page_shows_all_strategien_with_their_texts(client, konzept, editor):
    page = client.get(url(konzept)).text
    for words in ("Mitte", "Land", "Leitziel 1: Wohnen", "Leitziel 3: Klima"):
        assert words in page


def test_each_row_changes_after_a_confirmation(client, konzept, editor):
    wege = pk("Wege")
    fields = {f"art-{wege}": "leitprojekt", f"nummer-{wege}": "7", f"strategie-{wege}": land().pk}
    answer = ask(client, konzept, **fields)
    assert "Gliederung ändern?" in answer.text
    assert Baustein.objects.get(pk=wege).kind == "leitziel"
    page = confirm(client, konzept, answer)
    assert "1 Text geändert." in page.text
    row = Baustein.objects.get(pk=wege)
    assert (row.kind, row.number, row.strategie) == ("leitprojekt", "7", land())
    assert Leitprojekt.objects.get().pk == wege
    assert set(Gliederungsprotokoll.objects.values_list("by", flat=True)) == {editor.pk}


def test_many_move_at_once(client, konzept, editor):
    chosen = [pk("Wohnen"), pk("Klima")]
    answer = ask(client, konzept, wahl=chosen, ziel=land().pk, verschieben="1")
    confirm(client, konzept, answer)
    titles = land().bausteine.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Wohnen", "Klima"]


def test_many_become_another_kind_at_once(client, konzept, editor):
    chosen = [pk("Wohnen"), pk("Klima")]
    answer = ask(client, konzept, wahl=chosen, neue_art="handlungsfeld", art_aendern="1")
    confirm(client, konzept, answer)
    kinds = Baustein.objects.order_by("position").values_list("kind", flat=True)
    assert list(kinds) == ["handlungsfeld", "leitziel", "handlungsfeld"]


@pytest.mark.parametrize(
    ("first", "numbers"), [("2.9", ["2.9", "2.10"]), ("", ["", ""]), ("IV 3", ["IV 3", "IV 4"])]
)
def test_many_are_numbered_anew(client, konzept, editor, first, numbers):
    chosen = [pk("Wohnen"), pk("Klima")]
    answer = ask(client, konzept, wahl=chosen, ab=first, nummerieren="1")
    confirm(client, konzept, answer)
    rows = Baustein.objects.filter(pk__in=chosen).order_by("position")
    assert list(rows.values_list("number", flat=True)) == numbers


def test_up_and_down_need_no_confirmation(client, konzept, editor):
    answer = ask(client, konzept, hoch=pk("Wege"))
    assert answer.url == f"{url(konzept)}#baustein-{pk('Wege')}"
    ask(client, konzept, runter=pk("Wohnen"))
    titles = Baustein.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Wege", "Klima", "Wohnen"]
    assert list(Gliederungsprotokoll.objects.order_by("pk").values_list("before", "after")) == [
        ("2", "1"), ("2", "3"),
    ]  # fmt: skip


def test_a_place_can_be_typed(client, konzept, editor):
    ask(client, konzept, **{f"platz-{pk('Klima')}": "1"})
    titles = Baustein.objects.order_by("position").values_list("title", flat=True)
    assert list(titles) == ["Klima", "Wohnen", "Wege"]


def test_the_confirmation_says_what_hangs_on_them(client, konzept, editor):
    project = factories.baustein(
        "leitprojekt", strategie=konzept.strategien.get(slug="mitte"), source="Marktplan"
    )
    factories.phase(project.strategie)
    factories.comment(project)
    factories.end_phase(project)
    land().__class__.objects.filter(title="Land").update(status="draft")
    fields = {f"art-{project.pk}": "leitziel", f"strategie-{project.pk}": land().pk}
    page = ask(client, konzept, **fields).text
    assert "1 Kommentar" in page
    assert "Nicht mehr zu sehen, aber aufbewahrt: Quelle „Marktplan“." in page
    assert "„Land“ ist nicht öffentlich" in page


def test_a_number_that_stands_twice_is_told(client, konzept, editor):
    page = ask(client, konzept, **{f"nummer-{pk('Wege')}": "1"}).text
    assert "In „Mitte“ steht dann mehrmals „Leitziel 1“." in page


def test_an_open_phase_holds_them_where_they_are(client, konzept, editor):
    factories.phase(konzept.strategien.get(slug="mitte"))
    answer = ask(client, konzept, **{f"strategie-{pk('Wege')}": land().pk})
    assert "läuft eine Kommentierphase" in answer.text
    assert 'name="bestaetigt"' not in answer.text
    refused = confirm(client, konzept, answer)
    assert refused.status_code == 422
    assert Baustein.objects.get(title="Wege").strategie.title == "Mitte"
    numbered = ask(client, konzept, **{f"nummer-{pk('Wege')}": "9"})
    confirm(client, konzept, numbered)
    assert Baustein.objects.get(title="Wege").number == "9"


def test_nobody_overwrites_what_somebody_else_changed(client, konzept, editor):
    page = opened(client, url(konzept))
    Baustein.objects.filter(title="Wege").update(number="5")
    answer = client.post(url(konzept), {**page, f"nummer-{pk('Wege')}": "8"})
    assert answer.status_code == 422
    assert "Jemand anderes hat inzwischen diese Texte geändert" in answer.text
    assert 'value="8"' in answer.text
    # What was left as it was shown does not undo what the other one did.
    answer = client.post(url(konzept), {**page, f"nummer-{pk('Klima')}": "8"})
    confirm(client, konzept, answer)
    assert Baustein.objects.get(title="Wege").number == "5"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("art", "gesamt"), ("art", "unsinn"), ("strategie", "0"), ("strategie", "x"),
        ("strategie", "²"), ("platz", "0"), ("platz", "-1"), ("platz", "9" * 30),
        ("nummer", "9" * 21), ("nummer", "\u202e"),
    ],
)  # fmt: skip
def test_what_is_not_possible_is_refused_with_a_sentence(client, konzept, editor, field, value):
    answer = ask(client, konzept, **{f"{field}-{pk('Wege')}": value})
    assert answer.status_code == 422
    assert "„Leitziel 2: Wege“:" in answer.text or "Leitziel 2: " in answer.text
    assert not Gliederungsprotokoll.objects.exists()


@pytest.mark.parametrize("war", ["", "[]", "{", '{"1": 3}', '{"x": []}', "[" * 100_000])
def test_a_form_that_makes_no_sense_changes_nothing(client, konzept, editor, war):
    answer = ask(client, konzept, war=war, **{f"nummer-{pk('Wege')}": "8"})
    assert answer.status_code == 302
    assert Baustein.objects.get(title="Wege").number == "2"


def test_without_a_choice_a_button_for_all_chosen_says_so(client, konzept, editor):
    answer = ask(client, konzept, ziel=land().pk, verschieben="1")
    assert "Bitte wählen Sie erst aus" in answer.text


def test_rows_of_another_konzept_are_not_touched(client, konzept, editor):
    other = factories.baustein(number="1")
    war = f'{{"{other.pk}": ["leitziel", "1", {other.strategie_id}, 1]}}'
    ask(client, konzept, war=war, **{f"nummer-{other.pk}": "8"})
    other.refresh_from_db()
    assert other.number == "1"
    assert client.get(url(other.strategie.konzept)).status_code == 404


@pytest.mark.parametrize("role", ["moderation", "auswertung", "fachamt"])
def test_only_the_redaktion_changes_the_outline(client, konzept, role):
    client.force_login(factories.staff(konzept, role=role))
    assert client.get(url(konzept)).status_code == 404
    assert client.post(url(konzept)).status_code == 404


def test_the_place_for_the_whole_is_no_part_of_it(client, konzept, editor):
    from strategies.actions import open_whole

    whole = open_whole(konzept.strategien.get(slug="mitte"))
    assert f"art-{whole.pk}" not in client.get(url(konzept)).text


def test_the_page_asks_as_often_for_many_as_for_few(
    client, konzept, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        client.get(url(konzept))
    for _n in range(5):
        factories.baustein(strategie=land())
    with django_assert_max_num_queries(14):
        client.get(url(konzept))


def test_what_was_moved_stands_on_the_page_of_its_fassungen(client, konzept, editor):
    wege = pk("Wege")
    answer = ask(client, konzept, **{f"strategie-{wege}": land().pk})
    confirm(client, konzept, answer)
    client.logout()
    page = client.get(Baustein.objects.get(pk=wege).get_fassungen_url()).text
    assert "Im Dokument umgestellt" in page
    assert editor.pseudonym not in page


def test_a_long_outline_is_changed_in_windows(client, konzept, editor):
    rows = [
        Leitziel(strategie=land(), kind="leitziel", title=f"Ziel {n}", slug=f"z-{n}", position=n)
        for n in range(300)
    ]
    for row in rows:
        row.save()
    page = f"{url(konzept)}?ab=180"
    data = opened(client, page)
    assert sum(map(len, data.values())) <= 4 * 123 + 10
    assert "Wohnen" not in client.get(page).text
    last, moved = rows[-1].pk, rows[298].pk

    answer = client.post(page, {**data, f"nummer-{last}": "77", f"platz-{moved}": "1"})
    answer = confirm(client, konzept, answer)

    assert answer.redirect_chain[-1][0].startswith(f"{url(konzept)}?bei=")
    assert Baustein.objects.get(pk=last).number == "77"
    titles = land().bausteine.goals().order_by("position").values_list("title", flat=True)
    assert (titles[0], len(titles)) == ("Ziel 298", 300)
    # The page shows where the moved text stands now.
    assert "Ziel 298" in client.get(f"{url(konzept)}?bei={moved}").text
    assert client.get(f"{url(konzept)}?ab=7").status_code == 200
