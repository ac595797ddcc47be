"""What is written is found however it is typed, wherever anybody searches, on both databases."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.actions import delete_account, rename
from comments import actions
from comments.models import Textbaustein
from evaluation import actions as evaluation_actions
from phases.models import Kommentierphase
from tests import factories
from tests.comments.pages import roots

pytestmark = pytest.mark.django_db
# (what was written, what is typed)
PAIRS = [
    # Case of umlauts, ß
    ("Übergang am Tor", "übergang"),
    ("Schülerverkehr", "SCHÜLERVERKEHR"),
    ("Die Lange Straße", "STRASSE"),
    ("Die Lange Strasse", "straße"),
    # Decomposed letters
    ("Mödelitzer Brücke", "Mo\u0308delitzer"),
    ("Mo\u0308delitzer Bru\u0308cke", "Mödelitzer Brücke"),
    # What nobody sees
    ("Der Rad\u00adweg", "Radweg"),
    ("Der Radweg", "Rad\u200bweg"),
    ("Der Rad\u200dweg", "\ufeffRad\u2060weg"),
    # Other spellings of umlauts
    ("Mehr Ärzte", "Aerzte"),
    ("Mehr Aerzte", "Ärzte"),
    ("Mehr Ärzte", "arzte"),
    ("Das Bürgerbüro", "Buergerbuero"),
    ("Das Buergerbuero", "Bürgerbüro"),
    ("Oeffentliche Muelltonnen", "öffentliche Mülltonnen"),
    # Plural and parts of compounds
    ("Der Elberadweg", "radweg"),
    ("Der Radweg", "Radwege"),
    ("Der Elberadweg", "Radwege"),
    ("Die Radwege", "Radweg"),
    ("Der Fahrradweg", "Radweg"),
    ("Ein Arzt", "Ärzte"),
    # Signs, several words in any order
    ("100 % & <b>", "<b> 100 %"),
    ("Ein Bus am Abend", "abend bus"),
]


@pytest.fixture
def baustein():
    return factories.open_baustein()


def in_site_search(kommentar, query):
    hits = Client().get("/suche/", {"q": query, "art": "kommentar"}).context["found"]
    return kommentar in [row for each in hits for row in each.page.rows]


def in_discussion(kommentar, query):
    return kommentar.text in roots(
        Client().get(kommentar.baustein.get_absolute_url(), {"suche": query})
    )


def signed_in(baustein, role):
    client = Client()
    client.force_login(factories.staff(baustein.strategie.konzept, role=role))
    return client


def in_queue(kommentar, query):
    desk = signed_in(kommentar.baustein, "moderation")
    page = desk.get(reverse("moderation:queue", args=["alle"]), {"suche": query}).context["page"]
    return kommentar in [case.kommentar for case in page.rows]


def in_evaluation(kommentar, query):
    factories.end_phase(kommentar.baustein)
    evaluator = factories.staff(kommentar.baustein.strategie.konzept, role="auswertung")
    auswertung = factories.auswertung(kommentar.baustein, by=evaluator)
    client = Client()
    client.force_login(evaluator)
    address = reverse("auswertung:beitraege", args=[auswertung.pk])
    page = client.get(address, {"liste": "alle", "suche": query}).context["page"]
    return kommentar in page.rows


def in_administration(kommentar, query):
    client = signed_in(kommentar.baustein, "moderation")
    page = client.get(reverse("admin:comments_kommentar_changelist"), {"q": query})
    return kommentar in page.context["cl"].result_list


SEARCHES = [in_site_search, in_discussion, in_queue, in_evaluation, in_administration]
AFTER_ALL = sorted(SEARCHES, key=lambda search: search is in_evaluation)


@pytest.mark.parametrize(("text", "query"), PAIRS)
def test_it_is_found(baustein, text, query):
    kommentar = factories.comment(baustein, text=text)

    # The evaluation comes last: with it the phase ends.
    assert [search.__name__ for search in AFTER_ALL if not search(kommentar, query)] == []


@pytest.mark.parametrize(("text", "query"), PAIRS)
def test_it_is_found_in_documents(text, query):
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>"
    # Each in a Konzept of its own.
    factories.konzept(summary=text)
    factories.strategie(intro_html=html)
    factories.baustein(text=text)
    found = {}
    for art in ("konzept", "strategie", "text"):
        hits = Client().get("/suche/", {"q": query, "art": art}).context["found"]
        found[art] = [len(each.page.rows) for each in hits]

    assert found == {"konzept": [1], "strategie": [1], "text": [1]}


@pytest.mark.parametrize(("text", "query"), PAIRS)
def test_it_is_found_among_anliegen(baustein, text, query):
    kommentar = factories.comment(baustein)
    factories.end_phase(baustein)
    evaluator = factories.staff(baustein.strategie.konzept, role="auswertung")
    auswertung = factories.auswertung(baustein, by=evaluator)
    row = evaluation_actions.create(auswertung, by=evaluator, title=text, kommentare=[kommentar])
    client = Client()
    client.force_login(evaluator)
    page = client.get(reverse("auswertung:auswertung", args=[auswertung.pk]), {"suche": query})

    assert row in page.context["work"].rows


@pytest.mark.parametrize("search", [*SEARCHES[:2], in_queue])
def test_every_word_has_to_be_there(baustein, search):
    assert not search(factories.comment(baustein, text="Ein Radweg"), "Radweg Brücke")


@pytest.mark.parametrize("search", SEARCHES)
def test_a_comment_is_found_by_the_name_under_it(baustein, search):
    author = factories.user("Deichgräfin")

    assert search(factories.comment(baustein, author, text="Ein Radweg"), "deichgraefin radwege")


@pytest.mark.parametrize("search", SEARCHES[:2])
def test_nobody_finds_a_comment_by_a_name_that_does_not_stand_under_it(baustein, search):
    """An official's own name, one given up, one that was deleted, a part of one."""
    clerk = factories.staff(
        baustein.strategie.konzept, role="redaktion", office="Stadtplanung", pseudonym="Amselruf"
    )
    answer = factories.comment(baustein, clerk, text="Das prüfen wir.")
    author = factories.user("Deichgräfin")
    kommentar = factories.comment(baustein, author, text="Ein Radweg")

    assert search(answer, "Stadtplanung")
    assert not search(answer, "Amselruf")
    assert not search(kommentar, "Deich")
    rename(author, "Elbfrau")
    assert search(kommentar, "Elbfrau")
    assert not search(kommentar, "Deichgräfin")
    delete_account(author, withdraw=False)
    assert not search(kommentar, "Elbfrau")


@pytest.mark.parametrize("search", SEARCHES[:2])
@pytest.mark.parametrize("what", ["hidden", "withdrawn", "pending"])
def test_what_nobody_may_read_is_found_neither_by_its_words_nor_its_name(baustein, search, what):
    author = factories.user("Deichgräfin")
    if what == "pending":
        Kommentierphase.objects.update(release="after_review")
    kommentar = factories.comment(baustein, author, text="Quittenkompott")
    if what == "hidden":
        moderator = factories.staff(baustein.strategie.konzept, role="moderation")
        actions.hide(kommentar, by=moderator, ground="werbung", statement="Werbung.")
    elif what == "withdrawn":
        actions.withdraw(kommentar, by=author)

    assert not search(kommentar, "Quittenkompott")
    assert not search(kommentar, "Deichgräfin")


def test_a_name_of_very_many_is_no_name(baustein, monkeypatch):
    monkeypatch.setattr("accounts.names.people.MOST", 2)
    kommentare = [factories.comment(baustein, factories.user(f"Anna {n}")) for n in range(3)]

    assert not any(in_discussion(kommentar, "Anna") for kommentar in kommentare)
    assert in_queue(kommentare[0], "Anna")


@pytest.mark.parametrize("search", SEARCHES[:2])
@pytest.mark.parametrize("query", ["\u200b", "\u0308", '"', "\u00ad\u00ad"])
def test_nothing_visible_asks_for_nothing_and_breaks_nothing(baustein, search, query):
    search(factories.comment(baustein), query)


def test_too_many_words_are_said(baustein):
    factories.comment(baustein, text="Ein Radweg")
    query = " ".join(["Radweg"] * 11)
    page = Client().get(baustein.get_absolute_url(), {"suche": query})

    assert "höchstens 10 Wörtern" in page.text
    assert "nur nach den ersten 10 Wörtern" in Client().get("/suche/", {"q": query}).text


# Addresses and numbers, which are typed as they are.
PLAIN = ("email", "address", "key", "message_id")


def test_every_search_of_the_administration_is_in_folded_texts():
    plain = {
        f"{model._meta.label}: {name}"
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label in {"accounts", "comments", "evaluation", "mails", "pages",
                                     "phases", "strategies"}
        for name in model_admin.search_fields
        if name.rpartition("__")[2] not in ("folded", *PLAIN)
    }  # fmt: skip

    assert plain == set()


@pytest.mark.parametrize("name", ["Zürich", "Zu\u0308rich", "zuerich"])
def test_the_administration_finds_people_and_texts(name):
    person = factories.user("Zürcher Zürich")
    konzept = factories.konzept(title="Zürich")
    strategie = factories.strategie(konzept=konzept, title="Zürich")
    baustein = factories.baustein(strategie=strategie, title="Zürich")
    factories.phase(strategie, title="Zürich")
    Textbaustein.objects.create(use="answer", title="Zürich", text="Ja.")
    client = Client()
    client.force_login(factories.superuser())
    for model, row in [
        ("accounts_user", person), ("strategies_konzept", konzept),
        ("strategies_strategie", strategie), ("strategies_leitziel", baustein),
        ("phases_kommentierphase", None), ("comments_textbaustein", None),
    ]:  # fmt: skip
        page = client.get(reverse(f"admin:{model}_changelist"), {"q": name})
        found = page.context["cl"].result_list
        assert len(found) == 1
        assert row is None or found[0] == row
