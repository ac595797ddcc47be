from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.progress import reporting
from progress import actions
from progress.models import Stand, Vorhaben
from tests import factories
from tests.forms import opened

pytestmark = pytest.mark.django_db
START = "/schreibtisch/umsetzung/"


@pytest.fixture
def konzept():
    return factories.konzept()


@pytest.fixture
def vorhaben(konzept):
    return factories.vorhaben(konzept, stand={"text": "Sieben stehen."})


@pytest.fixture
def officer(konzept):
    return factories.staff(konzept, role="fachamt", office="Bauamt")


@pytest.fixture
def editor(konzept):
    return factories.staff(konzept, role="redaktion")


def form_of(vorhaben):
    return reverse("umsetzung:stand", args=[vorhaben.pk])


NEWS = {
    "state": "umsetzung",
    "health": "verzoegert",
    "text": "Der Bau ruht.",
    "reason": "Der Deich ist gerutscht.",
    "next_step": "Bau beginnt wieder",
    "next_date": "Frühjahr 2027",
    "expected_end": "Herbst 2029",
    "cost_expected": "1,38 Mio. €",
    "cost_spent": "642.000 €",
}


def test_an_office_writes_a_stand_and_the_redaktion_publishes_it(client, vorhaben, officer, editor):
    client.force_login(officer)
    page = client.get(form_of(vorhaben))
    assert "Sieben stehen." in page.text

    assert client.post(form_of(vorhaben), NEWS).status_code == 302

    draft = Stand.objects.drafts().get()
    assert (draft.by, draft.health) == (officer, "verzoegert")
    assert (draft.next_date, draft.expected_end) == (date(2027, 5, 1), date(2029, 11, 1))
    assert (draft.cost_expected, draft.cost_spent) == (138_000_000, 64_200_000)
    assert "Veröffentlichen" not in client.get(START).text

    client.force_login(editor)
    publish = reverse("umsetzung:publish_stand", args=[draft.pk])
    assert publish in client.get(START).text
    client.post(publish, {"version": draft.version})

    assert "Der Deich ist gerutscht." in client.get(vorhaben.get_absolute_url()).text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"health": ""}, "health"),
        ({"state": ""}, "state"),
        ({"expected_end": "bald"}, "expected_end"),
        ({"next_date": "13/2027"}, "next_date"),
        ({"cost_spent": "viel"}, "cost_spent"),
        ({"text": "x" * 900}, "text"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(
    client, vorhaben, officer, change, field
):
    client.force_login(officer)

    response = client.post(form_of(vorhaben), NEWS | change)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert "Bau beginnt wieder" in response.text
    assert not Stand.objects.drafts().exists()


def test_what_does_not_go_on_is_neither_late_nor_on_track(client, vorhaben, officer):
    client.force_login(officer)

    client.post(form_of(vorhaben), NEWS | {"state": "abgeschlossen"})

    assert Stand.objects.drafts().get().health == ""


def test_a_photo_comes_with_its_description(client, vorhaben, officer):
    client.force_login(officer)
    wrong = client.post(form_of(vorhaben), NEWS | {"photo": factories.photo()})
    assert wrong.context["form"].errors["photo"]

    words = {"alt": "Ein Wartehäuschen", "credit": "Bauamt"}
    client.post(form_of(vorhaben), NEWS | words | {"photo": factories.photo()})

    assert Stand.objects.drafts().get().fotos.get().alt == "Ein Wartehäuschen"


def test_the_second_of_two_who_write_sees_what_the_other_wrote(client, vorhaben, officer, editor):
    client.force_login(officer)
    client.get(form_of(vorhaben))
    actions.write_stand(
        vorhaben, by=editor, **factories.stand_fields(text="Acht stehen.", health="im_plan")
    )

    response = client.post(form_of(vorhaben), NEWS)

    assert response.status_code == 422
    assert "Nicht gespeichert" in response.text
    assert "Acht stehen." in response.text
    assert Stand.objects.drafts().get().text == "Acht stehen."


def test_a_draft_is_changed_as_it_was_opened(client, vorhaben, officer):
    factories.stand(vorhaben, published=False)
    client.force_login(officer)
    data = opened(client, form_of(vorhaben))

    response = client.post(form_of(vorhaben), data | {"text": "Acht stehen."})

    assert response.status_code == 302
    draft = Stand.objects.drafts().get()
    assert (draft.text, draft.version) == ("Acht stehen.", 2)


def test_unchanged_is_one_click(client, vorhaben, officer, editor):
    address = reverse("umsetzung:unchanged", args=[vorhaben.pk])
    client.force_login(officer)
    client.post(address)
    assert Stand.objects.drafts().get().kind == "unveraendert"
    client.post(address)
    assert Stand.objects.count() == 2

    actions.drop_draft(Stand.objects.drafts().get(), by=editor)
    client.force_login(editor)
    client.post(address)

    assert Stand.objects.published().latest("number").kind == "unveraendert"


def test_what_is_due_stands_first(client, vorhaben, officer, konzept):
    old = timezone.localdate() - timedelta(days=300)
    late = factories.vorhaben(konzept, title="Radweg", stand={"date": old})
    client.force_login(officer)

    assert client.get(START).context["due"] == [late]


def test_a_draft_is_dropped_as_it_was_seen(client, vorhaben, officer):
    draft = factories.stand(vorhaben, published=False)
    address = reverse("umsetzung:drop", args=[draft.pk])
    client.force_login(officer)
    for version in ("7", "x", "", "9" * 40):
        client.post(address, {"version": version})
        assert Stand.objects.drafts().exists()

    client.post(address, {"version": draft.version})

    assert not Stand.objects.drafts().exists()


def test_the_list_asks_as_often_for_three_as_for_one(
    client, konzept, vorhaben, editor, django_assert_max_num_queries
):
    client.force_login(editor)
    factories.stand(vorhaben, published=False)
    with django_assert_max_num_queries(100) as once:
        client.get(START)
    for _number in range(2):
        factories.stand(factories.vorhaben(konzept), published=False)
    with django_assert_max_num_queries(len(once.captured_queries)):
        client.get(START)


def test_an_office_ticks_off_steps_with_its_stand(client, vorhaben, officer, editor):
    actions.set_steps(vorhaben, [("Planung", date(2026, 7, 1), None)], by=editor)
    client.force_login(officer)
    data = opened(client, form_of(vorhaben))
    assert data["steps"] == ["Planung; 07/2026"]
    typed = "Planung; 07/2026; erledigt 08/2026\nBau; Herbst 2027"

    wrong = client.post(form_of(vorhaben), data | {"steps": "Bau; bald"})
    assert wrong.context["form"].errors["steps"]
    assert client.post(form_of(vorhaben), data | {"steps": typed}).status_code == 302

    # Public only with the Stand.
    steps = vorhaben.meilensteine.values_list("title", "due", "done_on")
    assert list(steps) == [("Planung", date(2026, 7, 1), None)]
    assert "Bau; Herbst 2027" in client.get(START).text
    assert opened(client, form_of(vorhaben))["steps"] == [
        "Planung; 07/2026; erledigt 08/2026\nBau; Herbst 2027"
    ]
    actions.publish_stand(Stand.objects.drafts().get(), by=editor)
    assert list(steps.all()) == [
        ("Planung", date(2026, 7, 1), date(2026, 8, 1)), ("Bau", date(2027, 11, 1), None),
    ]  # fmt: skip
    # Who opened the page before sees that it was changed.
    stale = client.post(form_of(vorhaben), data | {"steps": "Nichts"})
    assert stale.status_code == 422
    assert "Planung; 07/2026; erledigt 08/2026" in stale.context["form"].errors["steps"][0]
    assert not Stand.objects.drafts().exists()


def test_steps_nobody_touched_stay_as_they_are(client, vorhaben, officer, editor):
    actions.set_steps(vorhaben, [("Planung", date(2026, 7, 1), None)], by=editor)
    client.force_login(officer)

    client.post(form_of(vorhaben), opened(client, form_of(vorhaben)) | NEWS)

    draft = Stand.objects.drafts().get()
    assert (draft.text, draft.told_steps) == ("Der Bau ruht.", None)


def test_all_steps_can_be_taken_away(client, vorhaben, officer, editor):
    actions.set_steps(vorhaben, [("Planung", None, None)], by=editor)
    client.force_login(officer)
    client.post(form_of(vorhaben), opened(client, form_of(vorhaben)) | NEWS | {"steps": ""})

    actions.publish_stand(Stand.objects.drafts().get(), by=editor)

    assert not vorhaben.meilensteine.exists()


def test_who_changes_the_steps_of_a_draft_sees_what_another_wrote(client, vorhaben, officer):
    factories.stand(vorhaben, published=False, told_steps=[("Planung", None, None)])
    client.force_login(officer)
    data = opened(client, form_of(vorhaben))
    client.post(form_of(vorhaben), data | {"steps": "Planung; 10/2026"})

    late = client.post(form_of(vorhaben), data | {"steps": "Bau"})

    assert "Planung; 10/2026" in late.context["form"].errors["steps"][0]
    assert [step.title for step in Stand.objects.drafts().get().told_steps] == ["Planung"]


# --- Many ------------------------------------------------------------------------


def test_a_long_list_is_paged_and_searched(client, konzept, editor, monkeypatch):
    monkeypatch.setattr(reporting, "PAGE_SIZE", 2)
    for title in ("Radweg", "Rufbus", "Freibad"):
        factories.vorhaben(konzept, title=title)
    client.force_login(editor)

    def titles(query):
        return [row.title for row in client.get(f"{START}{query}").context["page"]]

    assert titles("") == ["Radweg", "Rufbus"]
    assert titles("?seite=2") == ["Freibad"]
    assert titles("?suche=bus") == ["Rufbus"]
    assert titles("?suche=3") == ["Freibad"]
    assert "Dazu gibt es hier kein Vorhaben." in client.get(f"{START}?suche=Hafen").text


def test_what_is_due_or_waits_is_found_wherever_it_stands(client, konzept, editor, monkeypatch):
    """More than a page of others does not hide it, and a long list of it says that it is cut."""
    monkeypatch.setattr(reporting, "PAGE_SIZE", 1)
    monkeypatch.setattr(reporting, "SHOWN", 1)
    old = timezone.localdate() - timedelta(days=300)
    factories.vorhaben(konzept)
    for title in ("Radweg", "Rufbus"):
        factories.vorhaben(konzept, title=title, stand={"date": old})
        factories.stand(factories.vorhaben(konzept, title=f"{title} zwei"), published=False)
    client.force_login(editor)

    page = client.get(START)

    assert [row.title for row in page.context["due"]] == ["Radweg"]
    assert [row.vorhaben.title for row in page.context["waiting"]] == ["Radweg zwei"]
    assert page.text.count("Es gibt noch mehr davon") == 2


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 8, 31), date(2026, 11, 30)])
@pytest.mark.parametrize("rhythm", [None, 1, 6, 24])
def test_the_database_finds_all_that_is_due(konzept, day, rhythm):
    """By the month; the last day of a month is the one where that could go wrong."""
    for days in (0, 27, 28, 31, 183, 184, 185, 730, 731, 800):
        factories.vorhaben(konzept, rhythm=rhythm, stand={"date": day - timedelta(days=days)})
    factories.vorhaben(konzept, state="abgeschlossen", stand={"date": day - timedelta(days=900)})

    rows = Vorhaben.objects.select_related("stand", "konzept__umsetzung")
    due = {row.pk for row in rows if row.due_on and row.due_on <= day}

    assert due <= {row.pk for row in rows.due_by(day)}
    assert all(row.due_on < day + timedelta(days=32) for row in rows.due_by(day))


# --- Archived, and never public --------------------------------------------------


def test_an_archived_vorhaben_comes_back_by_a_button(client, vorhaben, editor, officer):
    client.force_login(editor)
    client.post(reverse("umsetzung:archive", args=[vorhaben.pk]))
    restore = reverse("umsetzung:restore", args=[vorhaben.pk])
    for page in (START, reverse("umsetzung:vorhaben", args=[vorhaben.pk])):
        assert restore in client.get(page).text, page
    client.force_login(officer)
    assert restore not in client.get(START).text
    assert client.post(restore).status_code == 404

    client.force_login(editor)
    assert client.post(restore).status_code == 302
    assert client.post(restore).status_code == 302

    client.logout()
    assert client.get(vorhaben.get_absolute_url()).status_code == 200


def test_a_draft_that_was_never_public_is_deleted_by_a_button(client, konzept, vorhaben, editor):
    draft = factories.vorhaben(konzept, published=False)
    client.force_login(editor)
    for row, is_offered in ((draft, True), (vorhaben, False)):
        page = client.get(reverse("umsetzung:vorhaben", args=[row.pk])).text
        address = reverse("umsetzung:remove", args=[row.pk])
        assert (address in page) == is_offered
        assert client.post(address).status_code == 302

    assert list(Vorhaben.objects.all()) == [vorhaben]


# --- Planning ------------------------------------------------------------------


def test_a_vorhaben_is_begun_out_of_an_anliegen(client, konzept, editor):
    ausgabe = factories.ausgabe(konzept=konzept)
    anliegen = ausgabe.auswertung.anliegen.get()
    client.force_login(editor)
    address = f"{reverse('umsetzung:new')}?anliegen={anliegen.pk}"
    page = client.get(reverse("auswertung:anliegen", args=[anliegen.pk]))
    assert address in page.text
    data = opened(client, address)
    assert data["title"] == ["Ein Rufbus am Abend"]

    data |= {"number": "7", "planned_end": "2028", "cost_planned": "240.000 €"}
    response = client.post(address, data)

    row = Vorhaben.objects.get()
    assert response.url == form_of(row)
    assert list(row.anliegen.all()) == [anliegen]
    assert (row.planned_end, row.cost_planned) == (date(2028, 12, 1), 24_000_000)
    client.post(form_of(row), NEWS)
    client.post(reverse("umsetzung:publish", args=[row.pk]))
    assert client.get(row.get_absolute_url()).status_code == 200


def test_a_vorhaben_is_begun_out_of_a_steckbrief(client, konzept, editor):
    project = factories.baustein("leitprojekt", strategie=factories.strategie(konzept=konzept))
    facts = [["traeger", "Bauamt"], ["kosten", "1,2 Mio. €"], ["zeitraum", "2026–2028"]]
    project.fassung.facts = facts
    project.fassung.save()
    client.force_login(editor)

    data = opened(client, f"{reverse('umsetzung:new')}?baustein={project.pk}")

    assert data["baustein"] == [str(project.pk)]
    assert data["office"] == ["Bauamt"]
    assert data["planned_end"] == ["2028"]
    assert "1.200.000" in data["cost_planned"][0]


@pytest.mark.parametrize("query", ["anliegen=999", "baustein=999", "konzept=999", "konzept=x"])
def test_nothing_is_begun_out_of_what_is_not_there(client, editor, query):
    client.force_login(editor)

    status = client.get(f"{reverse('umsetzung:new')}?{query}").status_code

    assert status == (200 if query == "konzept=x" else 404)


def test_a_vorhaben_is_changed_and_its_public_number_stays(client, vorhaben, editor):
    client.force_login(editor)
    address = reverse("umsetzung:vorhaben", args=[vorhaben.pk])
    data = opened(client, address)

    client.post(address, data | {"title": "Zwölf Wartehäuschen", "number": "99"})

    vorhaben.refresh_from_db()
    assert vorhaben.title == "Zwölf Wartehäuschen"
    assert vorhaben.number != "99"


def test_the_second_of_two_editors_is_told(client, vorhaben, editor):
    client.force_login(editor)
    address = reverse("umsetzung:vorhaben", args=[vorhaben.pk])
    data = opened(client, address)
    actions.change_vorhaben(vorhaben, by=factories.superuser(), title="Von anderen geändert")

    response = client.post(address, data | {"title": "Meins"})

    assert response.status_code == 422
    assert "Von anderen geändert" in response.text
