"""The lists: what stands in which, in what order, found how, at what cost."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from comments import actions
from comments.access import own_comments
from comments.models import Kommentar, Status
from comments.words import age
from office.moderation import queue
from tests import factories

from .pages import REASON

pytestmark = pytest.mark.django_db


def _hold(kommentar):
    Kommentar.objects.filter(pk=kommentar.pk).update(
        status=Status.PENDING, published_at=None, hold_reason="enthält einen Link"
    )


@pytest.fixture
def everything(baustein, moderator):
    """One comment for each list, and one for none but „all“."""
    waiting = factories.comment(baustein, text="Wartet.")
    _hold(waiting)
    reported = factories.comment(baustein, text="Gemeldet.")
    actions.report(reported, user=None, reporter_key="a", ground="hass")
    actions.report(reported, user=None, reporter_key="b", ground="hass")
    actions.report(reported, user=None, reporter_key="c", ground="werbung")
    question = factories.comment(baustein, text="Gefragt?", category="frage")
    fresh = factories.comment(baustein, text="Neu.")
    for row in (reported, question):
        actions.mark_read(row, by=moderator)
    done = factories.comment(baustein, text="Erledigt.")
    actions.mark_read(done, by=moderator)
    return {"waiting": waiting, "reported": reported, "question": question, "fresh": fresh}


@pytest.mark.parametrize(
    ("tab", "texts"),
    [
        ("wartet", ["Wartet."]),
        ("gemeldet", ["Gemeldet."]),
        ("fragen", ["Gefragt?"]),
        ("ungelesen", ["Neu."]),
        ("alle", ["Wartet.", "Gemeldet.", "Gefragt?", "Neu.", "Erledigt."]),
    ],
)
def test_each_list_holds_what_its_name_says_oldest_first(desk, everything, tab, texts):
    assert desk.texts(tab) == texts


def test_the_tabs_count(desk, everything):
    tabs = {tab.name: tab.count for tab in desk.queue().context["tabs"]}
    assert tabs == {
        "wartet": 1, "gemeldet": 1, "beschwerden": 0, "fragen": 1, "ungelesen": 1, "alle": 5,
    }  # fmt: skip


def test_a_row_says_what_one_needs_to_know(desk, everything):
    page = " ".join(desk.queue("gemeldet").text.split())
    assert "3 offene Meldungen: Hass oder Hetze (Netiquette, Regel 3) (2-mal); Werbung" in page
    assert "Phase: noch" in page
    assert "vor 0 Minuten" in page
    assert "enthält einen Link" in desk.queue("wartet").text


def test_a_row_says_when_the_phase_is_over(desk, kommentar):
    assert "entscheidung=antworten" in desk.queue().text
    factories.end_phase(kommentar.baustein)
    page = desk.queue().text
    assert "Phase beendet" in page
    assert "entscheidung=antworten" not in page


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "vor 0 Minuten"), (3599, "vor 59 Minuten"), (3600, "vor 1 Stunde"),
     (2 * 86400 - 1, "vor 47 Stunden"), (12 * 86400, "vor 12 Tagen"), (-5, "vor 0 Minuten")],
)  # fmt: skip
def test_age_in_words(seconds, words):
    now = timezone.now()
    assert age(now - timezone.timedelta(seconds=seconds), now) == words


def test_comments_of_other_konzepte_are_not_there(desk, kommentar):
    factories.comment(factories.open_baustein(), text="Anderswo.")
    assert desk.texts("alle") == [kommentar.text]


def test_one_queue_across_all_own_konzepte(desk, moderator, kommentar):
    other = factories.open_baustein()
    moderator.zustaendigkeiten.create(konzept=other.strategie.konzept, role="moderation")
    factories.comment(other, text="Auch meins.")
    assert desk.texts("alle") == [kommentar.text, "Auch meins."]


def test_start_leads_to_the_first_list_with_something_to_do(desk, kommentar):
    assert desk.open("start").url == reverse("moderation:queue", args=["ungelesen"])
    _hold(kommentar)
    assert desk.open("start").url == reverse("moderation:queue", args=["wartet"])


def test_an_empty_list_says_so(desk):
    assert "Hier ist nichts zu tun." in desk.queue("wartet").text
    assert desk.open("start").url == reverse("moderation:queue", args=["alle"])


def test_filters(desk, baustein, moderator, resident):
    konzept = baustein.strategie.konzept
    beside = factories.open_baustein(strategie=factories.strategie(konzept=konzept))
    factories.comment(baustein, resident, text="Der Deich.", category="kritik")
    factories.comment(beside, text="Nebenan.", category="hinweis")
    hidden = factories.comment(baustein, text="Verborgen.", category="hinweis")
    actions.hide(hidden, by=moderator, **REASON)
    closed = factories.comment(baustein, text="Geschlossen.", category="frage")
    actions.lock(closed, by=moderator, statement="Alles gesagt")
    assert desk.texts("alle", strategie=beside.strategie_id) == ["Nebenan."]
    assert desk.texts("alle", baustein=beside.pk) == ["Nebenan."]
    assert desk.texts("alle", art="kritik") == ["Der Deich."]
    assert desk.texts("alle", status="hidden") == ["Verborgen."]
    assert desk.texts("alle", merkmal="geschlossen") == ["Geschlossen."]
    assert desk.texts("alle", suche="deich", art="kritik") == ["Der Deich."]
    assert desk.texts("alle", suche="Deichläufer") == ["Der Deich."]


def test_filters_offer_own_konzepte_alone(desk, kommentar):
    foreign = factories.open_baustein(title="Geheimes Ziel")
    foreign.strategie.title = "Geheime Strategie"
    foreign.strategie.save()
    assert "Geheim" not in desk.queue().text


def test_filters_offer_what_changed_since_they_were_kept(desk, baustein, kommentar, settings):
    settings.FRAGMENTS_VERIFIED = False
    assert "Neues Ziel" not in desk.queue().text
    type(baustein).objects.filter(pk=baustein.pk).update(title="Neues Ziel")
    assert "Neues Ziel" in desk.queue().text
    assert 'value="Bus"' in desk.queue(suche="Bus").text
    assert 'value="Bus"' not in desk.queue().text


@pytest.mark.parametrize("name", ["strategie", "baustein"])
def test_a_filter_for_another_konzept_finds_nothing(desk, kommentar, name):
    foreign = factories.open_baustein()
    value = {"strategie": foreign.strategie_id, "baustein": foreign.pk}[name]
    page = desk.queue(**{name: value})
    assert not page.context["page"].rows
    assert "Dazu wurde nichts gefunden." in page.text


@pytest.mark.parametrize(
    "query",
    [{"author__email__startswith": "p"}, {"o": "author__email"}, {"nach": "x"}, {"nach": "-1"},
     {"nach": "²"}, {"liste": "geheim"}],
)  # fmt: skip
def test_what_is_no_parameter_is_no_question_to_the_database(desk, kommentar, query):
    assert desk.texts("alle", **query) == [kommentar.text]


@pytest.mark.parametrize(
    "query",
    [{"suche": "\x00"}, {"suche": "x" * 101}, {"status": "geloescht"}, {"merkmal": "pk"},
     {"baustein": "9" * 400}, {"nach": "9" * 17}],
)  # fmt: skip
def test_odd_values_find_nothing(desk, kommentar, query):
    assert desk.texts("alle", **query) == []


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", '"; DROP TABLE'])
def test_signs_of_the_database_are_just_signs(desk, kommentar, words):
    assert desk.texts("alle", suche=words) == []


def test_pages_follow_one_another_by_key(desk, baustein, monkeypatch):
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    for number in range(5):
        factories.comment(baustein, text=f"Nummer {number}")
    texts, url = [], reverse("moderation:queue", args=["alle"]) + "?art=vorschlag"
    while url:
        page = desk.client.get(url)
        texts += [case.kommentar.text for case in page.context["page"].rows]
        url = page.context["next_url"]
        assert url is None or "art=vorschlag" in url
    assert texts == [f"Nummer {number}" for number in range(5)]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_rows(
    desk, baustein, rows, django_assert_num_queries
):
    for number in range(rows):
        kommentar = factories.comment(baustein, text=f"Nummer {number}")
        actions.report(kommentar, user=None, reporter_key="x", ground="hass")
    # Session, user, permissions, the door; the comments and the grounds of their reports; text
    # blocks, the numbers of all tabs, what else they are here, who is on what, notes, the choices
    # of three filters; the texts among which similar ones are looked for; the lists one keeps.
    with django_assert_num_queries(16):
        assert len(desk.queue("gemeldet").context["page"].rows) == rows


def test_nobody_moderates_without_an_account():
    assert not own_comments(AnonymousUser()).exists()
