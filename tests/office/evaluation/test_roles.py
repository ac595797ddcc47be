"""Who gets in, by every address; nothing changes by GET; markup stays text."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from comments.models import Kommentar, Textbaustein
from evaluation import actions
from evaluation.models import Anliegen
from office.evaluation.steps import STEPS
from strategies.models import Zustaendigkeit
from tests import factories

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"
# Of an Auswertung, by its key; of these a change is sent by POST alone.
PAGES = ["auswertung", "beitraege", "erfassen", "einlesen", "sheet_template", "publish"]


def _zustaendigkeit_alone(konzept):
    person = factories.user(is_staff=True)
    Zustaendigkeit.objects.create(konzept=konzept, user=person, role="auswertung")
    return person


def _group_alone(konzept):
    person = factories.user(is_staff=True)
    person.groups.add(*Group.objects.all())
    return person


def _no_longer_staff(konzept):
    person = factories.staff(konzept, role="auswertung")
    person.is_staff = False
    person.save()
    return person


OUTSIDERS = {
    "auswertung elsewhere": lambda k: factories.staff(factories.konzept(), role="auswertung"),
    "redaktion elsewhere": lambda k: factories.staff(factories.konzept(), role="redaktion"),
    "fachamt elsewhere": lambda k: factories.staff(
        factories.konzept(), role="fachamt", office="Bauamt"
    ),
    "another office": lambda k: factories.staff(k, role="fachamt", office="Forstamt"),
    "an office without a name": lambda k: factories.staff(k, role="fachamt", office=""),
    "moderator": lambda k: factories.staff(k, role="moderation"),
    "zustaendigkeit alone": _zustaendigkeit_alone,
    "group alone": _group_alone,
    "no longer staff": _no_longer_staff,
    "resident": lambda k: factories.user(),
}


def _addresses(anliegen, kommentar):
    auswertung = anliegen.auswertung
    return [
        *(reverse(f"auswertung:{name}", args=[auswertung.pk]) for name in PAGES),
        reverse("auswertung:bundle", args=[auswertung.pk]),
        reverse("auswertung:begin", args=[auswertung.kommentierphase_id]),
        reverse("auswertung:preview", args=[auswertung.pk, "0" * 32]),
        reverse("auswertung:beitrag", args=[kommentar.pk]),
        reverse("auswertung:anliegen", args=[anliegen.pk]),
        *(reverse("auswertung:step", args=[anliegen.pk, name]) for name in STEPS),
    ]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_for_others_it_does_not_exist(client, anliegen, kommentar, evaluator, who):
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    client.force_login(OUTSIDERS[who](anliegen.auswertung.strategie.konzept))

    for address in _addresses(anliegen, kommentar):
        answers = {client.get(address).status_code, client.post(address).status_code}
        # A page without a form refuses the method before it looks for anything.
        assert answers <= {404, 405}, address
        assert 404 in answers, address


def test_of_an_anliegen_its_office_sees_that_alone(
    client, anliegen, kommentar, evaluator, colleague
):
    actions.edit(anliegen, by=evaluator, version=anliegen.version, office="Bauamt")
    client.force_login(colleague)

    seen = [url for url in _addresses(anliegen, kommentar) if client.get(url).status_code == 200]

    assert seen == [anliegen.get_absolute_url()]


def test_nothing_changes_by_get(desk, anliegen, kommentar):
    def state():
        return (
            list(Anliegen.objects.values()),
            list(anliegen.zuordnungen.values()),
            list(Kommentar.objects.values()),
            list(anliegen.auswertung.protokoll.values()),
        )

    before = state()
    data = {
        "version": anliegen.version, "auswahl": kommentar.pk, "title": "Neu", "reason": "x",
        "reasons": "x", "verdict": "folgen", "abbrechen": "1",
    }  # fmt: skip
    for address in _addresses(anliegen, kommentar):
        desk.client.get(address, data)

    assert state() == before


def test_markup_is_shown_and_not_interpreted(desk, anliegen, kommentar, evaluator, baustein):
    Kommentar.objects.filter(pk=kommentar.pk).update(text=EVIL)
    type(evaluator).objects.update(pseudonym=EVIL)
    baustein.title = EVIL
    baustein.save()
    Textbaustein.objects.create(use="wuerdigung", title=EVIL, text=EVIL)
    kommentar.refresh_from_db()
    actions.assign(anliegen, by=evaluator, kommentare=[kommentar], quote=EVIL)
    row = actions.edit(
        Anliegen.objects.get(), by=evaluator, version=Anliegen.objects.get().version,
        title=EVIL, summary=EVIL, office=EVIL, reasons=EVIL,
    )  # fmt: skip
    entry = actions.Entry(
        baustein, "brief", timezone.localdate() - timedelta(days=2), EVIL, "", EVIL
    )
    actions.enter_many(row.auswertung, [entry], by=evaluator)

    pages = [desk.client.get(url) for url in _addresses(row, kommentar)[: len(PAGES)]]
    pages += [desk.open(name, pk) for name, pk in (("beitrag", kommentar.pk), ("anliegen", row.pk))]
    pages += [desk.open("beitraege", row.auswertung_id, liste=tab) for tab in ("alle", "anliegen")]
    pages += [desk.save(row, version=0, title=f"{EVIL}!"), desk.open("start")]

    for page in pages:
        if "html" not in page.headers["Content-Type"]:
            continue
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        for inline in (" style=", " onclick=", "<style", "javascript:"):
            assert inline not in page.text
    assert pages[-2].status_code == 409


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("auswertung", True),
        ("redaktion", True),
        ("fachamt", True),
        ("moderation", False),
        (None, False),
    ],
)
def test_the_way_there_is_shown_to_those_who_work_there(client, baustein, who, shown):
    konzept = baustein.strategie.konzept
    client.force_login(factories.staff(konzept, role=who) if who else factories.user())

    page = client.get("/phasen/")

    assert ('href="/auswertung/"' in page.text) is shown


def test_the_administration_shows_it_to_be_read(client, anliegen, editor):
    client.force_login(editor)
    for name, row in (
        ("auswertung", anliegen.auswertung),
        ("anliegen", anliegen),
        ("auswertungsprotokoll", anliegen.protokoll.first()),
    ):
        page = client.get(reverse(f"admin:evaluation_{name}_change", args=[row.pk]))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
        assert client.get(reverse(f"admin:evaluation_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:evaluation_{name}_add")).status_code == 403


@pytest.mark.parametrize("who", ["fachamt", "elsewhere"])
def test_and_to_nobody_else(client, anliegen, colleague, who):
    elsewhere = factories.staff(factories.konzept(), role="auswertung")
    client.force_login(colleague if who == "fachamt" else elsewhere)

    page = client.get(reverse("admin:evaluation_anliegen_change", args=[anliegen.pk]))

    assert page.status_code in (403, 404)


def test_who_evaluates_writes_text_blocks(client, evaluator, baustein):
    client.force_login(evaluator)
    konzept = baustein.strategie.konzept
    data = {"konzept": konzept.pk, "use": "wuerdigung", "ground": "", "title": "A", "text": "B"}

    client.post(reverse("admin:comments_textbaustein_add"), data)

    assert Textbaustein.objects.get().use == "wuerdigung"
