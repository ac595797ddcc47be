"""A Baustein that gets another kind, number or Strategie keeps all that hangs on it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from comments import actions as comment_actions
from comments.models import Kommentar
from strategies.actions import delete
from strategies.addresses import free_slug, taken_slugs
from strategies.dependents import dependents_of, in_words
from strategies.gliederung import MoveRefused, own_fields, put_in_order, rearrange
from strategies.models import (
    Abonnement,
    Baustein,
    FruehereAdresse,
    Gliederungsprotokoll,
    Handlungsfeld,
    Leitprojekt,
    Leitziel,
    Strategie,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def baustein():
    """A Leitziel with a comment, a vote and a follower, after its phase."""
    row = factories.open_baustein(number="1", title="Kurze Wege", slug="kurze-wege")
    kommentar = factories.comment(row)
    comment_actions.vote(kommentar, by=factories.user(), value=1)
    Abonnement.objects.create(user=factories.user(), baustein=row)
    factories.end_phase(row)
    row.refresh_from_db()
    return row


@pytest.fixture
def other(baustein):
    return factories.strategie(konzept=baustein.strategie.konzept, title="Land", slug="land")


@pytest.fixture
def editor():
    return factories.superuser()


def test_another_kind_is_another_row_beside_the_same_baustein(baustein, editor):
    before = Baustein.objects.values().get(pk=baustein.pk)
    rearrange(baustein, by=editor, kind="handlungsfeld")
    assert Baustein.objects.values().get(pk=baustein.pk) == before | {"kind": "handlungsfeld"}
    assert Handlungsfeld.objects.get().pk == baustein.pk
    assert not Leitziel.objects.exists()


def test_everything_that_hangs_on_it_stays(baustein, other, editor):
    before = Kommentar.objects.values().get()
    rearrange(baustein, by=editor, kind="leitprojekt", strategie=other, number="7")
    assert Kommentar.objects.values().get() == before
    row = Baustein.objects.get(pk=baustein.pk)
    assert (row.strategie, row.kind, row.number) == (other, "leitprojekt", "7")
    assert row.comment_count == 1
    assert row.fassung == baustein.fassung
    assert row.abonnements.count() == 1


def test_each_change_leaves_a_trace(baustein, other, editor):
    rearrange(baustein, by=editor, kind="handlungsfeld", strategie=other, number="7")
    traces = Gliederungsprotokoll.objects.order_by("pk").values_list(
        "change", "before", "after", "by"
    )
    assert list(traces) == [
        ("number", "1", "7", editor.pk),
        ("kind", "Leitziel", "Handlungsfeld", editor.pk),
        ("strategie", "Lebendige Mitte", "Land", editor.pk),
    ]


def test_a_trace_cannot_be_changed(baustein, editor):
    rearrange(baustein, by=editor, kind="leitziel", strategie=baustein.strategie, number="7")
    trace = Gliederungsprotokoll.objects.get()
    trace.after = "8"
    for attempt in (
        trace.save,
        lambda: Gliederungsprotokoll.objects.update(after="8"),
        lambda: _behind_the_application("after = '8'"),
        lambda: _behind_the_application("baustein_id = baustein_id + 1"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert Gliederungsprotokoll.objects.get().after == "7"


def test_a_trace_forgets_its_person_and_goes_with_its_draft(baustein, editor):
    rearrange(baustein, by=editor, kind="leitziel", strategie=baustein.strategie, number="7")
    _behind_the_application("by_id = NULL")
    assert Gliederungsprotokoll.objects.get().by is None
    draft = factories.baustein(strategie=baustein.strategie, published=False)
    rearrange(draft, by=editor, kind="leitziel", strategie=draft.strategie, number="9")
    delete(Baustein.objects.get(pk=draft.pk))
    assert not Gliederungsprotokoll.objects.filter(baustein_id=draft.pk).exists()


def _behind_the_application(change):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE strategies_gliederungsprotokoll SET {change}")  # noqa: S608


def test_nothing_changed_leaves_none(baustein, editor):
    rearrange(baustein, by=editor, kind="leitziel", strategie=baustein.strategie, number="1")
    assert not Gliederungsprotokoll.objects.exists()
    assert not FruehereAdresse.objects.exists()


def test_what_only_a_leitprojekt_has_comes_back(editor):
    goal = factories.baustein()
    project = factories.baustein(
        "leitprojekt", strategie=goal.strategie, source="Marktplan", region="Stadt"
    )
    project.supports.add(goal)
    assert [value for _label, value in own_fields([project])[project.pk]] == [
        "Marktplan", "Stadt", str(goal),
    ]  # fmt: skip
    rearrange(project, by=editor, kind="leitziel")
    assert not Leitprojekt.objects.exists()
    rearrange(project, by=editor, kind="handlungsfeld")
    rearrange(project, by=editor, kind="leitprojekt")
    again = Leitprojekt.objects.get()
    assert (again.source, again.region, list(again.supports.all())) == (
        "Marktplan", "Stadt", [Baustein.objects.get(pk=goal.pk)],
    )  # fmt: skip


def test_links_to_it_stay(editor):
    goal = factories.baustein()
    project = factories.baustein("leitprojekt", strategie=goal.strategie)
    project.supports.add(goal)
    rearrange(goal, by=editor, kind="handlungsfeld")
    assert [row.pk for row in project.supports.all()] == [goal.pk]


@pytest.mark.parametrize("which", ["own", "other"])
def test_nothing_moves_while_a_phase_is_open(baustein, other, editor, which):
    factories.phase(baustein.strategie if which == "own" else other, start=0)
    with pytest.raises(MoveRefused, match="läuft eine Kommentierphase"):
        rearrange(baustein, by=editor, strategie=other)
    assert Baustein.objects.get(pk=baustein.pk).strategie == baustein.strategie
    rearrange(baustein, by=editor, number="9")


def test_a_kind_stays_while_a_phase_is_open(editor):
    row = factories.open_baustein()
    with pytest.raises(MoveRefused):
        rearrange(row, by=editor, kind="leitprojekt")
    assert Leitziel.objects.exists()


def test_nothing_moves_while_the_auswertung_is_in_progress(baustein, other, editor):
    factories.auswertung(baustein, by=editor)
    with pytest.raises(MoveRefused, match="Auswertung"):
        rearrange(baustein, by=editor, strategie=other)


def test_nothing_leaves_its_konzept(baustein, editor):
    with pytest.raises(MoveRefused, match="desselben Konzepts"):
        rearrange(baustein, by=editor, strategie=factories.strategie())


def test_the_place_for_the_whole_stays(baustein, other, editor):
    from strategies.actions import open_whole

    whole = open_whole(baustein.strategie)
    for change in ({"kind": "leitziel"}, {"strategie": other}):
        with pytest.raises(MoveRefused):
            rearrange(whole, by=editor, **change)
    with pytest.raises(MoveRefused):
        rearrange(baustein, by=editor, kind="gesamt")


def test_old_addresses_lead_to_the_new_one(client, baustein, other, editor):
    old = baustein.get_absolute_url()
    feed = reverse("evaluation:baustein_feed", args=baustein.path)
    rearrange(baustein, by=editor, strategie=other, kind="handlungsfeld")
    new = Baustein.objects.get(pk=baustein.pk).get_absolute_url()
    for path, query in [("", ""), ("fassungen/", ""), ("fassungen/1/", "?seite=2")]:
        response = client.get(f"{old}{path}{query}")
        assert (response.status_code, response.url) == (302, f"{new}{path}{query}")
    assert client.get(old, follow=True).status_code == 200
    assert client.get(feed, follow=True).status_code == 200


def test_both_old_addresses_lead_on_and_the_way_back_is_free(client, baustein, other, editor):
    first = baustein.get_absolute_url()
    rearrange(baustein, by=editor, strategie=other)
    second = Baustein.objects.get(pk=baustein.pk).get_absolute_url()
    rearrange(baustein, by=editor, kind="leitprojekt")
    third = Baustein.objects.get(pk=baustein.pk).get_absolute_url()
    assert [client.get(old).url for old in (first, second)] == [third, third]
    rearrange(baustein, by=editor, kind="leitziel", strategie=baustein.strategie)
    assert client.get(first).status_code == 200
    assert [client.get(old).url for old in (second, third)] == [first, first]


def test_no_other_baustein_gets_a_former_address(baustein, other, editor):
    home = baustein.strategie
    rearrange(baustein, by=editor, strategie=other)
    taken = {slug for kind, slug in taken_slugs(home) if kind == "leitziel"}
    assert free_slug("Kurze Wege", taken) == "kurze-wege-2"


def test_an_address_that_is_taken_gets_a_number(baustein, other, editor):
    factories.baustein(strategie=other, slug="kurze-wege")
    assert rearrange(baustein, by=editor, strategie=other).slug == "kurze-wege-2"


def test_the_old_address_of_what_is_not_public_leads_nowhere(client, baustein, other, editor):
    old = baustein.get_absolute_url()
    rearrange(baustein, by=editor, strategie=other)
    Strategie.objects.filter(pk=other.pk).update(status="draft")
    assert client.get(old).status_code == 404


def test_lists_search_and_sitemap_follow(client, baustein, other, editor):
    rearrange(baustein, by=editor, strategie=other, kind="handlungsfeld")
    row = Baustein.objects.get(pk=baustein.pk)
    for address in ("/sitemap.xml", f"{reverse('search:search')}?q=Kurze+Wege"):
        page = client.get(address).text
        assert row.get_absolute_url() in page
        assert baustein.get_absolute_url() not in page
    assert row in Baustein.objects.visible_to(AnonymousUser())


def test_a_published_result_stays_whole_when_a_text_moves(client, editor):
    ausgabe = factories.ausgabe()
    row = Baustein.objects.goals().get()
    strategie = row.strategie
    land = factories.strategie(konzept=strategie.konzept)
    rearrange(row, by=editor, strategie=land, kind="handlungsfeld")
    page = client.get(ausgabe.get_absolute_url())
    assert page.status_code == 200
    assert Baustein.objects.get(pk=row.pk).get_absolute_url() in page.text


def test_order_is_noted_for_what_was_moved(editor):
    strategie = factories.strategie()
    a, b, c = (factories.baustein(strategie=strategie, position=n) for n in (1, 2, 3))
    put_in_order(strategie, [c.pk, a.pk, b.pk], by=editor, moved={c.pk})
    rows = Baustein.objects.filter(strategie=strategie).order_by("position")
    assert list(rows.values_list("pk", flat=True)) == [c.pk, a.pk, b.pk]
    trace = Gliederungsprotokoll.objects.get()
    assert (trace.baustein_id, trace.before, trace.after) == (c.pk, "3", "1")


def test_the_trace_goes_with_what_nobody_took_part_in(editor):
    row = factories.baustein()
    rearrange(row, by=editor, number="3")
    delete(Baustein.objects.get(pk=row.pk))
    assert not Gliederungsprotokoll.objects.exists()


def test_what_hangs_on_them_is_said_in_constant_queries(baustein, django_assert_num_queries):
    more = [factories.baustein(strategie=baustein.strategie) for _n in range(2)]
    factories.phase(baustein.strategie, start=0)
    for rows in ([baustein], [baustein, *more]):
        with django_assert_num_queries(4):
            said = dependents_of(rows)
    assert in_words(said[baustein.pk]) == "1 Kommentar, 1 Stimme, Phase läuft"
    assert in_words(said[more[0].pk]) == "Phase läuft"
