"""Start, overview and contributions: what stands where, in what order, at what cost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments import actions as comment_actions
from comments.models import Kommentar
from evaluation import actions
from evaluation.models import Anliegen, Auswertung, Zuordnung
from office.evaluation import lists
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def comments(baustein, kommentar):
    # By somebody whose name has no number: it would be found too.
    erna = factories.user("Erna vom Anger")
    return [kommentar, *(factories.comment(baustein, erna, f"Beitrag {n}") for n in range(3))]


def _days(number):
    return timezone.localdate() + timedelta(days=number)


def test_a_phase_is_begun_by_its_button(desk, over):
    phase = over.strategie.kommentierphasen.get()
    assert "Auswertung beginnen" in desk.open("start").text

    page = desk.send("begin", phase.pk, follow=True)

    assert "Die Auswertung hat begonnen." in page.text
    assert Auswertung.objects.get().kommentierphase == phase


def test_a_phase_to_come_or_of_another_konzept_cannot_be_begun(desk, baustein):
    coming = factories.phase(baustein.strategie, start=10, end=20, title="Nächstes Jahr")
    foreign = factories.phase(factories.strategie(), title="Anderswo")

    page = desk.open("start")

    assert "Nächstes Jahr" not in page.text
    assert "Anderswo" not in page.text
    assert "noch nicht begonnen" in desk.send("begin", coming.pk, follow=True).text
    assert desk.send("begin", foreign.pk).status_code == 404
    assert not Auswertung.objects.exists()


def test_the_start_tells_how_far_each_is(desk, comments, auswertung, evaluator, editor):
    factories.released_anliegen(auswertung, comments[:1], by=evaluator, released_by=editor)
    actions.create(
        auswertung, by=evaluator, title="Offen", kommentare=comments[1:2], deadline=_days(-1)
    )

    (_row, progress, bars) = desk.open("start").context["auswertungen"][0]

    assert (progress.contributions, progress.unassigned) == (4, 2)
    assert (progress.anliegen, progress.without_verdict, progress.unreleased) == (2, 1, 1)
    assert progress.overdue == 1
    assert [bar.done for bar in bars] == [50, 50, 50, 50]


def test_three_auswertungen_cost_no_more_queries(
    desk, auswertung, evaluator, django_assert_num_queries
):
    with django_assert_num_queries(11):
        desk.open("start")
    strategie = factories.strategie(konzept=auswertung.strategie.konzept)
    for days in (-30, -60):
        phase = factories.phase(strategie, start=days, end=days + 5)
        actions.begin(phase, by=evaluator)

    with django_assert_num_queries(11):
        page = desk.open("start")

    assert len(page.context["auswertungen"]) == 3


def test_an_office_finds_its_own_work_the_overdue_first(office_desk, auswertung, evaluator):
    for title, office, days in (
        ("Ohne Frist", "Bauamt", None),
        ("Nächste Woche", "Bauamt", 7),
        ("Längst fällig", "Bauamt", -7),
        ("Fremd", "Forstamt", -9),
    ):
        actions.create(
            auswertung, by=evaluator, title=title, office=office,
            deadline=_days(days) if days else None,
        )  # fmt: skip

    page = office_desk.open("start")

    titles = [row.title for row in page.context["work"].rows]
    assert titles == ["Längst fällig", "Nächste Woche", "Ohne Frist"]
    assert page.text.count("überfällig") == 1
    assert "Auswertung beginnen" not in page.text


def test_the_overview_counts_by_office(desk, auswertung, evaluator, kommentar):
    factories.prepared_anliegen(auswertung, [kommentar], by=evaluator, office="Bauamt")
    actions.create(auswertung, by=evaluator, title="A", office="Bauamt", deadline=_days(-1))
    actions.create(auswertung, by=evaluator, title="B")

    offices = desk.open("auswertung", auswertung.pk).context["offices"]

    assert offices == [
        {"office": "", "anliegen": 1, "without_verdict": 1, "unreleased": 1, "overdue": 0},
        {"office": "Bauamt", "anliegen": 2, "without_verdict": 1, "unreleased": 2, "overdue": 1},
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["Spät", "Bald", "Ohne"]),
        ({"status": "alle"}, ["Spät", "Bald", "Ohne", "Fertig"]),
        ({"status": "released"}, ["Fertig"]),
        ({"status": "ueberfaellig"}, ["Spät"]),
        ({"amt": "Bauamt"}, ["Spät"]),
        ({"amt": "ohne"}, ["Bald", "Ohne"]),
        ({"wuerdigung": "ohne"}, ["Spät", "Bald", "Ohne"]),
        ({"wuerdigung": "kenntnis", "status": "alle"}, ["Fertig"]),
        ({"suche": "BALD"}, ["Bald"]),
        ({"suche": "nie gesehen"}, []),
        ({"amt": "Gibt es nicht"}, []),
        ({"frist": "ueberfaellig"}, ["Spät"]),
        ({"frist": "bald"}, ["Bald"]),
        ({"frist": "spaeter"}, []),
        ({"frist": "ohne"}, ["Ohne"]),
        ({"groesse": "1", "status": "alle"}, ["Fertig"]),
        ({"groesse": "0"}, ["Spät", "Bald", "Ohne"]),
        ({"groesse": "2-5", "status": "alle"}, []),
        ({"groesse": "0", "frist": "ohne"}, ["Ohne"]),
    ],
)
def test_work_is_found(desk, auswertung, evaluator, editor, kommentar, query, titles):
    actions.create(auswertung, by=evaluator, title="Ohne")
    actions.create(auswertung, by=evaluator, title="Bald", deadline=_days(3))
    actions.create(auswertung, by=evaluator, title="Spät", deadline=_days(-3), office="Bauamt")
    factories.released_anliegen(
        auswertung, [kommentar], by=evaluator, released_by=editor, title="Fertig",
        deadline=_days(-30),
    )  # fmt: skip

    page = desk.open("auswertung", auswertung.pk, **query)

    assert [row.title for row in page.context["work"].rows] == titles


def test_work_is_found_by_baustein(desk, auswertung, anliegen, over):
    other = factories.baustein(strategie=over.strategie)

    def found(baustein):
        page = desk.open("auswertung", auswertung.pk, baustein=baustein.pk)
        return [row.pk for row in page.context["work"].rows]

    assert (found(over), found(other)) == ([anliegen.pk], [])
    desk.save(anliegen, asked="1", bausteine=[other.pk])
    assert found(other) == [anliegen.pk]


def test_the_work_goes_on_on_the_next_page(desk, auswertung, evaluator):
    for number in range(53):
        actions.create(auswertung, by=evaluator, title=f"A{number}", deadline=_days(number % 5))

    first = desk.open("auswertung", auswertung.pk).context["work"]
    second = desk.open("auswertung", auswertung.pk, nach=first.next_key).context["work"]

    keys = [row.pk for row in first.rows + second.rows]
    assert (len(first.rows), len(second.rows), second.next_key) == (50, 3, None)
    assert len(set(keys)) == 53


def test_more_work_costs_no_more_queries(desk, auswertung, evaluator, django_assert_num_queries):
    # One for the offices that many can be given at once.
    actions.create(auswertung, by=evaluator, title="A", office="Bauamt")
    with django_assert_num_queries(18):
        desk.open("auswertung", auswertung.pk)
    for title in "BC":
        actions.create(auswertung, by=evaluator, title=title, office="Bauamt")

    with django_assert_num_queries(18):
        desk.open("auswertung", auswertung.pk)


@pytest.mark.parametrize(
    ("order", "titles"),
    [("", ["Bald", "Klein", "Groß"]), ("groesse", ["Groß", "Klein", "Bald"]),
     ("nummer", ["Klein", "Groß", "Bald"]), ("amt", ["Bald", "Klein", "Groß"])],
)  # fmt: skip
def test_work_is_ordered_page_by_page(
    desk, comments, auswertung, evaluator, monkeypatch, order, titles
):
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    for title, rows, due in (
        ("Klein", comments[:1], None), ("Groß", comments[:3], None), ("Bald", (), _days(2)),
    ):  # fmt: skip
        actions.create(auswertung, by=evaluator, title=title, kommentare=rows, deadline=due)

    found, after = [], ""
    while after is not None:
        page = desk.open("auswertung", auswertung.pk, reihenfolge=order, nach=after)
        found += [row.title for row in page.context["work"].rows]
        after = page.context["work"].next_key

    assert found == titles


def test_contributions_wait_until_they_are_bundled(desk, comments, auswertung):
    assert desk.open("beitraege", auswertung.pk).context["page"].rows == comments

    page = desk.send(
        "bundle", auswertung.pk, follow=True, title="Neu", auswahl=[row.pk for row in comments[:3]]
    )

    assert "3 Beiträge sind jetzt in „Anliegen 1: Neu“." in page.text
    assert page.context["page"].rows == comments[3:]
    desk.send("bundle", auswertung.pk, into=Anliegen.objects.get().pk, auswahl=[comments[3].pk])
    assert "Alle Beiträge sind in einem Anliegen." in desk.open("beitraege", auswertung.pk).text
    everything = desk.open("beitraege", auswertung.pk, liste="alle")
    assert everything.text.count("Anliegen 1: Neu</a>") == 4
    (bundled,) = desk.open("beitraege", auswertung.pk, liste="anliegen").context["page"].rows
    assert bundled.contribution_count == 4


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"title": "Neu"}, "zuerst Beiträge aus"),
        ({"auswahl": True}, "wählen Sie ein Anliegen, oder nennen Sie den Titel"),
        ({"auswahl": True, "into": "9999999"}, "Das hat noch nicht geklappt"),
    ],
)
def test_a_selection_that_says_not_where_to_stays_selected(
    desk, anliegen, auswertung, kommentar, data, sentence
):
    sent = dict(data)
    if data.get("auswahl"):
        sent["auswahl"] = [kommentar.pk]

    page = desk.client.post(f"/auswertung/{auswertung.pk}/beitraege/buendeln/?liste=alle", sent)

    assert page.status_code == 422
    assert sentence in page.text
    assert page.text.count(" checked") == ("auswahl" in data)
    assert Anliegen.objects.count() == 1


def test_all_that_a_search_found_goes_in_at_once(desk, comments, auswertung):
    address = f"/auswertung/{auswertung.pk}/beitraege/buendeln/?liste=offen&suche=Erna"
    desk.client.post(address, {"title": "Neu", "alle": "1"})

    assert set(Anliegen.objects.get().kommentare.all()) == set(comments[1:])


def test_what_holds_no_anliegen_has_a_list_and_comes_back(desk, comments, auswertung):
    keys = [row.pk for row in comments[:2]]
    page = desk.send("bundle", auswertung.pk, follow=True, ohne="1", auswahl=keys)

    assert "2 Beiträge, die kein Anliegen enthalten" in page.text
    aside = desk.open("beitraege", auswertung.pk, liste="kenntnis")
    assert aside.context["page"].rows == comments[:2]
    desk.send("bundle", auswertung.pk, wieder="1", auswahl=keys[:1])
    assert list(auswertung.set_aside()) == [comments[1]]


def test_an_anliegen_is_found_while_its_words_are_typed(desk, auswertung, evaluator):
    small = actions.create(auswertung, by=evaluator, title="Radweg an der Elbe")
    address = reverse("auswertung:found", args=[auswertung.pk])

    part = desk.client.get(address, {"title": "radwege"}, headers={"HX-Request": "true"})

    assert part.context["found"] == [small]
    assert f'name="into" value="{small.pk}"' in part.text
    by_number = desk.client.get(address, {"title": "1"}, headers={"HX-Request": "true"})
    assert by_number.context["found"] == [small]
    assert "suche=radwege" in desk.client.get(address, {"title": "radwege"}).url


def test_what_was_hidden_meanwhile_stays_behind(desk, comments, auswertung, moderator):
    comment_actions.hide(comments[0], by=moderator, ground="werbung", statement="Werbung.")

    page = desk.send(
        "bundle", auswertung.pk, follow=True, title="Neu", auswahl=[row.pk for row in comments[:2]]
    )

    assert "nicht mehr öffentlich ist, blieb zurück" in page.text
    assert list(Anliegen.objects.get().kommentare.all()) == [comments[1]]


def test_contributions_of_another_phase_are_not_taken(desk, auswertung):
    foreign = factories.comment(factories.open_baustein(), text="Fremd")

    page = desk.send("bundle", auswertung.pk, title="Neu", auswahl=[foreign.pk])

    assert page.status_code == 422
    assert not Anliegen.objects.exists()


@pytest.mark.parametrize("key", ["x", "1" * 30, "-1", "\x00"])
def test_what_is_no_key_is_not_found(desk, auswertung, key):
    assert desk.send("bundle", auswertung.pk, title="Neu", auswahl=[key]).status_code == 404


def test_contributions_are_found(desk, comments, auswertung, over):
    def found(**query):
        page = desk.open("beitraege", auswertung.pk, liste="alle", **query)
        return [row.text for row in page.context["page"].rows]

    assert found(suche="beitrag 1") == ["Beitrag 1"]
    assert found(suche="Deichläufer") == [comments[0].text]
    assert len(found(baustein=over.pk, art="vorschlag", weg="online")) == 4
    assert found(weg="brief") == []
    assert found(art="x") == []


def test_contributions_go_on_on_the_next_page(desk, baustein, auswertung):
    phase = auswertung.kommentierphase
    Kommentar.objects.bulk_create(
        Kommentar(
            baustein=baustein, fassung=baustein.fassung, kommentierphase=phase, text=f"B{number}",
            published_at=phase.starts_at,
        )
        for number in range(53)
    )  # fmt: skip
    first = desk.open("beitraege", auswertung.pk).context["page"]
    second = desk.open("beitraege", auswertung.pk, nach=first.next_key).context["page"]

    assert (len(first.rows), len(second.rows), second.next_key) == (50, 4, None)
    assert not set(first.rows) & set(second.rows)


@pytest.mark.parametrize("tab", ["offen", "alle", "anliegen"])
def test_more_contributions_cost_no_more_queries(
    desk, comments, auswertung, evaluator, django_assert_num_queries, tab
):
    numbers = {"offen": 15, "alle": 15, "anliegen": 9}
    first = actions.create(auswertung, by=evaluator, title="Eins", kommentare=comments[:3])
    with django_assert_num_queries(numbers[tab]):
        desk.open("beitraege", auswertung.pk, liste=tab)
    actions.unassign(first, by=evaluator, kommentare=comments[:2])
    for title in ("Zwei", "Drei"):
        actions.create(auswertung, by=evaluator, title=title, kommentare=[comments[2]])

    with django_assert_num_queries(numbers[tab]):
        assert desk.open("beitraege", auswertung.pk, liste=tab).status_code == 200


def _queries(desk, *address, **params):
    with CaptureQueriesContext(connection) as asked:
        assert desk.open(*address, **params).status_code == 200
    return len(asked)


def test_hundreds_cost_no_more_queries_than_one(desk, comments, auswertung, evaluator):
    """Lists, an Anliegen and a contribution, with one of each and with three hundred."""
    anliegen = actions.create(
        auswertung, by=evaluator, title="Eins", kommentare=comments[:2], office="Bauamt"
    )
    pages = [
        ("auswertung", auswertung.pk), ("beitraege", auswertung.pk),
        ("anliegen", anliegen.pk), ("beitrag", comments[3].pk),
    ]  # fmt: skip
    lists_of = [{"liste": name} for name in lists.TABS]
    pages = [*((page, {}) for page in pages), *((pages[1], params) for params in lists_of)]
    pages += [(pages[0][0], {"reihenfolge": order}) for order in lists.ORDERS]
    before = [_queries(desk, *page, **params) for page, params in pages]

    names = [field.attname for field in Kommentar._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(comments[2], name) for name in names} | {"read_at": timezone.now()}
    rows = [Kommentar(**values | {"idempotency_key": uuid4()}) for _number in range(300)]
    rows = Kommentar.objects.bulk_create(rows)
    bundles = Anliegen.objects.bulk_create(
        Anliegen(auswertung=auswertung, number=number, title=f"A{number}", office="Bauamt")
        for number in range(2, 302)
    )
    pairs = [*zip(bundles, rows, strict=True), *((anliegen, row) for row in rows[:150])]
    Zuordnung.objects.bulk_create(
        Zuordnung(anliegen=bundle, kommentar=row) for bundle, row in pairs[100:]
    )

    assert [_queries(desk, *page, **params) for page, params in pages] == before
