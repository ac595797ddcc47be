"""Impressum, Datenschutz and the others: in the footer, versioned, edited in the administration."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import checks
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from comments.models import Ground
from pages import actions
from pages.models import Page, Seitenfassung
from tests import factories
from tests.forms import opened, sent_by

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]


def current(page):
    return Seitenfassung.objects.current().get(page=page)


def edit(client, row, text):
    address = reverse("admin:pages_seitenfassung_change", args=[row.pk])
    return client.post(address, opened(client, address) | {"text": text})


@pytest.fixture
def admin(client):
    client.force_login(factories.superuser())
    return client


@pytest.mark.parametrize("page", Page)
def test_a_new_platform_has_a_starting_text(client, settings, page):
    answer = client.get(f"/{page}/")

    assert answer.status_code == 200
    assert str(page.label) in answer.text
    assert "{name}" not in answer.text
    if page != Page.NETIQUETTE:
        assert settings.SITE_NAME in answer.text
        assert "[Bitte ergänzen: " in answer.text


@pytest.mark.parametrize("address", ["/", "/konto/anmelden/", "/gibt/es/nicht/", "/netiquette/"])
def test_every_page_leads_to_them(client, address):
    text = client.get(address).text

    for page in Page:
        assert f'href="/{page}/"' in text


def test_the_pages_without_a_framework_lead_to_them_too():
    for name in ("500.html", "503.html"):
        text = (ROOT / "templates" / name).read_text(encoding="utf-8")
        for page in Page:
            assert f'href="/{page}/"' in text, name


@pytest.mark.parametrize("ground", [ground for ground in Ground if "Regel" in str(ground.label)])
def test_the_netiquette_has_the_rules_that_decisions_name(client, ground):
    number = str(ground.label).partition("Regel ")[2][0]

    assert f"<h2>Regel {number}: " in client.get("/netiquette/").text


def test_the_comment_form_links_the_rules(client, baustein):
    page = client.get(baustein.get_absolute_url()).text.partition("<footer")[0]

    assert 'href="/netiquette/"' in page


def test_saving_publishes_the_next_fassung_and_keeps_the_one_before(admin, client):
    before = current("netiquette")
    answer = edit(admin, before, "## Neue Regel\r\n\r\nSeien Sie nett.")

    assert answer.url == reverse("admin:pages_seitenfassung_changelist")
    assert "Seien Sie nett." in client.get("/netiquette/").text
    old = client.get("/netiquette/fassung/1/").text
    assert "Regel 1" in old
    assert "Sie lesen Fassung 1." in old
    assert "noindex" in old
    assert current("netiquette").number == 2


def test_saving_without_a_change_makes_no_fassung(admin):
    row = current("hilfe")
    edit(admin, row, row.text)

    assert Seitenfassung.objects.filter(page="hilfe").count() == 1


def test_whoever_was_slower_is_told_and_keeps_the_text(admin):
    address = reverse("admin:pages_seitenfassung_change", args=[current("hilfe").pk])
    data = opened(admin, address) | {"text": "Mein langer Text"}
    actions.publish("hilfe", text="Von jemand anderem", by=None, base=1)

    page = admin.post(address, data)

    assert "Fassung 2 wurde am" in page.text
    assert "Mein langer Text" in page.text
    assert "Von jemand anderem" in page.text
    assert current("hilfe").text == "Von jemand anderem"

    assert admin.post(address, sent_by(page)).status_code == 302
    assert current("hilfe").text == "Mein langer Text"
    assert current("hilfe").number == 3


def test_the_netiquette_of_a_decision_can_be_found(admin):
    now = timezone.now()
    Seitenfassung.objects.filter(page="netiquette").update(published_at=now - timedelta(days=9))
    edit(admin, current("netiquette"), "Neu.")
    valid_at = Seitenfassung.objects.valid_at

    assert valid_at("netiquette", now - timedelta(days=1)).number == 1
    assert valid_at("netiquette", timezone.now()).number == 2
    assert valid_at("netiquette", now - timedelta(days=10)) is None


def test_a_decision_in_the_administration_leads_to_the_netiquette_of_its_day(
    admin, baustein, moderator
):
    kommentar = factories.hidden_comment(baustein, by=moderator)
    decision = kommentar.entscheidungen.first()
    edit(admin, current("netiquette"), "Neu.")

    page = admin.get(reverse("admin:comments_moderationsentscheidung_change", args=[decision.pk]))

    assert "/netiquette/fassung/1/" in page.text


def test_what_is_written_cannot_bring_in_a_script(admin, client):
    edit(admin, current("hilfe"), "<script>alert(1)</script> [x](javascript:alert(1))")

    text = client.get("/hilfe/").text
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


def test_the_administration_and_the_check_name_the_gaps(admin):
    row = current("impressum")
    assert "8 Angaben fehlen" in admin.get(reverse("admin:pages_seitenfassung_changelist")).text
    found = {warning.msg for warning in checks.run_checks(databases=["default"])}
    assert "/impressum/ still has 8 gaps to fill in." in found

    edit(admin, row, "Alles da.")
    found = {warning.msg for warning in checks.run_checks(databases=["default"])}
    assert not [message for message in found if "/impressum/" in message]


def test_migrating_again_changes_no_text(admin, client):
    edit(admin, current("hilfe"), "Unser Text.")
    call_command("migrate", verbosity=0)

    assert current("hilfe").text == "Unser Text."


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_fassungen(
    client, django_assert_num_queries, number
):
    for version in range(1, number):
        actions.publish("hilfe", text=f"Fassung {version}", by=None, base=version)
    with django_assert_num_queries(2):
        client.get("/hilfe/")
