"""Pages with several buttons that send: whichever is pressed, no typed text is silently lost.

Walks the pages of staff and of one's own account as they are rendered: a word is typed into each
field for text, each button that sends is pressed, and the word stands on the page that follows,
or is stored.
"""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import reverse

from comments import actions as comment_actions
from evaluation import actions
from tests import factories

from .presses import WORD, is_stored, presses

pytestmark = pytest.mark.django_db

# What leaves the page behind for good, as it says: nothing typed on it can matter then.
FAREWELLS = ("/konto/abmelden/", "/konto/geraete/abmelden/")


@pytest.fixture
def town(baustein, resident, moderator):
    """A Strategie with everything that has a page for staff."""
    konzept = baustein.strategie.konzept
    kommentar = factories.comment(baustein, resident, text="Ein Rufbus ab 18 Uhr.")
    reported = factories.comment(baustein, text="Das ist zum Lachen.")
    comment_actions.report(reported, user=None, reporter_key="a", ground="hass", explanation="")
    hidden = factories.hidden_comment(baustein, by=moderator, text="Kauft Lampen.")
    beschwerde = comment_actions.complain(hidden.entscheidungen.get(), text="Keine Werbung.")
    running = factories.baustein(strategie=factories.strategie(konzept=konzept))
    factories.phase(running.strategie)
    open_now = factories.comment(running, resident, text="Mehr Bäume.")
    factories.end_phase(baustein)
    boss = factories.superuser()
    auswertung = factories.auswertung(baustein, by=boss)
    prepared = factories.prepared_anliegen(
        auswertung, [kommentar, reported], by=boss, bausteine=[baustein]
    )
    return {
        "konzept": konzept, "baustein": baustein, "auswertung": auswertung, "prepared": prepared,
        "open": actions.create(auswertung, by=boss, title="Mehr Sitzbänke", kommentare=[reported]),
        "kommentar": kommentar, "reported": reported, "hidden": hidden, "open_now": open_now,
        "beschwerde": beschwerde,
    }  # fmt: skip


def workplace(town):
    yield from (
        reverse("auswertung:anliegen", args=[town[name].pk]) for name in ("open", "prepared")
    )
    yield reverse("auswertung:beitrag", args=[town["reported"].pk])
    names = ("kommentar", "reported", "hidden", "open_now")
    yield from (reverse("moderation:kommentar", args=[town[name].pk]) for name in names)
    yield from (reverse("moderation:queue", args=[tab]) for tab in ("alle", "gemeldet"))
    yield reverse("moderation:complaint", args=[town["beschwerde"].pk])
    for name in ("auswertung", "beitraege", "erfassen", "einlesen", "publish", "data"):
        yield reverse(f"auswertung:{name}", args=[town["auswertung"].pk])
    yield reverse("auswertung:start")


def account(town):
    names = (
        "account_access", "account_pseudonym", "account_email", "account_identities",
        "account_data", "account_delete", "mfa_index", "account_set_password",
        "mails:preferences", "comments:mine",
    )  # fmt: skip
    return [reverse(name) for name in names]


def administration(town):
    """The change page of the first row of every model, and the page to add one."""
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_add")
        if row := model._default_manager.order_by("pk").first():
            yield reverse(f"{base}_change", args=[row.pk])


def lost(client, address):
    """The presses of a page after which the word is nowhere."""
    page = client.get(address, follow=True)
    if page.status_code != 200:
        return []
    found = []
    for press in presses(page.text, address):
        if press.action.startswith(FAREWELLS):
            continue
        with transaction.atomic():
            answer = client.post(press.action, press.data, follow=True)
            if WORD not in answer.text and not is_stored(WORD):
                found.append(f"{address}: „{press.field}“ typed, „{press.button}“ pressed")
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("walk", [workplace, account, administration])
def test_no_button_of_a_page_loses_what_was_typed(client, town, walk):
    client.force_login(factories.superuser())

    assert [sentence for address in walk(town) for sentence in lost(client, address)] == []


def test_the_walk_finds_the_pages_with_several_buttons(client, town):
    client.force_login(factories.superuser())
    address = reverse("auswertung:anliegen", args=[town["open"].pk])

    found = {(row.field, row.button) for row in presses(client.get(address).text, address)}

    assert ("reasons", "Speichern und vorlegen") in found
    assert ("reasons", "Auflösen") in found
    assert ("teilen-title", "Speichern") in found
