"""Many Anliegen at once: office, deadline and verdict, and their release, read before."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import actions
from evaluation.models import Anliegen
from tests import factories

pytestmark = pytest.mark.django_db


def _boxes(*rows):
    return [f"{row.pk}-{Anliegen.objects.get(pk=row.pk).version}" for row in rows]


@pytest.fixture
def three(auswertung, evaluator):
    return [actions.create(auswertung, by=evaluator, title=title) for title in "ABC"]


@pytest.fixture
def bauamt(auswertung, colleague):
    """The office of ``colleague``, which can be chosen."""
    return "Bauamt"


def test_office_deadline_and_verdict_go_to_all_chosen(desk, auswertung, three, bauamt):
    due = timezone.localdate() + timedelta(days=5)

    page = desk.send(
        "many", auswertung.pk, follow=True, auswahl=_boxes(*three[:2]), office=bauamt,
        deadline=due, verdict="folgen",
    )  # fmt: skip

    assert "2 Anliegen geändert." in page.text
    rows = Anliegen.objects.order_by("number").values_list("office", "deadline", "verdict")
    assert list(rows) == [(bauamt, due, "folgen")] * 2 + [("", None, "")]


def test_what_is_left_empty_stays(desk, auswertung, three, bauamt, evaluator):
    actions.edit(three[0], by=evaluator, version=three[0].version, office="Forstamt")

    desk.send("many", auswertung.pk, auswahl=_boxes(three[0]), verdict="nicht")

    three[0].refresh_from_db()
    assert (three[0].office, three[0].verdict) == ("Forstamt", "nicht")


def test_somebody_elses_change_is_not_overwritten(desk, auswertung, three, bauamt, evaluator):
    boxes = _boxes(*three)
    actions.edit(three[1], by=evaluator, version=three[1].version, title="Neu")

    page = desk.send("many", auswertung.pk, follow=True, auswahl=boxes, office=bauamt)

    assert "2 Anliegen geändert." in page.text
    assert "Anliegen 2: " in page.text
    assert Anliegen.objects.get(number=2).office == ""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"office": "Bauamt"}, "Bitte wählen Sie zuerst Anliegen aus."),
        ({"auswahl": True}, "Bitte wählen Sie Amt, Frist oder Würdigung."),
        ({"auswahl": True, "deadline": "31.31.2026"}, "Das hat noch nicht geklappt"),
        ({"auswahl": True, "office": "Gibt es nicht"}, "Das hat noch nicht geklappt"),
    ],
)
def test_what_is_missing_is_told_and_the_choice_stays(
    desk, auswertung, three, bauamt, data, sentence
):
    sent = {**data, **({"auswahl": _boxes(*three)} if data.get("auswahl") else {})}

    page = desk.send("many", auswertung.pk, **sent)

    assert page.status_code == 422
    assert sentence in page.text
    assert page.text.count(" checked") == (3 if data.get("auswahl") else 0)


@pytest.mark.parametrize("box", ["x", "1", "1-", "9" * 30 + "-1", "1-1-1"])
def test_nonsense_chooses_nothing(desk, auswertung, three, box):
    assert desk.send("many", auswertung.pk, auswahl=[box], verdict="folgen").status_code == 404


def test_each_is_shown_before_it_is_released(desk, auswertung, kommentar, editor, three):
    ready = factories.prepared_anliegen(auswertung, [kommentar], by=editor, title="Rufbus")

    page = desk.send("many", auswertung.pk, auswahl=_boxes(ready, three[0]), freigeben="1")

    assert page.context["ready"] == [ready]
    assert ready.reasons in page.text
    assert "Das wartet nicht auf Freigabe:" in page.text
    ready.refresh_from_db()
    assert ready.status == "prepared"
    page = desk.send("many", auswertung.pk, follow=True, auswahl=_boxes(ready), bestaetigt="1")
    assert "1 Anliegen freigegeben." in page.text
    ready.refresh_from_db()
    assert ready.status == "released"


def test_what_one_prepared_is_released_by_another(desk, auswertung, kommentar, evaluator):
    own = factories.prepared_anliegen(auswertung, [kommentar], by=evaluator)

    page = desk.send("many", auswertung.pk, auswahl=_boxes(own), freigeben="1")

    assert page.context["ready"] == []
    assert "freigeben muss es jemand anderes" in page.text
    desk.send("many", auswertung.pk, auswahl=_boxes(own), bestaetigt="1")
    own.refresh_from_db()
    assert own.status == "prepared"


def test_what_changed_since_it_was_shown_is_not_released(
    desk, auswertung, kommentar, editor, evaluator
):
    ready = factories.prepared_anliegen(auswertung, [kommentar], by=editor)
    boxes = _boxes(ready)
    ready = actions.edit(
        Anliegen.objects.get(pk=ready.pk), by=editor, version=int(boxes[0].split("-")[1]),
        reasons="Doch anders.",
    )  # fmt: skip
    actions.prepare(ready, by=editor)

    page = desk.send("many", auswertung.pk, follow=True, auswahl=boxes, bestaetigt="1")

    assert "inzwischen geändert" in page.text
    assert Anliegen.objects.get().status == "prepared"


def test_what_waits_for_a_release_is_read_and_released_at_once(
    desk, client, auswertung, kommentar, editor, evaluator, three
):
    ready = factories.prepared_anliegen(auswertung, [kommentar], by=editor, title="Rufbus")
    own = factories.prepared_anliegen(auswertung, [kommentar], by=evaluator, title="Bänke")
    client.force_login(evaluator)
    address = reverse("auswertung:to_release", args=[auswertung.pk])
    assert client.get("/schreibtisch/").text.count(address) == 1

    page = client.get(address)

    assert page.context["ready"] == [ready]
    assert own.title not in page.text
    desk.send("many", auswertung.pk, auswahl=_boxes(ready), bestaetigt="1")
    assert "Hier ist nichts zu tun." in client.get(address).text
    assert address not in client.get("/schreibtisch/").text


def test_whoever_releases_goes_on_to_the_next(desk, auswertung, kommentar, editor):
    first, second = (
        factories.prepared_anliegen(auswertung, [kommentar], by=editor, title=title)
        for title in ("Rufbus", "Bänke")
    )

    page = desk.send("step", first.pk, "freigeben", version=first.version, naechstes=1, follow=True)

    assert page.context["anliegen"] == second
    assert f"{first.label}: Freigegeben." in page.text
    assert not page.context["next_to_release"]
    page = desk.send(
        "step", second.pk, "freigeben", version=second.version, naechstes=1, follow=True
    )
    assert page.context["anliegen"] == second
